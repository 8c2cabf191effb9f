"""The pictures of docs/howto/contact-card.md, taken from a real shop: `python -m tests.e2e.contact_pictures [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.customer_page import arrived, article, begin, write
from tests.e2e.pictures import save
from tests.e2e.test_erasing_inbox import open_card, open_inbox, rows
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

DOCS = Path(__file__).parents[2] / "docs" / "img"


def tell(browser: Browser, shop: Stage, folder: Path) -> None:
    """The shop asks Frau Krause for her card; she fills it in; the shop sees it."""
    page = Visit.start(browser, **{**PHONE, "device_scale_factor": 1.5}).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Können Sie die Torte am Samstag liefern?"))
    inbox = open_inbox(Visit.start(browser, **DESKTOP), shop, 1, "owner")
    rows(inbox).first.click()
    panel = open_card(inbox)
    panel.get_by_role("button", name="Um Visitenkarte bitten").click()
    article(page, "Bitte um Ihre Visitenkarte").get_by_role("button", name="Visitenkarte ausfüllen").click()
    dialog = page.get_by_role("dialog", name="Visitenkarte")
    dialog.get_by_role("textbox", name="Name").fill("Frau Krause")
    dialog.get_by_role("textbox", name="Telefon").fill("030 901820")
    dialog.get_by_role("textbox", name="Adresse").fill("Ahornweg 3\n12345 Berlin")
    save(page, folder / "contact-card-form.png")
    dialog.get_by_role("button", name="Übergeben").click()
    expect(article(page, "+49 30 901820")).to_be_visible()
    expect(panel.get_by_role("link", name="+49 30 901820")).to_be_visible()
    save(inbox, folder / "contact-card-team.png")


def main(folder: Path) -> None:
    """Take all pictures into a folder."""
    with (
        tempfile.TemporaryDirectory() as data,
        Stage.open(Path(data)) as shop,
        sync_playwright() as playwright,
    ):
        browser = chromium.german(playwright)
        tell(browser, shop, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS)
