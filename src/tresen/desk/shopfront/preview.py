"""The profile editor before anything is published: a preview, and the choices it offers (S14)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.core.hours import Holiday, Region, holidays_of, region_choices, regions, time_zones
from tresen.core.policy import Action, Who, require
from tresen.core.shopfront.preview import Preview, preview
from tresen.desk.context import Context
from tresen.errors import Refusal

YEARS: Final = range(1991, 2101)
"""The years for which public holidays are known."""


class Choices(NamedTuple):
    """What an hours file may name."""

    regions: tuple[Region, ...]
    time_zones: list[str]


async def look_ahead(house: Context, who: Who, fields: Mapping[str, Any], at_ms: int | None) -> Preview:
    """[S14] What customers would see and receive with these fields at that time (None: now). Raises `forbidden`."""
    require(who, Action.EDIT_PROFILE)
    at = house.clock.now_ms() if at_ms is None else at_ms
    return await asyncio.to_thread(preview, fields, at)


async def choices(who: Who) -> Choices:
    """The regions and time zones to choose from. Raises `forbidden`."""
    require(who, Action.EDIT_PROFILE)
    return await asyncio.to_thread(lambda: Choices(region_choices(), sorted(time_zones())))


async def holidays(who: Who, region: str, year: int) -> tuple[Holiday, ...]:
    """The holidays of a region in a year, by date. Raises `forbidden`, `bad_request` naming the field."""
    require(who, Action.EDIT_PROFILE)
    if year not in YEARS:
        raise Refusal("bad_request", f"year: from {YEARS[0]} to {YEARS[-1]}")
    if region not in await asyncio.to_thread(regions):
        raise Refusal("bad_request", "region: one of those that /hours/choices lists, such as DE-BE")
    return await asyncio.to_thread(holidays_of, region, year)
