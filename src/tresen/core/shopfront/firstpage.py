"""The customer page as it comes first: its release file, with name and hours of the business between two pairs of marks.

What stands between the marks is made of the lines below and nothing else, with text only where a line leaves room for it.
So `tresen verify` can take it out again and compare the rest with the release: a server that writes a script there is
found out.
"""

from __future__ import annotations

import html
import re
from typing import Any, Final, NamedTuple

from tresen.core.shopfront.door import Line, initials, shelf
from tresen.core.shopfront.pictures import picture_kind, picture_size

DESCRIPTION_CHARACTERS: Final = 200
_PLAIN_HEAD: Final = "<title>Tresen</title>"
_TEXT: Final = r"(?:[^<>\"'&\x00-\x1f]|&(?:amp|lt|gt|quot|#x27);)*"
_HANDLE: Final = r"[a-z0-9-]{3,40}"
_VERSION: Final = r"[0-9a-f]{1,64}"

_TOUCH_ICON: Final = '<link rel="apple-touch-icon" href="/{handle}/picture?v={version}">'
_PICTURE_ICON: Final = '<link rel="icon" href="/{handle}/picture?v={version}">'
_INITIALS_ICON: Final = '<link rel="icon" type="image/svg+xml" href="/{handle}/icon?v={version}">'
_OUR_TOUCH_ICON: Final = '<link rel="apple-touch-icon" href="/inbox/icon-180.png">'
_TITLE: Final = "<title>{text}</title>"
_DESCRIPTION: Final = '<meta name="description" content="{text}">'
_PREVIEWS: Final = {
    name: f'<meta property="og:{name}" content="{{text}}">'
    for name in ("type", "site_name", "locale", "title", "description", "url", "image")
}
_HEAD: Final = (
    *(_TITLE, _DESCRIPTION, *_PREVIEWS.values()),
    *(_PICTURE_ICON, _INITIALS_ICON, _TOUCH_ICON, _OUR_TOUCH_ICON),
)

_BEGIN: Final = '<div class="visit first" lang="{text}">'
_SHELVES: Final = {name: f'<header class="front {name}"></header>' for name in ("bread", "shelf")}
_BODY: Final = '<main aria-busy="true"><div class="column"><div class="body">'
_INITIALS: Final = '<div class="sign"><span class="tile" aria-hidden="true">{text}</span></div>'
_PICTURE: Final = (
    '<div class="sign"><span class="tile" aria-hidden="true">'
    '<img src="/{handle}/picture?v={version}" alt=""></span></div>'
)
_NAME: Final = "<h1>{text}</h1>"
_TRADE: Final = '<p class="kind">{text}</p>'
_TRUST: Final = '<p class="trust" role="status">{text}</p>'
_CLOCK: Final = (
    '<ul class="facts"><li><svg class="i" viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 7v5l3.2 2"/></svg>'
)
_OPEN: Final = '<div class="grow hours"><span class="open">{text}</span></div>'
_SHUT: Final = '<div class="grow hours"><span class="open shut">{text}</span></div>'
_TIMES: Final = '<span class="link" aria-hidden="true">{text}</span></li></ul>'
_END: Final = '</div></div><div class="counter"></div></main></div>'
_FIRST: Final = (
    *(_BEGIN, *_SHELVES.values(), _BODY, _INITIALS, _PICTURE, _NAME, _TRADE, _TRUST),
    *(_CLOCK, _OPEN, _SHUT, _TIMES, _END),
)
_CHECKING: Final = {"de": "Wird geprüft …", "en": "Being checked …"}
_ALL_TIMES: Final = {"de": "Alle Zeiten", "en": "All times"}
"""Not to be seen: it keeps the place of the button that comes with the script."""
_LOCALE: Final = {"de": "de_DE", "en": "en_GB"}


class Face(NamedTuple):
    """A business as its link shows it: from the published profile, unverified.

    `picture` is the version of its picture, None without one.
    """

    handle: str
    version: str
    name: str
    trade: str
    about: str
    place: str
    picture: str | None
    line: Line | None


def first_page(page: str, face: Face, language: str, public_url: str) -> str:
    """The release's page with this business in it. `page` without the marks stays as it is."""
    return _written(
        _written(page, "head", _head(face, language, public_url)), "first", _first(face, language)
    )


def release_page(page: str) -> str | None:
    """The release's page again; None when something stands between the marks that no server of ours writes."""
    for mark, allowed, plain in (("head", _HEAD, _PLAIN_HEAD), ("first", _FIRST, "")):
        found = _block(mark).search(page)
        if found is None:
            continue
        if found[1] != plain and not all(_allowed(line, allowed) for line in found[1].split("\n")):
            return None
        page = f"{page[: found.start()]}<!--{mark}-->{plain}<!--/{mark}-->{page[found.end() :]}"
    return page


def icon(name: str) -> str:
    """A tab's icon for a business without a picture: its initials on walnut."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#38271c"/>'
        '<text x="32" y="33" text-anchor="middle" dominant-baseline="central" font-family="Georgia,serif" font-weight="600" '
        f'font-size="28" fill="#f7efe4">{html.escape(initials(name))}</text></svg>'
    )


def manifest(
    handle: str, name: str, version: str, picture: bytes | None, *, shares: bool = False
) -> dict[str, Any]:
    """[TDDDG § 25] The business as an app on the home screen, where an iPhone can be told of answers.

    It is the same for everybody: no address in it recognises anybody or opens a conversation. A conversation that this
    browser has is there again; on an iPhone, where an app has a storage of its own, the return link brings it.
    `shares`: the system offers it for sharing. A page asks for that only while its worker takes what is shared.
    """
    icons = [{"src": f"/{handle}/icon?v={version}", "sizes": "any", "type": "image/svg+xml"}]
    size = picture_size(picture) if picture else None
    if picture and size:
        kind = picture_kind(picture)
        icons = [
            {
                "src": f"/{handle}/picture?v={version}",
                "sizes": f"{size.width}x{size.height}",
                "type": str(kind),
            }
        ]
    return {
        "id": f"/{handle}",
        "name": _one_line(name),
        "short_name": _one_line(name),
        "start_url": f"/{handle}",
        "scope": f"/{handle}",
        "display": "standalone",
        "background_color": "#f5f1ea",
        "theme_color": "#38271c",
        "icons": icons,
    } | ({"share_target": share_target(handle)} if shares else {})


def share_target(page: str) -> dict[str, Any]:
    """What the system hands over, and where. The worker of that page takes it there; nothing of it is for the server."""
    return {
        "action": f"/{page}/share",
        "method": "POST",
        "enctype": "multipart/form-data",
        "params": {
            "title": "title",
            "text": "text",
            "url": "url",
            "files": [{"name": "files", "accept": ["*/*"]}],
        },
    }


def _head(face: Face, language: str, public_url: str) -> list[str]:
    described = _short(" – ".join(filter(None, (face.trade, face.place, face.about))) or face.name)
    image = f"/{face.handle}/picture?v={face.picture}" if face.picture else "/inbox/icon-512.png"
    previews = {
        "type": "website",
        "site_name": "Tresen",
        "locale": _LOCALE[language],
        "title": face.name,
        "description": described,
        "url": f"{public_url}/{face.handle}",
        "image": public_url + image,
    }
    icons = (_PICTURE_ICON, _TOUCH_ICON) if face.picture else (_INITIALS_ICON, _OUR_TOUCH_ICON)
    version = face.picture or face.version
    return [
        *(_filled(_TITLE, face.name), _filled(_DESCRIPTION, described)),
        *(_filled(_PREVIEWS[name], text) for name, text in previews.items()),
        *(line.format(handle=face.handle, version=version) for line in icons),
    ]


def _first(face: Face, language: str) -> list[str]:
    lines = [_filled(_BEGIN, language), _SHELVES[shelf(face.trade, face.name)], _BODY]
    if face.picture:
        lines.append(_PICTURE.format(handle=face.handle, version=face.picture))
    else:
        lines.append(_filled(_INITIALS, initials(face.name)))
    lines.append(_filled(_NAME, face.name))
    if face.trade:
        lines.append(_filled(_TRADE, face.trade))
    lines.append(_filled(_TRUST, _CHECKING[language]))
    if face.line is not None:
        said = _filled(_OPEN if face.line.open else _SHUT, face.line.text)
        lines += [_CLOCK, said, _filled(_TIMES, _ALL_TIMES[language])]
    return [*lines, _END]


def _filled(line: str, text: str) -> str:
    return line.replace("{text}", html.escape(_one_line(text)))


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _short(text: str) -> str:
    text = _one_line(text)
    return text if len(text) <= DESCRIPTION_CHARACTERS else f"{text[: DESCRIPTION_CHARACTERS - 1].rstrip()}…"


def _written(page: str, mark: str, lines: list[str]) -> str:
    inside = "\n".join(lines)
    return _block(mark).sub(lambda _: f"<!--{mark}-->{inside}<!--/{mark}-->", page, count=1)


def _block(mark: str) -> re.Pattern[str]:
    return re.compile(f"<!--{mark}-->(.*?)<!--/{mark}-->", re.DOTALL)


def _allowed(line: str, lines: tuple[str, ...]) -> bool:
    return any(_pattern(each).fullmatch(line) for each in lines)


def _pattern(line: str) -> re.Pattern[str]:
    pattern = re.escape(line)
    for name, allowed in (("text", _TEXT), ("handle", _HANDLE), ("version", _VERSION)):
        pattern = pattern.replace(re.escape(f"{{{name}}}"), allowed)
    return re.compile(pattern)
