"""What the server writes into the customer page: the business as its link shows it, and nothing that could run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.shopfront.door import Line
from tresen.core.shopfront.firstpage import Face, first_page, icon, release_page

PAGE = (
    "<html><head><!--head--><title>Tresen</title><!--/head--></head>"
    "<body><!--first--><!--/first--><p>later</p></body></html>"
)
URL = "https://chat.example.org"
HOSTILE = (
    '"><script>alert(1)</script>', "<img src=x onerror=alert(1)>", "<!--/first--><script src=/x></script>", "\\1 \\g<0>",
    "'; DROP", "&lt;b&gt;", "a\n<meta http-equiv=refresh>", "\u202egnp.exe", "x" * 65_536, "{text} {handle}", "\x00\x1b",
)  # fmt: skip


def face(name: str = "Bäckerei Sonnenschein", **changes: object) -> Face:
    plain = Face(
        "sonnenschein",
        "0123456789ab",
        name,
        "Bäckerei",
        "Brot.",
        "Berlin",
        None,
        Line(True, "Geöffnet bis 13:00"),
    )
    return plain._replace(**changes)  # type: ignore[arg-type]


def test_a_link_shows_the_business() -> None:
    """[interface] Title, description and preview picture with whole addresses, name and hours."""
    page = first_page(PAGE, face(picture="abcdef012345"), "de", URL)
    for line in (
        "<title>Bäckerei Sonnenschein</title>",
        '<meta name="description" content="Bäckerei – Berlin – Brot.">',
        '<meta property="og:title" content="Bäckerei Sonnenschein">',
        f'<meta property="og:url" content="{URL}/sonnenschein">',
        f'<meta property="og:image" content="{URL}/sonnenschein/picture?v=abcdef012345">',
        '<link rel="icon" href="/sonnenschein/picture?v=abcdef012345">',
        "<h1>Bäckerei Sonnenschein</h1>",
        '<span class="open">Geöffnet bis 13:00</span>',
    ):
        assert line in page
    assert page.count("<title>") == 1
    assert "geprüft" in page
    assert "Am Tresen geprüft" not in page
    assert page.endswith("<!--/first--><p>later</p></body></html>")


def test_without_a_picture_the_initials_stand_for_it() -> None:
    page = first_page(PAGE, face(line=None, trade=""), "en", URL)
    assert '<link rel="icon" type="image/svg+xml" href="/sonnenschein/icon?v=0123456789ab">' in page
    assert f'content="{URL}/inbox/icon-512.png"' in page
    assert '<span class="tile" aria-hidden="true">BS</span>' in page
    assert "Being checked" in page
    assert 'class="facts"' not in page
    assert ">BS</text>" in icon("Bäckerei Sonnenschein")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    """[quality] Nothing that a business calls itself ends its text; the page is that of the release around it."""
    hostile = face(text, trade=text, about=text, place=text, line=Line(False, text))
    page = first_page(PAGE, hostile, "de", URL)
    assert release_page(page) == PAGE
    assert "<script" not in page
    assert len(page) < 5 * len(text) * 6 + 4_000
    assert "<script" not in icon(text)


@given(st.text(), st.text(), st.sampled_from(["de", "en"]))
def test_every_page_is_the_release_again(name: str, other: str, language: str) -> None:
    """[threats] What the server writes can always be taken out again."""
    written = first_page(PAGE, face(name, trade=other, about=other, line=Line(True, other)), language, URL)
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
@pytest.mark.parametrize("mark", ["head", "first"])
def test_anything_else_between_the_marks_is_found(mark: str, line: str) -> None:
    """[threats] A server that writes code between the marks, or breaks out of a text, is told from an honest one."""
    honest = first_page(PAGE, face(), "de", URL)
    assert release_page(honest.replace(f"<!--{mark}-->", f"<!--{mark}-->{line}\n")) is None
    assert release_page(honest.replace(f"<!--/{mark}-->", f"\n{line}<!--/{mark}-->")) is None
