"""The devices of a team over HTTP, and the day each was last seen (wire.md)."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from litestar import Request, Router, get

from tresen.core.policy import Action
from tresen.desk import seen
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller
from tresen.transport.api.shapes import Bytes64, b64

Call: TypeAlias = Request[Any, Any, Any]


class SeenDeviceJson(msgspec.Struct, frozen=True):
    """An active device of the team, and the day it was last seen, such as `2026-11-25`, in UTC; null means never."""

    id: Bytes64
    seen_day: str | None


class SeenDevicesJson(msgspec.Struct, frozen=True):
    """The devices whose days the caller may see, in the order they joined."""

    devices: list[SeenDeviceJson]


@get("/team/devices", guards=[allow(Action.LIST_DEVICES)], security=BEARER_SECURITY)
async def team_devices(house: TheHouse, request: Call) -> SeenDevicesJson:
    """When the team's devices were last seen. Owners and the sheet see all, others those of their own person."""
    found = await seen.seen_devices(house, caller(request.scope))
    return SeenDevicesJson(
        [SeenDeviceJson(b64(each.id), None if each.day is None else each.day.isoformat()) for each in found]
    )


team_routes = Router("/", route_handlers=[team_devices], tags=["team"])
