"""A conversation's events as a list that is read backwards: each names the `seq` of the one before it (docs/adr/0017).

No index has a leaf per conversation or per customer's device, because a message would then dirty a page in each of them.
Every 64th position is indexed: from there, or from the conversation's head, a walk reaches any position within 64 steps.
Customers' commands are listed by counter when a position of that kind is reached: a younger one is found by a walk.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple, Protocol

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Executable,
    Select,
    and_,
    bindparam,
    literal_column,
    select,
)

from tresen.store.datamap import Number
from tresen.store.schema import STRIDE, conversations, events
from tresen.store.sql import Job, Query

_c = conversations.c
_indexed: Final = events.c.pos % literal_column(str(STRIDE)) == literal_column("0")
"""Word for word the condition of the index, without bound values: SQLite uses a partial index only then."""


class Source(Job, Protocol):
    """The writer's transaction."""

    def execute(self, statement: Executable, /) -> Any:
        """Run a statement of Core."""


class Head(NamedTuple):
    """Where a conversation's list begins: its business, and `pos` and `seq` of the newest event (0: there is none)."""

    business: int
    pos: int
    seq: int


_HEAD: Final = Query(select(_c.business_id, _c.head, _c.head_seq).where(_c.id == bindparam("conversation")))


def head_of(source: Connection | Source, conversation: int) -> Head:
    """The conversation's head. Raises `LookupError`: there is no such conversation."""
    row = _HEAD.one(source, conversation=conversation)
    if row is None:
        raise LookupError(conversation)
    return Head(*row)


def down(business: Any, start: Any, after: Any) -> ColumnElement[bool]:
    """Holds for the events from the one at `seq` `start` down to the position above `after`.

    The arguments are numbers or bound parameters. A subquery, not a join: SQLite might begin a join with all events.
    """
    e = events.alias("first")
    steps = (
        select(e.c.seq, e.c.pos, e.c.before_seq)
        .where(e.c.business_id == business, e.c.seq == start, e.c.pos > after)
        .cte("steps", recursive=True)
    )
    n = events.alias("next")
    steps = steps.union_all(
        select(n.c.seq, n.c.pos, n.c.before_seq)
        .join_from(steps, n, n.c.seq == steps.c.before_seq)
        .where(n.c.business_id == business, steps.c.pos > after + 1)
    )
    return and_(events.c.business_id == business, events.c.seq.in_(select(steps.c.seq)))


def unlisted(conversation: Any) -> CTE:
    """The events since the last indexed position: `seq`, `device_id` and `counter` of each.

    What customers' devices sent at or before that position is in `commands`. The argument is a bound parameter or a column.
    """
    e, n = events.alias("first"), events.alias("next")
    stride = literal_column(str(STRIDE), Number)
    fresh = (
        select(e.c.business_id, e.c.seq, e.c.pos, e.c.before_seq, e.c.device_id, e.c.counter)
        .join_from(conversations, e, (e.c.business_id == _c.business_id) & (e.c.seq == _c.head_seq))
        .where(_c.id == conversation, e.c.pos % stride > literal_column("0"))
        .cte("fresh", recursive=True)
    )
    return fresh.union_all(
        select(n.c.business_id, n.c.seq, n.c.pos, n.c.before_seq, n.c.device_id, n.c.counter)
        .join_from(fresh, n, (n.c.business_id == fresh.c.business_id) & (n.c.seq == fresh.c.before_seq))
        .where(fresh.c.pos % stride > 1)
    )


def above(conversation: Any, until: Any) -> Select[int]:
    """The `seq` at the indexed position that is `until` or the next above it. The arguments are numbers or parameters."""
    e = events.c
    return (
        select(e.seq)
        .where(e.conversation_id == conversation, _indexed, e.pos >= until)
        .order_by(e.pos)
        .limit(literal_column("1"))
    )


def between(
    source: Connection | Source, conversation: int, after: int, until: int | None = None
) -> ColumnElement[bool]:
    """Holds for the events from `until`, or a little above, down to the position above `after`; None: from the head.

    The caller leaves out what is above `until`.
    """
    head = head_of(source, conversation)
    start = head.seq
    if until is not None and head.pos - until >= STRIDE:
        start = source.execute(above(conversation, until)).scalar_one()
    return down(head.business, start, after)
