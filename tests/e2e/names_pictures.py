"""The pictures of names and settings in docs/howto: `python -m tests.e2e.names_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.customer_page import arrived, begin, menu, write
from tests.e2e.pictures import save, visiting
from tests.e2e.test_inbox import open_inbox, rows
from tests.e2e.test_names import asked, question
from tests.world.browser import PHONE, Visit
from tests.world.stage import Stage

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def customer(visit: Visit, shop: Stage) -> None:
    """A customer is asked for a name, and opens the settings."""
    page = visit.open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Haben Sie morgen Roggenbrot?"))
    page.get_by_role("button", name="Später").click()
    expect(question(page)).to_be_visible()
    save(page, FOLDER / "contact-card-name.png")
    menu(page, "Einstellungen")
    expect(page.get_by_role("dialog", name="Einstellungen")).to_be_visible()
    save(page, FOLDER / "writing-settings.png")


def team(visit: Visit, shop: Stage) -> None:
    """Ben opens the conversation of a guest who says her name."""
    shop.customer("krause", "Hallo, hier ist Frau Krause. Kann ich für Samstag eine Torte bestellen?")
    page = open_inbox(visit, shop)
    rows(page).filter(has_text="Torte").get_by_role("link").click()
    expect(asked(page)).to_be_visible()
    save(page, FOLDER / "list-name.png")


def main() -> None:
    """Take all pictures."""
    with tempfile.TemporaryDirectory() as folder, Stage.open(Path(folder)) as shop, visiting() as visit:
        customer(visit(**{**PHONE, "device_scale_factor": 1.5}), shop)
        team(visit(**{**PHONE, "device_scale_factor": 1.5}), shop)


if __name__ == "__main__":
    main()
