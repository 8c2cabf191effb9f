"""The customer's contact card: asked for, handed over, seen, changed, taken back (S9, L7)."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.customer_page import (
    arrived,
    article,
    begin,
    clean,
    clean_in_both_lights,
    log,
    menu,
    newest,
    write,
)
from tests.e2e.erasing import sealed_parts, server_files
from tests.e2e.test_erasing_inbox import open_card
from tests.world.browser import DESKTOP, PHONE, Visit, on
from tests.world.stage import Stage


@pytest.fixture
def inbox(request: pytest.FixtureRequest, visits: Callable[..., Visit]) -> Visit:
    started: Visit = visits(**request.param)
    return started


def inbox_beside(page: Page) -> bool:
    """Whether the list stands beside what is open."""
    return page.get_by_role("list", name="Unterhaltungen").is_visible()


@on("phone", "inbox", fixture=True)
def test_a_card_is_asked_for_handed_over_and_taken_back(
    inbox: Visit, visits: Callable[..., Visit], shop: Stage
) -> None:
    """[S9, L7, A10] The team sees name and number while the customer wants it; afterwards nothing of it is left."""
    page = visits(**PHONE).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Morgen!"))
    conversation = newest(shop)
    before = set(sealed_parts(shop, conversation.id))

    staff = inbox.open(shop.inbox_link(1, "owner"))
    staff.get_by_role("list", name="Unterhaltungen").get_by_role("listitem").first.click()
    panel = open_card(staff)
    panel.get_by_role("button", name="Um Visitenkarte bitten").click()
    expect(panel.get_by_text("Gebeten.")).to_be_visible()

    article(page, "Bitte um Ihre Visitenkarte").get_by_role("button", name="Visitenkarte ausfüllen").click()
    dialog = page.get_by_role("dialog", name="Visitenkarte")
    dialog.get_by_role("textbox", name="Name").fill("Frau Krause")
    dialog.get_by_role("textbox", name="Telefon").fill("030 1")
    dialog.get_by_role("button", name="An das Team senden").click()
    expect(dialog.get_by_role("textbox", name="Telefon")).to_be_focused()
    expect(dialog.get_by_text("Diese Nummer gibt es so nicht.")).to_be_visible()
    clean_in_both_lights(page)
    dialog.get_by_role("textbox", name="Telefon").fill("030 901820")
    dialog.get_by_role("button", name="An das Team senden").click()
    expect(article(page, "+49 30 901820")).to_contain_text(re.compile("zugestellt|gelesen"))
    clean(page)

    expect(panel.get_by_role("link", name="+49 30 901820")).to_have_attribute("href", "tel:+4930901820")
    expect(panel.get_by_role("heading", name="Frau Krause")).to_be_visible()
    listed = staff.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
    if inbox_beside(staff):
        expect(listed).to_contain_text("+49 30 901820")
    clean(staff)
    handed = set(sealed_parts(shop, conversation.id)) - before

    menu(page, "Visitenkarte")
    expect(dialog.get_by_role("textbox", name="Name")).to_have_value("Frau Krause")
    dialog.get_by_role("button", name="Zurücknehmen").click()
    expect(log(page).get_by_text("Visitenkarte zurückgenommen")).to_be_visible()
    expect(article(page, "+49 30 901820")).to_have_count(0)
    expect(panel.get_by_text("hat noch nichts angegeben.")).to_be_visible()
    expect(panel.get_by_role("heading", name="Frau Krause")).to_have_count(0)
    # It closes with the server's answer, which comes once the write-ahead log is empty too.
    expect(dialog).to_have_count(0)

    gone = handed - set(sealed_parts(shop, conversation.id))
    assert gone
    files = server_files(data(shop))
    assert not [part for part in gone if part in files]


def data(shop: Stage) -> Path:
    return shop.bakery.folder / "data"


AT_ONCE = """() => new MutationObserver((_, watch) => {
    const found = [...document.querySelectorAll("dialog button")].find((one) => one.textContent.includes("An das Team"));
    if (found) { watch.disconnect(); found.click(); }
}).observe(document.body, { childList: true, subtree: true })"""


def test_what_can_be_pressed_answers_from_its_first_moment(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S9] The form's button comes with the form: a quick press is not lost."""
    page = visits(**DESKTOP).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag!"))
    page.evaluate(AT_ONCE)
    menu(page, "Visitenkarte")
    dialog = page.get_by_role("dialog", name="Visitenkarte")
    expect(dialog.get_by_role("alert")).to_have_text("Füllen Sie mindestens ein Feld aus.")


def test_nothing_is_handed_over_empty(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S9] The form says what is missing, and Escape closes it without a trace."""
    page = visits(**DESKTOP).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag!"))
    menu(page, "Visitenkarte")
    dialog = page.get_by_role("dialog", name="Visitenkarte")
    dialog.get_by_role("button", name="An das Team senden").click()
    expect(dialog.get_by_role("alert")).to_have_text("Füllen Sie mindestens ein Feld aus.")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(log(page).get_by_role("article")).to_have_count(1)
