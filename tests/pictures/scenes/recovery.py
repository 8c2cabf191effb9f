"""The pictures of docs/howto/recover.md, taken from a real recovery."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e import recovering, wizard
from tests.e2e.team_page import TeamPage
from tests.pictures.studio import SMALL, Studio
from tests.world.browser import DESKTOP

PICTURES = ("recover-new-sheet", "recover-typing", "recover-who")


def take(studio: Studio) -> None:
    """A slip in group 3, the choice of person, the Team page's new sheet."""
    with studio.bare() as bare:
        shop = TeamPage(studio.visit, bare, **DESKTOP)
        shop.print_sheet()
        shop.join("Ben")
        # The part below moves with each line of it.
        changes = shop.page.get_by_role("region", name="Was sich an den Geräten geändert hat")
        expect(changes.get_by_text("Neues Gerät im Team:")).to_have_count(2)
        recovering.open_part(shop.page, "Neues Blatt")
        studio.take(shop.page, "recover-new-sheet")
        wizard.press(shop.page, "Abbrechen")
        page = studio.visit(**SMALL).open(f"{bare.url}/inbox")
        recovering.begin(page)
        third = shop.sheet[2]
        slip = third[:3] + next(each for each in "2345" if each != third[3])
        recovering.find(page, [*shop.sheet[:2], slip, *shop.sheet[3:]])
        studio.take(page, "recover-typing")
        recovering.group(page, 3).fill(third)
        wizard.press(page, "Weiter")
        page.get_by_role("radio", name="Anna").wait_for()
        studio.take(page, "recover-who")
