"""The readable page of a data package: opens offline, runs nothing, loads nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from typing import Any, Final
from zoneinfo import ZoneInfo

Json = dict[str, Any]

_WORDS: Final = {
    "de": {
        "title": "Meine Daten bei {name}",
        "made": "Erstellt am {day}. Das Maschinenlesbare steht in my-data.json, die Dateien liegen in files/.",
        "talk": "Das Gespräch",
        "customer": "Ich",
        "team": "Betrieb",
        "gone": "gelöscht",
        "automatic": "automatische Antwort",
        "purposes": "Was wofür verarbeitet wird",
        "recipients": "Wer sonst etwas erfährt",
        "access": "Wer wann Zugang hatte",
        "retention": "Wie lange etwas bleibt",
        "missing": "Datei fehlt",
        "passkeys": "Passkeys, mit denen ich zurückfinde",
        "passkey": "öffnet den Rückkehr-Link; den Passkey selbst bewahren Apple, Google oder ein Passwort-Programm auf",
        "back": "Was der Betrieb über mich vermerkt hat",
        "remains": (
            "Was nach dem Löschen bleibt: Auf dem Server Kennungen und öffentliche Schlüssel der Geräte, ohne Inhalt,"
            " damit keine Sicherung etwas zurückbringt. Auf einem Gerät mit Browser können gelöschte Worte noch eine"
            " Weile in dessen eigenen Dateien liegen, bis die Daten der Website im Browser gelöscht werden. Dieses Paket"
            " selbst löscht niemand für Sie."
        ),
    },
    "en": {
        "title": "My data at {name}",
        "made": "Made on {day}. What machines read is in my-data.json, the files are in files/.",
        "talk": "The conversation",
        "customer": "I",
        "team": "Business",
        "gone": "erased",
        "automatic": "automatic answer",
        "purposes": "What is processed what for",
        "recipients": "Who else learns something",
        "access": "Who had access when",
        "retention": "How long things stay",
        "missing": "file missing",
        "passkeys": "Passkeys that bring me back",
        "passkey": "opens the return link; Apple, Google or a password manager keeps the passkey itself",
        "back": "What the business noted about me",
        "remains": (
            "What stays after erasing: on the server the ids and public keys of the devices, without content, so that no"
            " backup brings anything back. On a device with a browser, erased words may lie in the browser's own files for a"
            " while, until the website's data are cleared there. Nobody erases this package for you."
        ),
    },
}
_POLICY: Final = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "li{margin:.4rem 0}time{color:#666}table{border-collapse:collapse}"
    "td,th{border:1px solid #999;padding:.3rem;text-align:left}"
    "pre{white-space:pre-wrap;font:inherit;margin:0}"
)


def page(data: Json) -> str:
    """The page for a package."""
    lang: str = data["language"]
    words, zone = _WORDS[lang], data["business"]["time_zone"]
    title = words["title"].format(name=data["business"]["name"])
    parts = [
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1><p>{escape(words['made'].format(day=_time(data['made_ms'], zone)))}</p>",
        f"<h2>{words['talk']}</h2><ol>",
        *(_entry(each, words, zone) for each in data["entries"]),
        "</ol>",
    ]
    if data["back_room"]:
        parts.append(f"<h2>{words['back']}</h2>")
        parts += [_back_room(each) for each in data["back_room"]]
    if data["held"] is not None:
        parts += _held(data["held"], words, zone)
    return "".join(parts) + "</body></html>\n"


def _entry(each: Json, words: dict[str, str], zone: str) -> str:
    kind = each["type"]
    when = f"<time>{escape(_time(each['at_ms'], zone))}</time>"
    if kind == "gone":
        return f"<li>{when} <em>{words['gone']}</em></li>"
    if kind == "automatic":
        return f"<li>{when} <em>{words['automatic']}</em><pre>{escape(each.get('text', ''))}</pre></li>"
    if kind != "message":
        return f"<li>{when} <em>{escape(kind)}</em></li>"
    who = escape(each.get("by") or words[each["from"]])
    said = _said(each.get("payload") or {})
    file = each.get("file")
    shown = "" if file is None else _file(file, words)
    if "invitation" in each:
        shown += _invited(each["invitation"], words)
    return f"<li>{when} <strong>{who}</strong><pre>{escape(said)}</pre>{shown}</li>"


def _invited(first: Json, words: dict[str, str]) -> str:
    """What the business had written before, to which this is the answer."""
    files = "".join(_file(each, words) for each in first["files"])
    who = escape(first["by"] or words["team"])
    return f"<blockquote><strong>{who}</strong><pre>{escape(first['text'])}</pre>{files}</blockquote>"


def _said(payload: Json) -> str:
    """The words of a payload, whatever kind it is: every text in it."""
    found = [
        str(payload[name])
        for name in ("text", "caption", "emoji", "name", "phone", "email", "address")
        if payload.get(name)
    ]
    return "\n".join(found) or str(payload.get("kind", ""))


def _file(file: Json, words: dict[str, str]) -> str:
    if "path" not in file:
        return f"<em>{words['missing']}: {escape(file['name'])}</em>"
    return f'<a href="{escape(file["path"])}">{escape(file["name"])}</a>'


def _back_room(each: Json) -> str:
    card = "".join(f"<li>{escape(one['field'])}: {escape(one['value'])}</li>" for one in each.get("card", []))
    labels = "".join(f"<li>{escape(one)}</li>" for one in each.get("labels", []))
    said = [*each.get("notes", []), *each.get("later", [])]
    notes = "".join(f"<li><pre>{escape(one['text'])}</pre></li>" for one in said)
    return f"<ul>{card}{labels}{notes}</ul>"


def _held(held: Json, words: dict[str, str], zone: str) -> list[str]:
    access = "".join(
        f"<li><time>{escape(_time(each['at_ms'], zone))}</time> {escape(each['what'])}</li>"
        for each in held["access"]
    )
    return [
        *_passkeys(held.get("passkeys") or [], words, zone),
        _table(words["purposes"], held["purposes"], ("what", "purpose", "basis", "kept")),
        _table(words["recipients"], held["recipients"], ("who", "what", "where", "basis")),
        _table(words["retention"], held["retention"], ("class", "days", "years")),
        f"<p>{escape(words['remains'])}</p>",
        f"<h2>{words['access']}</h2><ol>{access}</ol>",
    ]


def _passkeys(rows: list[Json], words: dict[str, str], zone: str) -> list[str]:
    """When each was made, and what it opens; nothing where there is none."""
    said = escape(words["passkey"])
    items = [f"<li><time>{escape(_time(each['since_ms'], zone))}</time> {said}</li>" for each in rows]
    return [f"<h2>{escape(words['passkeys'])}</h2><ul>{''.join(items)}</ul>"] if items else []


def _table(heading: str, rows: list[Json], names: tuple[str, ...]) -> str:
    cells = "".join(
        "<tr>" + "".join(f"<td>{escape(str(row.get(name) or ''))}</td>" for name in names) + "</tr>"
        for row in rows
    )
    return f"<h2>{escape(heading)}</h2><table>{cells}</table>"


def _time(at_ms: int, zone: str) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
