"""Opening hours as values: what an hours file says, without a clock and without expanding anything.

Times of day are minutes after local midnight; an interval that runs past midnight ends above 1440.
A `Plan` is what one kind of day does: intervals, none at all (closed), or `None` for "as on any such weekday".
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

import msgspec

DAY: Final = 24 * 60
"""Minutes of a day on a clock that is not changed."""

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Keys of the week in the file, in the order of `date.weekday()`."""


class Interval(msgspec.Struct, frozen=True, order=True):
    """From `start` (0–1439) up to but not including `end` (after `start`, at most a day later), in minutes.

    An interval `by_appointment` is shown in words but never makes the business open.
    """

    start: int
    end: int
    by_appointment: bool = False

    def __str__(self) -> str:
        return f"{clock(self.start)}–{'24:00' if self.end == DAY else clock(self.end)}"


Plan: TypeAlias = tuple[Interval, ...] | None


class HolidayRules(msgspec.Struct, frozen=True):
    """What happens on holidays: the first of `dates`, `yearly` and `names` that fits, else `other`.

    `dates` are keyed by date and `yearly` by (month, day); both count on any day, holiday or not.
    `names` are keyed by the German name. `other` is for public holidays that nothing else mentions.
    """

    other: Plan = ()
    dates: tuple[tuple[date, Plan], ...] = ()
    yearly: tuple[tuple[tuple[int, int], Plan], ...] = ()
    names: tuple[tuple[str, Plan], ...] = ()


class SpecialDays(msgspec.Struct, frozen=True):
    """An exception: from `first` to `last`, both included, these intervals count and nothing else does.

    `note` says why; `note_en` is the same for who reads English, empty: `note` for everybody.
    """

    first: date
    last: date
    intervals: tuple[Interval, ...]
    note: str = ""
    note_en: str = ""


class Hours(msgspec.Struct, frozen=True, cache_hash=True):
    """The opening hours of a business, complete and without contradiction as `parse_hours` guarantees.

    `weekly` has seven plans from Monday on. `exceptions` are sorted by date and share no date.
    Equal hours are equal values with equal hashes: everything derived from them can be cached.
    """

    time_zone: str
    region: str | None
    holidays: HolidayRules
    weekly: tuple[tuple[Interval, ...], ...]
    exceptions: tuple[SpecialDays, ...] = ()


class Words(msgspec.Struct, frozen=True):
    """One sentence in both languages of the product."""

    de: str
    en: str


def clock(minute: int) -> str:
    """Minutes after midnight as `06:00`; a time after midnight reads as on the next day's clock."""
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"
