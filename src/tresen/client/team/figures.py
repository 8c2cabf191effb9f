"""Statistics of the whole team: the server counts messages, its devices quick replies (docs/reference/statistics.md)."""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from tresen.client.connection.connector import Connector
from tresen.client.connection.http import Http
from tresen.client.connection.unreachable import reading
from tresen.client.documents import replyusage
from tresen.client.documents.quickreplies import QuickReplies
from tresen.clock import Clock
from tresen.core.statistics.figures import Figures

_EPOCH: Final = date(1970, 1, 1)
_DAY_MS: Final = 86_400_000


class Period(Figures, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """The figures of some days, both ends included, as docs/reference/statistics.md defines them.

    `quick_replies`: how often the team sent one, as its devices counted in the sealed back room; the server cannot know.
    None for an auditor, and for days of which the counts are gone: they are kept for 13 weeks.
    """

    first: date
    last: date
    quick_replies: int | None = None


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


class Figuring:
    """Asks the server, and adds what only the team's devices know."""

    def __init__(self, http: Http, connector: Connector, replies: QuickReplies, clock: Clock) -> None:
        self._http, self._connector, self._replies, self._clock = http, connector, replies, clock

    async def statistics(self, start: date, end: date, by: str, *, auditor: bool) -> Statistics:
        """Raises as `Staff.statistics`."""
        query = {"from": start.isoformat(), "to": end.isoformat(), "by": by}
        answer = await self._connector.ask(lambda: self._http.get("/statistics", query))
        with reading():
            found = msgspec.convert(answer, Statistics)
        if auditor:
            return found
        uses = await self._replies.uses()
        known = replyusage.oldest(self._clock.now_ms() // _DAY_MS)

        def counted(period: Period) -> Period:
            if (period.first - _EPOCH).days < known:
                return period
            sent = sum(n for day, n in uses.items() if period.first <= day <= period.last)
            return msgspec.structs.replace(period, quick_replies=sent)

        return msgspec.structs.replace(
            found,
            total=counted(found.total),
            before=counted(found.before),
            periods=[counted(each) for each in found.periods],
        )
