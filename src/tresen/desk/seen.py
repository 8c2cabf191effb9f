"""The day on which each device of the team was last seen: it shows forgotten phones and untested sheets."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from tresen.core.model import Role
from tresen.core.policy import Action, Who, require, sees_devices_of
from tresen.desk.context import Context
from tresen.errors import Refusal
from tresen.store import people

DAY_MS: Final = 24 * 60 * 60 * 1000


class SeenDevice(NamedTuple):
    """An active device of the team; `day` is nil when it never signed in."""

    id: bytes
    day: date | None


def day_of(now_ms: int) -> int:
    """Days since 1970, in UTC."""
    return now_ms // DAY_MS


async def note_seen(house: Context, who: Who, known_day: int | None) -> int | None:
    """Note that a device of the team is here today, unless `known_day` is today already: one write a day.

    Customers' devices are never noted. Returns the day that is stored now. If it cannot be written, the session goes on and
    the stored day stays.
    """
    today = day_of(house.clock.now_ms())
    if who.role in (Role.CUSTOMER, Role.PAPER) or known_day == today:
        return known_day
    try:
        await house.write(lambda tx: people.mark_seen(tx, who.device, today))
    except Refusal:
        return known_day
    return today


async def seen_devices(house: Context, who: Who) -> list[SeenDevice]:
    """The team's active devices, sheet included. Owners and the sheet see all of them, others those of their own person."""
    require(who, Action.LIST_DEVICES)
    found = await house.read(lambda connection: people.seen_days(connection, who.business))
    return [
        SeenDevice(public_id, None if day is None else date_of(day))
        for public_id, person, day in found
        if sees_devices_of(who, person)
    ]


def date_of(day: int) -> date:
    """The date of days since 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC).date() + timedelta(days=day)
