"""Public records and team keys over HTTP (wire.md)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import JSONBody, QueryParameter

from tresen.core.policy import Action
from tresen.desk.shopfront import publish as desk
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller
from tresen.transport.api.shapes import (
    Bytes64,
    PublicRecordJson,
    TeamWrapJson,
    b64,
    public_json,
    read_records,
    read_team_wraps,
)

Call: TypeAlias = Request[Any, Any, Any]


class RecordsJson(msgspec.Struct, frozen=True):
    """The newest `rev`, and the requested records."""

    rev: int
    records: list[PublicRecordJson]


class Publish(msgspec.Struct, frozen=True):
    """Records to append, all or nothing, with the team key wraps that belong to them (S5)."""

    records: list[PublicRecordJson]
    team_wraps: list[TeamWrapJson] = []


class Published(msgspec.Struct, frozen=True):
    """The records are stored up to `rev`; the newest is at `seq` in the log."""

    rev: int
    seq: int


class TeamKeyJson(msgspec.Struct, frozen=True):
    """Team key n, wrapped to the caller's device."""

    n: int
    wrap: Bytes64


class TeamKeysJson(msgspec.Struct, frozen=True):
    """The wraps for the caller's device."""

    wraps: list[TeamKeyJson]


@get("/records", guards=[allow(Action.READ_RECORDS)], security=BEARER_SECURITY)
async def records(
    house: TheHouse, request: Call, after: Annotated[int, QueryParameter(ge=0, le=2**62)] = 0
) -> RecordsJson:
    """The public records after a `rev`."""
    rev, found = await desk.records_after(house, caller(request.scope), after)
    return RecordsJson(rev, [public_json(each) for each in found])


@post("/records", guards=[allow(Action.PUBLISH)], security=BEARER_SECURITY)
async def publish(house: TheHouse, request: Call, data: JSONBody[Publish]) -> Published:
    """Append public records, all or nothing. Revoked devices are disconnected at once."""
    stored = await desk.publish(
        house, caller(request.scope), read_records(data.records), read_team_wraps(data.team_wraps)
    )
    return Published(stored.rev, stored.seq)


@get("/team/keys", guards=[allow(Action.READ_TEAM_KEYS)], security=BEARER_SECURITY)
async def team_keys(house: TheHouse, request: Call) -> TeamKeysJson:
    """The team keys, wrapped to the caller's device."""
    found = await desk.team_keys(house, caller(request.scope))
    return TeamKeysJson([TeamKeyJson(n, b64(wrap)) for n, wrap in found])


publish_routes = Router("/", route_handlers=[records, publish, team_keys], tags=["records"])
