"""The conversation with the letters that a person has chosen in the browser, in both apps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import answer, arrived, begin, clean, field, log, newest, write
from tests.e2e.split import split_words
from tests.world.bakery import bakery
from tests.world.browser import PHONE, Visit
from tests.world.depth import usually
from tests.world.profile import BAKERY
from tests.world.stage import Stage

SIZES = pytest.mark.parametrize("size", usually({"20": (20,), "24": (24,), "32": (32,)}, "32"))
"""From the smallest on in the long run, the largest in each."""
HEADER_MOST = 0.25
"""Of the window's height: what is left is for the conversation."""
CHARACTERS = 12
ONE_MENU = 24
"""From this size on the header's buttons are one menu."""
MEASURE = """(text) => {
  const field = document.querySelector(".counter textarea");
  const style = getComputedStyle(field);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const inner = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return inner / (pen.measureText(text).width / text.length);
}"""
"""How many characters of such a text stand in one line of the field."""


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stage]:
    """With opening hours and a picture, as most businesses have."""
    with Stage.open(tmp_path, opening=partial(bakery, profile=BAKERY)) as opened:
        yield opened


def enlarged(page: Page, size: int) -> Page:
    """The letters of the browser's settings, not those of a style."""
    letters = page.context.new_cdp_session(page)
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
    page.wait_for_function(
        "(size) => getComputedStyle(document.documentElement).fontSize === size", arg=f"{size}px"
    )
    return page


def measured(page: Page, header: str) -> None:
    """The header leaves room, and the field holds words, empty and written in."""
    box = page.locator(header).bounding_box()
    window = page.viewport_size
    assert box is not None
    assert window is not None
    assert box["height"] <= HEADER_MOST * window["height"], box
    assert page.evaluate(MEASURE, "Guten Morgen") >= CHARACTERS
    field(page).fill("Guten Morgen")
    assert page.evaluate(MEASURE, "Guten Morgen") >= CHARACTERS
    field(page).fill("")


def in_one_row(page: Page) -> None:
    """The buttons of the field stand beside each other, none below the others and none beyond the edge."""
    width = page.viewport_size
    assert width is not None
    boxes = [each.bounding_box() for each in page.locator(".counter .line button").all() if each.is_visible()]
    found = [box for box in boxes if box is not None]
    assert len(found) > 3
    assert max(box["y"] for box in found) - min(box["y"] for box in found) < found[0]["height"] / 2
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width["width"] for box in found)


def inside_their_bubbles(page: Page) -> None:
    """Time and state of each message stand in its bubble."""
    for message in log(page).get_by_role("article").all():
        bubble, said = message.bounding_box(), message.locator("time").first.bounding_box()
        assert bubble is not None
        assert said is not None
        assert bubble["x"] <= said["x"]
        assert said["x"] + said["width"] <= bubble["x"] + bubble["width"]


@SIZES
def test_a_customer_reads_and_writes_with_large_letters(
    visits: Callable[..., Visit], shop: Stage, size: int
) -> None:
    """[WCAG 1.4.4] The header takes a quarter at most, the field twelve characters, and times stay in their bubbles."""
    page = visits(**{**PHONE, "viewport": {"width": 390, "height": 844}}).open(shop.bakery.url)
    enlarged(page, size)
    begin(page)
    arrived(write(page, "Guten Morgen! Haben Sie morgen noch Mohnkuchen?"))
    answer(shop, newest(shop), "Ja, ab sieben.")
    expect(log(page).get_by_role("article").filter(has_text="ab sieben")).to_be_visible()
    measured(page, ".talk header")
    arrived(write(page, "Danke"))
    page.set_viewport_size({"width": 320, "height": 844})
    inside_their_bubbles(page)
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_role("banner").get_by_text(re.compile("^(Geöffnet|Geschlossen)$"))).to_be_visible()
    expect(page.get_by_role("button", name="Am Tresen geprüft")).to_be_visible()
    clean(page)


def test_an_invitation_leaves_room_for_its_words(visits: Callable[..., Visit], shop: Stage) -> None:
    """[WCAG 1.4.4, S21] The header takes a quarter at most, and what was checked is still said."""
    made = shop.do(shop.bakery.owner.invite("Guten Tag, Frau Albrecht! Ihre Torte ist fertig."))
    page = visits(**PHONE).open("about:blank")
    enlarged(page, 32)
    page.goto(made.link)
    expect(page.get_by_role("article")).to_be_visible()
    for height in (640, 844):
        page.set_viewport_size({"width": 390, "height": height})
        box = page.locator(".talk header").bounding_box()
        assert box is not None
        assert box["height"] <= HEADER_MOST * height, box
    expect(page.get_by_text("Schlüssel passt zum Link").and_(page.locator(":visible"))).to_have_count(1)
    clean(page)


@SIZES
def test_the_team_reads_and_writes_with_large_letters(
    visits: Callable[..., Visit], shop: Stage, size: int
) -> None:
    """[WCAG 1.4.4] As for a customer: header and field of a conversation in the inbox on a phone."""
    customer = visits(**PHONE).open(shop.bakery.url)
    begin(customer)
    arrived(write(customer, "Guten Morgen! Haben Sie morgen noch Mohnkuchen?"))
    page = visits(**{**PHONE, "viewport": {"width": 390, "height": 844}}).open(shop.inbox_link(2))
    enlarged(page, size)
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role("link").click()
    expect(field(page)).to_be_visible()
    measured(page, ".pane.talk header")
    page.set_viewport_size({"width": 320, "height": 844})
    in_one_row(page)
    page.set_viewport_size({"width": 390, "height": 844})
    clean(page)
    if size >= ONE_MENU:
        page.locator(".pane.talk header").get_by_role("button", name="Mehr").click()
        expect(page.get_by_role("button", name="Abschließen")).to_be_visible()
        clean(page)
        page.get_by_role("button", name="Karte zeigen").click()
        expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_visible()


TITLES = "main :is(h2, h3, li > a, nav a)"


@SIZES
def test_titles_break_at_syllables(visits: Callable[..., Visit], shop: Stage, size: int) -> None:
    """[WCAG 1.4.4] At 320 and 390 px no long word of a title or of a link breaks in the middle of a syllable."""
    page = visits(**PHONE).open(shop.inbox_link(1, "owner"))
    expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
    enlarged(page, size)
    for name, title in (
        ("more", "Mehr"),
        ("quickreplies", "Schnellantworten"),
        ("privacy", "Datenschutz"),
        ("team", "Team"),
        ("settings", "Einstellungen"),
        ("backroom", "Hinterzimmer"),
    ):
        page.evaluate(f"location.hash = '#/{name}'")
        expect(
            page.get_by_role("main").get_by_role("heading", level=2, name=title, exact=True)
        ).to_be_visible()
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 844})
            assert split_words(page, TITLES) == [], (name, width)
