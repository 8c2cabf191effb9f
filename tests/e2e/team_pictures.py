"""The pictures of docs/howto/team.md, taken from a real team: `python -m tests.e2e.team_pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e import wizard
from tests.e2e.pictures import save, visiting
from tests.e2e.team_page import TeamPage, four
from tests.world.bare import Bare
from tests.world.browser import DESKTOP, PHONE, Visit

FOLDER = Path(__file__).parents[2] / "docs" / "img"


def take(page: Page, name: str) -> None:
    """Take a picture of the screen."""
    file = FOLDER / f"team-{name}.png"
    save(page, file)


def lost(first: Page, other: Visit) -> None:
    """Ben's second phone joins, and is about to sign the first one out."""
    first.get_by_role("link", name="Team").click()
    wizard.press(first, "Weiteres Gerät für Ben")
    wizard.press(first, "Link erzeugen")
    second = other.open(first.get_by_role("dialog").locator("p.link").inner_text().strip())
    assert four(second) == four(first)
    wizard.press(first, "Ja, dieselben Wörter")
    second.get_by_role("link", name="Team").click()
    second.get_by_role("button", name="Abmelden: Chrome auf Linux von Ben abmelden").click()
    second.get_by_role("button", name="Gerät abmelden").wait_for()
    take(second, "lost")


def main() -> None:
    """Anna invites Ben; both screens show the same words. Later Ben loses his phone."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Bare.open(Path(folder)) as bare,
        visiting() as visits,
    ):
        shop = TeamPage(visits, bare, **DESKTOP)
        phone = {**PHONE, "device_scale_factor": 1.5}
        ben = visits(**phone).open(shop.invite("Ben"))
        assert four(ben) == four(shop.page)
        take(shop.page, "words")
        take(ben, "phone")
        wizard.press(shop.page, "Ja, dieselben Wörter")
        # What the device is comes a moment after it.
        shop.person("Ben").filter(has_text="Chrome auf Linux").wait_for()
        wizard.settled(shop.page)
        take(shop.page, "page")
        lost(ben, visits(**phone))


if __name__ == "__main__":
    main()
