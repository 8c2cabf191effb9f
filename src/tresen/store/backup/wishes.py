"""What customers decided without an event in the log, as the erasure list keeps it (L10, L14, W13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

from sqlalchemy import Connection, select

from tresen.core.model import NEVER
from tresen.store.mail import CONFIRMED
from tresen.store.schema import businesses, conversations, mails, objections

OBJECTED: Final = -2
"""A customer objected to statistics (body 1), or took that back (0): the newest entry counts (L14)."""
MAILED: Final = -3
"""A customer is told by mail, confirmed at that time (body, in ms), or not any more (0): the newest counts (W13)."""
WISHES: Final = (OBJECTED, MAILED)
"""The kinds of these entries. An e-mail address is never on the list."""

Wish: TypeAlias = tuple[int, bytes, bytes]
"""One of `WISHES`, the business, the conversation."""
Value: TypeAlias = tuple[int, bytes, int]
"""What holds, the generation of the log, and when it was seen to hold."""


def changed_wishes(connection: Connection, decided: dict[Wish, int]) -> Iterator[tuple[Wish, Value]]:
    """What holds otherwise than `decided` says. Of an erased conversation nothing is said any more."""
    b, c = businesses.c, conversations.c
    of = (
        select(b.public_id, c.public_id, b.generation, c.last_ms)
        .join(conversations, c.business_id == b.id)
        .where(c.erased_ms.is_(None))
    )
    o, m = objections.c, mails.c
    objecting = of.add_columns(o.upto_seq).join(objections, o.conversation_id == c.id)
    mailed = of.add_columns(m.since_ms).join(mails, m.conversation_id == c.id).where(m.state == CONFIRMED)
    found: dict[Wish, Value] = {}
    for business, conversation, generation, at_ms, _ in connection.execute(
        objecting.where(o.upto_seq == NEVER)
    ):
        found[OBJECTED, business, conversation] = 1, generation, at_ms
    for business, conversation, generation, at_ms, since_ms in connection.execute(mailed):
        found[MAILED, business, conversation] = since_ms, generation, at_ms
    if any(value and wish not in found for wish, value in decided.items()):
        alive = {(row[0], row[1]): (row[2], row[3]) for row in connection.execute(of).all()}
        for wish, value in decided.items():
            if value and wish not in found and wish[1:] in alive:
                generation, at_ms = alive[wish[1], wish[2]]
                found[wish] = 0, generation, at_ms
    yield from ((wish, value) for wish, value in found.items() if decided.get(wish, 0) != value[0])
