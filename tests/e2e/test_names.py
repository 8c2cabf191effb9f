"""What a guest is called: read from their first messages in the inbox, or told once on the customer page (S9)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

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
from tests.e2e.erasing import has_focus
from tests.e2e.test_inbox import open_inbox, rows
from tests.world.browser import Visit, on
from tests.world.stage import Stage


@pytest.fixture
def visit(request: pytest.FixtureRequest, visits: Callable[..., Visit]) -> Visit:
    started: Visit = visits(**request.param)
    return started


def asked(page: Page) -> Locator:
    return log(page).get_by_role("group", name="Wer schreibt?")


@on("phone", "visit", fixture=True)
def test_one_tap_names_a_guest(visit: Visit, shop: Stage) -> None:
    """What the guest says of themselves is offered, goes onto the card with one tap, and comes off with "Rückgängig"."""
    shop.customer("krause", "Hallo, hier ist Frau Krause. Haben Sie morgen Roggenbrot?")
    page = open_inbox(visit, shop)
    rows(page).first.get_by_role("link").click()
    chip = asked(page).get_by_role("button", name="Heißt Frau Krause?")
    expect(chip).to_be_visible()
    clean_in_both_lights(page)
    chip.click()
    expect(page.get_by_role("heading", level=2, name="Frau Krause").first).to_be_visible()
    expect(asked(page)).to_have_count(0)
    page.get_by_role("button", name="Rückgängig").click()
    expect(chip).to_be_visible()


@on("desktop", "visit", fixture=True)
def test_a_guest_without_a_name_is_one_tap_from_the_card(visit: Visit, shop: Stage) -> None:
    """The chip leads to the card's field for the name; the cross lasts for this conversation, over a reload."""
    shop.customer("guest", "Haben Sie morgen Roggenbrot?")
    page = open_inbox(visit, shop)
    rows(page).first.get_by_role("link").click()
    talk = page.url
    asked(page).get_by_role("button", name="Name eintragen").click()
    expect(page.get_by_role("complementary").get_by_role("textbox", name="Name", exact=True)).to_be_focused()
    page.goto(talk)
    asked(page).get_by_role("button", name="Nicht mehr nach dem Namen fragen").click()
    expect(asked(page)).to_have_count(0)
    page.reload()
    expect(article(page, "Roggenbrot")).to_be_visible()
    expect(asked(page)).to_have_count(0)


def question(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Wie dürfen wir Sie nennen?")


@on("phone", "visit", fixture=True)
def test_a_customer_is_asked_for_a_name_once_and_may_answer(visit: Visit, shop: Stage) -> None:
    """[S9] After the line of the return link, never beside it; the name goes as a contact card, and nobody asks again."""
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Haben Sie morgen Roggenbrot?"))
    expect(page.get_by_role("button", name="Rückkehr-Link aufbewahren")).to_be_visible()
    expect(question(page)).to_have_count(0)
    page.get_by_role("button", name="Später").click()
    expect(question(page)).to_be_visible()
    clean_in_both_lights(page)
    page.get_by_role("button", name="Übergeben").click()
    expect(page.get_by_role("alert")).to_contain_text("Schreiben Sie einen Namen")
    has_focus(question(page))
    question(page).fill("Frau Krause")
    question(page).press("Enter")
    arrived(article(page, "Frau Krause"))
    expect(question(page)).to_have_count(0)
    card = shop.do(shop.bakery.owner.conversations.contact(newest(shop)))
    assert card is not None
    assert (card.name, card.phone, card.email, card.address) == ("Frau Krause", "", "", "")
    page.reload()
    page.get_by_role("button", name="Später").click()
    menu(page, "Visitenkarte")
    dialog = page.get_by_role("dialog", name="Visitenkarte")
    expect(dialog.get_by_role("textbox", name="Name")).to_have_value("Frau Krause")
    clean(page)
    expect(question(page)).to_have_count(0)


def test_whoever_would_rather_not_is_not_asked_again(phone: Visit, shop: Stage) -> None:
    """[Art. 25] Without a name everything goes on, and the question is gone for good."""
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag!"))
    page.get_by_role("button", name="Später").click()
    page.get_by_role("button", name="Lieber nicht").click()
    expect(question(page)).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="Später").click()
    # What would ask was fetched and has decided once another part of the page is there.
    menu(page, "Visitenkarte")
    expect(
        page.get_by_role("dialog", name="Visitenkarte").get_by_role("textbox", name="Name")
    ).to_be_visible()
    expect(question(page)).to_have_count(0)
    expect(log(page).get_by_role("article")).to_have_count(1)
