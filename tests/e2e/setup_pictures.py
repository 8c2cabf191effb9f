"""The pictures of docs/howto/set-up.md, taken from a real set-up: `python -m tests.e2e.setup_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e import wizard
from tests.e2e.pictures import save
from tests.world import chromium
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    page.evaluate("scrollTo(0, 0)")
    file = FOLDER / f"set-up-{name}.png"
    save(page, file)


def main() -> None:
    """One business is set up on a phone, another on a desktop."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        Bare.open(Path(folder)) as bare,
        sync_playwright() as playwright,
    ):
        browser = chromium.german(playwright)
        phone = Visit.start(browser, **{**PHONE, "device_scale_factor": 1.5})
        page = phone.open(bare.setup_link())
        wizard.business(page)
        take(page, "business")
        phone.close()

        desktop = Visit.start(browser, **DESKTOP)
        page = desktop.open(bare.setup_link())
        wizard.business(page)
        wizard.press(page, "Weiter zu den Öffnungszeiten")
        wizard.hours(page)
        take(page, "hours")
        wizard.press(page, "Weiter zu Impressum und Datenschutz")
        wizard.legal(page)
        wizard.press(page, "Weiter zum Wiederherstellungsblatt")
        known = wizard.groups(page)
        wizard.printed(page)
        wizard.type_back(page, known)
        take(page, "sheet")
        wizard.press(page, "Weiter zum Schild")
        wizard.heading(page, "Das Schild für den Tresen")
        page.locator("svg path[transform]").first.wait_for()
        take(page, "sign")
        desktop.close()
        browser.close()


if __name__ == "__main__":
    main()
