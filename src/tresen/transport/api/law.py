"""The owner's side of the law over HTTP: register, holds, retention, audit trail, incidents (wire.md, law.md)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from tresen.core.model import Number
from tresen.core.policy import Action
from tresen.desk.law import audit, holds, incident, requests
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller
from tresen.transport.api.mydata import HoldJson, RequestJson, hold_json, request_json
from tresen.transport.api.shapes import Bytes64, b64, b64_or_none, id_of

Call: TypeAlias = Request[Any, Any, Any]
Before: TypeAlias = Annotated[int | None, QueryParameter(ge=1, le=2**53)]
Time: TypeAlias = Annotated[int, QueryParameter(ge=0, le=2**53)]
MaybeTime: TypeAlias = Annotated[int | None, QueryParameter(ge=0, le=2**53)]


class RegisterJson(msgspec.Struct, frozen=True):
    """Some of the register, how many are open in all, and the `before` of the next page."""

    requests: list[RequestJson]
    open: int
    next: int | None


class StateJson(msgspec.Struct, frozen=True):
    """How far a request is."""

    state: Annotated[str, msgspec.Meta(max_length=20)]


class HoldAskJson(msgspec.Struct, frozen=True):
    """Why a conversation is held, and until when if that is known."""

    reason: Annotated[str, msgspec.Meta(max_length=20)]
    until_ms: Number | None = None


class HeldJson(msgspec.Struct, frozen=True):
    """Whether a conversation is held."""

    held: bool


class HoldsJson(msgspec.Struct, frozen=True):
    """The holds that last."""

    holds: list[HoldJson]


class RunJson(msgspec.Struct, frozen=True):
    """When something last went by itself, in counts."""

    at_ms: int
    conversations: int
    messages: int
    letters: int


class RetentionJson(msgspec.Struct, frozen=True):
    """What goes by itself, in counts alone."""

    chat_days: int
    letter_years: int
    voucher_years: int
    begins_ms: int
    waits_until_ms: int | None
    held: int
    restricted: int
    due: int
    next_ms: int | None
    last: RunJson | None


class LineJson(msgspec.Struct, frozen=True):
    """A line of the audit trail (D9)."""

    n: int
    at_ms: int
    what: str
    person: int | None
    conversation: Bytes64 | None
    hash: Bytes64


class TrailJson(msgspec.Struct, frozen=True):
    """Some lines, newest first, and number and hash of the newest of all."""

    lines: list[LineJson]
    head: int
    head_hash: Bytes64


class IncidentAskJson(msgspec.Struct, frozen=True):
    """When something happened, and when it became known."""

    known_ms: Number
    from_ms: Number
    to_ms: Number


class IncidentJson(msgspec.Struct, frozen=True):
    """By when an incident is to be told, and whom it concerns."""

    known_ms: int
    due_ms: int
    left_ms: int
    conversations: list[Bytes64]
    customers: int
    messages: int
    files: int
    team_devices: int
    customer_devices: int
    over_limit: bool


@get("/requests", guards=[allow(Action.REGISTER)], security=BEARER_SECURITY)
async def register(
    house: TheHouse,
    request: Call,
    which: Annotated[str, QueryParameter(name="state", max_length=5, description="open or all")] = "open",
    before: Before = None,
) -> RegisterJson:
    """The register of requests (D8)."""
    found = await requests.register(house, caller(request.scope), which, before)
    return RegisterJson([request_json(each) for each in found.requests], found.open, found.next)


@post("/requests/{n:int}", guards=[allow(Action.ANSWER_REQUEST)], security=BEARER_SECURITY)
async def set_state(
    house: TheHouse, request: Call, n: FromPath[int], data: JSONBody[StateJson]
) -> RequestJson:
    """Say how far a request is (D8)."""
    return request_json(await requests.set_state(house, caller(request.scope), n, data.state))


@post("/conversations/{conversation:str}/hold", guards=[allow(Action.RETAIN)], security=BEARER_SECURITY)
async def hold(
    house: TheHouse, request: Call, conversation: FromPath[str], data: JSONBody[HoldAskJson]
) -> HoldJson:
    """Nothing of the conversation goes by itself for now (D6)."""
    public_id = id_of(conversation, "conversation")
    return hold_json(await holds.hold(house, caller(request.scope), public_id, data.reason, data.until_ms))


@post("/conversations/{conversation:str}/hold/drop", guards=[allow(Action.RETAIN)], security=BEARER_SECURITY)
async def let_go(house: TheHouse, request: Call, conversation: FromPath[str]) -> HeldJson:
    """The hold ends; the same again is harmless (D6)."""
    await holds.let_go(house, caller(request.scope), id_of(conversation, "conversation"))
    return HeldJson(held=False)


@get("/holds", guards=[allow(Action.RETAIN)], security=BEARER_SECURITY)
async def all_holds(house: TheHouse, request: Call) -> HoldsJson:
    """The holds that last (D6)."""
    return HoldsJson([hold_json(each) for each in await holds.holds(house, caller(request.scope))])


@get("/retention", guards=[allow(Action.RETAIN)], security=BEARER_SECURITY)
async def retention(house: TheHouse, request: Call) -> RetentionJson:
    """What goes by itself, in counts alone (D1, D4, D5)."""
    found = await holds.report(house, caller(request.scope))
    last = None if found.last is None else RunJson(*found.last)
    return RetentionJson(**{**found._asdict(), "last": last})


@get("/audit", guards=[allow(Action.AUDIT)], security=BEARER_SECURITY)
async def trail(
    house: TheHouse,
    request: Call,
    before: Before = None,
    limit: Annotated[int, QueryParameter(ge=1, le=2**31)] = 100,
) -> TrailJson:
    """The audit trail, newest first (D9)."""
    found = await audit.trail(house, caller(request.scope), before, limit)
    lines = [
        LineJson(each.n, each.at_ms, each.what, each.person, b64_or_none(each.conversation), b64(each.hash))
        for each in found.lines
    ]
    return TrailJson(lines, found.head, b64(found.head_hash))


@get("/incident", guards=[allow(Action.ACCOUNT)], security=BEARER_SECURITY)
async def look_at_incident(
    house: TheHouse, request: Call, from_ms: Time, to_ms: Time, known_ms: MaybeTime = None
) -> IncidentJson:
    """By when an incident is to be told, and whom it concerns (Art. 33, 34)."""
    return _incident(await incident.incident(house, caller(request.scope), from_ms, to_ms, known_ms))


@post("/incident", guards=[allow(Action.ACCOUNT)], security=BEARER_SECURITY)
async def note_incident(house: TheHouse, request: Call, data: JSONBody[IncidentAskJson]) -> IncidentJson:
    """The same, and a line in the audit trail (Art. 33(5))."""
    return _incident(
        await incident.note_incident(house, caller(request.scope), data.from_ms, data.to_ms, data.known_ms)
    )


def _incident(found: incident.Incident) -> IncidentJson:
    numbers = found.affected._asdict()
    listed = [b64(each) for each in found.affected.conversations]
    return IncidentJson(found.known_ms, found.due_ms, found.left_ms, **{**numbers, "conversations": listed})


law_routes = Router(
    "/",
    route_handlers=[
        register,
        set_state,
        hold,
        let_go,
        all_holds,
        retention,
        trail,
        look_at_incident,
        note_incident,
    ],
    tags=["law"],
)
