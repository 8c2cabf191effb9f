"""What a customer chooses for their own device: light, a sound, five seconds to take back, and emoji."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import (
    answer,
    arrived,
    article,
    begin,
    clean_in_both_lights,
    field,
    heard,
    log,
    menu,
    newest,
    write,
)
from tests.world.browser import Visit, on
from tests.world.stage import Stage

pytestmark = pytest.mark.worker

CHOSEN = ("tresen.theme", "tresen.chat.choices", "tresen.emoji", "tresen.language")


@pytest.fixture
def page(request: pytest.FixtureRequest, visits: Callable[..., Visit], shop: Stage) -> Page:
    """A customer who has said good morning."""
    opened: Page = visits(**request.param).open(shop.bakery.url)
    begin(opened)
    arrived(write(opened, "Guten Morgen!"))
    return opened


def kept(page: Page) -> list[str]:
    """What of the choices this browser stores."""
    names: list[str] = page.evaluate("() => Object.keys(localStorage)")
    return [name for name in names if name in CHOSEN]


def settings(page: Page) -> Locator:
    menu(page, "Einstellungen")
    return page.get_by_role("dialog", name="Einstellungen")


@on("phone", "page", fixture=True)
def test_nothing_is_stored_until_it_is_chosen(page: Page) -> None:
    """[TDDDG § 25] Sound is on, the rest is off, and only what was chosen is kept; taken back it leaves nothing."""
    sheet = settings(page)
    sound = sheet.get_by_role("switch", name="Ton bei neuen Nachrichten")
    expect(sound).to_be_checked()
    expect(sheet.get_by_role("switch", name="Senden 5 Sekunden lang zurücknehmen")).not_to_be_checked()
    clean_in_both_lights(page)
    assert kept(page) == []
    sound.click()
    assert kept(page) == ["tresen.chat.choices"]
    sound.click()
    assert kept(page) == []
    sheet.get_by_label("Helligkeit").select_option("dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert kept(page) == ["tresen.theme"]
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@on("desktop", "page", fixture=True)
def test_what_was_just_sent_is_taken_back(page: Page, shop: Stage) -> None:
    """[S8] Once it is chosen: the text is back in the field, and the team got nothing of it; left alone it goes out."""
    sheet = settings(page)
    sheet.get_by_role("switch", name="Senden 5 Sekunden lang zurücknehmen").click()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    page.wait_for_load_state("networkidle")
    write(page, "Zwei Brote bitte.")
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(field(page)).to_have_value("Zwei Brote bitte.")
    expect(article(page, "Zwei Brote bitte.")).to_have_count(0)
    write(page, "Drei Brote bitte.")
    expect(page.get_by_role("button", name="Zurücknehmen")).to_be_visible()
    clean_in_both_lights(page)
    expect(article(page, "Drei Brote bitte.")).to_contain_text("zugestellt")
    said = [message.text for message in heard(shop, newest(shop), 2)]
    assert said == ["Guten Morgen!", "Drei Brote bitte."]


def test_a_message_is_heard_when_nobody_looks_until_no_sound_is_wanted(desktop: Visit, shop: Stage) -> None:
    """[look] From the first answer on, while the page is open and another window is in front; never once it is off."""
    desktop.context.add_init_script(
        """let heard = 0;
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...at) {
            document.documentElement.dataset.heard = String(heard += 1);
            return start.apply(this, at);
        };
        let front = true;
        document.hasFocus = () => front;
        window.lookAway = (away) => { front = !away; };"""
    )
    page = desktop.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Morgen!"))
    conversation = newest(shop)
    root = page.locator("html")
    # The page has fetched what notices.
    expect(page.locator("link[rel=manifest]")).to_be_attached()
    answer(shop, conversation, "Vor Ihren Augen.")
    expect(article(page, "Vor Ihren Augen.")).to_be_visible()
    expect(root).not_to_have_attribute("data-heard", re.compile("."))
    page.evaluate("lookAway(true)")
    answer(shop, conversation, "Zu hören.")
    expect(root).to_have_attribute("data-heard", "2")
    page.evaluate("lookAway(false)")
    settings(page).get_by_role("switch", name="Ton bei neuen Nachrichten").click()
    page.keyboard.press("Escape")
    page.evaluate("lookAway(true)")
    answer(shop, conversation, "Still.")
    expect(article(page, "Still.")).to_be_visible()
    # Twice the turn that a sound takes.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(root).to_have_attribute("data-heard", "2")


@on("phone", "page", fixture=True)
def test_emoji_are_picked_and_everything_chosen_goes_with_the_conversation(page: Page) -> None:
    """[L7] The picker stands in the field; what was picked last and chosen is forgotten when everything is erased."""
    page.get_by_role("button", name="Emoji", exact=True).click()
    search = page.get_by_role("searchbox", name="Emoji suchen")
    search.fill("Brezel")
    cell = page.get_by_role("grid", name="Emoji").get_by_role("gridcell", name="Brezel", exact=True)
    expect(cell).to_be_visible()
    clean_in_both_lights(page)
    cell.click()
    expect(field(page)).to_have_value("🥨")
    # The first one empties the search.
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(search).to_be_hidden()
    page.get_by_role("button", name="Senden", exact=True).click()
    arrived(article(page, "🥨"))
    sheet = settings(page)
    sheet.get_by_role("switch", name="Ton bei neuen Nachrichten").click()
    sheet.get_by_label("Helligkeit").select_option("dark")
    page.keyboard.press("Escape")
    assert sorted(kept(page)) == ["tresen.chat.choices", "tresen.emoji", "tresen.theme"]
    menu(page, "Unterhaltung löschen")
    page.get_by_role("button", name="Endgültig löschen").click()
    expect(page.get_by_role("button", name="Neue Unterhaltung")).to_be_visible()
    expect(log(page)).to_have_count(0)
    assert page.evaluate("() => Object.keys(localStorage)") == []
