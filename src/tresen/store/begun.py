"""When conversations of a business began, and with what."""

from __future__ import annotations

from sqlalchemy import Connection, exists, func, select

from tresen.core.model import Kind
from tresen.store.schema import conversation_records, conversations, events
from tresen.store.state import Conversation
from tresen.store.tx import Tx


def begun_per(connection: Connection, business: int, span_ms: int, before_ms: int) -> list[tuple[int, int]]:
    """Pairs of a span's index since 1970 and how many conversations, not erased since, began in it before `before_ms`."""
    c = conversations.c
    index = c.created_ms.op("/")(span_ms)
    rows = connection.execute(
        select(index, func.count())
        .where(c.business_id == business, c.back_room.is_(False), c.created_ms < before_ms)
        .group_by(index)
    )
    return [(int(span), number) for span, number in rows]


def said_at_once(tx: Tx, conversation: Conversation) -> bool:
    """Whether the conversation began with a message: right behind its first epoch, in the same instant."""
    e, r = events.c, conversation_records.c
    found = exists().where(
        r.conversation_id == conversation.id,
        r.kind == "epoch",
        r.n == 1,
        e.business_id == conversation.business_id,
        e.seq == r.seq + 1,
        e.conversation_id == conversation.id,
        e.kind == int(Kind.MESSAGE),
        e.at_ms == conversation.created_ms,
    )
    return bool(tx.execute(select(found)).scalar_one())
