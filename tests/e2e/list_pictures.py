"""The pictures of docs/howto/list.md, taken from a real shop: `python -m tests.e2e.list_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.pictures import save, visiting
from tests.e2e.test_inbox import open_inbox, rows
from tests.e2e.test_list import link
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"
SAID = {
    "Nuria Santos": "Habt ihr auch glutenfreies Brot?",
    "Herr Nguyen": "Danke, dann komme ich um vier.",
    "Frau Weber": "Die Torte bitte ohne Nüsse!",
    "Café Mokka": "Wie immer 40 Schrippen für Montag.",
}


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    save(page, FOLDER / f"list-{name}.png")


def furnished(shop: Stage) -> None:
    """Four customers who have names, and two guests."""
    for name, text in SAID.items():
        customer = shop.customer(name.split()[-1].lower(), text)
        shop.do(shop.bakery.owner.cards.rename(shop.conversation(customer), name))
    shop.customer("gast", "Guten Morgen! Haben Sie noch Schrippen?")
    shop.customer("gast2", "Sind Sie am Feiertag da?")


def desktop_pictures(desktop: Visit, shop: Stage) -> None:
    """One pinned, one marked, one to be put off, and the palette."""
    page = open_inbox(desktop, shop)
    expect(rows(page)).to_have_count(6)
    link(rows(page).filter(has_text="Café Mokka")).focus()
    page.keyboard.press("p")
    expect(rows(page).first).to_contain_text("Café Mokka")
    link(rows(page).filter(has_text="Herr Nguyen")).click()
    expect(page.get_by_role("button", name="Ungelesen 5")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(rows(page).filter(has_text="Herr Nguyen")).to_contain_text("als ungelesen markiert")
    link(rows(page).filter(has_text="Frau Weber")).click()
    expect(page.get_by_role("log")).to_contain_text("ohne Nüsse")
    take(page, "desktop")
    page.keyboard.press("Control+k")
    page.keyboard.type("web")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Frau Weber")
    take(page, "palette")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("z")
    expect(page.get_by_role("dialog")).to_be_visible()
    take(page, "snooze")


def phone_pictures(phone: Visit, shop: Stage) -> None:
    """The menu of a row."""
    page = open_inbox(phone, shop, person=3)
    link(rows(page).filter(has_text="Frau Weber")).dispatch_event("contextmenu")
    expect(page.get_by_role("dialog")).to_be_visible()
    take(page, "menu")


def main() -> None:
    """Take all pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage.open(Path(folder)) as shop,
        visiting() as visit,
    ):
        furnished(shop)
        desktop_pictures(visit(**DESKTOP), shop)
        phone_pictures(visit(**{**PHONE, "device_scale_factor": 1.5}), shop)


if __name__ == "__main__":
    main()
