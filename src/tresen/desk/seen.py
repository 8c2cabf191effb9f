"""Stores the day on which each device of the team was last seen, by the shop's calendar.

It shows forgotten phones and untested sheets.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core.hours.spans import zone_time
from tresen.core.model import Role
from tresen.core.policy import Action, Who, require, sees_devices_of
from tresen.core.shopfront.profile import TIME_ZONE, profile_if_good
from tresen.desk.context import Context
from tresen.errors import Refusal
from tresen.store import people, profiles

EPOCH: Final = date(1970, 1, 1).toordinal()


class SeenDevice(NamedTuple):
    """An active device of the team; `day` is nil when it never signed in."""

    id: bytes
    day: date | None


def day_of(now_ms: int, zone: str) -> int:
    """Days since 1970 by the calendar of that time zone."""
    return zone_time(zone, now_ms).date().toordinal() - EPOCH


async def note_seen(house: Context, who: Who, known_day: int | None) -> int | None:
    """Note that a device of the team is here today, unless `known_day` is today already: one write a day.

    Customers' devices are never noted. Returns the day that is stored now. If it cannot be written, the session goes on and
    the stored day stays.
    """
    if who.role in (Role.CUSTOMER, Role.PAPER):
        return known_day
    zone = await house.read(lambda connection: _zone(connection, who.business))
    today = day_of(house.clock.now_ms(), zone)
    if known_day == today:
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
    return date.fromordinal(EPOCH + day)


def _zone(connection: Connection, business: int) -> str:
    """The time zone of the published profile, or the usual one while there is none."""
    found = profiles.published(connection, business)
    profile = None if found is None else profile_if_good(msgspec.msgpack.decode(found[1]))
    return TIME_ZONE if profile is None else profile.time_zone
