"""Conversations over HTTP: begin one, list, read history and keys, change devices and epochs (wire.md)."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

import msgspec
from litestar import Request, Router, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from tresen.core.model import NEVER
from tresen.core.passkeys import PASSKEYS_MOST, WRAP
from tresen.core.policy import Action
from tresen.core.sizes import HASH_BYTES
from tresen.desk import conversations, reading
from tresen.desk.rush import Solution
from tresen.desk.shopfront import shopfront
from tresen.desk.team.removal import removal
from tresen.errors import Refusal
from tresen.transport.api.access import BEARER_SECURITY, TheHouse, allow, caller, limited
from tresen.transport.api.shapes import (
    Bytes64,
    EpochJson,
    MessageJson,
    ProofJson,
    RowJson,
    SignedJson,
    b64,
    epoch_json,
    id_of,
    row_json,
    signed_json,
    unb64,
)

Call: TypeAlias = Request[Any, Any, Any]
ABOUT_ANY: Final = "any"
"""In place of a conversation: documents about whichever. No id is so short."""


class PuzzleJson(msgspec.Struct, frozen=True):
    """The challenge of a `puzzle_due`, and the numbers found for it."""

    challenge: Bytes64
    answers: Bytes64


class Begin(msgspec.Struct, frozen=True):
    """The first customer-devices record, epoch and message, stored in one transaction (W8). `puzzle` is for W10.

    Without `message`, one that brings a file follows (F3). `invitation`: the one that this answers (S21).
    """

    devices: SignedJson
    epoch: EpochJson
    message: MessageJson | None = None
    puzzle: PuzzleJson | None = None
    invitation: ProofJson | None = None

    def solution(self) -> Solution | None:
        """The solved puzzle, if there is one. Raises `bad_request`."""
        if self.puzzle is None:
            return None
        return Solution(
            unb64(self.puzzle.challenge, "puzzle.challenge"), unb64(self.puzzle.answers, "puzzle.answers")
        )


class Begun(msgspec.Struct, frozen=True):
    """The conversation exists."""

    conversation: Bytes64
    pos: int
    at_ms: int
    generation: Bytes64


class ListPage(msgspec.Struct, frozen=True):
    """A page of the list, unread first, with `counts` for all filters (W5)."""

    total: int
    counts: dict[str, int]
    rows: list[RowJson]


class EventsJson(msgspec.Struct, frozen=True):
    """Events as MessagePack, ascending, and the head."""

    events: list[Bytes64]
    head: int


class KeysJson(msgspec.Struct, frozen=True, omit_defaults=True):
    """Customer-devices records and epochs of a conversation, by number; `next` is the `after` of the next page."""

    devices: list[SignedJson]
    epochs: list[EpochJson]
    next: int | None = None


class StoredJson(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the event is stored, durably. `seq` is for the team only (L2)."""

    pos: int | None
    at_ms: int
    seq: int | None = None


class Removal(msgspec.Struct, frozen=True):
    """The customer-devices record that removed a device, and those before it, by number."""

    devices: list[SignedJson]


class NewWrapJson(msgspec.Struct, frozen=True):
    """A passkey that opened the return link before, by the hash of its id, and the new link's secret in its wrap."""

    hash: Bytes64
    wrap: Bytes64


class AddDevices(msgspec.Struct, frozen=True):
    """The next customer-devices record and the epoch for it, stored in one transaction."""

    devices: SignedJson
    epoch: EpochJson
    passkeys: list[NewWrapJson] = []


class BackRoomJson(msgspec.Struct, frozen=True):
    """The back room and the current versions of its documents (L8). `next`: the `after` of the next page."""

    conversation: Bytes64
    head: int
    documents: list[Bytes64]
    next: int | None = None


class DocumentJson(msgspec.Struct, frozen=True):
    """The newest version of a document, null when there is no document with that id (L8)."""

    document: Bytes64 | None


class MarksJson(msgspec.Struct, frozen=True):
    """Mark rows as MessagePack; `next` is the cursor of the next page."""

    marks: list[Bytes64]
    next: str | None


@post("/businesses/{handle:str}/conversations", guards=[limited("conversations")])
async def begin(house: TheHouse, handle: FromPath[str], data: JSONBody[Begin]) -> Begun:
    """Begin a conversation. Repeating the first record returns the first outcome."""
    made = await shopfront.begin_conversation(
        house,
        handle,
        data.devices.read("devices"),
        data.epoch.read("epoch"),
        None if data.message is None else data.message.read("message"),
        data.solution(),
        None if data.invitation is None else data.invitation.read("invitation."),
    )
    return Begun(b64(made.conversation), made.pos, made.at_ms, b64(made.generation))


@get("/conversations", guards=[allow(Action.LIST)], security=BEARER_SECURITY)
async def listing(
    house: TheHouse,
    request: Call,
    filter_: Annotated[
        str, QueryParameter(name="filter", description="waiting, all, unread, mine or closed")
    ] = "all",
    start: Annotated[int, QueryParameter(name="from", ge=0, le=2**62)] = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=2**62)] = 100,
    brief: Annotated[bool, QueryParameter(description="without last messages")] = False,
    since: Annotated[
        int, QueryParameter(ge=0, le=2**62, description="below those that wait: those answered since then")
    ] = NEVER,
) -> ListPage:
    """The list of conversations, for the team."""
    who = caller(request.scope)
    page = await reading.conversations(house, who, filter_, start, limit, brief=brief, since=since)
    return ListPage(page.total, page.counts, [row_json(row) for row in page.rows])


@get("/conversations/{conversation:str}", guards=[allow(Action.READ_CONVERSATION)], security=BEARER_SECURITY)
async def one(house: TheHouse, request: Call, conversation: FromPath[str]) -> RowJson:
    """One conversation, for the team and its customer."""
    public_id = id_of(conversation, "conversation")
    return row_json(await reading.conversation(house, caller(request.scope), public_id))


@get(
    "/conversations/{conversation:str}/events",
    guards=[allow(Action.READ_CONVERSATION)],
    security=BEARER_SECURITY,
)
async def events(
    house: TheHouse,
    request: Call,
    conversation: FromPath[str],
    before: Annotated[int | None, QueryParameter(ge=0, le=2**62)] = None,
    after: Annotated[int | None, QueryParameter(ge=0, le=2**62)] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=2**62)] = 100,
) -> EventsJson:
    """A range of a conversation's events; without `before` and `after` the newest."""
    page = await reading.history(
        house,
        caller(request.scope),
        id_of(conversation, "conversation"),
        before=before,
        after=after,
        limit=limit,
    )
    return EventsJson([b64(event) for event in page.events], page.head)


@get("/conversations/{conversation:str}/keys", guards=[allow(Action.READ_KEYS)], security=BEARER_SECURITY)
async def keys(
    house: TheHouse,
    request: Call,
    conversation: FromPath[str],
    after: Annotated[int, QueryParameter(ge=0, le=2**62)] = 0,
) -> KeysJson:
    """A page of a conversation's records, with the wraps for the caller's side."""
    found = await reading.keys(house, caller(request.scope), id_of(conversation, "conversation"), after)
    devices = [signed_json(each) for each in found.devices]
    return KeysJson(devices, [epoch_json(each) for each in found.epochs], found.next)


@post("/conversations/{conversation:str}/epochs", guards=[allow(Action.ADD_EPOCH)], security=BEARER_SECURITY)
async def add_epoch(
    house: TheHouse, request: Call, conversation: FromPath[str], data: JSONBody[EpochJson]
) -> StoredJson:
    """The next epoch; `epoch_taken` when another came first (S6)."""
    who = caller(request.scope)
    stored = await conversations.add_epoch(
        house, who, id_of(conversation, "conversation"), data.read("epoch")
    )
    return StoredJson(stored.pos, stored.at_ms, stored.seq if who.staff else None)


@post(
    "/conversations/{conversation:str}/devices", guards=[allow(Action.ADD_DEVICES)], security=BEARER_SECURITY
)
async def add_devices(
    house: TheHouse, request: Call, conversation: FromPath[str], data: JSONBody[AddDevices]
) -> StoredJson:
    """The customer's devices change (S13)."""
    stored = await conversations.add_devices(
        house,
        caller(request.scope),
        id_of(conversation, "conversation"),
        data.devices.read("devices"),
        data.epoch.read("epoch"),
        _new_wraps(data.passkeys),
    )
    return StoredJson(stored.pos, stored.at_ms)


def _new_wraps(given: list[NewWrapJson]) -> dict[bytes, bytes]:
    if len(given) > PASSKEYS_MOST:
        raise Refusal("bad_request", f"passkeys: at most {PASSKEYS_MOST}")
    return {
        unb64(each.hash, "passkeys: hash", HASH_BYTES): unb64(each.wrap, "passkeys: wrap", WRAP)
        for each in given
    }


@get("/conversations/{conversation:str}/devices/{device:str}/removal")
async def removed(house: TheHouse, conversation: FromPath[str], device: FromPath[str]) -> Removal:
    """Why a customer's device was removed. The device asks this itself, when it can no longer sign in (S4)."""
    found = await removal(house, id_of(conversation, "conversation"), id_of(device, "device"))
    return Removal([signed_json(each) for each in found])


@get("/back-room", guards=[allow(Action.READ_BACK_ROOM)], security=BEARER_SECURITY)
async def back_room(
    house: TheHouse,
    request: Call,
    after: Annotated[int | None, QueryParameter(ge=0, le=2**62)] = None,
    about: Annotated[str | None, QueryParameter(max_length=64)] = None,
) -> BackRoomJson:
    """The team's own conversation, and its documents: a page of those past `after`, or all (L8)."""
    talks = about == ABOUT_ANY
    subject = None if about is None or talks else id_of(about, "about")
    found = await reading.back_room(house, caller(request.scope), after, subject, talks=talks)
    documents = [b64(each) for each in found.documents]
    return BackRoomJson(b64(found.conversation), found.head, documents, found.next)


@get("/back-room/documents/{doc:str}", guards=[allow(Action.READ_BACK_ROOM)], security=BEARER_SECURITY)
async def document(house: TheHouse, request: Call, doc: FromPath[str]) -> DocumentJson:
    """The newest version of a document of the back room."""
    found = await reading.document(house, caller(request.scope), id_of(doc, "doc"))
    return DocumentJson(None if found is None else b64(found))


@get("/events", guards=[allow(Action.FOLLOW)], security=BEARER_SECURITY)
async def log_events(
    house: TheHouse,
    request: Call,
    after: Annotated[int, QueryParameter(ge=0, le=2**62)],
    limit: Annotated[int, QueryParameter(ge=1, le=2**62)] = 256,
) -> EventsJson:
    """The business's log in pages, for the team (W4)."""
    page = await reading.team_events(house, caller(request.scope), after, limit)
    return EventsJson([b64(event) for event in page.events], page.head)


@get("/marks", guards=[allow(Action.FOLLOW)], security=BEARER_SECURITY)
async def marks(
    house: TheHouse,
    request: Call,
    after: Annotated[int, QueryParameter(ge=0, le=2**62)],
    cursor: Annotated[str | None, QueryParameter(max_length=100)] = None,
) -> MarksJson:
    """Marks that changed since the log's head was `after`, in pages (L6)."""
    page = await reading.team_marks(house, caller(request.scope), after, cursor)
    return MarksJson([b64(each) for each in page.marks], page.next)


conversation_routes = Router(
    "/",
    route_handlers=[
        begin, listing, one, events, keys, add_epoch, add_devices, removed, back_room, document,
        log_events, marks,
    ],
    tags=["conversations"],
)  # fmt: skip
