"""The pictures of docs/howto/customer-devices.md, taken from a real shop."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, begin, menu, write
from tests.e2e.test_devices import inbox, open_card, scanned, sheet, shown_link
from tests.pictures.studio import SMALL, Studio, counted
from tests.world.browser import DESKTOP, Visit
from tests.world.stage import Stage

PICTURES = (
    "devices-add",
    "devices-list",
    "devices-removed",
    "devices-earlier",
)


def customers(studio: Studio, phone: Page, other: Visit) -> None:
    """A second device by its code, then removed."""
    begin(phone)
    arrived(write(phone, "Zwölf Schrippen, bitte."))
    menu(phone, "Meine Geräte")
    phone.get_by_role("button", name="Weiteres Gerät hinzufügen").click()
    scanned(other, shown_link(phone))
    expect(phone.get_by_text("Das Gerät ist verbunden.")).to_be_visible()
    studio.take(phone, "devices-add")
    phone.get_by_role("button", name="Zu meinen Geräten").click()
    studio.take(phone, "devices-list")
    phone.get_by_role("button", name="Entfernen: Weiteres Gerät").click()
    phone.get_by_role("button", name="Gerät entfernen").click()
    expect(phone.get_by_text("Das Gerät ist entfernt.")).to_be_visible()
    studio.take(phone, "devices-removed")


def team(studio: Studio, shop: Stage, visit: Visit) -> None:
    """A fresh conversation linked to the earlier one."""
    old = shop.customer("old", "Eine Torte für Samstag, bitte.")
    shop.do(shop.bakery.owner.cards.rename(shop.conversation(old), "Frau Krause"))
    shop.customer("fresh", "Ich bin es, mit neuem Handy.")
    page = inbox(visit, shop)
    page.get_by_role("listitem").filter(has_text="mit neuem Handy").get_by_role("link").click()
    open_card(page)
    page.get_by_role("button", name="Gehört zu einer früheren Unterhaltung …").click()
    sheet(page, "Frühere Unterhaltung").get_by_role("button", name="Frau Krause").click()
    expect(page.get_by_role("link", name="Frühere Unterhaltung vom")).to_be_visible()
    counted(page, "Wartet 3")
    studio.take(page, "devices-earlier")


def take(studio: Studio) -> None:
    """Frau Krause's devices, then the team's view of somebody who lost hers."""
    with studio.bakery() as shop:
        phone = studio.visit(**SMALL).open(shop.bakery.url)
        customers(studio, phone, studio.visit(**DESKTOP))
        team(studio, shop, studio.visit(**DESKTOP))
