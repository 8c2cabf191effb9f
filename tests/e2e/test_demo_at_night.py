"""The demo's switch in a browser: at three in the night a customer finds the bakery open, and calls it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.e2e.calling import accept, button, call, connected, customer, hang_up, shut, team
from tests.e2e.customer_page import clean
from tests.world import chromium
from tests.world.browser import Visit
from tests.world.callstage import FLAGS, CallStage
from tests.world.clock import at_three_in_the_night
from tresen.clock import SystemClock
from tresen.demo import bakery
from tresen.demo.door import Door

Visits = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium.opened(playwright, *FLAGS) as browser:
        yield browser


def test_a_customer_calls_at_three_in_the_night(phone: Visit, desktop: Visit, tmp_path: Path) -> None:
    """[C4] The page says open, the call rings and is taken; with the switch turned, page and menu say closed at once."""
    hours = at_three_in_the_night()
    own = bakery.profile() | bakery.answers() | {"hours": hours, "time_zone": hours["time_zone"]}
    with CallStage.calling(tmp_path, **own) as shop:
        door = Door(shop.bakery.owner, SystemClock())
        standing = shop.do(door.begin(None))
        assert (standing.open, standing.tuesday) == (True, True)
        guest = customer(phone, shop)
        expect(guest.get_by_text("Geöffnet bis 13:00")).to_be_visible()
        expect(guest.get_by_text("der Laden zu")).to_have_count(0)
        inbox = team(desktop, shop)
        call(guest)
        accept(inbox)
        connected(guest, inbox)
        hang_up(guest)
        clean(guest)
        assert not shop.do(door.toggle()).open
        expect(guest.get_by_text("Geschlossen – öffnet heute 6:00")).to_be_visible()
        button(guest).click()
        expect(shut(guest)).to_contain_text("Gerade werden keine Anrufe angenommen")
