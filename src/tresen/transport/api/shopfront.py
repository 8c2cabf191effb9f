"""The public face of a business over HTTP: its records, and its opening hours now (wire.md)."""

from __future__ import annotations

import asyncio
from typing import Annotated

import msgspec
from litestar import Response, Router, get
from litestar.params import FromPath, QueryParameter

from tresen.core.hours import Words
from tresen.desk.shopfront import shopfront
from tresen.transport.api.access import TheHouse, TheServices
from tresen.transport.api.kept import Kept
from tresen.transport.api.shapes import Bytes64, PublicRecordJson, b64, public_json


class ShopfrontJson(msgspec.Struct, frozen=True):
    """A business as everybody sees it. `open` means that it accepts messages.

    `records` begin with rev 1 and lack the profile records that were superseded before `seen`. The last profile comes with
    its text and picture.

    `open_intervals` are the opening hours of the last 24 hours and the next 14 days as `[from_ms, to_ms]`, end excluded;
    `appointment_intervals` those by appointment; `hours_reasons` the days with a note or holiday. `hours_text` is the
    state now in words, `hours_reason` the note or holiday of the day, `hours_changes_ms` when the state changes.
    All are null without opening hours. Ask again when a profile record arrives. `relay`: there is one for calls (C9).
    `file_bytes` is the largest file that may be sent, 0 where none may (F6): a first message may be one.
    """

    business: Bytes64
    handle: str
    generation: Bytes64
    now_ms: int
    rev: int
    records: list[PublicRecordJson]
    open: bool
    open_intervals: list[tuple[int, int]] | None
    appointment_intervals: list[tuple[int, int]] | None
    hours_reasons: list[tuple[int, int, Words]] | None
    hours_text: Words | None
    hours_reason: Words | None
    hours_changes_ms: int | None
    relay: bool
    file_bytes: int


class ProfileJson(msgspec.Struct, frozen=True):
    """A profile record with its text, after those it follows on if it is one of earlier versions."""

    records: list[PublicRecordJson]


@get("/businesses/{handle:str}")
async def business(
    house: TheHouse,
    services: TheServices,
    handle: FromPath[str],
    seen: Annotated[int | None, QueryParameter(ge=1, le=2**53 - 1)] = None,
) -> Response[ShopfrontJson]:
    """A business's public records. Whoever has seen them up to a `rev` names it as `seen`."""
    shop = await shopfront.look(house, handle, seen)
    now = house.clock.now_ms()
    hours = await asyncio.to_thread(shopfront.hours_of, shop, now)
    answer = ShopfrontJson(
        b64(shop.business),
        shop.handle,
        b64(shop.generation),
        now,
        shop.rev,
        [public_json(each) for each in shop.records],
        shop.open,
        None if hours is None else list(hours.intervals),
        None if hours is None else list(hours.appointments),
        None if hours is None else list(hours.reasons),
        None if hours is None else hours.text,
        None if hours is None else hours.reason,
        None if hours is None else hours.changes_ms,
        bool(services.calls.relay.urls),
        0 if house.files is None else house.files.quotas.file,
    )
    return Kept(answer, (seen, msgspec.structs.replace(answer, now_ms=0)))


@get("/businesses/{handle:str}/profiles/{rev:int}")
async def profile(house: TheHouse, handle: FromPath[str], rev: FromPath[int]) -> Response[ProfileJson]:
    """An earlier profile, for the words of an automatic answer that names it."""
    answer = ProfileJson([public_json(each) for each in await shopfront.profile_at(house, handle, rev)])
    return Kept(answer, answer)


shopfront_routes = Router("/", route_handlers=[business, profile], tags=["business"])
