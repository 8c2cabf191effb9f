"""What the server writes into the customer page: the business as its link shows it, and nothing that could run."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.shopfront.door import Line
from tresen.core.shopfront.firstpage import Face, Times, first_page, icon, release_page
from tresen.core.shopfront.listing import Listing
from tresen.core.shopfront.pictures import Size
from tresen.core.shopfront.today import Drawn

PAGE = (
    "<html><head><!--head--><title>Tresen</title><!--/head--></head>"
    "<body><!--first--><!--/first--><p>later</p><!--listing--><!--/listing--></body></html>"
)
URL = "https://chat.example.org"
HOSTILE = (
    '"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "<!--/first--><script src=/x></script>", "\\1 \\g<0>",
    "'; DROP", "&lt;b&gt;", "a\n<meta http-equiv=refresh>", "\u202egnp.exe", "x" * 65_536, "{text} {handle}", "\x00\x1b",
)  # fmt: skip


def times(line: Line, today: str = "", drawn: Drawn | None = None) -> Times:
    return Times(line, today, drawn)


def face(name: str = "Bäckerei Sonnenschein", **changes: object) -> Face:
    plain = Face(
        "sonnenschein",
        "0123456789ab",
        name,
        "Bäckerei",
        "Brot.",
        "Hauptstraße 1",
        "10115 Berlin",
        None,
        times(Line(True, "Geöffnet bis 13:00"), "Heute 6–13 Uhr", Drawn(((0.125, 0.875),), 0.5)),
    )
    return plain._replace(**changes)  # type: ignore[arg-type]


def test_a_link_shows_the_business() -> None:
    """[interface] Title, description and preview picture with whole addresses, name and hours."""
    page = first_page(PAGE, face(picture="abcdef012345"), "de", URL)
    for line in (
        "<title>Bäckerei Sonnenschein</title>",
        '<meta name="description" content="Bäckerei – Hauptstraße 1, 10115 Berlin – Brot.">',
        '<meta property="og:title" content="Bäckerei Sonnenschein">',
        f'<meta property="og:url" content="{URL}/sonnenschein">',
        f'<meta property="og:image" content="{URL}/sonnenschein/picture?v=abcdef012345">',
        '<link rel="icon" href="/sonnenschein/picture?v=abcdef012345">',
        "<h1>Bäckerei Sonnenschein</h1>",
        '<span class="open">Geöffnet bis 13:00</span>',
        '<p class="soft num">Heute 6–13 Uhr</p>',
        "Hauptstraße 1<br>",
        '<span class="soft">10115 Berlin</span>',
        '<p class="about">Brot.</p>',
        ">Nachricht schreiben</button>",
    ):
        assert line in page
    assert page.count("<title>") == 1
    assert "geprüft" in page
    assert "Am Tresen geprüft" not in page
    assert page.endswith("<!--/first--><p>later</p><!--listing--><!--/listing--></body></html>")


def test_the_board_hangs_between_the_name_and_the_hours() -> None:
    """[S14] The line of the day stands in the first HTML, as text; `tresen verify` takes it out again."""
    board = "Heute: <Mohnkuchen> & Brot"
    page = first_page(PAGE, face(board=board), "de", URL)
    line = '<p class="board">Heute: &lt;Mohnkuchen&gt; &amp; Brot</p>'
    assert page.index("<h1>") < page.index(line) < page.index('class="open"')
    assert release_page(page) == PAGE
    assert "board" not in first_page(PAGE, face(), "de", URL)


def test_the_counter_is_there_before_the_script() -> None:
    """[interface] Hours, address and button stand in the first HTML; a tap on the button is seen and remembered."""
    page = first_page(PAGE, face(), "de", URL)
    order = (
        "<h1>",
        'class="open"',
        'class="today"',
        "<address>",
        'class="about"',
        "<button ",
        'class="promise"',
    )
    places = [page.index(each) for each in order]
    assert places == sorted(places)
    assert 'popovertarget="wait"' in page
    assert '<p id="wait" popover="manual" role="status">Einen Moment …</p>' in page
    assert '<rect x="12.50%" y="4" width="87.50%" height="8" rx="2"/>' in page
    assert '<rect class="now" x="50.00%"' in page
    assert page.count("<button") == 1


def test_lines_of_what_a_business_says_stay_lines() -> None:
    """[interface] They are one line of the page and shown as several, as the script shows them."""
    page = first_page(PAGE, face(about="Brot.\n<b>Kuchen</b>\r\n\nTorten"), "de", URL)
    assert '<p class="about">Brot.&#10;&lt;b&gt;Kuchen&lt;/b&gt;&#10;&#10;Torten</p>' in page
    assert release_page(page) == PAGE


def test_without_a_picture_the_initials_stand_for_it() -> None:
    """[interface] In the tab and on the page; a link's preview has none, since Tresen's own sign is not the shop's."""
    page = first_page(PAGE, face(hours=None, trade="", street="", city=""), "en", URL)
    assert '<link rel="icon" type="image/svg+xml" href="/sonnenschein/icon?v=0123456789ab">' in page
    assert "og:image" not in page
    assert '<span class="tile" aria-hidden="true">BS</span>' in page
    assert "Being checked" in page
    assert 'class="facts"' not in page
    assert ">BS</text>" in icon("Bäckerei Sonnenschein")


def test_a_preview_knows_the_size_of_its_picture() -> None:
    """[interface] Who draws a preview has the room for it before the picture; without a size the address alone."""
    page = first_page(PAGE, face(picture="abcdef012345", picture_size=Size(512, 256)), "de", URL)
    assert (
        f'<meta property="og:image" content="{URL}/sonnenschein/picture?v=abcdef012345">\n'
        '<meta property="og:image:width" content="512">\n<meta property="og:image:height" content="256">\n'
    ) in page
    assert release_page(page) == PAGE
    bare = first_page(PAGE, face(picture="abcdef012345"), "de", URL)
    assert "og:image:" not in bare
    assert release_page(bare) == PAGE


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    """[quality] Nothing that a business calls itself ends its text; the page is that of the release around it."""
    line = times(Line(False, text), text)
    hostile = face(
        text,
        trade=text,
        about=text,
        street=text,
        city=text,
        hours=line,
        listing=Listing(text, text, text, text, text, text, text),
    )
    page = first_page(PAGE, hostile, "de", URL)
    assert release_page(page) == PAGE
    assert "<script" not in page
    assert len(page) < 16 * len(text) * 6 + 7_000
    assert "<script" not in icon(text)


@given(st.text(), st.text(), st.sampled_from(["de", "en"]))
def test_every_page_is_the_release_again(name: str, other: str, language: str) -> None:
    """[threats] What the server writes can always be taken out again."""
    listed = Listing(name, other, name, other, name, other, name)
    shown = face(
        name, trade=other, about=other, city=other, hours=times(Line(True, other), other), listing=listed
    )
    written = first_page(PAGE, shown, language, URL)
    assert release_page(written) == PAGE


@pytest.mark.parametrize(
    "line",
    [
        "<script src=/assets/evil.js></script>",
        '<meta http-equiv="refresh" content="0;url=//evil">',
        '<h1 onclick="x">Name</h1>',
        "<h1>Name</h1><script>x</script>",
        '<link rel="icon" href="//evil.example/icon">',
        '<link rel="stylesheet" href="/sonnenschein/picture?v=abcdef012345">',
        "<title>one</title><base href=//evil>",
        "<h1>a & b</h1>",
        "text",
    ],
)
@pytest.mark.parametrize("mark", ["head", "first", "listing"])
def test_anything_else_between_the_marks_is_found(mark: str, line: str) -> None:
    """[threats] A server that writes code between the marks, or breaks out of a text, is told from an honest one."""
    listing = Listing("Bäckerei Sonnenschein", "Hauptstraße 1", "10115", "Berlin", "", "", "")
    honest = first_page(PAGE, face(listing=listing), "de", URL)
    assert release_page(honest.replace(f"<!--{mark}-->", f"<!--{mark}-->{line}\n")) is None
    assert release_page(honest.replace(f"<!--/{mark}-->", f"\n{line}<!--/{mark}-->")) is None


@pytest.mark.parametrize(
    "lie",
    [
        lambda page: page.replace(
            "<!--/first-->", "\n</div></main></div>\n<h1>Neu bei uns</h1><!--/first-->"
        ),
        lambda page: page.replace("<h1>", "</div></main></div>\n<h1>"),
        lambda page: page.replace("Wird geprüft …", "Am Tresen geprüft"),
        lambda page: page.replace("Nachricht schreiben", "Anrufen: 0171 1234567"),
        lambda page: page.replace("Einen Moment …", "Bitte schreiben Sie uns nur noch per WhatsApp"),
    ],
)
def test_lines_in_another_order_or_other_words_of_the_page_are_found_out(lie: Callable[[str], str]) -> None:
    """[threats] One closing line too early and the rest would stand beside the app; and the page speaks its own words."""
    honest = first_page(PAGE, face(), "de", URL)
    assert release_page(honest) == PAGE
    assert lie(honest) != honest
    assert release_page(lie(honest)) is None
