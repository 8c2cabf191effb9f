"""The operator's view of businesses: list, size, export, delete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import BindParameter, Connection, Executable, Table, bindparam, delete, func, or_, select

from tresen.core.model import Kind, Role
from tresen.store.schema import (
    blobs,
    blobs_gone,
    businesses,
    conversations,
    devices,
    events,
    former_handles,
    metadata,
    retention,
)
from tresen.store.tx import Tx

OF_NO_BUSINESS: Final = frozenset({"blobs_gone", "law_clock"})
"""Tables without a business: names of files that are to be removed, and the one clock of the server."""
_OF: Final = {
    "business_id": None,
    "conversation_id": conversations,
    "about_id": conversations,
    "device_id": devices,
}
"""How a table's rows belong to a business: by its key, or by that of a conversation or a device of it."""


class Facts(NamedTuple):
    """A business as its host sees it: numbers, no content and no names."""

    handle: str
    public_id: bytes
    created_ms: int
    people: int
    devices: int
    conversations: int
    messages: int
    bytes: int
    files: int
    file_bytes: int
    kept: int
    """Messages that commercial law makes it keep (L9)."""
    last_ms: int
    former: tuple[str, ...]


def find(connection: Connection, handle: str) -> int | None:
    """The key of the business with that address; a former one does not name it."""
    found: int | None = connection.execute(
        select(businesses.c.id).where(businesses.c.handle == handle)
    ).scalar()
    return found


def facts(connection: Connection) -> list[Facts]:
    """All businesses, by address."""
    b = businesses.c
    rows = connection.execute(select(b.id, b.handle, b.public_id, b.created_ms).order_by(b.handle)).all()
    return [_facts(connection, *row) for row in rows]


def _facts(connection: Connection, key: int, handle: str, public_id: bytes, created_ms: int) -> Facts:
    c, d, e, f = conversations.c, devices.c, events.c, blobs.c

    def one(query: Executable) -> Any:
        return connection.execute(query).one()

    team = (
        d.business_id == key,
        d.conversation_id.is_(None),
        d.revoked_ms.is_(None),
        d.role != Role.SHEET.value,
    )
    people, machines = one(select(func.count(d.person.distinct()), func.count()).where(*team))
    talks = one(select(func.count()).where(c.business_id == key, c.back_room.is_(False)))[0]
    stored = one(select(func.coalesce(func.sum(c.bytes), 0)).where(c.business_id == key))[0]
    said = one(
        select(func.count()).where(e.business_id == key, e.kind == int(Kind.MESSAGE), e.header.is_not(None))
    )[0]
    files, file_bytes = one(
        select(func.count(), func.coalesce(func.sum(f.bytes), 0)).where(f.business_id == key, f.complete)
    )
    kept = one(select(func.count()).where(retention.c.business_id == key))[0]
    last = connection.execute(
        select(e.at_ms).where(e.business_id == key).order_by(e.seq.desc()).limit(1)
    ).scalar()
    before = connection.execute(
        select(former_handles.c.handle).where(former_handles.c.business_id == key).order_by("handle")
    )
    return Facts(
        handle, public_id, created_ms, people, machines, talks, said, stored, files, file_bytes, kept, last or 0,
        tuple(each for (each,) in before),
    )  # fmt: skip


def rows(connection: Connection, business: int) -> Iterator[tuple[str, list[str], Iterator[tuple[Any, ...]]]]:
    """Everything that is stored about a business: each table with its columns and the rows that are this business's."""
    for table in metadata.sorted_tables:
        where = _belongs(table)
        if where is None:
            continue
        key = list(table.primary_key) or [next(iter(table.columns))]
        found = connection.execution_options(yield_per=500).execute(
            select(table).where(where).order_by(*key), {"business": business}
        )
        yield table.name, [column.name for column in table.columns], (tuple(row) for row in found)


def remove(connection: Connection | Tx, business: int) -> list[str]:
    """Delete all rows of a business, in the caller's transaction; returns the names of its files, which go next.

    The names stand in `blobs_gone` until then, so that an interruption loses none of them.
    """
    names = [
        name for (name,) in connection.execute(select(blobs.c.name).where(blobs.c.business_id == business))
    ]
    for name in names:
        connection.execute(blobs_gone.insert().prefix_with("OR IGNORE").values(name=name))
    for table in reversed(metadata.sorted_tables):
        where = _belongs(table)
        if where is not None and table not in (conversations, devices, businesses):
            connection.execute(delete(table).where(where), {"business": business})
    for table in (devices, conversations, businesses):
        where = _belongs(table)
        if where is not None:
            connection.execute(delete(table).where(where), {"business": business})
    return names


def _belongs(table: Table) -> Any:
    """The condition that a row of the table is the business's (parameter `business`). None: it is of no business."""
    mine: BindParameter[int] = bindparam("business")
    if table is businesses:
        return table.c.id == mine
    if "business_id" in table.c:
        return table.c.business_id == mine
    by = [
        table.c[name].in_(select(other.c.id).where(other.c.business_id == mine))
        for name, other in _OF.items()
        if other is not None and name in table.c
    ]
    if not by:
        if table.name not in OF_NO_BUSINESS:
            raise LookupError(f"nothing says whose rows {table.name} holds")
        return None
    return or_(*by)
