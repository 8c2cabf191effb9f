"""Figures of a business for its team: by day, week or month, in total, and of the period before."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from sqlalchemy import Connection

from tresen.core.hours.spans import zone_time
from tresen.core.policy import Action, Who, require
from tresen.core.statistics.calendar import Calendar, published
from tresen.core.statistics.counts import decode
from tresen.core.statistics.figures import Figures
from tresen.core.statistics.report import By, Span, before, checked, hours_of, spans, total
from tresen.desk.context import Context
from tresen.desk.statistics.counting import count
from tresen.store import statistics as store
from tresen.store.statistics import Now

SECONDS: Final = 0.04
"""Before an answer is counted so long. What is more is left to the next round, and the answer says so."""


class Asked(NamedTuple):
    """The days that are asked for, `None` for the last 30, and how long a period is."""

    first: str | None = None
    last: str | None = None
    by: str = By.DAY


class Period(NamedTuple):
    """Figures of some days, both ends included."""

    first: date
    last: date
    figures: Figures


class Report(NamedTuple):
    """The figures, counted up to `as_of_ms`. `hours` is received by weekday, Monday first, and hour."""

    time_zone: str
    as_of_ms: int
    by: By
    total: Period
    before: Period
    periods: list[Period]
    hours: list[list[int]]
    now: Now


async def statistics(house: Context, who: Who, asked: Asked) -> Report:
    """The figures that the team asks for. Raises `forbidden`, `bad_request`."""
    require(who, Action.STATISTICS)
    return await report(house, who.business, asked)


async def report(house: Context, business: int, asked: Asked) -> Report:
    """The figures of a business, whoever asks. Raises `bad_request`."""
    whole = not house.counting.locked() and await count(house, seconds=SECONDS)
    now_ms = house.clock.now_ms()
    return await house.read(lambda connection: read(connection, business, asked, now_ms, whole=whole))


def read(connection: Connection, business: int, asked: Asked, now_ms: int, *, whole: bool) -> Report:
    """The figures as they are counted; `whole`: up to now. Raises `bad_request`."""
    calendar = Calendar([published(*row) for row in store.hours(connection, business)])
    over, by = checked(asked.first, asked.last, asked.by, zone_time(calendar.time_zone, now_ms).date())
    earlier = before(over)
    stored = store.days(connection, business, earlier.first.toordinal(), over.last.toordinal())
    days = {day: decode(counts) for day, counts in stored.items()}
    mine = {day: counts for day, counts in days.items() if day >= over.first.toordinal()}

    def period(span: Span) -> Period:
        return Period(span.first, span.last, total(days, span))

    return Report(
        calendar.time_zone,
        now_ms if whole else store.counted_at(connection, business),
        by,
        period(over),
        period(earlier),
        [period(span) for span in spans(over, by)],
        hours_of(mine),
        store.now(connection, business),
    )
