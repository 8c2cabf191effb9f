"""The pictures of docs/howto/writing.md, taken from a real shop."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.inbox_page import go_to
from tests.e2e.test_writing import field, opened, plan_for_tomorrow, planned
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage

PICTURES = (
    "writing-emoji",
    "writing-waiting",
    "writing-takeback",
    "writing-later",
)


def krause(shop: Stage) -> None:
    """She has asked something."""
    customer = shop.customer("krause", "Guten Morgen! Haben Sie morgen früh Zopf?")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(customer), "Sabine Krause"))


def desktop(studio: Studio, visit: Visit, shop: Stage) -> None:
    """Ben picks an emoji, plans a message, and takes one back."""
    page = opened(visit, shop)
    field(page).fill("Ja, ab acht!")
    page.get_by_role("button", name="Emoji", exact=True).click()
    expect(page.get_by_role("searchbox", name="Emoji suchen")).to_be_focused()
    page.keyboard.type("brot")
    expect(page.get_by_role("gridcell", name="Brot", exact=True)).to_be_visible()
    counted(page, "Wartet 1")
    studio.take(page, "writing-emoji")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    plan_for_tomorrow(page, "Guten Morgen! Der Zopf liegt ab acht bereit.")
    studio.take(page, "writing-waiting")
    address = page.url
    go_to(page, "Einstellungen")
    page.get_by_role("switch", name="Senden zurücknehmen").click()
    page.goto(address)
    field(page).fill("Wir melden uns morgen früh.")
    field(page).press("Enter")
    expect(page.get_by_role("button", name="Zurücknehmen")).to_be_visible()
    counted(page, "Wartet 1", "Meine 1")
    studio.take(page, "writing-takeback")


def phone(studio: Studio, visit: Visit, shop: Stage) -> None:
    """Cem is asked when it should go out."""
    page = opened(visit, shop, 3)
    expect(planned(page)).to_be_visible()
    field(page).fill("Und ein Mohnzopf wäre auch noch da.")
    page.get_by_role("button", name="Später senden").tap()
    expect(page.get_by_role("menuitem", name="Morgen 8 Uhr")).to_be_visible()
    studio.take(page, "writing-later")


def take(studio: Studio) -> None:
    """Ben at the desk, Cem on his phone."""
    # Their clocks stand still: the five seconds do not run out, however long the pictures take.
    with studio.moments() as moments:
        krause(moments.shop)
        desktop(studio, studio.visit(**DESKTOP), moments.shop)
        phone(studio, studio.visit(**SMALL), moments.shop)
