"""When a person of the team is left in peace: outside the opening hours, at night, on holiday (wire.md, W12)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from tresen.core.hours import Hours, open_intervals
from tresen.core.hours.spans import Span, closing_instant, opening_instant, zone_time
from tresen.errors import Refusal

DAY_MS: Final = 24 * 60 * 60 * 1000
QUIET_DAYS: Final = 15
"""The last 24 hours, so that the time that holds now is whole, and two weeks."""
MODES: Final = ("opening", "daily", "never")
_DAY_MINUTES: Final = 24 * 60


class Quiet(msgspec.Struct, frozen=True):
    """A person's quiet hours. `opening`: outside the opening hours; `daily`: from one minute of each day to another.

    `away_from` and `away_until` are the first and the last day of a holiday, `2026-12-24`, whatever the mode.
    """

    mode: str = "opening"
    from_minute: int = 20 * 60
    until_minute: int = 7 * 60
    away_from: str | None = None
    away_until: str | None = None


def check_quiet(quiet: Quiet) -> Quiet:
    """The same. Raises `bad_request` naming the field that is wrong."""
    if quiet.mode not in MODES:
        raise Refusal("bad_request", f"mode: one of {', '.join(MODES)}")
    for name in ("from_minute", "until_minute"):
        if not 0 <= getattr(quiet, name) < _DAY_MINUTES:
            raise Refusal("bad_request", f"{name}: a minute of the day, from 0 to {_DAY_MINUTES - 1}")
    if quiet.from_minute == quiet.until_minute:
        raise Refusal("bad_request", "until_minute: must differ from from_minute")
    first, last = _day("away_from", quiet.away_from), _day("away_until", quiet.away_until)
    if (first is None) != (last is None) or (first is not None and last is not None and last < first):
        raise Refusal("bad_request", "away_until: the last day, given with the first and not before it")
    return quiet


def _day(name: str, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        day = None
    if day is None or not 1971 <= day.year <= 2199:
        raise Refusal("bad_request", f"{name}: a day such as 2026-12-24")
    return day


def quiet_spans(quiet: Quiet, hours: Hours | None, time_zone: str, now_ms: int) -> list[Span]:
    """The quiet times of the last 24 hours and the next 14 days, in order; none of them touch.

    A time that reaches beyond these days ends with them here: ask again by then. Without opening hours, mode `opening` is
    never quiet.
    """
    begin, end = now_ms - DAY_MS, now_ms + (QUIET_DAYS - 1) * DAY_MS
    found = list(_away(quiet, time_zone))
    if quiet.mode == "daily":
        found += _daily(quiet, time_zone, begin, end)
    elif quiet.mode == "opening" and hours is not None:
        found += _closed(hours, begin, end)
    return _joined(found, begin, end)


def quiet_until(spans: list[Span], now_ms: int) -> int | None:
    """When the quiet time that holds now ends; None: it is not quiet."""
    return next((end for start, end in spans if start <= now_ms < end), None)


def _closed(hours: Hours, begin: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = begin
    for start, stop in open_intervals(hours, begin, QUIET_DAYS):
        found.append((at, start))
        at = stop
    return [*found, (at, end)]


def _daily(quiet: Quiet, time_zone: str, begin: int, end: int) -> list[Span]:
    zone = ZoneInfo(time_zone)
    over = quiet.until_minute <= quiet.from_minute
    day = zone_time(time_zone, begin).date() - timedelta(days=1)
    last = zone_time(time_zone, end).date()
    found: list[Span] = []
    while day <= last:
        midnight = datetime.combine(day, time())
        start = closing_instant(zone, midnight + timedelta(minutes=quiet.from_minute))
        until = midnight + timedelta(days=over, minutes=quiet.until_minute)
        found.append((start, opening_instant(zone, until)))
        day += timedelta(days=1)
    return found


def _away(quiet: Quiet, time_zone: str) -> list[Span]:
    first, last = _day("away_from", quiet.away_from), _day("away_until", quiet.away_until)
    if first is None or last is None:
        return []
    zone = ZoneInfo(time_zone)
    start = opening_instant(zone, datetime.combine(first, time()))
    return [(start, opening_instant(zone, datetime.combine(last + timedelta(days=1), time())))]


def _joined(spans: list[Span], begin: int, end: int) -> list[Span]:
    found: list[Span] = []
    for start, stop in sorted((max(start, begin), min(stop, end)) for start, stop in spans):
        if start >= stop:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], stop))
        else:
            found.append((start, stop))
    return found
