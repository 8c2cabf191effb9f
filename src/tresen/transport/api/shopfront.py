"""The public face of a business over HTTP: its records, and its opening hours now (wire.md)."""

from __future__ import annotations

import asyncio

import msgspec
from litestar import Router, get
from litestar.params import FromPath

from tresen.core.hours import Words
from tresen.desk import shopfront
from tresen.transport.api.access import TheHouse
from tresen.transport.api.shapes import Bytes64, SignedJson, b64, signed_json


class ShopfrontJson(msgspec.Struct, frozen=True):
    """A business as everybody sees it: its records from rev 1. `open` means that it accepts messages.

    `open_intervals` are the opening hours of the last 24 hours and the next 14 days as `[from_ms, to_ms]`, end excluded;
    `appointment_intervals` those by appointment; `hours_reasons` the days with a note or holiday. `hours_text` is the
    state now in words, `hours_reason` the note or holiday of the day, `hours_changes_ms` when the state changes.
    All are null without opening hours. Ask again when a profile record arrives.
    """

    business: Bytes64
    handle: str
    generation: Bytes64
    now_ms: int
    rev: int
    records: list[SignedJson]
    open: bool
    open_intervals: list[tuple[int, int]] | None
    appointment_intervals: list[tuple[int, int]] | None
    hours_reasons: list[tuple[int, int, Words]] | None
    hours_text: Words | None
    hours_reason: Words | None
    hours_changes_ms: int | None


@get("/businesses/{handle:str}")
async def business(house: TheHouse, handle: FromPath[str]) -> ShopfrontJson:
    """A business's public records."""
    shop = await shopfront.look(house, handle)
    now = house.clock.now_ms()
    hours = await asyncio.to_thread(shopfront.hours_of, shop, now)
    return ShopfrontJson(
        b64(shop.business),
        shop.handle,
        b64(shop.generation),
        now,
        shop.rev,
        [signed_json(each) for each in shop.records],
        shop.open,
        None if hours is None else list(hours.intervals),
        None if hours is None else list(hours.appointments),
        None if hours is None else list(hours.reasons),
        None if hours is None else hours.text,
        None if hours is None else hours.reason,
        None if hours is None else hours.changes_ms,
    )


shopfront_routes = Router("/", route_handlers=[business], tags=["business"])
