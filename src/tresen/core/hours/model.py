"""Opening hours as values: the content of an hours file, without a clock and without expansion to dates.

Times of day are minutes after local midnight; an interval that runs past midnight ends above 1440.
A `Plan` holds the intervals of one kind of day; empty means closed, `None` means "as on any such weekday".
"""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

import msgspec

DAY: Final = 24 * 60
"""The minutes of a day without a clock change."""

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
    """The plans for holidays: the first of `dates`, `yearly` and `names` that applies, else `other`.

    `dates` is keyed by date and `yearly` by (month, day); both apply to any day, holiday or not.
    `names` is keyed by the German name. `other` is for public holidays that no other key names.
    """

    other: Plan = ()
    dates: tuple[tuple[date, Plan], ...] = ()
    yearly: tuple[tuple[tuple[int, int], Plan], ...] = ()
    names: tuple[tuple[str, Plan], ...] = ()


class SpecialDays(msgspec.Struct, frozen=True):
    """An exception: from `first` to `last`, both included, only these intervals apply.

    `note` is the reason. `note_en` is the reason in English; if it is empty, everybody reads `note`.
    """

    first: date
    last: date
    intervals: tuple[Interval, ...]
    note: str = ""
    note_en: str = ""


class Hours(msgspec.Struct, frozen=True, cache_hash=True):
    """The opening hours of a business, complete and consistent, as `parse_hours` guarantees.

    `weekly` holds seven plans, Monday first. `exceptions` are sorted by date and do not overlap.
    Equal hours are equal values with equal hashes, so everything derived from them can be cached.
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
    """Minutes after midnight as `06:00`; from 1440 on, as the next day's clock shows it."""
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"
