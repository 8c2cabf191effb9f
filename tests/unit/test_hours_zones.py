"""Clock changes in every IANA zone, against a second method: minute by minute on the wall clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from tests.world.depth import some
from tresen.core.hours import Hours, Span, open_intervals, parse_hours, state_at, time_zones
from tresen.core.hours.model import WEEKDAYS

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)


class Change(NamedTuple):
    """A clock change: the instant, and what the clock shows then and would have shown without it."""

    at: datetime
    after: datetime
    before: datetime


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def instant(text: str) -> int:
    return ms(datetime.fromisoformat(text))


def offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


@cache
def changes(zone: ZoneInfo, first: datetime, last: datetime) -> list[Change]:
    """Every change of a zone, to the minute, by halving the days on which the offset changes."""
    return list(found_changes(zone, first, last))


def found_changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[Change]:
    day, before = first, offset(zone, first)
    while day < last:
        low, high = day, day + DAY
        after = offset(zone, high)
        while before != after and high - low > MINUTE:
            middle = low + (high - low) // 2 // MINUTE * MINUTE
            low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
        if before != after:
            yield Change(high, (high + after).replace(tzinfo=None), (high + before).replace(tzinfo=None))
        day, before = day + DAY, after


def every_day(zone: str, *intervals: list[str]) -> Hours:
    return parse_hours({"time_zone": zone, "weekly": {day: list(intervals) for day in WEEKDAYS}})


def shapes(change: Change) -> list[tuple[datetime, datetime]]:
    """Intervals that begin, end or lie in the skipped or repeated time, or just touch it."""
    low, high = sorted((change.before, change.after))
    half, hour = low + (high - low) // 2 // MINUTE * MINUTE, timedelta(hours=1)
    return [(low - hour, low), (low - hour, half), (low, high), (half, high + hour), (high, high + hour)]


class WallClock(NamedTuple):
    """What the clock shows in every minute around an instant, as minutes since 1970, and how far it is ahead of UTC: at
    least `slow`, at most `fast` minutes.
    """

    first: int
    shown: list[int]
    slow: int
    fast: int


def minutes(clock: datetime) -> int:
    return (clock - datetime(1970, 1, 1)) // MINUTE  # noqa: DTZ001 - what a clock on the wall shows


@lru_cache(maxsize=8)
def wall_clock(zone: ZoneInfo, around: datetime) -> WallClock:
    """From two days before to two days after `around`."""
    first = ms(around - 2 * DAY) // 60_000
    instants = range(first, first + 4 * 1440)
    ahead = [offset_at(60 * minute, zone) // MINUTE for minute in instants]
    return WallClock(first, list(map(add, instants, ahead)), min(ahead), max(ahead))


def offset_at(second: int, zone: ZoneInfo) -> timedelta:
    return datetime.fromtimestamp(second, zone).utcoffset() or timedelta()


def by_the_clock(zone: ZoneInfo, around: datetime, start: datetime, end: datetime) -> list[Span]:
    """Open spans within a day of `around`: from the first to the last minute the clock shows in each interval."""
    first, shown, slow, fast = wall_clock(zone, around)
    spans: list[Span] = []
    for days in range(-4, 5):
        opens, closes = minutes(start + days * DAY), minutes(end + days * DAY)
        # No other minute can show a time inside the interval.
        low, high = max(0, opens - fast - first), max(0, closes - slow - first)
        held = [number for number, clock in enumerate(shown[low:high], low) if opens <= clock < closes]
        if not held:
            continue
        begin, stop = (first + held[0]) * 60_000, (first + held[-1] + 1) * 60_000
        if spans and begin <= spans[-1][1]:
            begin, stop = spans[-1][0], max(stop, spans.pop()[1])
        spans.append((begin, stop))
    return [one for one in spans if one[1] > ms(around - DAY) and one[0] < ms(around + DAY)]


def by_the_engine(zone: str, around: datetime, start: datetime, end: datetime) -> list[Span]:
    hours = every_day(zone, [start.strftime("%H:%M"), end.strftime("%H:%M")])
    return list(open_intervals(hours, ms(around - DAY), days=2))


def test_around_every_clock_change_of_every_zone_open_spans_are_what_the_wall_clock_says() -> None:
    known: dict[tuple[Change, datetime, datetime], list[Span]] = {}
    for name in some(sorted(time_zones())):
        zone = ZoneInfo(name)
        for change in changes(zone, FIRST, LAST):
            for start, end in shapes(change):
                # Zones that change together look the same, so the slow way is taken once for all of them.
                key = (change, start, end)
                if key not in known:
                    known[key] = by_the_clock(zone, change.at, start, end)
                assert by_the_engine(name, change.at, start, end) == known[key], (name, change, start, end)
    assert len({change for change, _, _ in known}) > 50


@pytest.mark.parametrize(
    "zone", ["Pacific/Apia", "Pacific/Kwajalein", "Australia/Lord_Howe", "Antarctica/Troll"]
)
def test_in_zones_that_skip_a_day_or_change_by_an_unusual_amount_the_wall_clock_decides(zone: str) -> None:
    first, last = datetime(1993, 1, 1, tzinfo=UTC), datetime(2012, 1, 1, tzinfo=UTC)
    for change in changes(ZoneInfo(zone), first, last):
        for start, end in shapes(change):
            if end - start < DAY:
                expected = by_the_clock(ZoneInfo(zone), change.at, start, end)
                assert by_the_engine(zone, change.at, start, end) == expected, (change, start, end)


def test_whole_days_are_one_open_span_across_every_clock_change() -> None:
    for name in some(sorted(time_zones())):
        hours = every_day(name, ["00:00", "24:00"])
        for change in changes(ZoneInfo(name), FIRST, LAST):
            assert state_at(hours, ms(change.at - DAY)).changes_at is None, (name, change)


def test_a_time_that_the_spring_change_skips_opens_at_the_change() -> None:
    hours = every_day("Europe/Berlin", ["02:30", "06:00"])
    change = instant("2026-03-29T03:00:00+02:00")
    assert state_at(hours, change - 1).next_open == change
    assert state_at(hours, change).next_close == instant("2026-03-29T06:00:00+02:00")


def test_an_interval_that_lies_wholly_in_the_skipped_hour_does_not_take_place() -> None:
    hours = every_day("Europe/Berlin", ["02:10", "02:50"])
    at = instant("2026-03-28T12:00:00+01:00")
    assert state_at(hours, at).next_open == instant("2026-03-30T02:10:00+02:00")


def test_a_time_that_the_autumn_change_repeats_opens_the_first_and_closes_the_last_time() -> None:
    hours = every_day("Europe/Berlin", ["02:15", "02:45"])
    opens, closes = instant("2026-10-25T02:15:00+02:00"), instant("2026-10-25T02:45:00+01:00")
    assert state_at(hours, opens - 1).next_open == opens
    assert state_at(hours, opens).next_close == closes
    assert not state_at(hours, closes).open


def test_until_two_on_the_night_of_the_autumn_change_ends_when_the_clock_first_shows_two() -> None:
    hours = every_day("Europe/Berlin", ["20:00", "02:00"])
    at = instant("2026-10-25T01:59:59+02:00")
    assert state_at(hours, at).next_close == instant("2026-10-25T02:00:00+02:00")
