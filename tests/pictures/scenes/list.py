"""The pictures of docs/howto/list.md, taken from a real shop."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.test_inbox import open_inbox, rows
from tests.e2e.test_list import link
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage

PICTURES = (
    "list-desktop",
    "list-palette",
    "list-snooze",
    "list-menu",
)

SAID = {
    "Nuria Santos": "Habt ihr auch glutenfreies Brot?",
    "Herr Nguyen": "Danke, dann komme ich um vier.",
    "Frau Weber": "Die Torte bitte ohne Nüsse!",
    "Café Mokka": "Wie immer 40 Schrippen für Montag.",
}


def furnished(shop: Stage) -> None:
    """Four customers who have names, and two guests."""
    for name, text in SAID.items():
        customer = shop.customer(name.split()[-1].lower(), text)
        shop.do(shop.bakery.owner.cards.rename(shop.conversation(customer), name))
    shop.customer("gast", "Guten Morgen! Haben Sie noch Schrippen?")
    shop.customer("gast2", "Sind Sie am Feiertag da?")


def desktop_pictures(studio: Studio, desktop: Visit, shop: Stage) -> None:
    """One pinned, one marked, one to be put off, and the palette."""
    page = open_inbox(desktop, shop)
    page.get_by_role("group", name="Filter").get_by_role("button", name="Alle").click()
    expect(rows(page)).to_have_count(6)
    link(rows(page).filter(has_text="Café Mokka")).focus()
    page.keyboard.press("p")
    expect(rows(page).first).to_contain_text("Café Mokka")
    link(rows(page).filter(has_text="Herr Nguyen")).click()
    # Read once it is touched; only what was read can be marked as unread.
    page.get_by_role("log", name="Unterhaltung").click()
    expect(rows(page).filter(has_text="Herr Nguyen")).not_to_contain_text("ungelesen")
    link(rows(page).filter(has_text="Herr Nguyen")).focus()
    page.keyboard.press("m")
    expect(rows(page).filter(has_text="Herr Nguyen")).to_contain_text("als ungelesen markiert")
    link(rows(page).filter(has_text="Frau Weber")).click()
    expect(page.get_by_role("log")).to_contain_text("ohne Nüsse")
    counted(page, "Wartet 6")
    studio.take(page, "list-desktop")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("web")
    expect(page.get_by_role("listbox").get_by_role("option", selected=True)).to_contain_text("Frau Weber")
    studio.take(page, "list-palette")
    page.keyboard.press("Escape")
    link(rows(page).filter(has_text="Frau Weber")).focus()
    page.keyboard.press("z")
    expect(page.get_by_role("menu", name="Auf später legen")).to_be_visible()
    studio.take(page, "list-snooze")


def phone_pictures(studio: Studio, phone: Visit, shop: Stage) -> None:
    """The menu of a row."""
    page = open_inbox(phone, shop, person=3)
    link(rows(page).filter(has_text="Frau Weber")).dispatch_event("contextmenu")
    expect(page.get_by_role("dialog")).to_be_visible()
    studio.take(page, "list-menu")


def take(studio: Studio) -> None:
    """At the desk, and on a phone."""
    with studio.bakery() as shop:
        furnished(shop)
        desktop_pictures(studio, studio.visit(**DESKTOP), shop)
        phone_pictures(studio, studio.visit(**SMALL), shop)
