"""The button and the frame with the letters that a visitor chose in the browser, and by keyboard alone (W14, S22)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.e2e.framed_page import allow
from tests.e2e.test_large_letters import enlarged
from tests.e2e.test_widget import button, lay
from tests.e2e.test_widget_whole import shop, writes
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.depth import crossed
from tests.world.hostpage import NAME, Website, website
from tests.world.stage import Stage

__all__ = ["shop"]

BELONGS = "Diese Unterhaltung gehört zu dieser Website"
NOTE_MOST = 0.4
"""Of the panel's height."""


@pytest.fixture
def site(shop: Stage) -> Iterator[Website]:
    """A website of another site than the server, which the owner named."""
    with website("127.0.0.1") as opened:
        allow(shop, opened.url)
        yield opened


def inside_of(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[title=Tresen]")


def menu_opens(page: Page) -> None:
    """The menu is pressed where it stands: Playwright says what lies on it."""
    inside = inside_of(page)
    menu = inside.get_by_role("button", name="Menü", exact=True)
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("dialog", name=NAME)).to_be_visible()


@pytest.mark.parametrize(
    ("device", "size"), crossed({"phone": PHONE, "desktop": DESKTOP}, {"24": 24, "32": 32})
)
def test_with_large_letters(
    visits: Callable[..., Visit],
    shop: Stage,
    site: Website,
    device: dict[str, Any],
    size: int,
) -> None:
    """[S22] The menu can be pressed on both pages, and the note of whose conversation it is leaves room for it."""
    page = enlarged(visits(**device).open(lay(site, shop)), size)
    button(page).click()
    inside = inside_of(page)
    expect(inside.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    menu_opens(page)
    writes(page, "Haben Sie noch Stollen?")
    menu_opens(page)
    note = inside.locator("section").filter(has_text=BELONGS).bounding_box()
    panel = page.locator("iframe[title=Tresen]").bounding_box()
    assert note is not None
    assert panel is not None
    assert note["height"] <= NOTE_MOST * panel["height"], (note, panel)


def test_escape_closes_it_from_within(desktop: Visit, shop: Stage, site: Website) -> None:
    """[S22] The focus is in the frame from its opening. What is open in there closes first; the tools come first."""
    page = desktop.open(lay(site, shop))
    button(page).focus()
    page.keyboard.press("Enter")
    inside = inside_of(page)
    expect(inside.get_by_role("button", name="Nachricht schreiben")).to_be_visible()
    dialog = page.get_by_role("dialog", name=NAME)
    expect(page.locator("iframe[title=Tresen]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(inside.get_by_role("link", name="In eigenem Fenster weiter")).to_be_focused()
    page.keyboard.press("Tab")
    expect(inside.get_by_role("button", name="Schließen", exact=True)).to_be_focused()
    menu_opens(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button(page)).to_be_focused()
