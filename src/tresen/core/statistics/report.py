"""The report: counts of days become the figures of periods, in total, and of the period before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from tresen.core.statistics.counts import (
    ANSWER,
    CALL_LENGTH,
    CALLS,
    CALLS_ANSWERED,
    CALLS_RECEIVED,
    CLOSED_UNANSWERED,
    DELIVERY,
    HOURS,
    READING,
    REQUESTS,
    Plain,
    below,
    durations,
    merged,
    quantile,
)
from tresen.core.statistics.figures import Figures
from tresen.errors import Refusal

MOST_DAYS: Final = 732
"""A report covers at most so many days: two years."""
BANDS_S: Final = (300, 900, 3600, 4 * 3600)
"""Where the bands of first answers end, in seconds of opening time. The last has no end."""


class By(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Span(NamedTuple):
    """Days, both ends included."""

    first: date
    last: date


def figures(counts: Mapping[int, int]) -> Figures:
    """The figures of these counts."""
    answer, delivery, reading = (durations(counts, kind) for kind in (ANSWER, DELIVERY, READING))
    bounds = [0, *(below(answer, end) for end in BANDS_S), sum(answer.values())]
    plain = {each: counts.get(each, 0) for each in Plain}
    return Figures(
        plain[Plain.RECEIVED],
        plain[Plain.SENT],
        plain[Plain.DELIVERED],
        plain[Plain.READ],
        quantile(delivery, 0.5),
        quantile(delivery, 0.9),
        quantile(reading, 0.5),
        quantile(reading, 0.9),
        plain[Plain.NEW],
        plain[Plain.CLOSED],
        plain[Plain.REOPENED],
        plain[Plain.AUTOMATIC],
        counts.get(REQUESTS, 0),
        bounds[-1],
        below(answer, 15 * 60),
        below(answer, 3600),
        below(answer, 86_400),
        quantile(answer, 0.5),
        quantile(answer, 0.9),
        tuple(end - start for start, end in pairwise(bounds)),
        counts.get(CLOSED_UNANSWERED, 0),
        counts.get(CALLS, 0),
        counts.get(CALLS_RECEIVED, 0),
        counts.get(CALLS_ANSWERED, 0),
        quantile(durations(counts, CALL_LENGTH), 0.5),
    )


def hours_of(days: Mapping[int, Mapping[int, int]]) -> list[list[int]]:
    """Received by weekday, Monday first, and hour."""
    week = [[0] * 24 for _ in range(7)]
    for day, counts in days.items():
        row = week[(day - 1) % 7]
        for hour in range(24):
            row[hour] += counts.get(HOURS + hour, 0)
    return week


def spans(over: Span, by: By) -> Iterator[Span]:
    """The periods that make up these days; the first and the last may be cut off."""
    first = over.first
    while first <= over.last:
        last = min(_end(first, by), over.last)
        yield Span(first, last)
        if last == date.max:
            return
        first = last + timedelta(days=1)


def _end(day: date, by: By) -> date:
    if by == By.WEEK:
        return day + timedelta(days=6 - day.weekday())
    if by == By.MONTH:
        return _month_end(day)
    return day


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def before(over: Span) -> Span:
    """The period to compare with: the month before a whole calendar month, otherwise the same number of days before."""
    last = over.first - timedelta(days=1)
    if over.first.day == 1 and over.last == _month_end(over.first):
        return Span(last.replace(day=1), last)
    return Span(last - (over.last - over.first), last)


def checked(first: str | None, last: str | None, by: str, today: date) -> tuple[Span, By]:
    """What a caller asks for; left out: the 30 days up to today. Raises `bad_request`."""
    try:
        end = today if last is None else date.fromisoformat(last)
        start = end - timedelta(days=29) if first is None else date.fromisoformat(first)
    except (ValueError, OverflowError):
        raise Refusal("bad_request", "from and to are dates such as 2026-10-01") from None
    if by not in set(By):
        raise Refusal("bad_request", f"by is one of {', '.join(By)}")
    if not start <= end or (end - start).days >= MOST_DAYS:
        raise Refusal(
            "bad_request", f"to is not before from, and not more than {MOST_DAYS} days are asked for"
        )
    if start.year < 1971 or end.year > 2197:
        raise Refusal("bad_request", "from and to are in the years 1971 to 2197")
    return Span(start, end), By(by)


def total(days: Mapping[int, Mapping[int, int]], over: Span) -> Figures:
    """The figures of these days together."""
    wanted = range(over.first.toordinal(), over.last.toordinal() + 1)
    return figures(merged(days[day] for day in wanted if day in days))
