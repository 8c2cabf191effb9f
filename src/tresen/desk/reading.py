"""Reading over HTTP: the list of conversations, history by range, keys, marks, the back room (W5)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from tresen.core.log import LogEvent, for_customer, for_team, mark_row
from tresen.core.messages import peek_header
from tresen.core.model import NEVER
from tresen.core.policy import Action, Place, Who, may, require, require_in, require_program
from tresen.core.records import Signed, card_id, team_key_id
from tresen.core.sizes import WHOLE_MOST
from tresen.desk.context import Context
from tresen.errors import Refusal
from tresen.store import law, listing, queries
from tresen.store.listing import ConversationFacts
from tresen.store.state import Event, MarkChange

PAGE: Final = 256
"""At most this many events, rows or marks in one answer."""
RECORDS: Final = 100
"""A page of a conversation's records has at most so many."""


class Wrapped(msgspec.Struct, frozen=True):
    """A signed record with the wraps for the caller's side; `wraps` holds (to, wrap)."""

    body: bytes
    signature: bytes
    wraps: list[tuple[bytes, bytes]]


class Row(msgspec.Struct, frozen=True):
    """A row of the list (wire.md). `marks`, `last` and `card` are MessagePack; `epoch` is the epoch of `last`."""

    conversation: bytes
    state: str
    assigned: int | None
    created_ms: int
    last_ms: int
    head: int
    unread: int
    marks: list[bytes]
    last: bytes | None
    card: bytes | None
    epoch: Wrapped | None
    auto_off: bool = False
    erased_ms: int | None = None
    day_number: int = 0
    restricted: bool = False
    held: bool = False
    asked_ms: int | None = None
    answered_ms: int | None = None


class Page(msgspec.Struct, frozen=True):
    """A page of the list: the number of rows for this filter and for every filter, and the rows."""

    total: int
    counts: dict[str, int]
    rows: list[Row]


class EventsPage(msgspec.Struct, frozen=True):
    """Events as MessagePack, ascending, and the log's or conversation's head."""

    events: list[bytes]
    head: int


class Keys(msgspec.Struct, frozen=True):
    """A conversation's records: customer-devices without wraps, epochs with the wraps for the caller's side.

    `next` is the `pos` after which the next page begins, None at the end.
    """

    devices: list[Signed]
    epochs: list[Wrapped]
    next: int | None = None


class MarksPage(msgspec.Struct, frozen=True):
    """Mark rows as MessagePack. `next` is the cursor of the next page, None at the end."""

    marks: list[bytes]
    next: str | None


class BackRoom(msgspec.Struct, frozen=True):
    """[L8] The back room's id, its head, and the current versions of its documents, ascending.

    `next` is the `seq` after which the next page begins, None at the end.
    """

    conversation: bytes
    head: int
    documents: list[bytes]
    next: int | None = None


async def conversations(
    house: Context, who: Who, filter_: str, start: int, limit: int, *, brief: bool = False, since: int = NEVER
) -> Page:
    """[W5] The list of conversations, unread first, then the newest. `brief` rows lack `last` and its `epoch`.

    Under `waiting` those that wait come first, the longest waiting on top, then those answered from `since` on.

    Raises `forbidden`, `bad_request`.
    """
    require(who, Action.LIST)
    if filter_ not in listing.FILTERS:
        raise Refusal("bad_request", f"filter is one of {', '.join(listing.FILTERS)}")
    if start < 0 or limit < 1 or not 0 <= since <= NEVER:
        raise Refusal("bad_request", "from counts from 0, limit from 1, since is a time")

    now_ms = house.clock.now_ms()

    def read(connection: Connection) -> Page:
        counts = listing.conversation_counts(connection, who.business, who.person)
        total, most = counts[filter_], min(limit, PAGE)
        if filter_ == "waiting":
            found = listing.waiting_page(connection, who.business, total, since, start, most)
            total += listing.answered_count(connection, who.business, since)
        else:
            found = listing.conversations_page(connection, who.business, who.person, filter_, start, most)
        return Page(total, counts, _rows(connection, who, found, now_ms, brief=brief))

    return await house.read(read)


async def conversation(house: Context, who: Who, public_id: bytes) -> Row:
    """One row, for the team or its customer, who sees no card, not who is assigned, and not how many wrote that day."""
    now_ms = house.clock.now_ms()

    def read(connection: Connection) -> Row:
        key = _find(connection, who, public_id, Action.READ_CONVERSATION)
        row = _rows(connection, who, [listing.conversation_row(connection, key)], now_ms)[0]
        if who.staff:
            return row
        hidden = {"card": None, "assigned": None, "unread": 0, "day_number": 0}
        return msgspec.structs.replace(row, **hidden, auto_off=False, asked_ms=None, answered_ms=None)

    return await house.read(read)


def _find(connection: Connection, who: Who, public_id: bytes, action: Action) -> int:
    found = queries.find_conversation(connection, who.business, public_id)
    if found is None:
        raise Refusal("unknown_conversation")
    require_in(who, action, who.business, found[0], found[1])
    if who.program is not None and not found[1]:
        assigned = queries.assigned_to(connection, found[0])
        require_program(who.program, who.person, action, Place(False, (found[0], assigned)))
    return found[0]


def _rows(
    connection: Connection, who: Who, found: Sequence[ConversationFacts], now_ms: int, *, brief: bool = False
) -> list[Row]:
    marks = queries.marks_of(connection, [each.id for each in found])
    cards = {each.conversation: card_id(each.conversation) for each in found}
    seqs = queries.document_seqs(connection, who.business, cards.values())
    wanted = [each.last_seq for each in found if each.last_seq is not None and not brief]
    events = queries.events_at(connection, who.business, [*wanted, *seqs.values()])
    epochs = _epochs_of(connection, who, [events.get(each.last_seq or 0) for each in found])
    restricted, held = law.marked(connection, [each.id for each in found], now_ms)
    return [
        msgspec.structs.replace(
            _row(
                who, each, marks[each.id], events, events.get(seqs.get(cards[each.conversation], 0)), epochs
            ),
            restricted=each.id in restricted,
            held=each.id in held,
        )
        for each in found
    ]


def _row(
    who: Who,
    facts: ConversationFacts,
    marks: Sequence[MarkChange],
    events: dict[int, Event],
    card: Event | None,
    epochs: dict[tuple[int, int], Wrapped],
) -> Row:
    last = events.get(facts.last_seq or 0)
    needed = None if last is None else _epoch_of(last)
    state = "blocked" if facts.blocked else "closed" if facts.closed else "open"
    return Row(
        facts.conversation,
        state,
        facts.assigned,
        facts.created_ms,
        facts.last_ms,
        facts.head,
        facts.unread,
        [mark_row(each) for each in marks],
        None if last is None else encoded(who, last),
        None if card is None else encoded(who, card),
        None if needed is None else epochs.get(needed),
        bool(facts.auto_off),
        facts.erased_ms,
        facts.day_number,
        asked_ms=None if facts.blocked else facts.asked_ms or None,
        answered_ms=facts.team_ms,
    )


def _epoch_of(event: Event) -> tuple[int, int] | None:
    """The epoch that a message needs, as (conversation, n)."""
    if event.header is None or event.conversation_id is None:
        return None
    return event.conversation_id, peek_header(event.header).epoch


def _epochs_of(
    connection: Connection, who: Who, last: Sequence[Event | None]
) -> dict[tuple[int, int], Wrapped]:
    needed = {epoch for event in last if event is not None and (epoch := _epoch_of(event)) is not None}
    if not needed:
        return {}
    seqs = queries.epoch_seqs(connection, needed)
    events = queries.events_at(connection, who.business, seqs.values())
    side = _Side(connection, who)
    return {epoch: side.wrapped(events[seq]) for epoch, seq in seqs.items()}


class _Side:
    """The wraps of an epoch that the caller's side can open: the team's, or those of the customer's devices."""

    def __init__(self, connection: Connection, who: Who) -> None:
        self._who = who
        self._reads = may(who, Action.READ_KEYS)
        self._team = {team_key_id(x) for x in queries.team_publics(connection, who.business)}

    def wrapped(self, event: Event) -> Wrapped:
        body, signature, wraps = _record(event)
        mine = [(to, wrap) for to, wrap in wraps or () if (to in self._team) == self._who.staff]
        return Wrapped(body, signature, mine if self._reads else [])


def _record(event: Event) -> tuple[bytes, bytes, list[tuple[bytes, bytes]] | None]:
    decoded: Any = msgspec.msgpack.decode(event.body or b"\x93\xc4\x00\xc4\x00\xc0")
    return decoded[0], decoded[1], decoded[2]


def encoded(who: Who, event: LogEvent) -> bytes:
    """One event as the caller's side sees it."""
    return for_team(event) if who.staff else for_customer(event)


async def history(
    house: Context, who: Who, public_id: bytes, *, before: int | None, after: int | None, limit: int
) -> EventsPage:
    """[W5] A range of a conversation, ascending: before or after a `pos`, or the newest events.

    Waits for an erasure that runs there (L7).
    """
    if before is not None and after is not None:
        raise Refusal("bad_request", "before or after, not both")
    if limit < 1:
        raise Refusal("bad_request", "limit counts from 1")
    bound = min(limit, PAGE)

    def read(connection: Connection) -> EventsPage:
        key = _find(connection, who, public_id, Action.READ_CONVERSATION)
        head = queries.head_pos(connection, key)
        if after is not None:
            found = queries.events_after(connection, key, after, bound)
        else:
            found = queries.events_before(connection, key, head + 1 if before is None else before, bound)
        return EventsPage([encoded(who, event) for event in found], head)

    await house.turns.over(public_id)
    return await house.read(read)


async def keys(house: Context, who: Who, public_id: bytes, after: int = 0) -> Keys:
    """[S4, S6] The customer-devices records and epochs of a conversation past that `pos`, in the order of the log."""

    def read(connection: Connection) -> Keys:
        key = _find(connection, who, public_id, Action.READ_KEYS)
        found = queries.sealed_records_after(connection, who.business, key, after, RECORDS)
        side = _Side(connection, who)
        signed = [Signed(*_record(event)[:2]) for kind, event in found if kind == "customer-devices"]
        epochs = [side.wrapped(event) for kind, event in found if kind == "epoch"]
        return Keys(signed, epochs, found[-1][1].pos if len(found) == RECORDS else None)

    return await house.read(read)


async def team_events(house: Context, who: Who, after: int, limit: int) -> EventsPage:
    """[W4] The log in pages, for the team."""
    if not who.staff:
        raise Refusal("forbidden", "the log is the team's")
    require(who, Action.FOLLOW)
    if limit < 1:
        raise Refusal("bad_request", "limit counts from 1")

    def read(connection: Connection) -> EventsPage:
        found = queries.team_events_after(connection, who.business, after, min(limit, PAGE))
        return EventsPage([for_team(event) for event in found], queries.head(connection, who.business)[0])

    return await house.read(read)


async def team_marks(house: Context, who: Who, after: int, cursor: str | None) -> MarksPage:
    """[L6] Marks changed since the log's head was at `after`, in pages."""
    if not who.staff:
        raise Refusal("forbidden", "these marks are the team's")
    require(who, Action.FOLLOW)

    def read(connection: Connection) -> MarksPage:
        since = None if cursor is None else _read_cursor(connection, who, cursor)
        found = queries.marks_since(connection, who.business, after, since, PAGE)
        rows = [mark_row(change) for _, change in found]
        return MarksPage(rows, _cursor(*found[-1]) if len(found) == PAGE else None)

    return await house.read(read)


def _cursor(seq: int, change: MarkChange) -> str:
    name = base64.urlsafe_b64encode(change.conversation).decode().rstrip("=")
    return f"{seq}.{change.party}.{name}"


def _read_cursor(connection: Connection, who: Who, cursor: str) -> tuple[int, int, int]:
    try:
        seq, party, name = cursor.split(".")
        public_id = base64.urlsafe_b64decode(name + "==")
        found = queries.find_conversation(connection, who.business, public_id)
        place = (int(seq), int(party))
        if found is not None and all(0 <= each <= WHOLE_MOST for each in place):
            return place[0], found[0], place[1]
    except (ValueError, binascii.Error):
        pass
    raise Refusal("bad_request", "the cursor was not issued by this server")


async def back_room(
    house: Context, who: Who, after: int | None = None, about: bytes | None = None, *, talks: bool = False
) -> BackRoom:
    """[L8] The back room with its documents about that conversation, or about none; with `talks` about any.

    `after`: a page of those past that `seq`; None: all of them (A12), but of `talks` the first page.

    Raises `forbidden`, `unknown_conversation`, and `not_found` before the business has a back room.
    """
    limit = None if after is None and not talks else PAGE
    if not who.staff:
        raise Refusal("forbidden", "the back room is the team's")
    require(who, Action.READ_BACK_ROOM)

    def read(connection: Connection) -> BackRoom:
        room = queries.back_room(connection, who.business)
        if room is None:
            raise Refusal("not_found", "this business has no back room yet")
        subject = None if about is None else _find(connection, who, about, Action.READ_BACK_ROOM)
        found = queries.back_room_documents(connection, who.business, subject, after or 0, limit, talks=talks)
        head = queries.head_pos(connection, room[0])
        more = found[-1].seq if len(found) == limit else None
        return BackRoom(room[1], head, [for_team(event) for event in found], more)

    return await house.read(read)


async def document(house: Context, who: Who, doc: bytes) -> bytes | None:
    """[L8] The newest version of a document as an event, None when there is no document with that id. Raises `forbidden`."""
    if not who.staff:
        raise Refusal("forbidden", "the back room is the team's")
    require(who, Action.READ_BACK_ROOM)

    def read(connection: Connection) -> bytes | None:
        seqs = queries.document_seqs(connection, who.business, [doc])
        found = queries.events_at(connection, who.business, seqs.values())
        return next(map(for_team, found.values()), None)

    return await house.read(read)
