"""Rows of the audit trail (D9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, literal_column, select

from tresen.store.schema import audit, conversations
from tresen.store.sql import Change, Query
from tresen.store.tx import Tx

_a = audit.c
_AT_ONCE = 1000


class AuditRow(NamedTuple):
    """A line as stored, with the conversation's public id."""

    n: int
    at_ms: int
    what: str
    person: int | None
    conversation: bytes | None
    hash: bytes


_LAST = Query(
    select(_a.n, _a.hash)
    .where(_a.business_id == bindparam("business"))
    .order_by(_a.n.desc())
    .limit(literal_column("1"))
)
_ADD = Change(insert(audit).values({each.name: bindparam(each.name) for each in audit.c}))


def last(source: Tx | Connection, business: int) -> tuple[int, bytes] | None:
    """Number and hash of the newest line."""
    row = _LAST.one(source, business=business)
    return None if row is None else (row[0], row[1])


def add(
    tx: Tx, business: int, n: int, what: str, person: int | None, conversation: int | None, hash_: bytes
) -> None:
    """Write a line."""
    row = {"business_id": business, "n": n, "at_ms": tx.now_ms, "what": what, "person": person}
    _ADD.run(tx, **row, conversation_id=conversation, hash=hash_)


_LINES = (
    select(_a.n, _a.at_ms, _a.what, _a.person, conversations.c.public_id, _a.hash)
    .select_from(audit)
    .outerjoin(conversations, conversations.c.id == _a.conversation_id)
)


def before(connection: Connection, business: int, n: int, limit: int) -> list[AuditRow]:
    """The lines before that number, newest first."""
    query = _LINES.where(_a.business_id == business, _a.n < n).order_by(_a.n.desc()).limit(limit)
    return [AuditRow(*row) for row in connection.execute(query)]


def every(connection: Connection, business: int) -> Iterator[AuditRow]:
    """All lines, from the first."""
    after = 0
    while True:
        query = _LINES.where(_a.business_id == business, _a.n > after).order_by(_a.n).limit(_AT_ONCE)
        found = [AuditRow(*row) for row in connection.execute(query)]
        yield from found
        if len(found) < _AT_ONCE:
            return
        after = found[-1].n


def about(source: Tx | Connection, conversation: int, what: str) -> list[AuditRow]:
    """The lines about a conversation that say this, oldest first."""
    query = _LINES.where(_a.conversation_id == conversation, _a.what == what).order_by(_a.n)
    return [AuditRow(*row) for row in source.execute(query)]


def saying(connection: Connection, business: int, what: str, since_ms: int) -> list[AuditRow]:
    """The lines of a business that say this, from a time on, oldest first."""
    query = _LINES.where(_a.business_id == business, _a.what == what, _a.at_ms >= since_ms).order_by(_a.n)
    return [AuditRow(*row) for row in connection.execute(query)]
