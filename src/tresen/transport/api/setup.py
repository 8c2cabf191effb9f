"""Looking before a business is set up, over HTTP (wire.md)."""

from __future__ import annotations

import msgspec
from litestar import Router, post
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK

from tresen.desk import admission
from tresen.transport.api.access import TheHouse, limited
from tresen.transport.api.shapes import Bytes64, unb64


class LookAtSetUp(msgspec.Struct, frozen=True):
    """A set-up secret, and the address one would like to have."""

    secret: Bytes64
    handle: str | None = None


class SetUpLook(msgspec.Struct, frozen=True):
    """The secret is good until then; the address is `free`, `taken` or `reserved`, null when none was asked about."""

    until_ms: int
    handle: str | None


# A POST, because the secret has no place in an address, which logs keep.
@post("/setup/look", guards=[limited("setup_look")], status_code=HTTP_200_OK)
async def look_at_set_up(house: TheHouse, data: JSONBody[LookAtSetUp]) -> SetUpLook:
    """Whether a set-up link and an address are good. Changes nothing."""
    found = await admission.look(house, unb64(data.secret, "secret"), data.handle)
    return SetUpLook(found.until_ms, found.handle)


setup_routes = Router("/", route_handlers=[look_at_set_up], tags=["people"])
