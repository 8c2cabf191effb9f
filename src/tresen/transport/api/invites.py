"""Invites for new devices of the team over HTTP (wire.md)."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody

from tresen.core.policy import Action
from tresen.core.sizes import KEY_BYTES
from tresen.desk.team import invites
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller, limited
from tresen.transport.api.publish import Published
from tresen.transport.api.shapes import (
    Bytes64,
    SignedJson,
    TeamWrapJson,
    b64,
    b64_or_none,
    id_of,
    read_team_wraps,
    unb64,
)

Call: TypeAlias = Request[Any, Any, Any]


class CreateInvite(msgspec.Struct, frozen=True):
    """An invite for a new device of a person. The inviting device chooses `id` at random and commits to a nonce (S12)."""

    id: Bytes64
    person: int
    role: str
    commitment: Bytes64


class InviteCreated(msgspec.Struct, frozen=True):
    """Until when the invite is valid."""

    until_ms: int


class InviteJson(msgspec.Struct, frozen=True):
    """An invite as the inviting side sees it, with keys and MAC once answered. Only the device `by` knows its secret."""

    id: Bytes64
    person: int
    role: str
    state: str
    until_ms: int
    ed: Bytes64 | None
    x: Bytes64 | None
    nonce: Bytes64 | None
    mac: Bytes64 | None
    by: Bytes64 | None


class InvitesJson(msgspec.Struct, frozen=True):
    """The business's invites, oldest first."""

    invites: list[InviteJson]


class OfferJson(msgspec.Struct, frozen=True):
    """An invite as the holder of its link sees it. `state` is open, answered, confirmed or expired."""

    business: Bytes64
    handle: str
    person: int
    role: str
    state: str
    until_ms: int
    commitment: Bytes64 | None
    nonce: Bytes64 | None


class AnswerInvite(msgspec.Struct, frozen=True):
    """The new device's public keys and nonce, and their HMAC under the link's secret (S12)."""

    ed: Bytes64
    x: Bytes64
    nonce: Bytes64
    mac: Bytes64


class Answered(msgspec.Struct, frozen=True):
    """The inviting side was notified."""

    state: str


class RevealNonce(msgspec.Struct, frozen=True):
    """The nonce that the inviting device had committed to (S12)."""

    nonce: Bytes64


class NonceRevealed(msgspec.Struct, frozen=True):
    """Both sides can show the four words."""

    state: str


class InviteDropped(msgspec.Struct, frozen=True):
    """Nobody can answer or confirm the invite any more."""

    state: str


class ConfirmInvite(msgspec.Struct, frozen=True):
    """The record that lists the new device, and the team key wrapped to it (none for auditors)."""

    record: SignedJson
    team_wraps: list[TeamWrapJson] = []


@post("/invites", guards=[allow(Action.INVITE)], security=BEARER_SECURITY)
async def create_invite(house: TheHouse, request: Call, data: JSONBody[CreateInvite]) -> InviteCreated:
    """Create an invite. It can be used once, within 24 hours."""
    commitment = unb64(data.commitment, "commitment", KEY_BYTES)
    who = caller(request.scope)
    until_ms = await invites.create(house, who, id_of(data.id), data.person, data.role, commitment)
    return InviteCreated(until_ms)


@get("/invites", guards=[allow(Action.INVITE)], security=BEARER_SECURITY)
async def list_invites(house: TheHouse, request: Call) -> InvitesJson:
    """The invites that the caller may confirm."""
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
                b64_or_none(each.answer_nonce),
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
    return OfferJson(
        b64(offer.business),
        offer.handle,
        offer.person,
        offer.role,
        offer.state,
        offer.until_ms,
        b64_or_none(offer.commitment),
        b64_or_none(offer.nonce),
    )


@post("/invites/{invite:str}/answer", guards=[limited("invites")])
async def answer_invite(house: TheHouse, invite: FromPath[str], data: JSONBody[AnswerInvite]) -> Answered:
    """The new device answers, once."""
    sizes = {name: unb64(getattr(data, name), name, KEY_BYTES) for name in ("ed", "x", "mac")}
    await invites.answer(house, id_of(invite, "invite"), nonce=id_of(data.nonce, "nonce"), **sizes)
    return Answered("answered")


@post("/invites/{invite:str}/reveal", guards=[allow(Action.INVITE)], security=BEARER_SECURITY)
async def reveal_nonce(
    house: TheHouse, request: Call, invite: FromPath[str], data: JSONBody[RevealNonce]
) -> NonceRevealed:
    """The inviting device tells its part of the four words."""
    await invites.reveal(house, caller(request.scope), id_of(invite, "invite"), id_of(data.nonce, "nonce"))
    return NonceRevealed("revealed")


@post("/invites/{invite:str}/confirm", guards=[allow(Action.INVITE)], security=BEARER_SECURITY)
async def confirm_invite(
    house: TheHouse, request: Call, invite: FromPath[str], data: JSONBody[ConfirmInvite]
) -> Published:
    """The inviting side adds the new device."""
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
    """Withdraw an invite."""
    await invites.drop(house, caller(request.scope), id_of(invite, "invite"))
    return InviteDropped("dropped")


invite_routes = Router(
    "/",
    route_handlers=[
        create_invite,
        list_invites,
        look_at_invite,
        answer_invite,
        reveal_nonce,
        confirm_invite,
        drop_invite,
    ],
    tags=["invites"],
)
