"""Statistics over HTTP: figures for the team, a customer's objection (wire.md)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from tresen.core.policy import Action
from tresen.core.statistics.figures import Figures
from tresen.desk.statistics import objection, report
from tresen.desk.statistics.report import Asked, Period, Report
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller, limited
from tresen.transport.api.shapes import id_of

Call: TypeAlias = Request[Any, Any, Any]


class PeriodJson(Figures, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """Figures of some days, both ends included, as `2026-10-01`."""

    first: str
    last: str


class NowJson(msgspec.Struct, frozen=True):
    """At this moment: conversations that are open, that wait for an answer, since when the longest does."""

    open: int
    waiting: int
    oldest_ms: int | None


class StatisticsJson(msgspec.Struct, frozen=True):
    """Figures of the whole team (docs/reference/statistics.md). `hours`: received by weekday, Monday first, and hour."""

    time_zone: str
    as_of_ms: int
    by: str
    total: PeriodJson
    before: PeriodJson
    periods: list[PeriodJson]
    hours: list[list[int]]
    now: NowJson


class ObjectionJson(msgspec.Struct, frozen=True):
    """Whether the customer objects to being counted (L14)."""

    on: bool


def statistics_json(found: Report) -> StatisticsJson:
    """A report as JSON."""
    return StatisticsJson(
        found.time_zone,
        found.as_of_ms,
        found.by.value,
        _period(found.total),
        _period(found.before),
        [_period(each) for each in found.periods],
        found.hours,
        NowJson(*found.now),
    )


def _period(period: Period) -> PeriodJson:
    first, last = period.first.isoformat(), period.last.isoformat()
    return PeriodJson(**msgspec.structs.asdict(period.figures), first=first, last=last)


@get("/statistics", guards=[allow(Action.STATISTICS)], security=BEARER_SECURITY)
async def statistics(
    house: TheHouse,
    request: Call,
    first: Annotated[str | None, QueryParameter(name="from", max_length=10, description="2026-10-01")] = None,
    last: Annotated[str | None, QueryParameter(name="to", max_length=10, description="2026-10-31")] = None,
    by: Annotated[str, QueryParameter(max_length=5, description="day, week or month")] = "day",
) -> StatisticsJson:
    """Figures of the whole team, for the team; without `from` and `to` of the last 30 days."""
    return statistics_json(await report.statistics(house, caller(request.scope), Asked(first, last, by)))


@get("/conversations/{conversation:str}/objection", guards=[allow(Action.OBJECT)], security=BEARER_SECURITY)
async def objected(house: TheHouse, request: Call, conversation: FromPath[str]) -> ObjectionJson:
    """Whether the customer objects to being counted in statistics."""
    who, public_id = caller(request.scope), id_of(conversation, "conversation")
    return ObjectionJson(await objection.objects(house, who, public_id))


@post(
    "/conversations/{conversation:str}/objection",
    guards=[allow(Action.OBJECT), limited("mydata")],
    security=BEARER_SECURITY,
)
async def object_(
    house: TheHouse, request: Call, conversation: FromPath[str], data: JSONBody[ObjectionJson]
) -> ObjectionJson:
    """The customer objects, or takes it back; the same again is harmless."""
    who, public_id = caller(request.scope), id_of(conversation, "conversation")
    return ObjectionJson(await objection.object_(house, who, public_id, data.on))


statistics_routes = Router("/", route_handlers=[statistics, objected, object_], tags=["statistics"])
