"""A menu stands where it belongs in the first picture of it, wherever it stood when it was open before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e import wizard
from tests.e2e.customer_page import arrived, begin, field, write
from tests.e2e.views import inbox
from tests.e2e.views.looking import LARGE
from tests.e2e.views.view import Place
from tests.world.bakery import bakery
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.profile import bakery_with
from tests.world.stage import Stage

CALLS = {"hours": "always", "direct": True}
"""So that calls have a way, and a button."""
EDGES = "(menu) => { const { top, right, bottom } = menu.getBoundingClientRect(); return { top, right, bottom }; }"
WATCHED = f"""(menu) => menu.addEventListener("beforetoggle", ({{ newState }}) => {{
    // After whatever the page itself asked for, and right before the picture.
    if (newState === "open") requestAnimationFrame(() => (window.firstSeen = ({EDGES})(menu)));
}})"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stage]:
    with Stage.open(tmp_path, opening=partial(bakery, profile=bakery_with(calls=CALLS))) as opened:
        yield opened


def larger(page: Page) -> None:
    """Letters twice as large: everything moves."""
    letters = page.context.new_cdp_session(page)
    letters.send("Page.setFontSizes", {"fontSizes": {"standard": LARGE}})
    page.wait_for_function(
        "(size) => getComputedStyle(document.documentElement).fontSize === size", arg=f"{LARGE}px"
    )
    letters.detach()


def stands(opener: Locator, edges: tuple[str, ...]) -> None:
    """Open, closed, letters twice as large, open again: the edges of its first picture are those that stay."""
    page = opener.page
    opener.click()
    menu = page.locator("[popover]:popover-open")
    handle = menu.element_handle()
    assert handle is not None
    page.evaluate(DRAWN)
    before = handle.evaluate(EDGES)
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    handle.evaluate(WATCHED)
    larger(page)
    opener.click()
    expect(menu).to_be_visible()
    page.evaluate(DRAWN)
    wizard.settled(page)
    page.evaluate(DRAWN)
    after = handle.evaluate(EDGES)
    first = page.evaluate("window.firstSeen")
    assert [first[edge] for edge in edges] == [after[edge] for edge in edges]
    assert any(before[edge] != after[edge] for edge in edges), "it did not move: nothing is shown"


def test_the_customers_menu(visits: Callable[..., Visit], shop: Stage) -> None:
    """[look] No flash of the old place."""
    page = visits(**PHONE).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Morgen!"))
    stands(page.get_by_role("button", name="Menü", exact=True), ("top", "right"))


@pytest.mark.parametrize(
    ("name", "edges"),
    [
        ("Anrufen", ("top", "right")),
        ("Später senden", ("right", "bottom")),
        ("Emoji", ("right", "bottom")),
    ],
)
def test_the_teams_menus(
    visits: Callable[..., Visit], shop: Stage, name: str, edges: tuple[str, ...]
) -> None:
    """[look] The same of those of the conversation's head and of the field."""
    at = Place(visits, DESKTOP, stage=shop)
    inbox.signed_in(at)
    inbox.furnish(at)
    inbox.to_talk(at)
    field(at.page).fill("Ja, ab sechs.")
    stands(at.page.get_by_role("button", name=name).first, edges)
