"""A business over HTTP: its public face, set-up, records, team keys, invites (wire.md)."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from tresen.core.hours import Words
from tresen.core.policy import Action
from tresen.desk import admission, invites, people, seen, shopfront
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller, limited
from tresen.transport.api.shapes import (
    KEY_BYTES,
    Bytes64,
    SignedJson,
    TeamWrapJson,
    b64,
    b64_or_none,
    id_of,
    read_records,
    read_team_wraps,
    signed_json,
    unb64,
)

Call: TypeAlias = Request[Any, Any, Any]


class ShopfrontJson(msgspec.Struct, frozen=True):
    """A business as everybody sees it: its records from rev 1; `open`: it takes messages.

    `open_intervals` are the opening hours of the last 24 hours and the next 14 days as `[from_ms, to_ms]`, end excluded,
    `appointment_intervals` those by appointment, `hours_reasons` the days with a note or holiday; `hours_text` says the
    state now, `hours_reason` the note or holiday of the day, `hours_changes_ms` when the state changes.
    All null without opening hours. Ask again when a profile record arrives.
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


class RecordsJson(msgspec.Struct, frozen=True):
    """The newest `rev`, and the public records asked for."""

    rev: int
    records: list[SignedJson]


class Publish(msgspec.Struct, frozen=True):
    """Records to append, all or nothing, with the wraps of the team key that go with them (S5)."""

    records: list[SignedJson]
    team_wraps: list[TeamWrapJson] = []


class Published(msgspec.Struct, frozen=True):
    """Stored up to `rev`; the newest of them is `seq` in the log."""

    rev: int
    seq: int


class TeamKeyJson(msgspec.Struct, frozen=True):
    """Team key n, wrapped to the asker."""

    n: int
    wrap: Bytes64


class TeamKeysJson(msgspec.Struct, frozen=True):
    """The asker's own wraps."""

    wraps: list[TeamKeyJson]


class SeenDeviceJson(msgspec.Struct, frozen=True):
    """An active device of the team, and the day it was last seen, `2026-11-25` in UTC; null: never."""

    id: Bytes64
    seen_day: str | None


class SeenDevicesJson(msgspec.Struct, frozen=True):
    """The devices whose days the asker may see, as they joined."""

    devices: list[SeenDeviceJson]


class SetUp(msgspec.Struct, frozen=True):
    """A new business: sheet, owner's device, team key 1 and profile, by a one-time secret."""

    secret: Bytes64
    handle: str
    records: list[SignedJson]
    team_wraps: list[TeamWrapJson]


class SetUpDone(msgspec.Struct, frozen=True):
    """The business exists."""

    business: Bytes64
    handle: str


class CreateInvite(msgspec.Struct, frozen=True):
    """An invite for a new device of a person; `id` was drawn by the owner's device."""

    id: Bytes64
    person: int
    role: str


class InviteCreated(msgspec.Struct, frozen=True):
    """Until when the invite is good."""

    until_ms: int


class InviteJson(msgspec.Struct, frozen=True):
    """An invite as the owner sees it; keys and MAC once it was answered. Only the device `by` knows the link's secret."""

    id: Bytes64
    person: int
    role: str
    state: str
    until_ms: int
    ed: Bytes64 | None
    x: Bytes64 | None
    mac: Bytes64 | None
    by: Bytes64 | None


class InvitesJson(msgspec.Struct, frozen=True):
    """The business's invites, oldest first."""

    invites: list[InviteJson]


class OfferJson(msgspec.Struct, frozen=True):
    """An invite as the holder of its link sees it; state is open, answered, confirmed or expired."""

    business: Bytes64
    handle: str
    person: int
    role: str
    state: str
    until_ms: int


class AnswerInvite(msgspec.Struct, frozen=True):
    """The new device's public keys and HMAC by the link's secret (S12)."""

    ed: Bytes64
    x: Bytes64
    mac: Bytes64


class Answered(msgspec.Struct, frozen=True):
    """The owner's device was told."""

    state: str


class InviteDropped(msgspec.Struct, frozen=True):
    """Nobody can answer or confirm it any more."""

    state: str


class ConfirmInvite(msgspec.Struct, frozen=True):
    """The record that lists the new device, and the team key wrapped to it; auditors get none."""

    record: SignedJson
    team_wraps: list[TeamWrapJson] = []


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


@get("/records", guards=[allow(Action.READ_RECORDS)], security=BEARER_SECURITY)
async def records(
    house: TheHouse, request: Call, after: Annotated[int, QueryParameter(ge=0, le=2**62)] = 0
) -> RecordsJson:
    """The public records after a `rev`."""
    rev, found = await people.records_after(house, caller(request.scope), after)
    return RecordsJson(rev, [signed_json(each) for each in found])


@post("/records", guards=[allow(Action.PUBLISH)], security=BEARER_SECURITY)
async def publish(house: TheHouse, request: Call, data: JSONBody[Publish]) -> Published:
    """Append public records, all or nothing. A revoked device is shut out at once."""
    stored = await people.publish(
        house, caller(request.scope), read_records(data.records), read_team_wraps(data.team_wraps)
    )
    return Published(stored.rev, stored.seq)


@get("/team/keys", guards=[allow(Action.READ_TEAM_KEYS)], security=BEARER_SECURITY)
async def team_keys(house: TheHouse, request: Call) -> TeamKeysJson:
    """The team keys wrapped to the asker."""
    found = await people.team_keys(house, caller(request.scope))
    return TeamKeysJson([TeamKeyJson(n, b64(wrap)) for n, wrap in found])


@get("/team/devices", guards=[allow(Action.LIST_DEVICES)], security=BEARER_SECURITY)
async def team_devices(house: TheHouse, request: Call) -> SeenDevicesJson:
    """When the team's devices were last seen; those of the asker's own person unless an owner or the sheet asks."""
    found = await seen.seen_devices(house, caller(request.scope))
    return SeenDevicesJson(
        [SeenDeviceJson(b64(each.id), None if each.day is None else each.day.isoformat()) for each in found]
    )


@post("/setup", guards=[limited("setup")])
async def set_up(house: TheHouse, data: JSONBody[SetUp]) -> SetUpDone:
    """Create a business; the secret is checked before anything else, and used up with it."""
    secret = unb64(data.secret, "secret")
    await admission.admit(house, secret)
    created = await people.set_up(
        house,
        secret,
        data.handle,
        read_records(data.records),
        read_team_wraps(data.team_wraps),
    )
    return SetUpDone(b64(created), data.handle)


@post("/invites", guards=[allow(Action.INVITE)], security=BEARER_SECURITY)
async def create_invite(house: TheHouse, request: Call, data: JSONBody[CreateInvite]) -> InviteCreated:
    """Keep an invite; single use, 24 hours."""
    until_ms = await invites.create(house, caller(request.scope), id_of(data.id), data.person, data.role)
    return InviteCreated(until_ms)


@get("/invites", guards=[allow(Action.INVITE)], security=BEARER_SECURITY)
async def list_invites(house: TheHouse, request: Call) -> InvitesJson:
    """The business's invites."""
    found = await invites.listed(house, caller(request.scope))
    return InvitesJson(
        [
            InviteJson(
                b64(each.public_id),
                each.person,
                each.role,
                each.state,
                each.until_ms,
                b64_or_none(each.ed),
                b64_or_none(each.x),
                b64_or_none(each.mac),
                b64_or_none(each.by),
            )
            for each in found
        ]
    )


@get("/invites/{invite:str}")
async def look_at_invite(house: TheHouse, invite: FromPath[str]) -> OfferJson:
    """What an invite offers."""
    offer = await invites.look(house, id_of(invite, "invite"))
    return OfferJson(b64(offer.business), *offer[1:])


@post("/invites/{invite:str}/answer", guards=[limited("invites")])
async def answer_invite(house: TheHouse, invite: FromPath[str], data: JSONBody[AnswerInvite]) -> Answered:
    """The new device answers, once."""
    sizes = {name: unb64(getattr(data, name), name, KEY_BYTES) for name in ("ed", "x", "mac")}
    await invites.answer(house, id_of(invite, "invite"), **sizes)
    return Answered("answered")


@post("/invites/{invite:str}/confirm", guards=[allow(Action.INVITE)], security=BEARER_SECURITY)
async def confirm_invite(
    house: TheHouse, request: Call, invite: FromPath[str], data: JSONBody[ConfirmInvite]
) -> Published:
    """The owner's device adds the new one."""
    stored = await invites.confirm(
        house,
        caller(request.scope),
        id_of(invite, "invite"),
        data.record.read("record"),
        read_team_wraps(data.team_wraps),
    )
    return Published(stored.rev, stored.seq)


@post("/invites/{invite:str}/drop", guards=[allow(Action.INVITE)], security=BEARER_SECURITY)
async def drop_invite(house: TheHouse, request: Call, invite: FromPath[str]) -> InviteDropped:
    """Take an invite back."""
    await invites.drop(house, caller(request.scope), id_of(invite, "invite"))
    return InviteDropped("dropped")


people_routes = Router(
    "/",
    route_handlers=[
        business, records, publish, team_keys, team_devices, set_up, create_invite, list_invites, look_at_invite,
        answer_invite, confirm_invite, drop_invite,
    ],
    tags=["people"],
)  # fmt: skip
