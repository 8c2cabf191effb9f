"""Invitations over HTTP: made and withdrawn by the team, opened by whoever has the link (S21).

Ids stand in bodies and never in a path: no log of a proxy has one.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import Stream

from tresen.core.policy import Action
from tresen.core.sizes import HASH_BYTES
from tresen.desk import invitations
from tresen.desk.invitations import Listed, New
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller, limited
from tresen.transport.api.files import SEALED, counted, from_first
from tresen.transport.api.shapes import Bytes64, ProofJson, b64, b64_or_none, id_of, unb64

Call: TypeAlias = Request[Any, Any, Any]


class NewInvitation(msgspec.Struct, frozen=True):
    """What a device of the team made: an id and a lock that say nothing of the secret, and what it sealed (S21)."""

    id: Bytes64
    lock: Bytes64
    sealed: Bytes64
    until_ms: Annotated[int, msgspec.Meta(ge=0, le=2**53)]
    digits: bool
    reply: bool
    blobs: list[Bytes64] = []


class InvitationMade(msgspec.Struct, frozen=True):
    """Until when it lies, how many the business made today, and how many it may."""

    until_ms: int
    today: int
    most_today: int


class InvitationName(msgspec.Struct, frozen=True):
    """Which invitation."""

    id: Bytes64


class InvitationJson(msgspec.Struct, frozen=True):
    """What became of one. `bytes`: its padded size and that of its files."""

    id: Bytes64
    made_ms: int
    until_ms: int
    bytes: int
    digits: bool
    reply: bool
    state: str
    tries_left: int | None
    opened_ms: int | None
    conversation: Bytes64 | None


class InvitationsJson(msgspec.Struct, frozen=True):
    """The business's invitations, newest first; ended ones for 30 days."""

    today: int
    most_today: int
    total: int
    rows: list[InvitationJson]


class SealedInvitation(msgspec.Struct, frozen=True):
    """What was sealed."""

    sealed: Bytes64


class InvitationState(msgspec.Struct, frozen=True):
    """What it is now."""

    state: str


class InvitationLook(msgspec.Struct, frozen=True):
    """Whether to ask for digits, and how many tries are left; null: none are counted."""

    digits: bool
    reply: bool
    until_ms: int
    tries_left: int | None


class InvitedFile(msgspec.Struct, frozen=True):
    """One of its files: id and sealed size."""

    blob: Bytes64
    bytes: int


class InvitationOpened(msgspec.Struct, frozen=True):
    """What was sealed, for whoever has the link."""

    sealed: Bytes64
    until_ms: int
    reply: bool
    blobs: list[InvitedFile]


class AskedFile(msgspec.Struct, frozen=True):
    """One of an invitation's files, and the proof for it."""

    id: Bytes64
    proof: Bytes64
    blob: Bytes64


def _row(listed: Listed) -> InvitationJson:
    row = listed.row
    return InvitationJson(
        b64(row.public_id), row.made_ms, row.until_ms, row.size, row.digits, row.reply, listed.state.value,
        listed.tries_left, row.opened_ms, b64_or_none(row.conversation),
    )  # fmt: skip


@post("/invitations", guards=[allow(Action.WRITE_FIRST), limited("writing_first")], security=BEARER_SECURITY)
async def make_invitation(house: TheHouse, request: Call, data: JSONBody[NewInvitation]) -> InvitationMade:
    """Keep an invitation, sealed on the device."""
    new = New(
        id_of(data.id), unb64(data.lock, "lock", HASH_BYTES), unb64(data.sealed, "sealed"), data.until_ms, data.digits,
        data.reply,
    )  # fmt: skip
    blobs = [id_of(each, f"blobs[{at}]") for at, each in enumerate(data.blobs)]
    return InvitationMade(*await invitations.make(house, caller(request.scope), new, blobs))


@get("/invitations", guards=[allow(Action.WRITE_FIRST)], security=BEARER_SECURITY)
async def list_invitations(
    house: TheHouse,
    request: Call,
    start: Annotated[int, QueryParameter(name="from", ge=0, le=2**62)] = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=2**62)] = 100,
) -> InvitationsJson:
    """What became of the business's invitations."""
    page = await invitations.page(house, caller(request.scope), start, limit)
    return InvitationsJson(page.today, page.most_today, page.total, [_row(each) for each in page.rows])


@post("/invitations/sealed", guards=[allow(Action.WRITE_FIRST)], security=BEARER_SECURITY)
async def sealed_invitation(
    house: TheHouse, request: Call, data: JSONBody[InvitationName]
) -> SealedInvitation:
    """What was sealed, for the team; it does not count as opened."""
    return SealedInvitation(b64(await invitations.sealed(house, caller(request.scope), id_of(data.id))))


@post("/invitations/withdraw", guards=[allow(Action.WRITE_FIRST)], security=BEARER_SECURITY)
async def withdraw_invitation(
    house: TheHouse, request: Call, data: JSONBody[InvitationName]
) -> InvitationState:
    """It is over; what was sealed is gone when this is answered."""
    state = await invitations.withdraw(house, caller(request.scope), id_of(data.id))
    return InvitationState(state.value)


@post("/businesses/{handle:str}/invitations/look", guards=[limited("invitations")])
async def look_at_invitation(
    house: TheHouse, handle: FromPath[str], data: JSONBody[InvitationName]
) -> InvitationLook:
    """Whether to ask for digits. It does not count as opened."""
    return InvitationLook(*await invitations.look(house, handle, id_of(data.id)))


@post("/businesses/{handle:str}/invitations/open", guards=[limited("invitations")])
async def open_invitation(
    house: TheHouse, handle: FromPath[str], data: JSONBody[ProofJson]
) -> InvitationOpened:
    """What was sealed, for whoever has the link."""
    found = await invitations.open_(house, handle, data.read())
    blobs = [InvitedFile(b64(each.blob), each.bytes) for each in found.files]
    return InvitationOpened(b64(found.sealed), found.until_ms, found.reply, blobs)


@post("/businesses/{handle:str}/invitations/file", guards=[limited("invitations")], media_type=SEALED)
async def invited_file(house: TheHouse, handle: FromPath[str], data: JSONBody[AskedFile]) -> Response[Any]:
    """The sealed bytes of one of its files."""
    asked = ProofJson(data.id, data.proof).read()
    who, found = await invitations.file(house, handle, asked, id_of(data.blob, "blob"))
    pieces = counted(house, who, found, 0, found.bytes)
    headers = {"content-length": str(found.bytes), "cache-control": "no-store"}
    # The first piece before the answer begins: what is refused is still told then.
    return Stream(
        from_first(await anext(pieces), pieces), status_code=201, headers=headers, media_type=SEALED
    )


invitation_routes = Router(
    "/",
    route_handlers=[
        invited_file,
        list_invitations,
        look_at_invitation,
        make_invitation,
        open_invitation,
        sealed_invitation,
        withdraw_invitation,
    ],
    tags=["invitations"],
)
