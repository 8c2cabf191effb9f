"""The pictures of docs/howto/return-link.md, taken from a real shop: `python -m tests.e2e.return_link_pictures [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.customer_page import arrived, begin, write
from tests.e2e.pictures import save
from tests.world import chromium
from tests.world.browser import PHONE, Visit
from tests.world.stage import Stage

DOCS = Path(__file__).parents[2] / "docs" / "img"


def tell(browser: Browser, shop: Stage, folder: Path) -> None:
    """Frau Krause writes for the first time, and keeps her return link."""
    page = Visit.start(browser, **{**PHONE, "device_scale_factor": 1.5}).open(shop.bakery.url)
    begin(page)
    arrived(write(page, "Können Sie mir bis Samstag zwölf Schrippen zurücklegen?"))
    line = page.get_by_role("button", name="Rückkehr-Link aufbewahren")
    expect(line).to_be_visible()
    save(page, folder / "return-link-line.png")
    line.click()
    expect(page.get_by_role("img", name="Rückkehr-Link als Code zum Scannen")).to_be_attached()
    save(page, folder / "return-link-sheet.png")


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
