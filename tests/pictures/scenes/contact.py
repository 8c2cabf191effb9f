"""The pictures of docs/howto/contact-card.md, taken from a real shop."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.customer_page import arrived, article, begin, write
from tests.e2e.test_erasing_inbox import open_card, open_inbox, rows
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.browser import DESKTOP
from tests.world.stage import Stage

PICTURES = (
    "contact-card-form",
    "contact-card-team",
)


def tell(studio: Studio, shop: Stage) -> None:
    """The shop asks Frau Krause for her card; she fills it in; the shop sees it."""
    page = studio.visit(**SMALL).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Können Sie die Torte am Samstag liefern?"))
    inbox = open_inbox(studio.visit(**DESKTOP), shop, 1, "owner")
    rows(inbox).first.click()
    panel = open_card(inbox)
    panel.get_by_role("button", name="Um Visitenkarte bitten").click()
    article(page, "Bitte um Ihre Visitenkarte").get_by_role("button", name="Visitenkarte ausfüllen").click()
    dialog = page.get_by_role("dialog", name="Visitenkarte")
    dialog.get_by_role("textbox", name="Name").fill("Frau Krause")
    dialog.get_by_role("textbox", name="Telefon").fill("030 901820")
    dialog.get_by_role("textbox", name="Adresse").fill("Ahornweg 3\n12345 Berlin")
    studio.take(page, "contact-card-form")
    dialog.get_by_role("button", name="An das Team senden").click()
    expect(article(page, "+49 30 901820")).to_be_visible()
    expect(panel.get_by_role("link", name="+49 30 901820")).to_be_visible()
    counted(inbox, "Wartet 1")
    studio.take(inbox, "contact-card-team")


def take(studio: Studio) -> None:
    """On the bakery's first day."""
    with studio.bakery() as shop:
        tell(studio, shop)
