"""The pictures of an invitation that asks, and of a share that waits: `python -m tests.e2e.links_pictures [FOLDER]`.

With a folder, every view is taken on phone and desktop, light and dark, in German and English.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.pictures import save
from tests.e2e.test_shared import ready_to_share, share
from tests.world import chromium
from tests.world.browser import DESKTOP, PHONE, Visit, accept
from tests.world.stage import Stage
from tresen.client import Owner

DOCS = Path(__file__).parents[2] / "docs" / "img"
SMALL: dict[str, Any] = {**PHONE, "device_scale_factor": 1.5}
LOOKS: dict[str, dict[str, Any]] = {
    "phone-de-light": SMALL,
    "phone-en-dark": {**SMALL, "locale": "en-GB", "color_scheme": "dark"},
    "desktop-de-dark": {**DESKTOP, "color_scheme": "dark"},
    "desktop-en-light": {**DESKTOP, "locale": "en-GB"},
}


def moving(
    browser: Browser, shop: Stage, farm: Owner, options: dict[str, Any], folder: Path, look: str
) -> None:
    """A device of the bakery opens an invitation of the farm, and moves."""
    visit = Visit.start(browser, **options)
    asked = visit.look(shop.inbox_link(2))
    expect(asked.get_by_text("Bäckerei Sonnenschein")).to_be_visible()
    save(asked, folder / f"invited{look}.png")
    accept(asked)
    expect(asked.locator(".rail")).to_be_attached()
    asked.goto(shop.do(farm.invites.create(2, "member")))
    expect(asked.get_by_text("Hof Lindental")).to_be_visible()
    save(asked, folder / f"invited-other{look}.png")
    accept(asked)
    expect(asked.locator(".btn.bad")).to_be_visible()
    save(asked, folder / f"invited-move{look}.png")
    visit.close()


def sharing(page: Page, visit: Visit, folder: Path, name: str) -> None:
    """A website hands something over."""
    address = ready_to_share(page)
    page.close()
    given = share(
        visit, address + "/share", "Bitte sofort an DE00 1234 überweisen.\nhttps://bank.example/konto"
    )
    expect(given.get_by_role("dialog")).to_be_visible()
    save(given, folder / f"{name}.png")


def everything(browser: Browser, shop: Stage, farm: Owner, folder: Path) -> None:
    """Every view, for whoever looks at them."""
    for look, options in LOOKS.items():
        moving(browser, shop, farm, options, folder, f"-{look}")
        visit = Visit.start(browser, **options)
        page = visit.open(shop.inbox_link(3))
        expect(page.locator(".rail")).to_be_attached()
        sharing(page, visit, folder, f"shared-inbox-{look}")
        visit.close()
        visit = Visit.start(browser, **options)
        page = visit.open(shop.bakery.url)
        page.locator(".btn.main").first.click()
        page.get_by_role("textbox").fill("Guten Morgen")
        page.get_by_role("button", name=re.compile("^(Senden|Send)$")).click()
        sharing(page, visit, folder, f"shared-chat-{look}")
        visit.close()


def main(folder: Path | None) -> None:
    """Take the pictures of the how-to, or all into a folder."""
    with (
        tempfile.TemporaryDirectory() as data,
        Stage.open(Path(data)) as shop,
        sync_playwright() as playwright,
    ):
        browser = chromium.german(playwright)
        shop.customer("krause", "Haben Sie Brezeln?")
        farm = shop.neighbour()
        shop.confirm_for(farm)
        if folder is None:
            with tempfile.TemporaryDirectory() as spare:
                moving(browser, shop, farm, SMALL, Path(spare), "")
                for name in ("invited-other.png", "invited-move.png"):
                    (DOCS / name).write_bytes((Path(spare) / name).read_bytes())
        else:
            folder.mkdir(exist_ok=True)
            everything(browser, shop, farm, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
