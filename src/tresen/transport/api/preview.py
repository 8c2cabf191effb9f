"""The profile editor over HTTP: a preview before publishing, holidays, regions and time zones (wire.md)."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated, Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from tresen.core.hours import Holiday, Region
from tresen.core.policy import Action
from tresen.core.shopfront.preview import Preview
from tresen.desk.shopfront import banner, preview
from tresen.errors import Refusal
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller
from tresen.transport.api.shapes import Bytes64, b64, unb64

Call: TypeAlias = Request[Any, Any, Any]
LATEST_MS = 2**53 - 1


class AskPreview(msgspec.Struct, frozen=True):
    """The fields of a profile that might be published, `picture` as base64url. `at_ms` null means now."""

    profile: dict[str, Any]
    at_ms: Annotated[int, msgspec.Meta(ge=0, le=LATEST_MS)] | None = None


class ChoicesJson(msgspec.Struct, frozen=True):
    """The regions and time zones that an hours file may name."""

    regions: list[Region]
    time_zones: list[str]


class HolidaysJson(msgspec.Struct, frozen=True):
    """The holidays of a region in a year, by date. With `public` false only some observe it: open unless named."""

    region: str
    year: int
    holidays: list[Holiday]


@post("/preview", guards=[allow(Action.EDIT_PROFILE)], security=BEARER_SECURITY, status_code=HTTP_200_OK)
async def look_ahead(house: TheHouse, request: Call, data: JSONBody[AskPreview]) -> Preview:
    """The mistakes, or else the state in words and the automatic answers at that time. Changes nothing."""
    return await preview.look_ahead(house, caller(request.scope), _with_bytes(data.profile), data.at_ms)


@get("/hours/choices", guards=[allow(Action.EDIT_PROFILE)], security=BEARER_SECURITY)
async def choices(request: Call) -> ChoicesJson:
    """Regions and time zones for the editor."""
    found = await preview.choices(caller(request.scope))
    return ChoicesJson(list(found.regions), found.time_zones)


@get("/hours/holidays", guards=[allow(Action.EDIT_PROFILE)], security=BEARER_SECURITY)
async def holidays(
    request: Call, region: Annotated[str, QueryParameter(max_length=40)], year: FromQuery[int]
) -> HolidaysJson:
    """The holidays of a region in a year."""
    found = await preview.holidays(caller(request.scope), region, year)
    return HolidaysJson(region, year, list(found))


class Banner(msgspec.Struct, frozen=True):
    """A banner, as WebP, PNG or JPEG."""

    banner: Bytes64


class BannerHash(msgspec.Struct, frozen=True):
    """What the next profile names it by."""

    hash: Bytes64


@post("/banner", guards=[allow(Action.EDIT_PROFILE)], security=BEARER_SECURITY)
async def keep_banner(house: TheHouse, request: Call, data: JSONBody[Banner]) -> BannerHash:
    """Hold a banner for the profile that is to name it."""
    found = await banner.keep(house, caller(request.scope), unb64(data.banner, "banner"))
    return BannerHash(b64(found))


def _with_bytes(fields: dict[str, Any]) -> dict[str, Any]:
    """JSON has no bytes, so picture and the banner's hash arrive as base64url. Invalid text stays and is a mistake."""
    given = dict(fields)
    for name in ("picture", "banner"):
        if isinstance(given.get(name), str):
            with suppress(Refusal):
                given[name] = unb64(given[name], name)
    return given


preview_routes = Router("/", route_handlers=[look_ahead, choices, holidays, keep_banner], tags=["profile"])
