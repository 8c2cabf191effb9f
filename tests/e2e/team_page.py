"""The inbox's page Team, and somebody who joins through it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e import paper, wizard
from tests.e2e.inbox_page import go_to
from tests.world.bare import Bare
from tests.world.browser import PHONE, Visit


class TeamPage:
    """Anna has set the bakery up and looks at the Team page."""

    def __init__(self, visits: Callable[..., Visit], bare: Bare, **options: object) -> None:
        self.visits = visits
        self.page = visits(**options).open(bare.setup_link())
        self.sheet: list[str] = []
        wizard.set_up(self.page, wizard.without_hours)
        self.url = wizard.scanned(self.page)
        wizard.to_the_inbox(self.page)
        go_to(self.page, "Team")
        expect(self.page.get_by_role("heading", level=2, name="Team")).to_be_visible()

    def print_sheet(self) -> None:
        """The first sheet is printed and in force, from the Team page."""
        wizard.press(self.page, "Blatt drucken")
        self.sheet = paper.print_first(self.page)

    def person(self, name: str) -> Locator:
        everybody = self.page.get_by_role("main").get_by_role("list").first.get_by_role("listitem")
        return everybody.filter(has_text=re.compile(rf"\b{name}\b")).first

    def invite(self, name: str, role: str = "Mitglied") -> str:
        """The link of a fresh invitation; its sheet stays open."""
        wizard.press(self.page, "Jemanden einladen")
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Name").fill(name)
        dialog.get_by_label(role).check()
        wizard.press(self.page, "Link erzeugen")
        link = dialog.locator("p.link")
        expect(link).to_contain_text("/inbox#invite=")
        return link.inner_text().strip()

    def join(self, name: str, role: str = "Mitglied") -> Page:
        """Somebody joins: both screens show the same four words, and the owner confirms."""
        page = self.visits(**PHONE).open(self.invite(name, role))
        words = four(page)
        assert four(self.page) == words
        wizard.press(self.page, "Ja, dieselben Wörter")
        expect(page.get_by_role("list", name="Unterhaltungen")).to_be_attached()
        expect(self.person(name)).to_be_visible()
        return page


def four(page: Page) -> list[str]:
    """The four words on a screen."""
    items = page.locator("ol.four li")
    expect(items).to_have_count(4)
    return items.all_inner_texts()
