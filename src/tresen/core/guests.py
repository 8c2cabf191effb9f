"""A customer without a name is told from others by the day of the first message, and by the number on that day (L1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from tresen.core.shopfront.profile import TIME_ZONE


def number_of(now_ms: int, before: tuple[int, int] | None, zone: ZoneInfo) -> int:
    """Which conversation of its day begins now.

    `before` is when the business's newest one began and its number, 0 if nobody counted then; None if this is the first.
    """
    if before is None or _day(before[0], zone) != _day(now_ms, zone):
        return 1
    return before[1] + 1


def zone_of(profile: bytes | None) -> ZoneInfo:
    """The business's time zone from its (untrusted) profile; falls back to `TIME_ZONE`."""
    try:
        fields = None if profile is None else msgspec.msgpack.decode(profile)
        return ZoneInfo(_inside(_inside(fields, "hours"), "time_zone") or _inside(fields, "time_zone"))
    except (msgspec.DecodeError, ZoneInfoNotFoundError, ValueError, TypeError, AttributeError, OSError):
        return ZoneInfo(TIME_ZONE)


def _inside(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, Mapping) else None


def _day(at_ms: int, zone: ZoneInfo) -> dt.date:
    return dt.datetime.fromtimestamp(at_ms / 1000, zone).date()
