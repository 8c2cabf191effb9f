"""The pictures of docs/howto/customer-devices.md, taken from a real shop: `python -m tests.e2e.devices_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.customer_page import arrived, begin, menu, write
from tests.e2e.pictures import save, visiting
from tests.e2e.test_devices import inbox, open_card, scanned, sheet, shown_link
from tests.world.browser import DESKTOP, PHONE, Visit
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    file = FOLDER / f"devices-{name}.png"
    save(page, file)


def customers(phone: Page, other: Visit) -> None:
    """A second device by its code, then removed."""
    begin(phone)
    arrived(write(phone, "Zwölf Schrippen, bitte."))
    menu(phone, "Meine Geräte")
    phone.get_by_role("button", name="Weiteres Gerät hinzufügen").click()
    scanned(other, shown_link(phone))
    expect(phone.get_by_text("Das Gerät ist verbunden.")).to_be_visible()
    take(phone, "add")
    phone.get_by_role("button", name="Zu meinen Geräten").click()
    take(phone, "list")
    phone.get_by_role("button", name="Entfernen: Weiteres Gerät").click()
    phone.get_by_role("button", name="Gerät entfernen").click()
    expect(phone.get_by_text("Das Gerät ist entfernt.")).to_be_visible()
    take(phone, "removed")


def team(shop: Stage, visit: Visit) -> None:
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
    take(page, "earlier")


def main() -> None:
    """Take all pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage.open(Path(folder)) as shop,
        visiting() as visit,
    ):
        phone = visit(**{**PHONE, "device_scale_factor": 1.5}).open(shop.bakery.url)
        customers(phone, visit(**DESKTOP))
        team(shop, visit(**DESKTOP))


if __name__ == "__main__":
    main()
