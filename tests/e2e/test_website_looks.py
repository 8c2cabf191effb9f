"""[BFSG] The customer page in a frame, and the website around it: axe, both lights, a phone and a panel."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.e2e.axe import COLOURS, STILL, violations
from tests.e2e.customer_page import answer, arrived, newest
from tests.e2e.framed_page import allow, embed, frame_in, opened, refuses, sign_of
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit, on_both
from tests.world.stage import Stage
from tests.world.website import Website, website

_TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll('.tools, .top, .shut, dialog .sheet')]
    .filter((each) => each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => each.className || each.tagName)"""
_COVERED = """() => {
    const boxes = [...document.querySelectorAll('.tools .ib, .top .ib, .top .said, .front .ib')]
        .filter((each) => each.getClientRects().length > 0).map((each) => each.getBoundingClientRect());
    return boxes.some((one, at) => boxes.slice(at + 1).some((other) =>
        one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 1 && other.top < one.bottom - 1));
}"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One that keeps the storage of frames apart."""
    with chromium.opened(playwright, chromium.APART) as opened:
        yield opened


@pytest.fixture
def site(shop: Stage) -> Iterator[Website]:
    with website() as made:
        allow(shop, made)
        yield made


def looks_right(page: Page, name: str) -> None:
    """axe finds nothing in the frame, in either light; nothing covers anything, and nothing is too wide."""
    inside = frame_in(page)
    inside.wait_for_function(STILL)
    assert violations(inside) == []
    assert inside.evaluate(_TOO_WIDE) == []
    assert not inside.evaluate(_COVERED)
    folder = os.environ.get("TRESEN_LOOKS")
    for light in ("dark", "light"):
        page.emulate_media(color_scheme=light)
        inside.wait_for_function(STILL)
        if light == "dark":
            assert violations(inside, *COLOURS) == []
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{light}.png")


@on_both("size", "phone")
def test_every_view_of_the_frame(
    visits: Callable[..., Visit], shop: Stage, site: Website, size: dict[str, object]
) -> None:
    """First visit, conversation, the line that says whose it is, the ways out of the frame."""
    at = "phone" if size is PHONE else "desktop"
    page, inside = opened(visits(**size), shop, site)
    looks_right(page, f"visit-{at}")
    assert violations(page) == []
    inside.get_by_role("button", name="Nachricht schreiben").click()
    inside.get_by_role("textbox", name="Nachricht").fill("Haben Sie am Samstag noch Stollen?")
    inside.get_by_role("button", name="Senden", exact=True).click()
    arrived(inside.get_by_role("article").filter(has_text="Stollen"))
    answer(shop, newest(shop), "Ja, drei große sind noch frei. Soll ich einen zurücklegen?")
    expect(inside.get_by_role("article").filter(has_text="zurücklegen")).to_be_visible()
    expect(inside.get_by_role("button", name="Mitnehmen")).to_be_visible()
    looks_right(page, f"talk-{at}")
    inside.get_by_role("button", name="Mitnehmen").click()
    expect(inside.get_by_role("dialog", name="Unterhaltung mitnehmen")).to_be_visible()
    looks_right(page, f"take-{at}")
    with page.context.expect_page():
        inside.get_by_role("link", name="Eigenes Fenster öffnen").click()
    page.bring_to_front()
    expect(inside.get_by_role("dialog", name="Weiter im eigenen Fenster")).to_be_visible()
    looks_right(page, f"moved-{at}")


def test_the_words_of_a_closed_frame(visits: Callable[..., Visit], shop: Stage, site: Website) -> None:
    """In German and in Arabic, whose lines run the other way."""
    for number, language in enumerate(("de-DE", "ar")):
        page = visits(**PHONE | {"locale": language}).look(site.url)
        inside = embed(page, site.frame_of(sign_of(shop).partition("#")[0]))
        if number == 0:
            refuses(inside, "Hier öffnet sich die Seite nicht")
        else:
            expect(inside.get_by_role("link", name="افتح النافذة")).to_be_visible()
        looks_right(page, f"shut-{language}")


def test_the_keyboard_comes_everywhere(visits: Callable[..., Visit], shop: Stage, site: Website) -> None:
    """From the website into the frame, to its window and its cross, and back out when it closes."""
    page, inside = opened(visits(**DESKTOP), shop, site)
    window = inside.get_by_role("link", name="In eigenem Fenster weiter")
    cross = inside.get_by_role("button", name="Schließen", exact=True)
    reached: set[str] = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached |= {name for name, it in (("window", window), ("cross", cross)) if is_focused(it.evaluate)}
    assert reached == {"window", "cross"}
    cross.focus()
    page.keyboard.press("Enter")
    expect(page.locator("iframe")).to_be_hidden()


def is_focused(evaluate: Callable[[str], object]) -> bool:
    return evaluate("(it) => it === document.activeElement && document.hasFocus()") is True
