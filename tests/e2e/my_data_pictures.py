"""The pictures of docs/howto/my-data.md and privacy.md: `python -m tests.e2e.my_data_pictures [FOLDER]`."""

from __future__ import annotations

import functools
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.customer_page import answer, arrived, article, begin, menu, newest, write
from tests.e2e.pictures import save
from tests.e2e.test_erasing_inbox import open_card, open_inbox, open_retention, rows
from tests.world import chromium
from tests.world.bakery import bakery
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.profile import BAKERY
from tests.world.stage import Stage

DOCS = Path(__file__).parents[2] / "docs" / "img"
ORDER = "Dann bitte zwölf Brezeln für Samstag, 8 Uhr."


def take(page: Page, folder: Path, name: str) -> None:
    """Take a picture of the screen."""
    page.wait_for_function("() => document.getAnimations().every((one) => one.playState !== 'running')")
    save(page, folder / f"{name}.png")


def close(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def tell(browser: Browser, shop: Stage, folder: Path, **look: Any) -> None:
    """Frau Krause orders, looks at her data, takes all of it along and asks what the team noted; Anna answers."""
    phone = Visit.start(browser, **{**PHONE, "device_scale_factor": 1.5, **look})
    page = phone.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Guten Tag, haben Sie am Samstag Brezeln?"))
    answer(shop, newest(shop), "Ja, ab 7 Uhr. Wie viele dürfen es sein?")
    arrived(write(page, ORDER))
    page.get_by_role("button", name="Später").click()
    shop.do(shop.bakery.owner.cards.rename(newest(shop), "Gerda Krause"))
    inbox = open_inbox(Visit.start(browser, **{**DESKTOP, **look}), shop, 1, "owner")
    rows(inbox).first.click()
    sheet = open_retention(inbox, ORDER)
    sheet.get_by_role("radio", name="Brief").click()
    expect(article(inbox, ORDER)).to_contain_text("Brief, bis Ende")
    close(inbox)
    card = open_card(inbox)
    note = card.get_by_label("Notiz", exact=True)
    note.fill("Kommt samstags. Ihr Sohn Max ist gegen Nüsse allergisch.")
    note.blur()

    menu(page, "Meine Daten")
    expect(page.get_by_text("Was gespeichert ist")).to_be_visible()
    expect(page.get_by_role("heading", name="Ihre Rechte")).to_be_attached()
    take(page, folder, "my-data")
    with page.expect_download() as found:
        page.get_by_role("button", name="Alles herunterladen").click()
    package = folder / "my-data.zip"
    found.value.save_as(package)
    expect(page.get_by_text("Ihr Datenpaket ist gespeichert")).to_be_visible()
    take(page, folder, "my-data-saved")
    page.get_by_role("heading", name="Der Reihe nach").scroll_into_view_if_needed()
    take(page, folder, "my-data-access")
    page.get_by_role("button", name="Danach fragen").click()
    expect(page.get_by_text("Gefragt. Antwort bis")).to_be_visible()
    page.get_by_role("heading", name="Ihre Anfragen").scroll_into_view_if_needed()
    take(page, folder, "my-data-rights")

    inbox.get_by_role("link", name="Datenschutz").click()
    expect(inbox.get_by_text("Eine Anfrage ist offen")).to_be_visible()
    take(inbox, folder, "privacy")
    inbox.get_by_role("button", name="Anfrage ansehen").click()
    take(inbox, folder, "privacy-request")
    inbox.get_by_role("button", name="Durchsehen").click()
    inbox.get_by_role("button", name="Streichen: Ihr Sohn Max ist gegen Nüsse allergisch.").click()
    take(inbox, folder, "privacy-look")
    inbox.get_by_role("button", name="Freigeben und verschicken").click()
    expect(inbox.get_by_text("Keine Anfrage ist offen")).to_be_visible()
    inbox.get_by_role("button", name="Technische und organisatorische Maßnahmen lesen").click()
    expect(inbox.get_by_role("dialog")).to_contain_text("Fassung 1")
    take(inbox, folder, "privacy-document")
    close(inbox)
    inbox.get_by_role("button", name="Ausrechnen").click()
    expect(inbox.get_by_text("20.000 €", exact=True)).to_be_visible()
    inbox.get_by_role("heading", name="Was ein Verstoß kosten kann").scroll_into_view_if_needed()
    take(inbox, folder, "privacy-risk")
    inbox.get_by_role("button", name="Wen betrifft es?").click()
    expect(inbox.get_by_text("Noch 7")).to_be_visible()
    inbox.get_by_role("heading", name="Wenn etwas passiert ist").scroll_into_view_if_needed()
    take(inbox, folder, "privacy-incident")
    inbox.get_by_role("button", name="Protokoll öffnen").click()
    expect(inbox.get_by_text("Anfrage eingegangen")).to_be_visible()
    inbox.get_by_role("heading", name="Protokoll").scroll_into_view_if_needed()
    take(inbox, folder, "privacy-audit")


def main(folder: Path = DOCS) -> None:
    """Take all pictures."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as data:
        browser = chromium.german(playwright)
        opening = functools.partial(bakery, profile=BAKERY)
        with Stage.open(Path(data), opening=opening) as shop:
            tell(browser, shop, folder)
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
