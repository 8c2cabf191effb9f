"""The shop's days, and how long it was open between two instants, by the hours that were published at that time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec

from tresen.core.hours import Hours
from tresen.core.hours.spans import spans_from, zone_time
from tresen.core.shopfront.profile import TIME_ZONE, profile_if_good

_LONGEST_MS: Final = 366 * 86_400_000
"""Waits count up to a year of the calendar."""


class Published(NamedTuple):
    """Opening hours and time zone, in force from the profile at `seq` on."""

    seq: int
    time_zone: str
    hours: Hours | None


def hours_part(profile: bytes) -> bytes:
    """What of a profile's text the statistics keep: hours and time zone. Equal ones are equal bytes."""
    fields = msgspec.msgpack.decode(profile, type=dict[str, Any])
    return msgspec.msgpack.encode({name: fields.get(name) for name in ("hours", "time_zone")}, order="sorted")


@lru_cache(maxsize=1024)
def _read(part: bytes) -> tuple[str, Hours | None]:
    fields = msgspec.msgpack.decode(part, type=dict[str, Any])
    profile = profile_if_good({"name": "-", **fields})
    return (TIME_ZONE, None) if profile is None else (profile.time_zone, profile.hours)


def published(seq: int, part: bytes) -> Published:
    """Hours as `hours_part` kept them."""
    return Published(seq, *_read(part))


class Calendar:
    """A business's calendar: hours and time zones by when they were published."""

    def __init__(self, versions: Sequence[Published]) -> None:
        self._seqs = [each.seq for each in versions]
        self._versions = versions

    def _at(self, seq: int) -> Published:
        """What was published before the event at `seq`."""
        found = bisect_left(self._seqs, seq)
        return self._versions[found - 1] if found else Published(0, TIME_ZONE, None)

    @property
    def time_zone(self) -> str:
        """The time zone that is published now."""
        return self._versions[-1].time_zone if self._versions else TIME_ZONE

    def place(self, seq: int, at_ms: int) -> tuple[int, int]:
        """Day and hour of the event at `seq` on the shop's clock."""
        return _place(self._at(seq).time_zone, at_ms // 900_000)

    def open_ms(self, seq: int, from_ms: int, until_ms: int) -> int:
        """How long the shop was open in between, by the hours published when the message at `seq` came."""
        hours = self._at(seq).hours
        if until_ms <= from_ms:
            return 0
        until = min(until_ms, from_ms + _LONGEST_MS)
        if hours is None:
            return until - from_ms
        return sum(
            max(min(end, until) - max(start, from_ms), 0) for start, end in spans_from(hours, from_ms, until)
        )


@lru_cache(maxsize=16_384)
def _place(time_zone: str, quarter: int) -> tuple[int, int]:
    """Day and hour of a quarter of an hour since 1970: every offset of today's zones is a multiple of it."""
    shown = zone_time(time_zone, quarter * 900_000)
    return shown.toordinal(), shown.hour
