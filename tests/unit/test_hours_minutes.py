"""Whole files against a second implementation that shares nothing with the engine, for every minute of two days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from holidays import country_holidays
from hypothesis import given

from tests.unit.test_hours_properties import FILES, MOMENTS
from tresen.core.hours import parse_hours, state_at

MINUTE_MS = 60_000
AROUND = 2 * 1440
"""An interval lasts a day at most, so one more day and its clock change on each side are enough."""


@lru_cache(maxsize=512)
def public_holidays(region: str, year: int) -> frozenset[date]:
    country, _, part = region.partition("-")
    return frozenset(country_holidays(country, subdiv=part or None, years=year, expand=False))


def intervals_on(file: dict[str, Any], day: date) -> list[list[str]]:
    """An exception decides, then the date, the day of every year, the public holiday, the week."""
    for exception in file["exceptions"]:
        if exception["from"] <= day.isoformat() <= exception["to"]:
            return list(exception["intervals"])
    week = file["weekly"].get(day.strftime("%a").lower(), [])
    rules = file["holidays"] if isinstance(file["holidays"], dict) else {"*": file["holidays"]}
    key = next((key for key in (day.isoformat(), day.strftime("%m-%d")) if key in rules), None)
    if key is None:
        if file["region"] is None or day not in public_holidays(file["region"], day.year):
            return list(week)
        key = "*"
    plan = rules.get(key, "closed")
    return list(week) if plan == "open" else [] if plan == "closed" else list(plan)


def shown_times(file: dict[str, Any], day: date) -> Iterator[tuple[datetime, datetime]]:
    """What the clock shows at the start and the end of each interval of a date."""
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - what a clock on the wall shows
    for begins, ends in intervals_on(file, day):
        start, end = (60 * int(time[:2]) + int(time[3:]) for time in (begins, ends))
        yield (
            midnight + timedelta(minutes=start),
            midnight + timedelta(minutes=end if end > start else end + 1440),
        )


def open_minutes(file: dict[str, Any], first: datetime, minutes: int) -> list[bool]:
    """Open means: from the first to the last minute at which the clock shows a time inside an interval."""
    zone = ZoneInfo(file["time_zone"])
    clock = [
        (first + timedelta(minutes=number)).astimezone(zone).replace(tzinfo=None)
        for number in range(-AROUND, minutes + AROUND)
    ]
    is_open = [False] * len(clock)
    day = min(clock).date() - timedelta(days=1)
    while day <= max(clock).date():
        for start, end in shown_times(file, day):
            inside = [number for number, shown in enumerate(clock) if start <= shown < end]
            if inside:
                is_open[inside[0] : inside[-1] + 1] = [True] * (inside[-1] + 1 - inside[0])
        day += timedelta(days=1)
    return is_open[AROUND : AROUND + minutes]


@given(FILES, MOMENTS)
def test_every_minute_of_two_days_is_what_the_reference_says(file: dict[str, Any], at: int) -> None:
    first = datetime.fromtimestamp(at // MINUTE_MS * 60, UTC)
    expected = open_minutes(file, first, 2 * 1440)
    hours, begin = parse_hours(file), round(first.timestamp() * 1000)
    changes = [number for number, (one, other) in enumerate(pairwise(expected), 1) if one != other]
    for number in (0, *changes, *(each - 1 for each in changes)):
        state = state_at(hours, begin + number * MINUTE_MS)
        coming = next((each for each in changes if each > number), None)
        assert state.open == expected[number]
        if coming is not None:
            assert state.changes_at == begin + coming * MINUTE_MS
        elif state.changes_at is not None:
            assert state.changes_at >= begin + len(expected) * MINUTE_MS
