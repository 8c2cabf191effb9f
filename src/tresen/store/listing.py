"""The list of conversations, for readers: its pages in order, its numbers, one row (W5)."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, false, func, literal_column, select, true

from tresen.store.schema import conversations, list_counts


class ConversationFacts(NamedTuple):
    """A row of the list of conversations, without what lies in the log."""

    id: int
    conversation: bytes
    closed: bool
    blocked: bool
    assigned: int | None
    created_ms: int
    last_ms: int
    last_seq: int | None
    unread: int
    head: int
    auto_off: bool
    erased_ms: int | None
    day_number: int
    asked_ms: int
    team_ms: int | None


def _conversations() -> Select[Any]:
    c = conversations.c
    return select(
        c.id, c.public_id, c.closed, c.blocked, c.assigned, c.created_ms, c.last_ms, c.last_seq, c.unread,
        c.head, c.auto_off, c.erased_ms, c.day_number, c.asked_ms, c.team_ms,
    )  # fmt: skip


def _filtered(business: int, filter_: str, person: int) -> list[Any]:
    c = conversations.c
    # Equal, not IS: SQLite takes the order from the index only then.
    where = [
        c.business_id == business,
        c.back_room == false(),
        c.closed == (true() if filter_ == "closed" else false()),
        c.waits >= 0,
    ]
    if filter_ == "unread":
        where.append(c.waits == 1)
    if filter_ == "mine":
        where.append(c.assigned == person)
    return where


FILTERS = ("waiting", "all", "unread", "mine", "closed")
"""`all` is what is not closed; `waiting` is listed by `waiting_page`."""


def waiting_page(
    connection: Connection, business: int, waiting: int, since_ms: int, start: int, limit: int
) -> list[ConversationFacts]:
    """[W5] A page of those that wait, the longest first, and below them those answered since then, the newest answer first.

    `waiting` is how many wait.
    """
    c = conversations.c
    found = _asking(business).order_by(c.asked_ms, c.id).offset(start).limit(limit)
    rows = [ConversationFacts(*row) for row in connection.execute(found)] if start < waiting else []
    if len(rows) == limit:
        return rows
    rest = _answered(business, since_ms).order_by(c.team_ms.desc(), c.id.desc())
    rest = rest.offset(max(0, start - waiting)).limit(limit - len(rows))
    return rows + [ConversationFacts(*row) for row in connection.execute(rest)]


def answered_count(connection: Connection, business: int, since_ms: int) -> int:
    """How many conversations the team answered since then, and do not wait again."""
    counted = _answered(business, since_ms).with_only_columns(func.count())
    return int(connection.execute(counted).scalar_one())


# Literals: SQLite uses the partial indices only then.
_ASKS: Final = conversations.c.asked_ms > literal_column("0")


def _asking(business: int) -> Select[Any]:
    c = conversations.c
    return _conversations().where(c.business_id == business, _ASKS, c.blocked == false())


def _answered(business: int, since_ms: int) -> Select[Any]:
    c = conversations.c
    return _conversations().where(
        c.business_id == business,
        c.team_ms >= since_ms,
        c.asked_ms == 0,
        c.waits >= 0,
        c.back_room == false(),
    )


def conversations_page(
    connection: Connection, business: int, person: int, filter_: str, start: int, limit: int
) -> list[ConversationFacts]:
    """[W5] A page of the list under the other filters: unread first, then the newest."""
    c = conversations.c
    query = (
        _conversations()
        .where(*_filtered(business, filter_, person))
        .order_by(c.waits.desc(), c.last_ms.desc(), c.id.desc())
        .offset(start)
        .limit(limit)
    )
    return [ConversationFacts(*row) for row in connection.execute(query)]


def conversation_counts(connection: Connection, business: int, person: int) -> dict[str, int]:
    """How many conversations each filter shows; from the counters, so that it costs the same in a list of any length."""
    n = list_counts.c
    counts = dict.fromkeys(FILTERS, 0)
    query = select(n.closed, n.waits, n.assigned, n.asks, n.n).where(n.business_id == business)
    for closed, waits, assigned, asks, number in connection.execute(query):
        counts["closed" if closed else "all"] += number
        if asks:
            counts["waiting"] += number
        if waits and not closed:
            counts["unread"] += number
        if assigned == person and not closed:
            counts["mine"] += number
    return counts


def conversation_row(connection: Connection, conversation: int) -> ConversationFacts:
    """One row of the list."""
    row = connection.execute(_conversations().where(conversations.c.id == conversation)).one()
    return ConversationFacts(*row)
