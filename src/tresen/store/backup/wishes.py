"""What customers and owners decided without an event in the log, as the erasure list keeps it (L10, L14, W13, D6-D8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec
from sqlalchemy import Connection, Select, select

from tresen.core.model import NEVER
from tresen.store.mail import CONFIRMED
from tresen.store.schema import (
    businesses,
    conversations,
    devices,
    events,
    holds,
    invitations,
    mails,
    objections,
    requests,
    restrictions,
    retention,
)

OBJECTED: Final = -2
"""A customer objected to statistics (body 1), or took that back (0): the newest entry counts (L14)."""
MAILED: Final = -3
"""A customer is told by mail, confirmed at that time (body, in ms), or not any more (0): the newest counts (W13)."""
HELD: Final = -4
"""An owner holds a conversation (body: reason, since when, until when or nil), or does not any more (0) (D6)."""
RESTRICTED: Final = -5
"""A customer restricted what is done with it (body: since when, whether it counted before), or took that back (0) (D7)."""
REQUESTED: Final = -6
"""A request of the register under the number `seq` (body: kind, state, when it came, is due, was dealt with, extended) (D8).

0: that number is another's."""
KEPT: Final = -7
"""A message is of a kept class (body: class, until when, and the message's id: device, counter), or not any more (0) (L9).

`seq` is the message's. Marks are events, but what is kept is told by the table: one that was taken back counts no more."""
ENDED: Final = -8
"""An invitation is over (body: state, since when). In place of a conversation stands its id. It never comes back (S21)."""
WISHES: Final = (OBJECTED, MAILED, HELD, RESTRICTED, REQUESTED, KEPT, ENDED)
"""The kinds of these entries. An e-mail address is never on the list, nor a word that anybody wrote."""
LASTING: Final = (HELD, RESTRICTED, REQUESTED, KEPT)
"""Those that count after a conversation was erased as well: for what the law kept of it, and for the register."""

Body: TypeAlias = Any
"""What holds: a number, or a tuple of numbers and words. 0: it does not hold any more."""


class Wish(NamedTuple):
    """What is decided: one of `WISHES`, of whom, and the number of a request or the `seq` of a message."""

    kind: int
    business: bytes
    conversation: bytes
    n: int = 0


class Said(NamedTuple):
    """What holds, the generation of the log, and when it was seen to hold."""

    body: bytes
    generation: bytes
    at_ms: int


encode: Final = msgspec.msgpack.Encoder().encode
NOTHING: Final = encode(0)

_b, _c = businesses.c, conversations.c
_of: Final = select(_b.public_id, _c.public_id, _b.generation, _c.last_ms, _c.erased_ms.is_(None)).join(
    conversations, _c.business_id == _b.id
)


def changed_wishes(connection: Connection, decided: Mapping[Wish, bytes]) -> Iterator[tuple[Wish, Said]]:
    """What holds otherwise than `decided` says. Of an erased conversation only what lasts is said."""
    found: dict[Wish, Said] = {}
    for kind, query in _queries().items():
        for business, conversation, generation, at_ms, alive, *values in connection.execute(query):
            if alive or kind in LASTING:
                n, body = _body(kind, values)
                found[Wish(kind, business, conversation, n)] = Said(encode(body), generation, at_ms)
    found |= _ended(connection)
    if any(body != NOTHING and wish not in found for wish, body in decided.items()):
        there = {(row[0], row[1]): row for row in connection.execute(_of)}
        for wish, body in decided.items():
            row = there.get((wish.business, wish.conversation))
            if body != NOTHING and wish not in found and row is not None and (row[4] or wish.kind in LASTING):
                found[wish] = Said(NOTHING, row[2], row[3])
    yield from ((wish, said) for wish, said in found.items() if decided.get(wish, NOTHING) != said.body)


def _ended(connection: Connection) -> dict[Wish, Said]:
    """Of one whose row is gone by now the list says it still: nothing takes its end back."""
    i = invitations.c
    query = (
        select(_b.public_id, i.public_id, _b.generation, i.state, i.ended_ms)
        .join(invitations, i.business_id == _b.id)
        .where(i.ended_ms.is_not(None))
    )
    return {
        Wish(ENDED, business, public_id): Said(encode([state, ended_ms]), generation, ended_ms)
        for business, public_id, generation, state, ended_ms in connection.execute(query)
    }


def _queries() -> dict[int, Select[Any]]:
    o, m, h, r, q = objections.c, mails.c, holds.c, restrictions.c, requests.c
    k, e, d = retention.c, events.c, devices.c
    return {
        OBJECTED: _of.join(objections, o.conversation_id == _c.id).where(o.upto_seq == NEVER),
        MAILED: _of.add_columns(m.since_ms)
        .join(mails, m.conversation_id == _c.id)
        .where(m.state == CONFIRMED),
        HELD: _of.add_columns(h.reason, h.since_ms, h.until_ms).join(holds, h.conversation_id == _c.id),
        RESTRICTED: _of.add_columns(r.since_ms, r.counted).join(restrictions, r.conversation_id == _c.id),
        REQUESTED: _of.add_columns(
            q.n, q.kind, q.state, q.at_ms, q.due_ms, q.changed_ms, q.extended
        ).join(requests, q.conversation_id == _c.id),
        KEPT: _of.add_columns(k.seq, k["class"], k.until_ms, d.public_id, e.counter)
        .join(retention, k.conversation_id == _c.id)
        .join(events, (e.business_id == k.business_id) & (e.seq == k.seq))
        .join(devices, d.id == e.device_id),
    }  # fmt: skip


def _body(kind: int, values: list[Any]) -> tuple[int, Body]:
    if kind == OBJECTED:
        return 0, 1
    if kind == MAILED:
        return 0, values[0]
    return (values[0], values[1:]) if kind in (REQUESTED, KEPT) else (0, values)
