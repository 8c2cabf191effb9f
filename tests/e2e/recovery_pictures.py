"""The pictures of docs/howto/recover.md, taken from a real recovery: `python -m tests.e2e.recovery_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e import recovering, wizard
from tests.e2e.pictures import save, visiting
from tests.e2e.team_page import TeamPage
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    file = FOLDER / f"recover-{name}.png"
    save(page, file)


def main() -> None:
    """A slip in group 3, the choice of person, the Team page's new sheet."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Bare.open(Path(folder)) as bare,
        visiting() as visits,
    ):
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


if __name__ == "__main__":
    main()
