"""The pictures of docs/howto/cards-and-labels.md, and of blocking in team.md: `python -m tests.e2e.cards_pictures [DIR]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.pictures import save
from tests.e2e.test_erasing_inbox import open_inbox, rows
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage
from tresen.client.documents.card import CardChange
from tresen.demo.cards import CARDS, FILTER, LABELS

DOCS = Path(__file__).parents[2] / "docs" / "img"
SAID = {
    "Sabine Krause": "Ginge auch eine Donauwelle vom Blech für 20 Leute?",
    "Kita Regenbogen e. V.": "40 Laugenbrötchen für Donnerstag, bitte.",
    "Aylin Demir": "Die Torte war wunderbar, danke!",
    "Café Morgenrot": "Die Dinkelseelen sind schon wieder ausverkauft.",
}


def take(page: Page, folder: Path, name: str) -> None:
    """Take a picture of the screen."""
    # Labels are small and of many colours, which fewer would blend.
    save(page, folder / f"cards-{name}.png", 256)


def furnish(shop: Stage) -> None:
    """Four customers with cards and labels, as in the demo."""
    owner = shop.bakery.owner
    for label, name, colour in LABELS:
        shop.do(owner.labels.save(name, colour, label=label))
    shop.do(owner.labels.save_filter(*FILTER))
    for at, (name, text) in enumerate(SAID.items()):
        customer = shop.customer(f"customer{at}", text)
        card: CardChange = {**CARDS[name], "name": name}
        shop.do(owner.cards.update(shop.conversation(customer), **card))


def tell(browser: Browser, shop: Stage, folder: Path, **look: Any) -> None:
    """Anna looks at a card, filters by labels, and selects several conversations."""
    furnish(shop)
    inbox = open_inbox(Visit.start(browser, **{**DESKTOP, **look}), shop, 1, "owner")
    rows(inbox).filter(has_text="Sabine Krause").click()
    expect(inbox.get_by_role("textbox", name="Telefon")).to_have_value("030 5550 1234")
    take(inbox, folder, "card")
    inbox.get_by_role("button", name="Etikett", exact=True).click()
    sheet = inbox.get_by_role("dialog", name="Nach Etiketten filtern")
    sheet.get_by_role("group", name="Torte").get_by_role("radio", name="mit", exact=True).check(force=True)
    sheet.get_by_role("group", name="Erledigt").get_by_role("radio", name="ohne", exact=True).check(
        force=True
    )
    take(inbox, folder, "filter")
    inbox.keyboard.press("Escape")
    inbox.locator("[data-list] a").first.focus()
    for key in "xjx":
        inbox.keyboard.press(key)
    take(inbox, folder, "several")
    inbox.keyboard.press("Escape")
    rows(inbox).filter(has_text="Café Morgenrot").click()
    inbox.get_by_role("button", name="Kunden blockieren").click()
    inbox.get_by_role("dialog").wait_for()
    take(inbox, folder, "block")
    phone = {**PHONE, "device_scale_factor": 1.5, **look}
    hand = open_inbox(Visit.start(browser, **phone), shop, 1, "owner")
    rows(hand).filter(has_text="Kita").click()
    hand.get_by_role("button", name="Karte zeigen").click()
    hand.get_by_role("button", name="Etikett wählen").click()
    take(hand, folder, "labels")


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
