"""Setting up a business over HTTP: a look beforehand, then the business itself (wire.md)."""

from __future__ import annotations

import msgspec
from litestar import Router, post
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK

from tresen.desk.team import setup as desk
from tresen.transport.api.access import TheHouse, limited
from tresen.transport.api.shapes import (
    Bytes64,
    PublicRecordJson,
    TeamWrapJson,
    b64,
    read_records,
    read_team_wraps,
    unb64,
)


class LookAtSetUp(msgspec.Struct, frozen=True):
    """A set-up secret, and the handle that is wanted."""

    secret: Bytes64
    handle: str | None = None


class SetUpLook(msgspec.Struct, frozen=True):
    """The secret is valid until `until_ms`. `handle` is `free`, `taken` or `reserved`, null when none was asked about."""

    until_ms: int
    handle: str | None


class SetUp(msgspec.Struct, frozen=True):
    """A new business: sheet, owner's device, team key 1 and profile, by a one-time secret."""

    secret: Bytes64
    handle: str
    records: list[PublicRecordJson]
    team_wraps: list[TeamWrapJson]


class SetUpDone(msgspec.Struct, frozen=True):
    """The business exists."""

    business: Bytes64
    handle: str


# A POST, because the secret must not stand in an address: logs keep addresses.
@post("/setup/look", guards=[limited("setup_look")], status_code=HTTP_200_OK)
async def look_at_set_up(house: TheHouse, data: JSONBody[LookAtSetUp]) -> SetUpLook:
    """Whether a set-up link is valid and a handle available. Changes nothing."""
    found = await desk.look(house, unb64(data.secret, "secret"), data.handle)
    return SetUpLook(found.until_ms, found.handle)


@post("/setup", guards=[limited("setup")])
async def set_up(house: TheHouse, data: JSONBody[SetUp]) -> SetUpDone:
    """Create a business; the secret is checked before anything else, and used up with it."""
    secret = unb64(data.secret, "secret")
    await desk.look(house, secret, None)
    created = await desk.set_up(
        house,
        secret,
        data.handle,
        read_records(data.records),
        read_team_wraps(data.team_wraps),
    )
    return SetUpDone(b64(created), data.handle)


setup_routes = Router("/", route_handlers=[look_at_set_up, set_up], tags=["setup"])
