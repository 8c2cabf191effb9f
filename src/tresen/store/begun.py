"""How many conversations of a business began when."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from tresen.store.schema import conversations


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
