"""The bakery at a chosen moment: one clock for the server and for every browser, moved by the test.

The test gives the server its clock, as everywhere; Playwright gives the browsers theirs.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.world.bakery import bakery
from tests.world.browser import Visit
from tests.world.clock import at, travel
from tests.world.profile import bakery_with
from tests.world.stage import Opening, Stage
from tresen.clock import SettableClock
from tresen.desk.upkeep import sweep

WORDS = {
    "de": {"write": "Nachricht schreiben", "field": "Nachricht", "send": "Senden", "log": "Unterhaltung"},
    "en": {"write": "Write a message", "field": "Message", "send": "Send", "log": "Conversation"},
}
ARRIVED = {"de": re.compile("zugestellt|gelesen"), "en": re.compile("delivered|read")}


class Moments:
    """The shop and its clock. Times are Berlin's: `2026-11-23 13:10`."""

    def __init__(self, shop: Stage, clock: SettableClock) -> None:
        self.shop = shop
        self._clock = clock
        self._visits: list[Visit] = []

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path, when: str, opening: Opening = bakery, **profile: Any) -> Iterator[Moments]:
        """Start the server at that time and publish the bakery's profile with these fields replaced.

        `opening` is what to start instead of a server alone.
        """
        clock = SettableClock(at(when))
        with Stage.open(folder, clock, opening=opening) as shop:
            shop.do(shop.bakery.owner.records.publish(bakery_with(**profile)))
            yield cls(shop, clock)

    def enter(self, visit: Visit) -> None:
        """Set a browser's clock to the server's; from then on both move together."""
        visit.context.clock.install(time=self._clock.now_ms() / 1000)
        self._visits.append(visit)

    def it_is(self, when: str | int) -> None:
        """Move every clock on to a time in Berlin, or an instant; what was due meanwhile happens once, as after a sleep."""
        moment = at(when) if isinstance(when, str) else when
        ahead = moment - self._clock.now_ms()
        assert ahead >= 0, "time goes forward"
        self._clock.set(moment)
        for visit in self._visits:
            visit.context.clock.fast_forward(ahead)

    def night_of(self, when: str) -> int:
        """Every clock goes on to that time, the server's in such a way that it is believed (D4), and the upkeep runs once.

        Returns in how many conversations something went.
        """
        moment = at(when)
        ahead = moment - self._clock.now_ms()
        assert ahead >= 0, "time goes forward"
        for visit in self._visits:
            visit.context.clock.fast_forward(ahead)

        async def upkeep() -> int:
            house = self.shop.bakery.app.house
            await travel(house, self._clock, moment)
            return await sweep(house)

        return self.shop.do(upkeep())

    def later(self, minutes: float) -> None:
        """Move every clock on."""
        self.it_is(self._clock.now_ms() + round(minutes * 60_000))


class CustomersPage:
    """Somebody who writes to the shop in a browser, in German or English."""

    def __init__(self, moments: Moments, visit: Visit, language: str = "de") -> None:
        moments.enter(visit)
        self._moments = moments
        self._visit = visit
        self._language = language
        self.page: Page = visit.open(moments.shop.bakery.url)

    @property
    def _words(self) -> dict[str, str]:
        return WORDS[self._language]

    def comes_back(self) -> None:
        """The page was closed; the same browser opens it again."""
        self.page.close()
        self.page = self._visit.open(self._moments.shop.bakery.url)

    def begins(self) -> None:
        """Tap "Nachricht schreiben"."""
        self.page.get_by_role("button", name=self._words["write"]).click()

    def writes(self, text: str) -> None:
        """Returns once the server and somebody of the team have it."""
        self.page.get_by_role("textbox", name=self._words["field"]).fill(text)
        self.page.get_by_role("button", name=self._words["send"], exact=True).click()
        expect(self.said(text)).to_contain_text(ARRIVED[self._language])

    def said(self, text: str) -> Locator:
        """What stands in the conversation with that text in it."""
        log = self.page.get_by_role("log", name=self._words["log"], exact=True)
        return log.get_by_role("article").filter(has_text=text)

    def reads_above(self, line: str) -> None:
        """Open or closed, as the page's header says it."""
        expect(self.page.locator(".open").get_by_text(line, exact=True)).to_be_visible()


class TeamsInbox:
    """A colleague's inbox in a browser."""

    def __init__(self, moments: Moments, visit: Visit, role: str = "member") -> None:
        moments.enter(visit)
        self.page: Page = visit.open(moments.shop.inbox_link(2, role))
        expect(self.page.get_by_role("list", name="Unterhaltungen")).to_be_attached()

    def opens(self, text: str) -> None:
        """Opens the conversation whose last message this is."""
        rows = self.page.get_by_role("list", name="Unterhaltungen").get_by_role("listitem")
        rows.filter(has_text=text).click()

    def said(self, text: str) -> Locator:
        """What stands in the open conversation with that text in it."""
        log = self.page.get_by_role("log", name="Unterhaltung")
        return log.get_by_role("article").filter(has_text=text)

    def answers(self, text: str) -> None:
        """Returns once the server has it."""
        self.page.get_by_role("textbox", name="Nachricht").fill(text)
        self.page.get_by_role("button", name="Senden", exact=True).click()
        expect(self.said(text)).to_contain_text(ARRIVED["de"])
