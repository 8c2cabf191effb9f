"""Statistics of the whole team, as the server counts them (docs/reference/statistics.md)."""

from __future__ import annotations

from datetime import date

import msgspec

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http
from tresen.core.statistics.figures import Figures


class Period(Figures, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """The figures of some days, both ends included."""

    first: date
    last: date


class Now(msgspec.Struct, frozen=True):
    """Conversations that are open, that wait for an answer, and since when the longest does (ms since 1970)."""

    open: int
    waiting: int
    oldest_ms: int | None


class Statistics(msgspec.Struct, frozen=True):
    """The figures of the days asked for, in total and by period, and of the period before.

    `hours` is received by weekday, Monday first, and hour. Counted up to `as_of_ms`.
    """

    total: Period
    before: Period
    periods: list[Period]
    hours: list[list[int]]
    now: Now
    time_zone: str
    as_of_ms: int
    by: str


async def statistics(http: Http, connector: Connector, start: date, end: date, by: str) -> Statistics:
    """Ask the server. Raises as `Staff.statistics`."""
    query = {"from": start.isoformat(), "to": end.isoformat(), "by": by}
    return msgspec.convert(await connector.ask(lambda: http.get("/statistics", query)), Statistics)
