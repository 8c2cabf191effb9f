"""`tresen prove`: core flows where there is no network but the machine itself, and counts that must be 0."""

from __future__ import annotations

import asyncio
import json
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

import tresen
from tresen.cli.options import AsJson, fail

INSIDE: Final = "--inside"
_NAMESPACE: Final = ("unshare", "--map-current-user", "--keep-caps", "--net")


def prove(
    as_json: AsJson = False,
    sheet: Annotated[
        Path | None,
        typer.Option(help="Write a fact sheet with these results (.md or .pdf).", show_default=False),
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the fact sheet: de or en.")] = "de",
    inside: Annotated[
        bool, typer.Option(hidden=True, help="Inside the namespace: the command calls itself.")
    ] = False,
) -> None:
    """Run a server and clients in a network namespace without a route, and count what must be 0.

    Nothing of a running server is touched: everything happens in a folder that is gone afterwards. Needs Linux and
    `unshare`; without them it says so. Exit status 1 when a count is not 0.
    """
    if lang not in ("de", "en"):
        fail("--lang is de or en")
    if sheet is not None and sheet.suffix not in (".md", ".pdf"):
        fail("--sheet ends in .md or .pdf")
    if inside:
        _inside()
        return
    lacking = _lacking()
    if lacking:
        fail(f"cannot be proved here: {lacking}")
    run = [*_NAMESPACE, sys.executable, "-m", "tresen.cli", "prove", INSIDE]
    done = subprocess.run(run, capture_output=True, check=False)
    if done.returncode:
        sys.stderr.buffer.write(done.stderr)
        fail("the proof did not come to its end")
    found: dict[str, Any] = json.loads(done.stdout)
    if sheet is not None:
        _write(sheet, found, lang)
    typer.echo(json.dumps(found, ensure_ascii=False) if as_json else "\n".join(_lines(found)))
    if any(each["value"] for each in found["counts"]):
        raise typer.Exit(1)


def _lacking() -> str:
    """What this machine lacks, empty when nothing."""
    if platform.system() != "Linux":
        return "network namespaces need Linux"
    if shutil.which(_NAMESPACE[0]) is None:
        return "the command `unshare` (Debian: util-linux)"
    tried = subprocess.run([*_NAMESPACE, "true"], capture_output=True, check=False)
    return (
        ""
        if tried.returncode == 0
        else "this user may make no network namespace (user namespaces are switched off)"
    )


def _inside() -> None:
    from tresen.cli import proving

    proving.bring_up_loopback()
    if proving.interfaces() != ["lo"]:
        fail("there are other interfaces than lo")
    flows, counts = proving.in_folder(lambda folder: asyncio.run(proving.prove(folder)))
    found = {
        "version": tresen.__version__,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "interfaces": proving.interfaces(),
        "an_attempt_would_be_counted": proving.is_counted(),
        "flows": flows,
        "counts": [each._asdict() for each in counts],
    }
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


def _lines(found: dict[str, Any]) -> list[str]:
    lines = [
        f"Tresen {found['version']}, {found['at']}, only the interface {', '.join(found['interfaces'])}.",
        f"An attempt to reach outside would be counted: {'yes' if found['an_attempt_would_be_counted'] else 'NO'}.",
        f"Done without a route: {', '.join(found['flows'])}.",
        "",
    ]
    for each in found["counts"]:
        value = "not counted" if each["value"] is None else each["value"]
        lines.append(f"  {each['name']:<38}{value:>12}   {each['how']}")
    return lines


_NAMES_DE: Final = {
    "outgoing connections": "Verbindungen nach außen",
    "look-ups": "Namensauflösungen",
    "third-party requests": "Anfragen an Dritte",
    "browser storage before the first tap": "Speicher im Browser vor dem ersten Antippen",
    "addresses in logs": "Internetadressen im Protokoll",
    "addresses in the data folder": "Internetadressen im Datenordner",
}


def _write(file: Path, found: dict[str, Any], lang: str) -> None:
    from tresen.core.law.document import Draft, Section, Table, Version
    from tresen.core.law.written.speech import say
    from tresen.desk.law.documents import LawDocument
    from tresen.desk.law.printed import as_markdown, as_pdf

    rows = [
        [
            _NAMES_DE.get(each["name"], each["name"]) if lang == "de" else each["name"],
            say(lang, "nicht gezählt", "not counted") if each["value"] is None else str(each["value"]),
            each["how"],
        ]
        for each in found["counts"]
    ]
    heads = say(lang, "Was|Zahl|Wie gezählt", "What|Count|How it was counted").split("|")
    draft = Draft(
        say(lang, "Faktenblatt: ohne Netz geprüft", "Fact sheet: proved without a network"),
        [
            Section(
                say(lang, "Gegenstand", "Subject"),
                [
                    say(
                        lang,
                        f"Tresen {found['version']} auf {platform.system()} {platform.release()}, {found['at']}.",
                        f"Tresen {found['version']} on {platform.system()} {platform.release()}, {found['at']}.",
                    ),
                    say(
                        lang,
                        "Server und Clients liefen in einem Netz-Namensraum ohne Weg nach außen. Ein Versuch,"
                        " hinauszukommen, wird dort gezählt: "
                        + (
                            "ja."
                            if found["an_attempt_would_be_counted"]
                            else "NEIN, die Zahlen sagen nichts."
                        ),
                        "Server and clients ran in a network namespace without a route. An attempt to get out is counted"
                        " there: "
                        + (
                            "yes." if found["an_attempt_would_be_counted"] else "NO, the counts mean nothing."
                        ),
                    ),
                ],
            ),
            Section(say(lang, "Zahlen", "Counts"), [], Table(heads, rows)),
            Section(say(lang, "Abläufe", "Flows"), [", ".join(found["flows"])]),
            Section(
                say(lang, "Geprüft", "Checked"),
                [say(lang, "Datum, Name, Unterschrift: ", "Date, name, signature: ") + "_" * 30],
            ),
        ],
    )
    at_ms = round(datetime.fromisoformat(found["at"]).timestamp() * 1000)
    document = LawDocument("proof", lang, draft, Version(1, at_ms, None, []))
    if file.suffix == ".pdf":
        file.write_bytes(as_pdf(document, "Europe/Berlin"))
    else:
        file.write_text(as_markdown(document, "Europe/Berlin"), encoding="utf-8")
