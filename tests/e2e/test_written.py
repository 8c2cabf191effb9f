"""A message that waited for a network says when it was written and when it was sent (S10)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.test_inbox import last, open_inbox, rows
from tests.world.browser import Visit
from tests.world.stage import Stage
from tresen.client import Customer
from tresen.clock import SettableClock, SystemClock


@pytest.mark.e2e
def test_written_and_sent(phone: Visit, shop: Stage) -> None:
    """Five minutes between writing and sending are shown; an answer at once shows one time only."""
    clock = SettableClock(SystemClock().now_ms() - 5 * 60_000)

    async def write() -> Customer:
        customer = await Customer.start(shop.bakery.url, keys=shop.bakery.folder / "slow.keys", clock=clock)
        await customer.send("Bin gleich da, nur der Zug steht.")
        clock.set(SystemClock().now_ms())
        return customer

    shop.clients.append(krause := shop.do(write()))
    page = open_inbox(phone, shop)
    rows(page).first.click()
    expect(last(page)).to_contain_text(re.compile(r"geschrieben (?:.*, )?\d?\d:\d\d, gesendet \d?\d:\d\d"))
    page.screenshot(path="test-results/written.png")
    shop.do(krause.send("Jetzt."))
    expect(last(page)).to_contain_text("Jetzt.")
    expect(last(page)).not_to_contain_text("geschrieben")
