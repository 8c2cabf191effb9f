"""Calls over HTTP: what is offered, and credentials for the relay (C4, C9). All else is live."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody

from tresen.core.policy import Action
from tresen.desk.calls import relay
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, TheServices, allow, caller
from tresen.transport.api.shapes import Bytes64, id_of

Call: TypeAlias = Request[Any, Any, Any]


class WantedRelay(msgspec.Struct, frozen=True):
    """The call for which the relay is needed; a new id before it rings."""

    call: Bytes64


class RelayJson(msgspec.Struct, frozen=True):
    """What a browser gives the relay. Without one `urls` is empty; `direct`: the business allows calls past it."""

    urls: list[str]
    username: str
    credential: str
    until_ms: int
    direct: bool


class CallHours(msgspec.Struct, frozen=True):
    """When customers may call: the mode, and the times of the next 14 days; null: at any time."""

    mode: str
    intervals: list[tuple[int, int]] | None


class CallsJson(msgspec.Struct, frozen=True):
    """What calls are offered. `open`: customers may call now; `next_ms`: when they may again.

    `unanswered`: calls are taken now, but not of this customer, whom the team has neither written to nor rung.
    """

    relay: bool
    direct: bool
    hours: CallHours
    open: bool
    next_ms: int | None
    unanswered: bool


_GUARDS = [allow(Action.CALL)]


@post("/conversations/{conversation:str}/relay", guards=_GUARDS, security=BEARER_SECURITY)
async def call_relay(
    house: TheHouse,
    services: TheServices,
    request: Call,
    conversation: FromPath[str],
    data: JSONBody[WantedRelay],
) -> RelayJson:
    """Credentials for the relay, good for ten minutes, for a call of this device."""
    where, call = id_of(conversation, "conversation"), id_of(data.call, "call")
    given = await relay.for_call(house, services.calls, caller(request.scope), where, call)
    return RelayJson(list(given.urls), *given[1:])


@get("/conversations/{conversation:str}/calls", guards=_GUARDS, security=BEARER_SECURITY)
async def calls_offered(
    house: TheHouse, services: TheServices, request: Call, conversation: FromPath[str]
) -> CallsJson:
    """Whether calls are taken here now, and how they go."""
    found = await relay.offered(
        house, services.calls, caller(request.scope), id_of(conversation, "conversation")
    )
    hours = CallHours(found.mode, found.intervals)
    return CallsJson(found.relay, found.direct, hours, found.open, found.next_ms, found.unanswered)


call_routes = Router("/", route_handlers=[call_relay, calls_offered], tags=["calls"])
