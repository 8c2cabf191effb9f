"""Conversations whose time is over: a profile with days, and what is said when."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from tests.world.house import Opened
from tests.world.shop import Shop
from tresen.core.erasing import Expired
from tresen.core.law.days import DAY_MS
from tresen.core.law.watch import BEGIN_MS
from tresen.desk.law.watch import attest
from tresen.store import profiles
from tresen.store.tx import Tx

DAYS: Final = 90


async def publish(house: Opened, shop: Shop, days: int | None = None) -> None:
    """Publish a profile with these days, and look at the clock for the first time."""
    fields: dict[str, Any] = {"name": "Sonnenschein"} | (
        {} if days is None else {"retention": {"chat_days": days}}
    )
    text = msgspec.msgpack.encode(fields)

    def job(tx: Tx) -> None:
        business = tx.business(shop.key)
        profiles.set_profile(tx, business, business.profile_rev + 1, (bytes([days or 0] * 32), text), None)

    await house.house.write(job)
    await attest(house.house)


async def pass_days(house: Opened, days: float) -> None:
    """The clock goes on, a day at a time, and the server sees it."""
    end = house.clock.now_ms() + int(days * DAY_MS)
    while house.clock.now_ms() < end:
        house.clock.advance(min(DAY_MS, end - house.clock.now_ms()))
        await attest(house.house)


def expiries(house: Opened) -> list[Expired]:
    """The `expired` events announced so far."""
    return [
        msgspec.msgpack.decode(event.body or b"", type=Expired)
        for batch in house.batches
        for event in batch.events
        if event.kind == 12
    ]


BEGINS_DAYS: Final = BEGIN_MS // DAY_MS
