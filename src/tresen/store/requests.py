"""Rows of the register of requests (D8)."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from tresen.store.schema import conversations, requests
from tresen.store.tx import Tx

_r = requests.c


class Request(NamedTuple):
    """A request as stored; `conversation` is the public id."""

    n: int
    conversation: bytes
    kind: str
    state: str
    at_ms: int
    due_ms: int
    changed_ms: int | None
    extended: bool


_REQUESTS = select(
    _r.n, conversations.c.public_id, _r.kind, _r.state, _r.at_ms, _r.due_ms, _r.changed_ms, _r.extended
).join(conversations, conversations.c.id == _r.conversation_id)


def _read(source: Tx | Connection, query: Any) -> list[Request]:
    return [Request(*row) for row in source.execute(query)]


def of_conversation(source: Tx | Connection, conversation: int) -> list[Request]:
    """What the customer of a conversation asked for, newest first."""
    return _read(source, _REQUESTS.where(_r.conversation_id == conversation).order_by(_r.n.desc()))


def numbered(source: Tx | Connection, business: int, n: int) -> tuple[Request, int] | None:
    """A request by its number, with the internal key of its conversation."""
    found = _read(source, _REQUESTS.where(_r.business_id == business, _r.n == n))
    if not found:
        return None
    query = select(_r.conversation_id).where(_r.business_id == business, _r.n == n)
    key: int = source.execute(query).scalar_one()
    return found[0], key


def register(
    connection: Connection, business: int, before: int | None, states: tuple[str, ...] | None, limit: int
) -> list[Request]:
    """The register, newest first; of some `states` alone, the most urgent first."""
    query = _REQUESTS.where(_r.business_id == business)
    if states is not None:
        query = query.where(_r.state.in_(states)).order_by(_r.due_ms, _r.n)
    else:
        query = query.order_by(_r.n.desc())
        if before is not None:
            query = query.where(_r.n < before)
    return _read(connection, query.limit(limit))


def count(connection: Connection, business: int, states: tuple[str, ...]) -> int:
    """How many are in one of these states."""
    query = select(func.count()).select_from(requests).where(_r.business_id == business, _r.state.in_(states))
    found: int = connection.execute(query).scalar_one()
    return found


def count_of(source: Tx | Connection, conversation: int) -> int:
    """How many a conversation ever made."""
    query = select(func.count()).select_from(requests).where(_r.conversation_id == conversation)
    found: int = source.execute(query).scalar_one()
    return found


def add(tx: Tx, business: int, conversation: int, kind: str, due_ms: int) -> int:
    """Add a request that is open; returns its number."""
    newest = tx.execute(select(func.max(_r.n)).where(_r.business_id == business)).scalar()
    n: int = (newest or 0) + 1
    row = {"business_id": business, "n": n, "conversation_id": conversation, "kind": kind, "state": "open"}
    tx.execute(insert(requests).values({**row, "at_ms": tx.now_ms, "due_ms": due_ms, "extended": False}))
    return n


def change(tx: Tx, business: int, n: int, **values: Any) -> None:
    """Change a request."""
    where = (_r.business_id == business) & (_r.n == n)
    tx.execute(update(requests).where(where).values(changed_ms=tx.now_ms, **values))


class Kept(NamedTuple):
    """A request as the erasure list has it."""

    kind: str
    state: str
    at_ms: int
    due_ms: int
    changed_ms: int | None
    extended: bool


def put(tx: Tx, business: int, n: int, conversation: int, kept: Kept) -> None:
    """[L10] Bring a request back. If another conversation's has its number meanwhile, it gets the next free one."""
    where = (_r.business_id == business) & (_r.n == n)
    whose = tx.execute(select(_r.conversation_id).where(where)).scalar()
    if whose == conversation:
        tx.execute(update(requests).where(where).values(kept._asdict()))
        return
    if whose is not None:
        newest = tx.execute(select(func.max(_r.n)).where(_r.business_id == business)).scalar()
        n = (newest or 0) + 1
    row = {"business_id": business, "n": n, "conversation_id": conversation}
    tx.execute(insert(requests).values({**row, **kept._asdict()}))
