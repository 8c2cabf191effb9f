"""The pictures of docs/howto/erase.md, taken from a real shop."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.customer_page import arrived, article, begin, menu, newest, write
from tests.e2e.message_menu import choose
from tests.e2e.test_erasing_inbox import open_card, open_inbox, open_retention, rows
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.browser import DESKTOP
from tests.world.stage import Stage

PICTURES = (
    "erase-keep",
    "erase-message",
    "erase-erased",
    "erase-owner",
    "erase-everything",
    "erase-receipt",
    "erase-left",
)

ORDER = "Dann bitte zwölf Brezeln für Samstag, 8 Uhr."


def tell(studio: Studio, shop: Stage) -> None:
    """Frau Krause orders; the order is kept as a letter; she erases a message, then everything."""
    page = studio.visit(**SMALL).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag, meine Nummer ist 0151 555 0100."))
    arrived(write(page, "Haben Sie am Samstag Brezeln?"))
    arrived(write(page, ORDER))
    shop.do(shop.bakery.owner.cards.rename(newest(shop), "Frau Krause"))
    inbox = open_inbox(studio.visit(**DESKTOP), shop, 1, "owner")
    rows(inbox).first.click()
    counted(inbox, "Wartet 1")
    sheet = open_retention(inbox, ORDER)
    sheet.get_by_role("radio", name="Brief").click()
    expect(article(inbox, ORDER)).to_contain_text("Brief, bis Ende 2032")
    studio.take(inbox, "erase-keep")
    inbox.keyboard.press("Escape")
    choose(page, "0151 555 0100", "Löschen")
    expect(page.get_by_role("button", name="Löschen", exact=True)).to_be_visible()
    studio.take(page, "erase-message")
    page.get_by_role("button", name="Löschen", exact=True).click()
    expect(article(page, "0151 555 0100")).to_have_count(0)
    studio.take(page, "erase-erased")
    open_card(inbox).get_by_role("button", name="Unterhaltung löschen").click()
    expect(inbox.get_by_role("dialog")).to_contain_text("bis 31. Dezember 2032")
    studio.take(inbox, "erase-owner")
    inbox.keyboard.press("Escape")
    menu(page, "Unterhaltung löschen")
    expect(page.get_by_role("dialog")).to_contain_text("bis 31. Dezember 2032")
    studio.take(page, "erase-everything")
    page.get_by_role("button", name="Endgültig löschen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ist gelöscht.")
    studio.take(page, "erase-receipt", varies=[page.get_by_text(re.compile(r"^\w-\w{4}-\w{4}$"))])
    expect(inbox.get_by_text("Die Kundin oder der Kunde hat")).to_be_visible()
    counted(inbox, "Wartet")
    studio.take(inbox, "erase-left")


def take(studio: Studio) -> None:
    """On the bakery's first day."""
    with studio.bakery() as shop:
        tell(studio, shop)
