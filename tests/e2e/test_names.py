"""What a guest is called: read from their first messages in the inbox."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.customer_page import article, clean_in_both_lights, log
from tests.e2e.test_inbox import open_inbox, rows
from tests.world.browser import DESKTOP, PHONE, Visit, on
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


def test_every_device_lists_the_name_that_was_handed_over(visits: Callable[..., Visit], shop: Stage) -> None:
    """[S9] A device that was away, and one that is new, name her in the list though nobody has opened it there."""
    krause = shop.customer("krause", "Haben Sie morgen Roggenbrot?")
    owner = open_inbox(visits(**DESKTOP), shop, 1, "owner")
    away = open_inbox(visits(**PHONE), shop)
    expect(rows(away).first).to_contain_text("Roggenbrot")
    expect(rows(away).first).not_to_contain_text("Sabine Krause")
    away.context.set_offline(True)
    shop.do(krause.hand_over(name="Sabine Krause"))
    for at in range(3):
        shop.do(krause.send(f"Und Brötchen, {at + 4} Stück?"))
    expect(rows(owner).first).to_contain_text("Sabine Krause")
    away.context.set_offline(False)
    new = open_inbox(visits(**PHONE), shop, 3)
    for page in (away, new):
        expect(rows(page).first).to_contain_text("Sabine Krause")
        expect(rows(page).first).to_contain_text("6 Stück")
        expect(rows(page).first).to_contain_text("ungelesen")
        expect(page.get_by_role("article")).to_have_count(0)
