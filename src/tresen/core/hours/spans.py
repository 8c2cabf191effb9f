"""From local times to instants: open spans on the time line, with both clock changes, in any IANA zone.

One rule covers every day: an interval holds each instant at which the shop's clock shows a time inside it, and
nothing opens or closes in between. So a time that the spring change skips becomes the instant of the change. For
a time that the autumn change repeats, an opening uses the first occurrence and a closing the last.
Instants are milliseconds since 1970 in UTC.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from tresen.core.hours.days import day_plan
from tresen.core.hours.model import Hours

DAY_MS: Final = 86_400_000

# One year more on both sides than the engine covers: it looks back for the last closing and ahead for a change.
FIRST_YEAR: Final = 1969
LAST_YEAR: Final = 2200

# Days are expanded in blocks of four weeks: long enough to be worth caching, short enough for a quick first answer.
_BLOCK_DAYS = 28
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - naive on purpose: arithmetic in UTC without a zone attached
_SECOND = timedelta(seconds=1)

Span: TypeAlias = tuple[int, int]
"""From the first instant up to but not including the second."""


class Spans(NamedTuple):
    """Ordered spans that neither touch nor overlap, as parallel tuples for bisection."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]


def local_time(hours: Hours, at_ms: int) -> datetime:
    """The time the shop's clock shows at an instant. Raises `ValueError` outside the years 1969 to 2200."""
    return zone_time(hours.time_zone, at_ms)


def zone_time(time_zone: str, at_ms: int) -> datetime:
    """The local time of an IANA zone at an instant. Raises `ValueError` outside the years 1969 to 2200."""
    try:
        shown = (_EPOCH + timedelta(milliseconds=at_ms)).replace(tzinfo=UTC)
    except OverflowError:
        raise ValueError("the instant is outside the calendar") from None
    if not FIRST_YEAR <= shown.year <= LAST_YEAR:
        raise ValueError(f"the instant is outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return shown.astimezone(ZoneInfo(time_zone))


def spans_from(hours: Hours, at_ms: int, until_ms: int, *, by_appointment: bool = False) -> Iterator[Span]:
    """The open spans that end after `at_ms`, in order, complete up to `until_ms`. Adjoining spans are joined.

    The start of a span that holds `at_ms` may be later than the true one, but never after `at_ms`. With
    `by_appointment`, the same for intervals by appointment.
    """
    first = _block_of(local_time(hours, at_ms).date() - timedelta(days=2))
    last = _block_of(local_time(hours, until_ms).date() + timedelta(days=1))
    run: Span | None = None
    for number in range(first, last + 1):
        starts, ends = _block(hours, number)[by_appointment]
        for i in range(bisect_right(ends, at_ms), len(ends)):
            if run is None:
                run = (starts[i], ends[i])
            elif starts[i] <= run[1]:
                run = (run[0], max(run[1], ends[i]))
            else:
                yield run
                run = (starts[i], ends[i])
    if run is not None:
        yield run


def last_end(hours: Hours, at_ms: int) -> int | None:
    """The last instant at or before `at_ms`, on this day or the previous one, at which an open interval ended."""
    today = local_time(hours, at_ms).date()
    ended = [
        spans.ends[i - 1]
        for number in {_block_of(today - timedelta(days=1)), _block_of(today)}
        if (i := bisect_right((spans := _block(hours, number)[0]).ends, at_ms))
    ]
    return max(ended, default=None)


def day_begin(hours: Hours, day: date) -> int:
    """The first instant of a date on the shop's clock."""
    return opening_instant(ZoneInfo(hours.time_zone), datetime.combine(day, time()))


def day_end(hours: Hours, at_ms: int) -> int:
    """The first instant of the next day on the shop's clock."""
    return day_begin(hours, local_time(hours, at_ms).date() + timedelta(days=1))


def end_before(hours: Hours, at_ms: int, from_ms: int) -> int | None:
    """The last instant after `from_ms`, and at or before `at_ms`, at which an open interval ended, or `None`."""
    first = _block_of(local_time(hours, max(from_ms, 0)).date() - timedelta(days=2))
    for number in range(_block_of(local_time(hours, at_ms).date()), first - 1, -1):
        ends = _block(hours, number)[0].ends
        i = bisect_right(ends, at_ms)
        if i:
            return ends[i - 1] if ends[i - 1] > from_ms else None
    return None


def opening_instant(zone: ZoneInfo, local: datetime) -> int:
    """The first instant at which the clock shows `local` (naive) or, if it skips that, a later time."""
    early, late = _offsets(zone, local)
    return _ms(_change(zone, local, early, late) if late > early else local - early)


def closing_instant(zone: ZoneInfo, local: datetime) -> int:
    """The instant from which the clock no longer shows any time before `local` (naive)."""
    early, late = _offsets(zone, local - _SECOND)
    return _ms(_change(zone, local - _SECOND, early, late) if late > early else local - late)


@lru_cache(maxsize=2048)
def _block(hours: Hours, number: int) -> tuple[Spans, Spans]:
    """The spans of the intervals that begin in a block of days: the open ones, and those by appointment."""
    zone = ZoneInfo(hours.time_zone)
    found: tuple[list[Span], list[Span]] = ([], [])
    for ordinal in range(number * _BLOCK_DAYS, (number + 1) * _BLOCK_DAYS):
        day = date.fromordinal(ordinal)
        midnight = datetime.combine(day, time())
        for interval in day_plan(hours, day).intervals:
            start = opening_instant(zone, midnight + timedelta(minutes=interval.start))
            end = closing_instant(zone, midnight + timedelta(minutes=interval.end))
            found[interval.by_appointment].append((start, end))
    return _joined(found[0]), _joined(found[1])


def _joined(spans: list[Span]) -> Spans:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        # A span that lies wholly within an hour the clock skips is empty.
        if start >= end:
            continue
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return Spans(tuple(starts), tuple(ends))


def _block_of(day: date) -> int:
    return day.toordinal() // _BLOCK_DAYS


def _offsets(zone: ZoneInfo, local: datetime) -> tuple[timedelta, timedelta]:
    """The zone's UTC offset before and after the clock change at `local`; both are equal when there is none."""
    early = local.replace(tzinfo=zone, fold=0).utcoffset()
    late = local.replace(tzinfo=zone, fold=1).utcoffset()
    return early or timedelta(), late or timedelta()


def _change(zone: ZoneInfo, skipped: datetime, early: timedelta, late: timedelta) -> datetime:
    """The instant (naive UTC) of the change that skips a local time."""
    before, after = skipped - late, skipped - early
    while after - before > _SECOND:
        middle = before + (after - before) // 2 // _SECOND * _SECOND
        if middle.replace(tzinfo=UTC).astimezone(zone).utcoffset() == early:
            before = middle
        else:
            after = middle
    return after


def _ms(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)
