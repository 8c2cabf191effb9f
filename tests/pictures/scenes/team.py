"""The pictures of docs/howto/team.md, taken from a real team."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e import wizard
from tests.e2e.inbox_page import go_to
from tests.e2e.team_page import TeamPage, four
from tests.pictures.studio import SMALL, Studio
from tests.world.browser import DESKTOP, Visit

PICTURES = ("team-words", "team-phone", "team-page", "team-lost")


def lost(studio: Studio, first: Page, other: Visit) -> None:
    """Ben's second phone joins, and is about to sign the first one out."""
    go_to(first, "Team")
    wizard.press(first, "Weiteres Gerät für Ben")
    wizard.press(first, "Link erzeugen")
    second = other.open(first.get_by_role("dialog").locator("p.link").inner_text().strip())
    assert four(second) == four(first)
    wizard.press(first, "Ja, dieselben Wörter")
    go_to(second, "Team")
    second.get_by_role("button", name="Abmelden: Chrome auf Linux von Ben abmelden").click()
    second.get_by_role("button", name="Gerät abmelden").wait_for()
    studio.take(second, "team-lost")


def take(studio: Studio) -> None:
    """Anna invites Ben; both screens show the same words. Later Ben loses his phone."""
    with studio.bare() as bare:
        shop = TeamPage(studio.visit, bare, **DESKTOP)
        ben = studio.visit(**SMALL).open(shop.invite("Ben"))
        assert four(ben) == four(shop.page)
        studio.take(shop.page, "team-words")
        studio.take(ben, "team-phone")
        wizard.press(shop.page, "Ja, dieselben Wörter")
        # What the device is comes a moment after it.
        shop.person("Ben").filter(has_text="Chrome auf Linux").wait_for()
        studio.take(shop.page, "team-page")
        lost(studio, ben, studio.visit(**SMALL))
