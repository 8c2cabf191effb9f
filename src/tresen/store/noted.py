"""How far a business's log was read for whom to tell: a crash leaves nobody out, and nothing is told twice (W12, W13)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, delete, exists, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from tresen.core.model import Kind
from tresen.store.schema import events, noted
from tresen.store.tx import Tx

_n, _e = noted.c, events.c


class Way(StrEnum):
    """How people are told."""

    PUSH = "push"
    MAIL = "mail"


class Spoken(NamedTuple):
    """A spoken message: the business it is in, its conversation and position, and who it is by."""

    business: int
    conversation: int
    pos: int
    by: int


def up_to(source: Connection | Tx, business: int, way: Way) -> int | None:
    """The `seq` up to which the log was read, or None where it never was."""
    query = select(_n.seq).where(_n.business_id == business, _n.way == way.value)
    found: int | None = source.execute(query).scalar()
    return found


def note(tx: Tx, business: int, way: Way, seq: int) -> None:
    """The log was read up to that `seq`. It never goes back."""
    added = upsert(noted).values(business_id=business, way=way.value, seq=seq)
    newest = func.max(_n.seq, added.excluded.seq)
    tx.execute(added.on_conflict_do_update(index_elements=["business_id", "way"], set_={"seq": newest}))


def from_now(tx: Tx, business: int, way: Way) -> None:
    """Nobody was to be told so far: what was said before this transaction is told to nobody."""
    note(tx, business, way, tx.business(business).seq)


def is_read(connection: Connection, way: Way) -> bool:
    """Whether it is kept how far any log was read."""
    return bool(connection.execute(select(exists().where(_n.way == way.value))).scalar_one())


def forget(tx: Tx, way: Way) -> None:
    """Nobody reads the logs any more: whoever does so again begins with what is said then."""
    tx.execute(delete(noted).where(_n.way == way.value))


def behind(connection: Connection, businesses: Iterable[int], way: Way) -> dict[int, int]:
    """Of these businesses the `seq` of the newest message, where the log was not read up to it."""
    found = {}
    for business in businesses:
        query = select(_e.seq).where(_e.business_id == business, _e.kind == int(Kind.MESSAGE))
        newest = connection.execute(query.order_by(_e.seq.desc()).limit(1)).scalar() or 0
        read = up_to(connection, business, way)
        if read is None or read < newest:
            found[business] = newest
    return found


def unread(connection: Connection, business: int, way: Way, until: int) -> list[Spoken]:
    """What was said since the log was read, up to `until`: the newest message of each conversation and side.

    Where the log was never read, everything before counts as told.
    """
    after = up_to(connection, business, way)
    if after is None:
        return []
    query = (
        select(_e.conversation_id, func.max(_e.pos), _e.spoken_by)
        .where(_e.business_id == business, _e.seq > after, _e.seq <= until, _e.kind == int(Kind.MESSAGE))
        .where(_e.spoken_by >= 0, _e.pos.is_not(None))
        .group_by(_e.conversation_id, _e.spoken_by)
    )
    return [Spoken(business, conversation, pos, by) for conversation, pos, by in connection.execute(query)]
