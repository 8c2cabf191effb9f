"""The profile editor over HTTP: a preview before publishing, holidays, regions and time zones (wire.md)."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromQuery, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK

from tresen.core.hours import Holiday, Region
from tresen.core.policy import Action
from tresen.core.shopfront.preview import Preview
from tresen.desk.shopfront import preview
from tresen.errors import Refusal
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller
from tresen.transport.api.shapes import unb64

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


def _with_bytes(fields: dict[str, Any]) -> dict[str, Any]:
    """JSON has no bytes, so the picture arrives as base64url. Invalid text stays in place and is reported as a mistake."""
    picture = fields.get("picture")
    if not isinstance(picture, str):
        return fields
    try:
        return {**fields, "picture": unb64(picture, "picture")}
    except Refusal:
        return fields


preview_routes = Router("/", route_handlers=[look_ahead, choices, holidays], tags=["profile"])
