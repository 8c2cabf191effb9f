"""A device whose clock runs ahead: its messages wait, and do no harm to those who read them."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.world.bakery import bakery
from tests.world.signing import DAY_MS, NOW_MS
from tresen.client import Customer
from tresen.clock import SettableClock
from tresen.errors import Refusal


@pytest.mark.parametrize("begun", [False, True])
async def test_a_message_of_the_future_is_refused_until_the_clock_is_right(
    tmp_path: Path, begun: bool
) -> None:
    """[S10] More than a day ahead: refused, in the first message too. Sealed anew it says the right time (D10: no alarm)."""
    server, device = SettableClock(NOW_MS), SettableClock(NOW_MS)
    async with bakery(tmp_path, clock=server) as shop, contextlib.AsyncExitStack() as stack:
        krause = await Customer.start(shop.url, keys=tmp_path / "krause.keys", clock=device)
        stack.push_async_callback(krause.close)
        if begun:
            device.set(NOW_MS + DAY_MS)
            await krause.send("Ein Tag geht noch")
        for far in (NOW_MS + DAY_MS + 1, 2**52):
            device.set(far)
            with pytest.raises(
                Refusal, match="clock_ahead: at_ms: this device's clock is more than a day ahead"
            ):
                await krause.send("Aus der Zukunft")
        device.set(NOW_MS)
        await krause.send("Aus der Gegenwart")
        said = await shop.owner.conversations.history(krause.conversation or b"")
        assert [each.text for each in said] == ["Ein Tag geht noch"] * begun + ["Aus der Gegenwart"]
        assert said[-1].written_ms == NOW_MS
