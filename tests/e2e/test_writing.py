"""Writing in the inbox: emoji, messages for later, taking back; by mouse, by thumb and by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import violations
from tests.e2e.customer_page import clean_in_both_lights
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Stage]:
    with Stage.open(tmp_path) as opened:
        yield opened


def field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Nachricht")


def opened(visit: Visit, shop: Stage, person: int = 2) -> Page:
    """The inbox with the only conversation open."""
    page = visit.open(shop.inbox_link(person, "member"))
    page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.get_by_role("link").click()
    expect(field(page)).to_be_visible()
    return page


def emoji(page: Page, name: str) -> Locator:
    return page.get_by_role("grid", name="Emoji").get_by_role("gridcell", name=name, exact=True)


def test_emoji_are_found_and_put_in_by_the_keyboard_alone(visits: Callable[..., Visit], shop: Stage) -> None:
    shop.customer("krause", "Haben Sie Brezeln?")
    page = opened(visits(**DESKTOP), shop)
    field(page).fill("Ja, frisch !")
    field(page).press("ArrowLeft")
    field(page).press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Emoji", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    search = page.get_by_role("searchbox", name="Emoji suchen")
    expect(search).to_be_focused()
    expect(emoji(page, "grinsendes Gesicht")).to_be_visible()
    assert violations(page) == []
    page.keyboard.type("pretzel")
    page.keyboard.press("ArrowDown")
    expect(emoji(page, "Brezel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("Ja, frisch 🥨!")
    page.get_by_role("button", name="Emoji", exact=True).press("Enter")
    page.keyboard.type("daumen hoch")
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value("Ja, frisch 🥨👍!")
    page.get_by_role("button", name="Emoji", exact=True).press("Enter")
    expect(emoji(page, "Daumen hoch")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(emoji(page, "Daumen hoch")).to_be_focused()
    page.keyboard.type("kuchen")
    expect(search).to_have_value("kuchen")
    page.keyboard.press("Escape")
    expect(search).to_have_value("")
    page.keyboard.press("Escape")
    expect(search).to_be_hidden()
    expect(field(page)).to_be_focused()


def test_emoji_by_thumb_with_a_skin_tone(visits: Callable[..., Visit], shop: Stage) -> None:
    shop.customer("krause", "Alles klar?")
    page = opened(visits(**PHONE), shop)
    page.get_by_role("button", name="Emoji", exact=True).tap()
    page.get_by_role("combobox", name="Hautton").select_option(label="✋🏽 mittel")
    page.get_by_role("tab", name="Menschen und Gesten").tap()
    clean_in_both_lights(page)
    emoji(page, "Daumen hoch").tap()
    emoji(page, "Daumen hoch").tap()
    expect(field(page)).to_have_value("👍🏽👍🏽")
    page.get_by_role("log", name="Unterhaltung").tap(position={"x": 40, "y": 40})
    expect(page.get_by_role("grid", name="Emoji")).to_be_hidden()
    page.reload()
    page.get_by_role("button", name="Emoji", exact=True).tap()
    expect(page.get_by_role("tab", name="Zuletzt benutzt")).to_have_attribute("aria-selected", "true")
    expect(emoji(page, "Daumen hoch")).to_have_text("👍🏽")
