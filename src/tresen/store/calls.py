"""Reads and changes of calls: the row of one that goes on, its entry in the log, and who may ring (C4, C10)."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, delete, exists, insert, literal_column, null, select, update

from tresen.core.model import Kind, Party, Role
from tresen.store.schema import calls, conversations, devices, events, mutes, pushes, quiets, silent_devices
from tresen.store.sql import Change, Query
from tresen.store.state import Business, Conversation, Stored
from tresen.store.tx import Tx

_c, _d, _e, _s = calls.c, devices.c, events.c, silent_devices.c
_is_call: Final = _e.kind == literal_column("8")
"""Word for word the condition of the index: SQLite uses a partial index only then."""
CALLERS: Final = (Role.OWNER.value, Role.MEMBER.value)
"""Who of the team calls and is called (C1)."""


class Row(NamedTuple):
    """A call that goes on, or did when the server stopped."""

    conversation: int
    business: int
    call: bytes
    party: int
    video: bool
    started_ms: int
    answered_ms: int | None
    person: int | None


class Ringable(NamedTuple):
    """A device of the called party. `person` is 0 for a customer's; `endpoint` is where its push service is told."""

    device: int
    person: int
    quiet: str | None
    endpoint: str | None


def begin(tx: Tx, row: Row) -> None:
    """A call rings. The conversation has none: see `going_on`."""
    tx.execute(insert(calls).values(_values(row)))


def take(tx: Tx, conversation: int, call: bytes, answered_ms: int, person: int | None) -> None:
    """Somebody took it."""
    where = (_c.conversation_id == conversation) & (_c.call == call)
    tx.execute(update(calls).where(where).values(answered_ms=answered_ms, person=person))


def going_on(source: Tx | Connection, conversation: int | None = None) -> list[Row]:
    """The calls that have no entry yet: all, or that of one conversation."""
    query = select(
        _c.conversation_id,
        _c.business_id,
        _c.call,
        _c.party,
        _c.video,
        _c.started_ms,
        _c.answered_ms,
        _c.person,
    ).order_by(_c.started_ms)
    if conversation is not None:
        query = query.where(_c.conversation_id == conversation)
    return [Row(*row) for row in source.execute(query)]


def finish(
    tx: Tx, business: Business, conversation: Conversation, call: bytes, body: bytes, *, unread: bool
) -> Stored | None:
    """[C10] Put its entry into the log in place of the row; None when that was done before. `unread`: the team missed it."""
    held = tx.execute(select(_c.call).where(_c.conversation_id == conversation.id)).scalar()
    if held != call:
        return None
    tx.execute(delete(calls).where(_c.conversation_id == conversation.id))
    if conversation.erased_ms is not None:
        return None
    stored = tx.append(business, Kind.CALL, body, conversation=conversation, waits=unread)
    conversation.last_ms = tx.now_ms
    return stored


class Entry(NamedTuple):
    """A call in the log: where, when, and its body as it was."""

    seq: int
    at_ms: int
    body: bytes


_END: Final = Change(delete(calls).where(_c.conversation_id == bindparam("conversation")))
_ENTRIES: Final = Query(
    select(_e.seq, _e.at_ms, _e.body).where(
        _e.business_id == bindparam("business"), _e.conversation_id == bindparam("conversation"), _is_call
    )
)


def forget(tx: Tx, conversation: Conversation) -> list[Entry]:
    """[C10] Of the calls of an erased conversation only the ids are left, and none goes on. Returns what they were."""
    _END.run(tx, conversation=conversation.id)
    rows = _ENTRIES.all(tx, business=conversation.business_id, conversation=conversation.id)
    entries = [Entry(*row) for row in rows]
    for seq, _, body in entries:
        call = msgspec.msgpack.decode(body)[0]
        emptied = msgspec.msgpack.encode((call, None, None, None, None, None, "erased"))
        tx.execute(
            update(events)
            .where(_e.business_id == conversation.business_id, _e.seq == seq)
            .values(body=emptied, spoken_by=null())
        )
        tx.grow(conversation, len(emptied) - len(body))
    return entries


def staff_to_ring(connection: Connection, business: int, conversation: int) -> list[Ringable]:
    """[C4] The devices of owners and members that may ring, but for their persons' quiet hours."""
    q, m = quiets.c, mutes.c
    muted = exists().where(
        m.business_id == business, m.person == _d.person, m.conversation_id == conversation
    )
    silent = exists().where(_s.device_id == _d.id)
    query = (
        select(_d.id, _d.person, q.quiet, pushes.c.endpoint)
        .outerjoin(pushes, pushes.c.device_id == _d.id)
        .outerjoin(quiets, (q.business_id == business) & (q.person == _d.person))
        .where(_of_team(business), _d.role.in_(CALLERS), ~muted, ~silent)
    )
    return [Ringable(*row) for row in connection.execute(query)]


def customer_to_ring(connection: Connection, conversation: int) -> list[Ringable]:
    """[C4] The customer's devices."""
    query = (
        select(_d.id, pushes.c.endpoint)
        .outerjoin(pushes, pushes.c.device_id == _d.id)
        .where(_d.conversation_id == conversation, _d.revoked_ms.is_(None), _d.role == Role.CUSTOMER.value)
    )
    return [Ringable(device, 0, None, endpoint) for device, endpoint in connection.execute(query)]


def _of_team(business: int) -> Any:
    return (_d.business_id == business) & _d.conversation_id.is_(None) & _d.revoked_ms.is_(None)


class Place(NamedTuple):
    """A conversation as a ring finds it."""

    id: int
    business: int
    back_room: bool
    blocked: bool
    erased: bool
    answered: bool
    """The team has written here, or rung."""


def place_of(connection: Connection, public_id: bytes) -> Place | None:
    """The conversation under that public id, of whichever business, or None."""
    t = conversations.c
    query = select(t.id, t.business_id, t.back_room, t.blocked, t.erased_ms, t.team_ms).where(
        t.public_id == public_id
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    key, business, back_room, blocked, erased_ms, team_ms = row
    answered = team_ms is not None or _has_rung(connection, business, key)
    return Place(key, business, bool(back_room), bool(blocked), erased_ms is not None, answered)


def _has_rung(connection: Connection, business: int, conversation: int) -> bool:
    """Whether the team ever rang there."""
    rows = _ENTRIES.all(connection, business=business, conversation=conversation)
    return any(msgspec.msgpack.decode(body)[2] == int(Party.TEAM) for _, _, body in rows)


def silence(tx: Tx, device: int, on: bool) -> None:
    """[C4] Calls do not ring at this device any more, or again."""
    tx.execute(delete(silent_devices).where(_s.device_id == device))
    if on:
        tx.execute(insert(silent_devices).values(device_id=device))


def is_silent(connection: Connection, device: int) -> bool:
    """Whether calls do not ring at this device."""
    return connection.execute(select(_s.device_id).where(_s.device_id == device)).first() is not None


def _values(row: Row) -> dict[str, Any]:
    conversation, business, *rest = row
    names = ("call", "party", "video", "started_ms", "answered_ms", "person")
    return {"conversation_id": conversation, "business_id": business, **dict(zip(names, rest, strict=True))}
