"""Queries for readers. Each takes a read-only connection, which sees one state of the database, and internal keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    func,
    select,
    tuple_,
)

from tresen.core.programs import Program, stored_program
from tresen.store.chain import Head, above, down, unlisted
from tresen.store.schema import (
    STRIDE,
    businesses,
    commands,
    conversation_records,
    conversations,
    devices,
    documents,
    events,
    former_handles,
    marks,
    slots,
    team_keys,
)
from tresen.store.sql import Query
from tresen.store.state import Event, MarkChange


class DeviceFacts(NamedTuple):
    """What a hello needs to know of a device: its owner, role, key and highest stored counter."""

    id: int
    business_id: int
    business: bytes
    generation: bytes
    conversation_id: int | None
    conversation: bytes | None
    role: str
    person: int
    ed: bytes
    revoked: bool
    counter: int
    seen_day: int | None
    program: Program | None


_DEVICE = Query(
    select(
        devices.c.id, devices.c.business_id, businesses.c.public_id, businesses.c.generation,
        devices.c.conversation_id, conversations.c.public_id, devices.c.role, devices.c.person, devices.c.ed,
        devices.c.revoked_ms.is_not(None),
        func.coalesce(
            select(func.max(commands.c.counter)).where(commands.c.device_id == devices.c.id).scalar_subquery(), 0
        ),
        devices.c.seen_day, devices.c.program,
    )
    .join(businesses, businesses.c.id == devices.c.business_id)
    .outerjoin(conversations, conversations.c.id == devices.c.conversation_id)
    .where(devices.c.public_id == bindparam("public_id"))
)  # fmt: skip
_fresh = unlisted(bindparam("conversation"))
_FRESH_COUNTER = Query(select(func.max(_fresh.c.counter)).where(_fresh.c.device_id == bindparam("device")))
_REVOKED = Query(select(devices.c.revoked_ms).where(devices.c.id == bindparam("device")))


def find_device(connection: Connection, public_id: bytes) -> DeviceFacts | None:
    """The device of that public id, or None."""
    row = _DEVICE.one(connection, public_id=public_id)
    if row is None:
        return None
    facts = DeviceFacts(*row)._replace(revoked=bool(row[9]), program=stored_program(row[12]))
    if facts.conversation_id is None:
        return facts
    younger = _FRESH_COUNTER.one(connection, conversation=facts.conversation_id, device=facts.id)
    return facts._replace(counter=max(facts.counter, (younger and younger[0]) or 0))


def is_revoked(connection: Connection, device: int) -> bool:
    """Whether a device was shut out. Raises LookupError when there is no such device."""
    row = _REVOKED.one(connection, device=device)
    if row is None:
        raise LookupError(device)
    return row[0] is not None


def find_business(connection: Connection, handle: str) -> tuple[int, bytes, bytes] | None:
    """Internal key, public id and generation of the business with that handle, now or formerly, or None."""
    b = businesses.c
    wanted = select(b.id, b.public_id, b.generation)
    row = connection.execute(wanted.where(b.handle == handle)).one_or_none()
    if row is None:
        former = select(former_handles.c.business_id).where(former_handles.c.handle == handle)
        row = connection.execute(wanted.where(b.id == former.scalar_subquery())).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def public_id(connection: Connection, business: int) -> bytes:
    """The public id of a business."""
    found: bytes = connection.execute(
        select(businesses.c.public_id).where(businesses.c.id == business)
    ).scalar_one()
    return found


def assigned_to(connection: Connection, conversation: int) -> int | None:
    """The person to whom a conversation is assigned; None: nobody."""
    c = conversations.c
    found: int | None = connection.execute(select(c.assigned).where(c.id == conversation)).scalar()
    return found


def find_conversation(connection: Connection, business: int, public_id: bytes) -> tuple[int, bool] | None:
    """Internal key of the business's conversation, and whether it is the back room; None when it has no such."""
    c = conversations.c
    row = connection.execute(
        select(c.id, c.back_room).where(c.public_id == public_id, c.business_id == business)
    ).one_or_none()
    return None if row is None else (row[0], bool(row[1]))


def takes_messages(connection: Connection, business: int, public_id: bytes) -> bool:
    """Whether the business has that conversation, and its customer is not blocked nor the conversation erased."""
    c = conversations.c
    where = (c.public_id == public_id) & (c.business_id == business)
    row = connection.execute(select(c.blocked, c.erased_ms).where(where)).one_or_none()
    return row is not None and not row.blocked and row.erased_ms is None


_HEAD = Query(
    select(
        select(func.max(events.c.seq)).where(events.c.business_id == bindparam("business")).scalar_subquery(),
        select(func.max(events.c.rev))
        .where(events.c.business_id == bindparam("business"), events.c.rev.is_not(None))
        .scalar_subquery(),
    )
)
_PLACE = Query(
    select(conversations.c.business_id, conversations.c.head, conversations.c.head_seq).where(
        conversations.c.id == bindparam("conversation")
    )
)
_AT = Query(
    select(events.c.pos, events.c.at_ms, devices.c.public_id, events.c.counter)
    .select_from(events.outerjoin(devices, devices.c.id == events.c.device_id))
    .where(events.c.business_id == bindparam("business"), events.c.seq == bindparam("seq"))
)
_ABOVE = Query(above(bindparam("conversation"), bindparam("until")))


def head(connection: Connection, business: int) -> tuple[int, int]:
    """The newest `seq` and `rev` of a business; 0 before the first."""
    seq, rev = _HEAD.all(connection, business=business)[0]
    return seq or 0, rev or 0


class Place(NamedTuple):
    """What a hash of an event is made of, without what it holds."""

    pos: int | None
    at_ms: int
    device: bytes | None
    counter: int | None


def event_at(connection: Connection, business: int, seq: int) -> Place | None:
    """The business's event with that number, or None."""
    row = _AT.one(connection, business=business, seq=seq)
    return None if row is None else Place(*row)


def head_pos(connection: Connection, conversation: int) -> int:
    """The newest `pos` of a conversation."""
    return newest_of(connection, conversation).pos


def newest_of(connection: Connection, conversation: int) -> Head:
    """The place of a conversation's newest event; 0 before the first."""
    return Head(*_PLACE.all(connection, conversation=conversation)[0])


def _events() -> Select[Any]:
    e = events.c
    return select(
        e.business_id, e.seq, e.rev, e.conversation_id, conversations.c.public_id, e.pos, e.kind, e.at_ms,
        e.device_id, devices.c.public_id, e.counter, e.body, e.header, slots.c.slot, e.ciphertext, e.signature,
    ).select_from(
        events.outerjoin(slots, and_(slots.c.business_id == e.business_id, slots.c.seq == e.seq))
        .outerjoin(conversations, conversations.c.id == e.conversation_id)
        .outerjoin(devices, devices.c.id == e.device_id)
    )  # fmt: skip


_TEAM_EVENTS = Query(
    _events()
    .where(events.c.business_id == bindparam("business"), events.c.seq > bindparam("after"))
    .order_by(events.c.seq)
    .limit(bindparam("most"))
)
_SPAN = Query(
    _events()
    .where(
        down(bindparam("business"), bindparam("start"), bindparam("after")),
        events.c.pos <= bindparam("until"),
    )
    .order_by(events.c.seq)
)
_RECORDS = Query(
    _events()
    .where(events.c.business_id == bindparam("business"), events.c.rev > bindparam("after"))
    .order_by(events.c.rev)
    .limit(bindparam("most"))
)


def team_events_after(connection: Connection, business: int, seq: int, limit: int) -> list[Event]:
    """[L1] The business's events after `seq`, ascending."""
    return [Event(*row) for row in _TEAM_EVENTS.all(connection, business=business, after=seq, most=limit)]


def events_after(connection: Connection, conversation: int, pos: int, limit: int) -> list[Event]:
    """[L2] What the customer may see of a conversation after `pos`, ascending."""
    return _span(connection, conversation, newest_of(connection, conversation), pos, pos + limit)


def events_before(connection: Connection, conversation: int, pos: int, limit: int) -> list[Event]:
    """[W5] The `limit` events before `pos`, ascending."""
    newest = newest_of(connection, conversation)
    until = min(pos - 1, newest.pos)
    return _span(connection, conversation, newest, until - limit, until)


def _span(connection: Connection, conversation: int, newest: Head, after: int, until: int) -> list[Event]:
    """The events at the positions after `after`, up to `until`."""
    start: Any = newest.seq
    if newest.pos - until >= STRIDE:
        start = _ABOVE.all(connection, conversation=conversation, until=until)[0][0]
    rows = _SPAN.all(connection, business=newest.business, start=start, after=after, until=until)
    return [Event(*row) for row in rows]


def records_after(connection: Connection, business: int, rev: int, limit: int) -> list[Event]:
    """[L2] The business's public records after `rev`, ascending."""
    return [Event(*row) for row in _RECORDS.all(connection, business=business, after=rev, most=limit)]


def events_at(connection: Connection, business: int, seqs: Iterable[int]) -> dict[int, Event]:
    """The business's events with these numbers."""
    wanted = sorted(set(seqs))
    e = events.c
    found: dict[int, Event] = {}
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        query = _events().where(e.business_id == business, e.seq.in_(part))
        found.update((row.seq, Event(*row)) for row in connection.execute(query))
    return found


def _marks() -> Select[Any]:
    m = marks.c
    return select(
        m.business_id, m.conversation_id, conversations.c.public_id, m.party, m.delivered, m.read, m.delivered_ms,
        m.read_ms,
    ).join(conversations, conversations.c.id == m.conversation_id)  # fmt: skip


def marks_of(connection: Connection, of: Sequence[int]) -> dict[int, list[MarkChange]]:
    """[L6] Both parties' marks of these conversations."""
    found: dict[int, list[MarkChange]] = {key: [] for key in of}
    query = _marks().where(marks.c.conversation_id.in_(list(of))).order_by(marks.c.party)
    for row in connection.execute(query):
        change = MarkChange(*row)
        found[change.conversation_id].append(change)
    return found


_MARKS = Query(_marks().where(marks.c.conversation_id == bindparam("conversation")).order_by(marks.c.party))


def marks_in(connection: Connection, conversation: int) -> list[MarkChange]:
    """[L6] Both parties' marks of a conversation."""
    return [MarkChange(*row) for row in _MARKS.all(connection, conversation=conversation)]


def marks_since(
    connection: Connection, business: int, seq: int, after: tuple[int, int, int] | None, limit: int
) -> list[tuple[int, MarkChange]]:
    """[L6] Marks that changed when the log's head was at `seq` or later, each with that head; by head, conversation, party.

    `after` is the last (head, conversation, party) of the page before.
    """
    m = marks.c
    order = (m.seq, m.conversation_id, m.party)
    query = (
        _marks()
        .add_columns(m.seq)
        .where(m.business_id == business, m.seq >= seq)
        .order_by(*order)
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(*order) > after)
    return [(row[-1], MarkChange(*row[:-1])) for row in connection.execute(query)]


def record_seqs(connection: Connection, conversation: int, kind: str) -> list[int]:
    """Where the conversation's customer-devices records or epochs are in the log, by number."""
    r = conversation_records.c
    query = select(r.seq).where(r.conversation_id == conversation, r.kind == kind).order_by(r.n)
    return [seq for (seq,) in connection.execute(query)]


def sealed_records_after(
    connection: Connection, business: int, conversation: int, pos: int, limit: int
) -> list[tuple[str, Event]]:
    """The conversation's customer-devices records and epochs past that `pos`, with their kind, in the order of the log."""
    r, e = conversation_records.c, events.c
    query = (
        select(r.kind, r.seq)
        .join(events, (e.business_id == business) & (e.seq == r.seq))
        .where(r.conversation_id == conversation, e.pos > pos)
        .order_by(r.seq)
        .limit(limit)
    )
    found = connection.execute(query).all()
    there = events_at(connection, business, [seq for _, seq in found])
    return [(kind, there[seq]) for kind, seq in found]


def epoch_seqs(connection: Connection, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Where these epochs, given as (conversation, n), are in the log."""
    r = conversation_records.c
    query = select(r.conversation_id, r.n, r.seq).where(
        r.kind == "epoch", tuple_(r.conversation_id, r.n).in_(list(wanted))
    )
    return {(row[0], row[1]): row[2] for row in connection.execute(query)}


def team_publics(connection: Connection, business: int) -> list[bytes]:
    """The public halves of all team keys the business ever had, by number."""
    query = select(team_keys.c.x).where(team_keys.c.business_id == business).order_by(team_keys.c.n)
    return [x for (x,) in connection.execute(query)]


def back_room(connection: Connection, business: int) -> tuple[int, bytes] | None:
    """Internal key and public id of the business's back room."""
    c = conversations.c
    row = connection.execute(
        select(c.id, c.public_id).where(c.business_id == business, c.back_room.is_(True))
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def document_seqs(connection: Connection, business: int, docs: Iterable[bytes]) -> dict[bytes, int]:
    """[L8] Where the newest versions of these documents are in the log; a document that does not exist is left out."""
    d = documents.c
    query = select(d.doc, d.seq).where(d.business_id == business, d.doc.in_(list(docs)))
    return {row.doc: row.seq for row in connection.execute(query)}


def back_room_documents(
    connection: Connection,
    business: int,
    about: int | None,
    after: int,
    limit: int | None,
    *,
    talks: bool = False,
) -> list[Event]:
    """[L8] The current versions after that `seq` of documents about that conversation (None: about none), ascending.

    `talks`: of those about any conversation.
    """
    d = documents.c
    which = d.about_id.is_(None) if about is None else d.about_id == about
    if talks:
        which = d.about_id.is_not(None)
    query = select(d.seq).where(d.business_id == business, which, d.seq > after)
    seqs = [seq for (seq,) in connection.execute(query.order_by(d.seq).limit(limit))]
    found = events_at(connection, business, seqs)
    return [found[seq] for seq in sorted(found)]
