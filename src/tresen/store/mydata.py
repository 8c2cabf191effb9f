"""Reads for "my data" and the incident helper: what is stored about a conversation, in numbers and times (Art. 15, 33)."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from tresen.core.model import Kind, Role
from tresen.store.chain import between
from tresen.store.schema import blobs, conversations, devices, events, mails, pushes

_c, _d, _e, _f = conversations.c, devices.c, events.c, blobs.c
READERS = (Role.OWNER.value, Role.MEMBER.value)


class Held(NamedTuple):
    """Numbers of a conversation. `last_ms` is the last word."""

    since_ms: int
    last_ms: int
    erased_ms: int | None
    events: int
    messages: int
    bytes: int
    files: int
    file_bytes: int


class Known(NamedTuple):
    """A device: public id, paper or not, since and until when. `person` is that of a team device."""

    device: bytes
    paper: bool
    person: int
    since_ms: int
    removed_ms: int | None


class Affected(NamedTuple):
    """Whom an incident in a time concerns, in numbers."""

    conversations: list[bytes]
    customers: int
    messages: int
    files: int
    team_devices: int
    customer_devices: int
    over_limit: bool


def held(connection: Connection, conversation: int) -> Held:
    """The numbers of a conversation."""
    row = connection.execute(
        select(_c.created_ms, _c.last_ms, _c.erased_ms, _c.bytes, _c.head).where(_c.id == conversation)
    ).one()
    there = (between(connection, conversation, 0), _e.kind == int(Kind.MESSAGE), _e.header.is_not(None))
    messages: int = connection.execute(select(func.count()).select_from(events).where(*there)).scalar_one()
    files = connection.execute(
        select(func.count(), func.coalesce(func.sum(_f.bytes), 0)).where(
            _f.conversation_id == conversation, _f.seq.is_not(None)
        )
    ).one()
    return Held(row[0], row[1], row[2], row[4], messages, row[3], files[0], files[1])


def devices_of(connection: Connection, conversation: int) -> list[Known]:
    """The customer's devices, those that were removed too, oldest first."""
    query = (
        select(_d.public_id, _d.role, _d.person, _d.added_ms, _d.revoked_ms)
        .where(_d.conversation_id == conversation)
        .order_by(_d.added_ms, _d.id)
    )
    return [
        Known(row[0], row[1] == Role.PAPER.value, row[2], row[3], row[4]) for row in connection.execute(query)
    ]


def readers(connection: Connection, business: int, since_ms: int) -> list[Known]:
    """The devices of the team that could read since then, oldest first."""
    query = (
        select(_d.public_id, _d.person, _d.added_ms, _d.revoked_ms)
        .where(_d.business_id == business, _d.conversation_id.is_(None), _d.role.in_(READERS))
        .where((_d.revoked_ms.is_(None)) | (_d.revoked_ms >= since_ms))
        .order_by(_d.added_ms, _d.id)
    )
    return [Known(row[0], False, row[1], row[2], row[3]) for row in connection.execute(query)]


def lines(connection: Connection, conversation: int) -> list[tuple[int, int, bytes | None, str | None]]:
    """Kind, time, and id and role of the device of each record and each erasure of a conversation, in order."""
    query = (
        select(_e.kind, _e.at_ms, _d.public_id, _d.role)
        .select_from(events)
        .outerjoin(devices, _d.id == _e.device_id)
        .where(between(connection, conversation, 0))
        .where(_e.kind.in_((int(Kind.RECORD), int(Kind.ERASED), int(Kind.EXPIRED))))
        .order_by(_e.pos)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(query)]


def told(connection: Connection, conversation: int) -> tuple[bool, bool]:
    """Whether a push service or a mail tells the customer."""
    push = select(pushes.c.device_id).join(devices, _d.id == pushes.c.device_id)
    mail = select(mails.c.conversation_id).where(mails.c.conversation_id == conversation)
    has_push = connection.execute(push.where(_d.conversation_id == conversation)).first() is not None
    return has_push, connection.execute(mail).first() is not None


def affected(connection: Connection, business: int, from_ms: int, to_ms: int, most: int) -> Affected:
    """[Art. 33] The conversations that had something stored then, and how much."""
    within = (_e.business_id == business, _e.at_ms >= from_ms, _e.at_ms < to_ms)
    query = (
        select(_c.public_id, _c.id)
        .join(events, _e.conversation_id == _c.id)
        .where(*within, _c.back_room.is_(False))
        .distinct()
        .order_by(_c.id)
    )
    rows = connection.execute(query).all()
    # What the team says to itself, and its documents, are messages of the back room: none of a customer's.
    of_customers = select(func.count()).select_from(events).join(conversations, _c.id == _e.conversation_id)
    messages = of_customers.where(*within, _c.back_room.is_(False), _e.kind == int(Kind.MESSAGE))
    files = of_customers.join(blobs, (_e.business_id == _f.business_id) & (_e.seq == _f.seq)).where(
        *within, _c.back_room.is_(False)
    )
    mine = (_d.business_id == business, _d.added_ms < to_ms)
    alive = _d.revoked_ms.is_(None) | (_d.revoked_ms >= from_ms)
    count = select(func.count()).select_from(devices).where(*mine, alive)
    team = connection.execute(count.where(_d.conversation_id.is_(None))).scalar_one()
    theirs = connection.execute(
        count.join(conversations, _c.id == _d.conversation_id).where(
            _d.conversation_id.in_(select(_e.conversation_id).where(*within))
        )
    ).scalar_one()
    return Affected(
        [row[0] for row in rows[:most]],
        len(rows),
        connection.execute(messages).scalar_one(),
        connection.execute(files).scalar_one(),
        team,
        theirs,
        len(rows) > most,
    )
