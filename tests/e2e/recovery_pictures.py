"""The pictures of docs/howto/recover.md, taken from a real recovery: `python -m tests.e2e.recovery_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.e2e import recovering, wizard
from tests.e2e.team_page import TeamPage
from tests.world import chromium
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit

FOLDER = Path(__file__).parents[2] / "docs" / "img"
COLOURS = 64


def take(page: Page, name: str) -> None:
    """A picture of what is on the screen, in few colours: these pages have few."""
    file = FOLDER / f"recover-{name}.png"
    wizard.settled(page)
    page.screenshot(path=file, animations="disabled")
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLOURS).save(file, optimize=True)


def main() -> None:
    """A slip in group 3, then who comes back; the Team page's new sheet."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Bare.open(Path(folder)) as bare,
        sync_playwright() as playwright,
    ):
        browser = chromium.german(playwright)

        def visits(**options: Any) -> Visit:
            return Visit.start(browser, **options)

        shop = TeamPage(visits, bare, **DESKTOP)
        shop.join("Ben")
        recovering.open_part(shop.page, "Neues Blatt")
        take(shop.page, "new-sheet")
        wizard.press(shop.page, "Abbrechen")
        page = visits(**{**PHONE, "device_scale_factor": 1.5}).open(f"{bare.url}/inbox")
        recovering.begin(page)
        third = shop.sheet[2]
        slip = third[:3] + next(each for each in "2345" if each != third[3])
        recovering.find(page, [*shop.sheet[:2], slip, *shop.sheet[3:]])
        take(page, "typing")
        recovering.group(page, 3).fill(third)
        wizard.press(page, "Weiter")
        page.get_by_role("radio", name="Anna").wait_for()
        take(page, "who")
        browser.close()


if __name__ == "__main__":
    main()
