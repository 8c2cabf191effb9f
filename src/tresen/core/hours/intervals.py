"""Reading times and intervals from a file, and finding those that overlap."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tresen.core.hours.mistakes import Findings, shown
from tresen.core.hours.model import DAY, WEEKDAYS, Interval

APPOINTMENT: Final = "appointment"
"""The third element of an interval that is by appointment only."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


class Placed(NamedTuple):
    """An interval, with its place in the file and its index in its list."""

    interval: Interval
    at: str
    number: int


def read_intervals(findings: Findings, at: str, value: object) -> list[Placed]:
    """The valid intervals of a list. Notes invalid ones and overlaps within the list."""
    if not isinstance(value, list | tuple):
        findings.add(
            at,
            "intervals",
            f'must be a list such as [["08:00","12:00"]], or [] for closed, not {shown(value)}',
        )
        return []
    if value and all(isinstance(item, str) for item in value):
        findings.add(at, "intervals", 'needs a pair of brackets for each interval, as in [["08:00","12:00"]]')
        return []
    found = []
    for number, item in enumerate(value):
        place = f"{at}[{number}]"
        interval = _read_interval(findings, place, item)
        if interval is not None:
            found.append(Placed(interval, place, number))
    _overlaps_within(findings, found)
    return found


def bare(placed: list[Placed]) -> tuple[Interval, ...]:
    """The intervals without their places, by start."""
    return tuple(sorted(one.interval for one in placed))


def overlaps_in_week(findings: Findings, week: dict[str, list[Placed]]) -> None:
    """Notes intervals that begin before one of the previous day has ended; Monday follows Sunday."""
    for number, name in enumerate(WEEKDAYS):
        overlaps_next_day(findings, week.get(WEEKDAYS[number - 1], []), week.get(name, []))


def overlaps_next_day(findings: Findings, day: list[Placed], following: list[Placed]) -> None:
    """Notes intervals of the next day that begin before the last one of `day` has ended."""
    if not day:
        return
    last = max(day, key=lambda one: one.interval.end)
    for one in following:
        if one.interval.start < last.interval.end - DAY:
            findings.add(
                one.at,
                "overlap_night",
                f"{one.interval} overlaps {last.interval} of the day before, which is {last.at}",
            )


def _read_interval(findings: Findings, at: str, item: object) -> Interval | None:
    if not isinstance(item, list | tuple) or len(item) not in (2, 3):
        findings.add(at, "interval", f'must be a pair of times such as ["08:00","12:00"], not {shown(item)}')
        return None
    by_appointment = len(item) == 3
    if by_appointment and item[2] != APPOINTMENT:
        findings.add(at, "mark", f'the third element can only be "{APPOINTMENT}", not {shown(item[2])}')
    start = _read_time(findings, at, item[0], is_end=False)
    end = _read_time(findings, at, item[1], is_end=True)
    if start is None or end is None:
        return None
    return Interval(start, end if end > start else end + DAY, by_appointment)


def _read_time(findings: Findings, at: str, value: object, *, is_end: bool) -> int | None:
    if value == "24:00":
        if not is_end:
            findings.add(at, "opens", '"24:00" can only be an end; a day begins at "00:00"')
        return DAY if is_end else None
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        which = "end" if is_end else "start"
        findings.add(
            at,
            "closes" if is_end else "opens",
            f'the {which} {shown(value)} is not a time; write hours and minutes such as "08:00"',
        )
        return None
    return int(match[1]) * 60 + int(match[2])


def _overlaps_within(findings: Findings, placed: list[Placed]) -> None:
    by_start = sorted(placed, key=lambda one: (one.interval, one.number))
    furthest: Placed | None = None
    for one in by_start:
        if furthest is not None and one.interval.start < furthest.interval.end:
            # The mistake is placed at the interval that comes second in the file, whichever begins first.
            first, second = sorted((furthest, one), key=lambda each: each.number)
            findings.add(
                second.at, "overlap", f"{second.interval} overlaps {first.interval}, which is {first.at}"
            )
        if furthest is None or one.interval.end > furthest.interval.end:
            furthest = one
