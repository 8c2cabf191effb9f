"""The customer page as it comes first: its release file, with the whole first visit between pairs of marks.

Name, hours and address stand where the script puts them (web/chat/src/visit/Visit.svelte), so that nothing moves and
nothing is said twice in two ways. The button takes a tap before there is a script: it shows a line that says so, and the
script finds it shown. What is there to look at alone is no button yet. Beside the app, where the script leaves it, stands
what search engines read (`core.shopfront.listing`).

What stands between the marks is made of the lines below, in their order, and nothing else, with text only where a line
leaves room for it. So `tresen verify` can take it out again and compare the rest with the release: a server that writes a
script there, or words of its own beside the app, is found out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from tresen.core.oneline import cut, printed
from tresen.core.shopfront.door import Line, initials, shelf
from tresen.core.shopfront.lines import (
    PICTURE_REST,
    any_of,
    at_address,
    block,
    either,
    filled,
    perhaps,
    several_lines,
    the_line,
    written,
)
from tresen.core.shopfront.listing import Listing, listing_lines, whole_listing
from tresen.core.shopfront.pictures import Size, picture_kind, picture_size
from tresen.core.shopfront.today import Drawn

DESCRIPTION_CHARACTERS: Final = 200
_PLAIN_HEAD: Final = "<title>Tresen</title>"
_TOUCH_ICON: Final = '<link rel="apple-touch-icon" href="/{handle}/picture?v={version}">'
_PICTURE_ICON: Final = '<link rel="icon" href="/{handle}/picture?v={version}">'
_INITIALS_ICON: Final = '<link rel="icon" type="image/svg+xml" href="/{handle}/icon?v={version}">'
_OUR_TOUCH_ICON: Final = '<link rel="apple-touch-icon" href="/inbox/icon-180.png">'
_TITLE: Final = "<title>{text}</title>"
_DESCRIPTION: Final = '<meta name="description" content="{text}">'
_PREVIEWS: Final = {
    name: f'<meta property="og:{name}" content="{{text}}">'
    for name in ("type", "site_name", "locale", "title", "description", "url")
}
_PREVIEW_IMAGE: Final = '<meta property="og:image" content="{text}">'
_PREVIEW_SIZE: Final = (
    '<meta property="og:image:width" content="{pixels}">',
    '<meta property="og:image:height" content="{pixels}">',
)

_BEGIN: Final = '<div class="visit first" lang="{text}">'
_SHELVES: Final = {
    name: (
        f'<header class="front {name}"><span class="ib" aria-hidden="true"><svg class="i" viewBox="0 0 24 24">'
        '<path d="M11.5 5.2a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M11.5 12a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0'
        'M11.5 18.8a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0"/></svg></span></header>'
    )
    for name in ("bread", "shelf")
}
_BODY: Final = '<main aria-busy="true"><div class="column"><div class="body">'
_INITIALS: Final = '<div class="sign"><span class="tile" aria-hidden="true">{text}</span></div>'
_PICTURE: Final = (
    '<div class="sign"><span class="tile" aria-hidden="true">'
    '<img src="/{handle}/picture?v={version}" alt=""></span></div>'
)
_NAME: Final = "<h1>{text}</h1>"
_TRADE: Final = '<p class="kind">{text}</p>'
_TRUST: Final = '<p class="trust" role="status">{text}</p>'
_BOARD: Final = '<p class="board">{text}</p>'
_FACTS: Final = '<ul class="facts">'
_CLOCK: Final = (
    '<li><svg class="i" viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 7v5l3.2 2"/></svg>'
)
_OPEN: Final = '<div class="grow hours"><span class="open">{text}</span>'
_SHUT: Final = '<div class="grow hours"><span class="open shut">{text}</span>'
_TODAY: Final = '<p class="soft num">{text}</p></div>'
_TIMES: Final = '<span class="link">{text}</span>'
_LINE: Final = (
    '<svg class="today" aria-hidden="true"><rect class="track" width="100%" y="4" height="8" rx="4"/>'
)
_STRETCH: Final = '<rect x="{share}%" y="4" width="{length}%" height="8" rx="2"/>'
_NOW: Final = '<rect class="now" x="{share}%" width="4" height="16" rx="2"/>'
_LINE_END: Final = "</svg>"
_FACT_END: Final = "</li>"
_PIN: Final = (
    '<li><svg class="i" viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M12 21c4-4.5 6.5-7.5 6.5-11a6.5 6.5 0 0 0-13 0c0 3.5 2.5 6.5 6.5 11ZM9.7 10a2.3 2.3 0 1 0 4.6 0'
    'a2.3 2.3 0 1 0-4.6 0"/></svg><address>'
)
_STREET: Final = "{text}<br>"
_CITY: Final = '<span class="soft">{text}</span></address>'
_FACTS_END: Final = "</ul>"
_ABOUT: Final = '<p class="about">{text}</p>'
_COUNTER: Final = '</div></div><div class="counter">'
_WRITE: Final = (
    '<button class="btn main big wide" type="button" popovertarget="wait" popovertargetaction="show">'
    "{text}</button>"
)
_WAIT: Final = '<p id="wait" popover="manual" role="status">{text}</p>'
_LOCK: Final = (
    '<div class="promise"><p><svg class="i" viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M7 10.5h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2ZM8 10.5V8a4 4 0 0 1 8 0v2.5"/>'
    "</svg><span>{text}</span></p>"
)
_DEVICE: Final = (
    '<p><svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 3h6a2.5 2.5 0 0 1 2.5 2.5v13A2.5 2.5 0 0 1 15 21H9'
    'a2.5 2.5 0 0 1-2.5-2.5v-13A2.5 2.5 0 0 1 9 3ZM11 17.8h2"/></svg><span>{text}</span></p></div>'
)
_BACK: Final = '<span class="btn low wide">{text}</span>'
_PRIVACY: Final = '<p class="legal"><span>{text}</span>'
_IMPRINT: Final = "<span>{text}</span></p>"
_END: Final = "</div></main></div>"


class _Words(NamedTuple):
    """What the page says of itself, as its catalogs do (web/chat/src/words)."""

    checking: str
    times: str
    write: str
    wait: str
    promise: str
    nothing: str
    back: str
    privacy: str
    imprint: str


WORDS: Final = {
    "de": _Words(
        checking="Wird geprüft …",
        times="Alle Zeiten",
        write="Nachricht schreiben",
        wait="Einen Moment …",
        promise="Was Sie schreiben, liest nur das Team.",
        nothing="Bis Sie schreiben, liegt nichts auf Ihrem Gerät.",
        back="Zurück zu meiner Unterhaltung",
        privacy="Datenschutz",
        imprint="Impressum",
    ),
    "en": _Words(
        checking="Being checked …",
        times="Opening hours",
        write="Write a message",
        wait="One moment …",
        promise="Only the team reads what you write.",
        nothing="Until you write, nothing is stored on your device.",
        back="Back to my conversation",
        privacy="Privacy",
        imprint="Imprint",
    ),
}
_LOCALE: Final = {"de": "de_DE", "en": "en_GB"}


class Times(NamedTuple):
    """The opening hours at the door: the state in one line, today in words and drawn."""

    line: Line
    today: str
    drawn: Drawn | None


class Face(NamedTuple):
    """A business as its link shows it: from the published profile, unverified.

    `city` is its postcode and town. `picture` is the version of its picture, None without one, and `picture_size` what the
    file claims; `board` is the line of the day while it hangs there. `listing` is what search engines read.
    """

    handle: str
    version: str
    name: str
    trade: str
    about: str
    street: str
    city: str
    picture: str | None
    hours: Times | None
    board: str = ""
    picture_size: Size | None = None
    listing: Listing | None = None

    @property
    def place(self) -> str:
        """Street and town in one line."""
        return ", ".join(filter(None, (self.street, self.city)))


def first_page(page: str, face: Face, language: str, public_url: str) -> str:
    """The release's page with this business in it. `page` without the marks stays as it is."""
    url = f"{public_url}/{face.handle}"
    image = f"{url}/picture?v={face.picture}" if face.picture else None
    page = written(page, "head", _head(face, language, url, image))
    page = written(page, "first", _first(face, language))
    return page if face.listing is None else written(page, "listing", listing_lines(face.listing, url, image))


def release_page(page: str, address: str | None = None) -> str | None:
    """The release's page again; None when something stands between the marks that no server of ours writes.

    `address` is the page's own: it and its picture's are the only ones that search engines and previews may be given.
    None: whatever they say.
    """
    for mark, allowed, plain in (
        ("head", _whole_head(address), _PLAIN_HEAD),
        ("first", _whole_visit(), ""),
        ("listing", whole_listing(address), ""),
    ):
        found = block(mark).search(page)
        if found is None:
            continue
        if found[1] != plain and re.fullmatch(allowed, f"{found[1]}\n") is None:
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
        "name": printed(name),
        "short_name": printed(name),
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


def _head(face: Face, language: str, url: str, image: str | None) -> list[str]:
    described = _short(" – ".join(filter(None, (face.trade, face.place, face.about))) or face.name)
    previews = {
        "type": "website",
        "site_name": "Tresen",
        "locale": _LOCALE[language],
        "title": face.name,
        "description": described,
        "url": url,
    }
    icons = (_PICTURE_ICON, _TOUCH_ICON) if face.picture else (_INITIALS_ICON, _OUR_TOUCH_ICON)
    version = face.picture or face.version
    return [
        *(filled(_TITLE, face.name), filled(_DESCRIPTION, described)),
        *(filled(_PREVIEWS[name], text) for name, text in previews.items()),
        *_preview_image(image, face.picture_size),
        *(line.format(handle=face.handle, version=version) for line in icons),
    ]


def _preview_image(image: str | None, size: Size | None) -> Iterator[str]:
    """A business without a picture has none here: an app that shows previews takes a stranger's sign for the shop's."""
    if image is None:
        return
    yield filled(_PREVIEW_IMAGE, image)
    if size is not None:
        yield from (line.format(pixels=pixels) for line, pixels in zip(_PREVIEW_SIZE, size, strict=True))


def _first(face: Face, language: str) -> list[str]:
    words = WORDS[language]
    lines = [filled(_BEGIN, language), _SHELVES[shelf(face.trade, face.name)], _BODY]
    if face.picture:
        lines.append(_PICTURE.format(handle=face.handle, version=face.picture))
    else:
        lines.append(filled(_INITIALS, initials(face.name)))
    lines.append(filled(_NAME, face.name))
    if face.trade:
        lines.append(filled(_TRADE, face.trade))
    lines.append(filled(_TRUST, words.checking))
    if face.board:
        lines.append(filled(_BOARD, face.board))
    if face.hours or face.place:
        lines += [_FACTS, *_hours(face.hours, words), *_address(face), _FACTS_END]
    if face.about:
        lines.append(_ABOUT.replace("{text}", several_lines(face.about)))
    lines += [_COUNTER, *(filled(line, text) for line, text in _counter(words))]
    return [*lines, _END]


def _hours(times: Times | None, words: _Words) -> Iterator[str]:
    if times is None:
        return
    yield _CLOCK
    yield filled(_OPEN if times.line.open else _SHUT, times.line.text)
    yield filled(_TODAY, times.today)
    yield filled(_TIMES, words.times)
    if times.drawn is not None:
        yield _LINE
        for share, length in times.drawn.stretches:
            yield _STRETCH.format(share=_percent(share), length=_percent(length))
        if times.drawn.now is not None:
            yield _NOW.format(share=_percent(times.drawn.now))
        yield _LINE_END
    yield _FACT_END


def _address(face: Face) -> Iterator[str]:
    if not face.place:
        return
    yield _PIN
    if face.street:
        yield filled(_STREET, face.street)
    yield filled(_CITY, face.city)
    yield _FACT_END


def _counter(words: _Words) -> tuple[tuple[str, str], ...]:
    return (
        (_WRITE, words.write),
        (_WAIT, words.wait),
        (_LOCK, words.promise),
        (_DEVICE, words.nothing),
        (_BACK, words.back),
        (_PRIVACY, words.privacy),
        (_IMPRINT, words.imprint),
    )


def _percent(part: float) -> str:
    return f"{100 * part:.2f}"


def _short(text: str) -> str:
    text = printed(text)
    return text if len(text) <= DESCRIPTION_CHARACTERS else f"{cut(text, DESCRIPTION_CHARACTERS - 1)}…"


def _whole_head(address: str | None) -> str:
    """The head as a regular expression: every line in its place."""
    icons = either(
        the_line(_PICTURE_ICON) + the_line(_TOUCH_ICON), the_line(_INITIALS_ICON) + the_line(_OUR_TOUCH_ICON)
    )
    previews = _PREVIEWS | {"url": at_address(_PREVIEWS["url"], address)}
    image = the_line(at_address(_PREVIEW_IMAGE, address, PICTURE_REST)) + perhaps(
        "".join(map(the_line, _PREVIEW_SIZE))
    )
    return "".join(map(the_line, (_TITLE, _DESCRIPTION, *previews.values()))) + perhaps(image) + icons


def _whole_visit() -> str:
    """The first visit likewise. What the page says of itself is as in `WORDS`: no other words stand in its place."""
    return either(*(_visit_in(language) for language in WORDS))


def _visit_in(language: str) -> str:
    words = WORDS[language]
    drawn = the_line(_LINE) + any_of(the_line(_STRETCH)) + perhaps(the_line(_NOW)) + the_line(_LINE_END)
    hours = [
        the_line(_CLOCK),
        either(the_line(_OPEN), the_line(_SHUT)),
        the_line(_TODAY),
        the_line(filled(_TIMES, words.times)),
    ]
    address = [the_line(_PIN), perhaps(the_line(_STREET)), the_line(_CITY), the_line(_FACT_END)]
    facts = perhaps("".join((*hours, perhaps(drawn), the_line(_FACT_END)))) + perhaps("".join(address))
    return "".join(
        (
            *(the_line(filled(_BEGIN, language)), either(*map(the_line, _SHELVES.values())), the_line(_BODY)),
            *(either(the_line(_PICTURE), the_line(_INITIALS)), the_line(_NAME), perhaps(the_line(_TRADE))),
            *(the_line(filled(_TRUST, words.checking)), perhaps(the_line(_BOARD))),
            *(perhaps(the_line(_FACTS) + facts + the_line(_FACTS_END)), perhaps(the_line(_ABOUT))),
            *(
                the_line(_COUNTER),
                *(the_line(filled(line, text)) for line, text in _counter(words)),
                the_line(_END),
            ),
        )
    )
