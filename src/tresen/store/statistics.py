"""Reads and changes for the statistics: what is not counted yet, what a conversation counted for, counts by day.

Lines are (seq, pos, at_ms, kind, spoken_by, body of a call); steps are (delivered, read, at_ms) of the customer's marks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import Connection, bindparam, case, delete, func, insert, literal_column, select, update

from tresen.core.model import NEVER, Party
from tresen.store.chain import above, down
from tresen.store.schema import (
    STRIDE,
    businesses,
    conversations,
    erasures,
    events,
    list_counts,
    mark_steps,
    marks,
    objections,
    published_hours,
    statistics_conversations,
    statistics_cursors,
    statistics_days,
)
from tresen.store.sql import Query, prepared
from tresen.store.state import Business
from tresen.store.tx import Tx

_e = events.c
_k = statistics_conversations.c
STEPS: Final = 0
"""The cursor of the receipts stands where a business's would."""

LineRow: TypeAlias = tuple[int, int, int, int, int | None, bytes | None]
_call = case((_e.kind == literal_column("8"), _e.body), else_=None)
"""The body of a call; the counts need no other's."""
StateRow: TypeAlias = tuple[int | None, int | None, int, int, int, int]
"""asked_ms, asked_seq, delivered, read, from_seq, over."""


class Facts(NamedTuple):
    """What the count must know of a conversation; `until` is NULL's 0 unless its customer objected."""

    business: int
    back_room: bool
    erased: bool
    state: StateRow | None
    upto: int
    delivered: int
    read: int


class Now(NamedTuple):
    """Conversations that are open, that wait for an answer, and since when the longest does."""

    open: int
    waiting: int
    oldest_ms: int | None


# What is not counted yet


def cursors(connection: Connection) -> dict[int, int]:
    """Up to where each business's log is counted, and the receipts (`STEPS`)."""
    c = statistics_cursors.c
    return {row[0]: row[1] for row in connection.execute(select(c.business_id, c.upto))}


_HEADS = Query(
    select(
        businesses.c.id,
        func.coalesce(select(func.max(_e.seq)).where(_e.business_id == businesses.c.id).scalar_subquery(), 0),
    )
)


def heads(connection: Connection) -> dict[int, int]:
    """The newest `seq` of every business."""
    return {row[0]: row[1] for row in _HEADS.all(connection)}


def handles(connection: Connection) -> list[tuple[int, str]]:
    """Every business and its handle."""
    b = businesses.c
    return [(row[0], row[1]) for row in connection.execute(select(b.id, b.handle).order_by(b.handle))]


def unfinished(connection: Connection) -> set[int]:
    """The businesses where an erasure is noted and not complete."""
    return set(connection.execute(select(erasures.c.business_id).where(erasures.c.events < 0)).scalars())


_AFTER = Query(
    select(_e.conversation_id, _e.seq, _e.pos, _e.at_ms, _e.kind, _e.spoken_by, _call)
    .where(_e.business_id == bindparam("business"), _e.seq > bindparam("after"))
    .order_by(_e.seq)
    .limit(bindparam("most"))
)


def lines_after(
    connection: Connection, business: int, after: int, most: int
) -> list[tuple[int | None, LineRow]]:
    """The events of a business after `seq`, ascending, each with its conversation."""
    rows = _AFTER.all(connection, business=business, after=after, most=most)
    return [(row[0], (row[1], row[2], row[3], row[4], row[5], row[6])) for row in rows]


_m = mark_steps.c
_STEPS = Query(
    select(_m.id, _m.conversation_id, _m.delivered, _m.read, _m.at_ms)
    .where(_m.id > bindparam("after"), _m.party == bindparam("party"))
    .order_by(_m.id)
    .limit(bindparam("most"))
)


def steps_after(connection: Connection, after: int, most: int) -> tuple[int, list[tuple[int, int, int, int]]]:
    """The customers' steps after that id as (conversation, delivered, read, at_ms), and the id up to which these are all."""
    rows = _STEPS.all(connection, after=after, party=int(Party.CUSTOMER), most=most)
    newest = connection.execute(select(func.max(_m.id))).scalar() or 0
    upto = rows[-1][0] if len(rows) == most else max(newest, after)
    return upto, [(row[1], row[2], row[3], row[4]) for row in rows]


def unsettled(connection: Connection) -> list[int]:
    """The conversations with an objection that is not reflected in the counts yet."""
    o = objections.c
    # A literal: SQLite uses the partial index only then.
    query = select(o.conversation_id).where(o.settled == literal_column("0"))
    return list(connection.execute(query).scalars())


def facts(connection: Connection, of: Collection[int]) -> dict[int, Facts]:
    """What the count must know of these conversations."""
    c, o, m = conversations.c, objections.c, marks.c
    wanted = sorted(of)
    found: dict[int, Facts] = {}
    for at in range(0, len(wanted), 500):
        query = (
            select(
                c.id, c.business_id, c.back_room, c.erased_ms.is_not(None), func.coalesce(o.upto_seq, 0),
                func.coalesce(m.delivered, 0), func.coalesce(m.read, 0), _k.conversation_id,
                _k.asked_ms, _k.asked_seq, _k.delivered, _k.read, _k.from_seq, _k.over,
            )
            .outerjoin(statistics_conversations, _k.conversation_id == c.id)
            .outerjoin(objections, o.conversation_id == c.id)
            .outerjoin(marks, (m.conversation_id == c.id) & (m.party == int(Party.CUSTOMER)))
            .where(c.id.in_(wanted[at : at + 500]))
        )  # fmt: skip
        for row in connection.execute(query):
            state = None if row[7] is None else tuple(row[8:])
            found[row[0]] = Facts(row[1], bool(row[2]), bool(row[3]), state, *row[4:7])
    return found


# What a conversation counted for


_LINES = Query(
    select(_e.seq, _e.pos, _e.at_ms, _e.kind, _e.spoken_by, _call)
    .where(down(bindparam("business"), bindparam("start"), bindparam("after")), _e.pos <= bindparam("until"))
    .order_by(_e.seq)
)
_HEAD = Query(
    select(conversations.c.business_id, conversations.c.head, conversations.c.head_seq).where(
        conversations.c.id == bindparam("conversation")
    )
)
_ABOVE = Query(above(bindparam("conversation"), bindparam("until")))


def lines_of(connection: Connection, conversation: int, after: int, until: int) -> list[LineRow]:
    """The events of a conversation at the positions after `after`, up to `until`, ascending."""
    ((business, pos, start),) = _HEAD.all(connection, conversation=conversation)
    if pos - until >= STRIDE:
        start = _ABOVE.all(connection, conversation=conversation, until=until)[0][0]
    rows = _LINES.all(connection, business=business, start=start, after=after, until=until)
    return [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in rows]


def bodies(connection: Connection, business: int, seqs: Sequence[int]) -> list[bytes]:
    """The bodies of these events."""
    query = select(_e.body).where(_e.business_id == business, _e.seq.in_(seqs)).order_by(_e.seq)
    return [body for (body,) in connection.execute(query)]


def steps_of(connection: Connection, of: Collection[int], upto: int) -> dict[int, list[tuple[int, int, int]]]:
    """The steps of these conversations' customers up to that id, ascending. Reads the steps of all, every 500 once."""
    found: dict[int, list[tuple[int, int, int]]] = {key: [] for key in of}
    wanted = sorted(of)
    for at in range(0, len(wanted), 500):
        query = (
            select(_m.conversation_id, _m.delivered, _m.read, _m.at_ms)
            .where(
                _m.conversation_id.in_(wanted[at : at + 500]), _m.party == int(Party.CUSTOMER), _m.id <= upto
            )
            .order_by(_m.id)
        )
        for key, *step in connection.execute(query):
            found[key].append((step[0], step[1], step[2]))
    return found


def counted_upto(tx: Tx, business: int, conversation: int) -> tuple[int, int]:
    """Up to which `seq` the business's log is counted, and from which on this conversation's lines are."""
    c = statistics_cursors.c
    upto = tx.execute(select(c.upto).where(c.business_id == business)).scalar() or 0
    return upto, tx.execute(select(_k.from_seq).where(_k.conversation_id == conversation)).scalar() or 0


def hours(connection: Connection | Tx, business: int) -> list[tuple[int, bytes]]:
    """The hours a business ever published, ascending, each with the `seq` from which on."""
    h = published_hours.c
    query = select(h.seq, h.hours).where(h.business_id == business).order_by(h.seq)
    return [(row[0], row[1]) for row in connection.execute(query)]


# Counts


_d = statistics_days.c
_DAYS = Query(
    select(_d.day, _d.counts).where(
        _d.business_id == bindparam("business"), _d.day >= bindparam("first"), _d.day <= bindparam("last")
    )
)


def days(connection: Connection, business: int, first: int, last: int) -> dict[int, bytes]:
    """The counts of the days between, both included; a day without any is left out."""
    return {row[0]: row[1] for row in _DAYS.all(connection, business=business, first=first, last=last)}


def how_many_days(connection: Connection) -> int:
    """The days of all businesses that have counts."""
    found: int = connection.execute(select(func.count()).select_from(statistics_days)).scalar_one()
    return found


def counts_of(tx: Tx, business: int, wanted: Iterable[int]) -> dict[int, bytes]:
    """The counts of these days."""
    query = select(_d.day, _d.counts).where(_d.business_id == business, _d.day.in_(sorted(wanted)))
    return {row[0]: row[1] for row in tx.execute(query)}


_NO_DAY: Final = delete(statistics_days).where(_d.business_id == bindparam("b"), _d.day == bindparam("d"))
_DAY: Final = insert(statistics_days)
_NO_STATE: Final = delete(statistics_conversations).where(_k.conversation_id == bindparam("c"))
_STATE: Final = insert(statistics_conversations)
_NO_CURSOR: Final = delete(statistics_cursors).where(statistics_cursors.c.business_id == bindparam("b"))
_CURSOR: Final = insert(statistics_cursors)


def put_days(tx: Tx, business: int, counts: Mapping[int, bytes]) -> None:
    """Store the counts of these days; those without any (`b""`) leave no row."""
    tx.execute_many(prepared(_NO_DAY, tx.dialect), [(business, day) for day in counts])
    rows = [(business, day, kept) for day, kept in counts.items() if kept]
    tx.execute_many(prepared(_DAY, tx.dialect), rows)


def put_states(tx: Tx, states: Mapping[int, tuple[int, StateRow]]) -> None:
    """Store what must be known of these conversations to go on counting; each comes with its business."""
    tx.execute_many(prepared(_NO_STATE, tx.dialect), [(conversation,) for conversation in states])
    rows = [(conversation, business, *state) for conversation, (business, state) in states.items()]
    tx.execute_many(prepared(_STATE, tx.dialect), rows)


def put_cursors(tx: Tx, upto: Mapping[int, int]) -> None:
    """Remember up to where is counted."""
    tx.execute_many(prepared(_NO_CURSOR, tx.dialect), [(key,) for key in upto])
    tx.execute_many(prepared(_CURSOR, tx.dialect), list(upto.items()))


def settle(tx: Tx, of: Sequence[tuple[int, int]]) -> None:
    """These objections are reflected in the counts; each is (conversation, upto_seq)."""
    o = objections.c
    for conversation, upto in of:
        tx.execute(
            update(objections)
            .where(o.conversation_id == conversation, o.upto_seq == upto)
            .values(settled=True)
        )


_OVER = Query(select(_k.conversation_id).where(_k.over == literal_column("1")))


def over(connection: Connection) -> list[int]:
    """[L7] Erased conversations, already removed from the counts, that still have receipt timestamps."""
    return [row[0] for row in _OVER.all(connection)]


def forgotten(tx: Tx, conversation: int) -> None:
    """[L7] The times of a conversation's receipts are gone."""
    tx.execute(update(statistics_conversations).where(_k.conversation_id == conversation).values(over=2))


def clear(tx: Tx) -> None:
    """Forget all counts; the next count begins at the start of every log. Hours and objections stay."""
    for table in (statistics_days, statistics_conversations, statistics_cursors):
        tx.execute(delete(table))


def keep_hours(tx: Tx, business: Business, part: bytes) -> None:
    """A profile is published. Its text goes when another replaces it; its hours stay, to measure waits by."""
    h = published_hours.c
    query = select(h.seq, h.hours).where(h.business_id == business.id).order_by(h.seq.desc()).limit(1)
    last = tx.execute(query).one_or_none()
    if last is not None and last.hours == part:
        return
    if last is not None and last.seq == business.seq:
        tx.execute(delete(published_hours).where(h.business_id == business.id, h.seq == business.seq))
    row = {"business_id": business.id, "seq": business.seq, "hours": part}
    tx.execute(insert(published_hours).values(row))


def object_(tx: Tx, business: int, conversation: int, upto: int) -> bool:
    """[L14] Nothing of the conversation up to that `seq` counts; False when that is so already."""
    o = objections.c
    where = o.conversation_id == conversation
    held = tx.execute(select(o.upto_seq).where(where)).scalar()
    if held == upto:
        return False
    if held is None:
        row = {"conversation_id": conversation, "business_id": business, "upto_seq": upto, "settled": False}
        tx.execute(insert(objections).values(row))
    else:
        tx.execute(update(objections).where(where).values(upto_seq=upto, settled=False))
    return True


def objected_upto(source: Tx | Connection, conversation: int) -> int:
    """Nothing of the conversation up to that `seq` counts; 0 when its customer never objected."""
    query = select(objections.c.upto_seq).where(objections.c.conversation_id == conversation)
    return source.execute(query).scalar() or 0


def counted_at(connection: Connection, business: int) -> int:
    """When the last event that is counted was stored; 0 before the first."""
    c = statistics_cursors.c
    query = (
        select(_e.at_ms)
        .join(statistics_cursors, (c.business_id == _e.business_id) & (c.upto == _e.seq))
        .where(_e.business_id == business)
    )
    return connection.execute(query).scalar() or 0


def now(connection: Connection, business: int) -> Now:
    """What is open and what waits, as far as it is counted. [L14] Who objects is in neither."""
    n, c, o = list_counts.c, conversations.c, objections.c
    listed = connection.execute(
        select(func.coalesce(func.sum(case((n.closed.is_(False), n.n), else_=0)), 0)).where(
            n.business_id == business
        )
    ).scalar_one()
    objecting = connection.execute(
        select(func.count())
        .join(conversations, c.id == o.conversation_id)
        .where(o.business_id == business, o.upto_seq == NEVER, c.closed.is_(False), c.waits >= 0)
    ).scalar_one()
    query = (
        select(func.count(), func.min(_k.asked_ms))
        .join(conversations, c.id == _k.conversation_id)
        .where(
            _k.business_id == business, _k.asked_ms.is_not(None), c.closed.is_(False), c.blocked.is_(False)
        )
    )
    waiting, oldest = connection.execute(query).one()
    return Now(int(listed) - objecting, waiting, oldest)
