"""The pictures of names and settings in docs/howto."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.customer_page import arrived, begin, menu, newest, write
from tests.e2e.test_inbox import open_inbox, rows
from tests.e2e.test_names import asked
from tests.pictures.studio import SMALL, Studio
from tests.world.browser import Visit
from tests.world.stage import Stage

PICTURES = (
    "contact-card-name",
    "writing-settings",
    "list-name",
)


def customer(studio: Studio, visit: Visit, shop: Stage) -> None:
    """A customer is asked for a name, and opens the settings."""
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Haben Sie morgen Roggenbrot?"))
    shop.do(shop.bakery.owner.conversations.ask_contact(newest(shop)))
    expect(page.get_by_role("textbox", name="Ihr Name?")).to_be_visible()
    studio.take(page, "contact-card-name")
    menu(page, "Einstellungen")
    expect(page.get_by_role("dialog", name="Einstellungen")).to_be_visible()
    studio.take(page, "writing-settings")


def team(studio: Studio, visit: Visit, shop: Stage) -> None:
    """Ben opens the conversation of a guest who says her name."""
    shop.customer("krause", "Hallo, hier ist Frau Krause. Kann ich für Samstag eine Torte bestellen?")
    page = open_inbox(visit, shop)
    rows(page).filter(has_text="Torte").get_by_role("link").click()
    expect(asked(page)).to_be_visible()
    studio.take(page, "list-name")


def take(studio: Studio) -> None:
    """A customer, then Ben."""
    with studio.bakery() as shop:
        customer(studio, studio.visit(**SMALL), shop)
        team(studio, studio.visit(**SMALL), shop)
