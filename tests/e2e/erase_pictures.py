"""The pictures of docs/howto/erase.md, taken from a real shop: `python -m tests.e2e.erase_pictures [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.customer_page import arrived, article, begin, menu, newest, write
from tests.e2e.message_menu import choose
from tests.e2e.pictures import save
from tests.e2e.test_erasing_inbox import open_card, open_inbox, open_retention, rows
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

DOCS = Path(__file__).parents[2] / "docs" / "img"
ORDER = "Dann bitte zwölf Brezeln für Samstag, 8 Uhr."


def take(page: Page, folder: Path, name: str) -> None:
    """Take a picture of the screen."""
    file = folder / f"erase-{name}.png"
    save(page, file)


def tell(browser: Browser, shop: Stage, folder: Path, **look: Any) -> None:
    """Frau Krause orders; the order is kept as a letter; she erases a message, then everything."""
    phone = {**PHONE, "device_scale_factor": 1.5, **look}
    page = Visit.start(browser, **phone).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag, meine Nummer ist 0151 555 0100."))
    arrived(write(page, "Haben Sie am Samstag Brezeln?"))
    arrived(write(page, ORDER))
    page.get_by_role("button", name="Später").click()
    shop.do(shop.bakery.owner.cards.rename(newest(shop), "Frau Krause"))
    inbox = open_inbox(Visit.start(browser, **{**DESKTOP, **look}), shop, 1, "owner")
    rows(inbox).first.click()
    sheet = open_retention(inbox, ORDER)
    sheet.get_by_role("radio", name="Brief").click()
    expect(article(inbox, ORDER)).to_contain_text("Brief, bis Ende 2032")
    take(inbox, folder, "keep")
    inbox.keyboard.press("Escape")
    choose(page, "0151 555 0100", "Löschen")
    expect(page.get_by_role("button", name="Löschen", exact=True)).to_be_visible()
    take(page, folder, "message")
    page.get_by_role("button", name="Löschen", exact=True).click()
    expect(article(page, "0151 555 0100")).to_have_count(0)
    take(page, folder, "erased")
    open_card(inbox).get_by_role("button", name="Unterhaltung löschen").click()
    expect(inbox.get_by_role("dialog")).to_contain_text("bis 31. Dezember 2032")
    take(inbox, folder, "owner")
    inbox.keyboard.press("Escape")
    menu(page, "Unterhaltung löschen")
    expect(page.get_by_role("dialog")).to_contain_text("bis 31. Dezember 2032")
    take(page, folder, "everything")
    page.get_by_role("button", name="Endgültig löschen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ist gelöscht.")
    take(page, folder, "receipt")
    expect(inbox.get_by_text("Die Kundin oder der Kunde hat")).to_be_visible()
    inbox.get_by_role("button", name="Geschlossen").click()
    expect(rows(inbox).first).to_contain_text("Gelöscht. Ein Teil muss bleiben.")
    take(inbox, folder, "left")


def main(folder: Path, **look: Any) -> None:
    """Take the pictures into `folder`; `look` changes the browser, such as its light. The language is German."""
    with (
        tempfile.TemporaryDirectory() as data,
        Stage.open(Path(data)) as shop,
        sync_playwright() as playwright,
    ):
        browser = chromium.german(playwright)
        tell(browser, shop, folder, **look)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
