"""Reads and changes for erasing: messages by place, commands that were obeyed, messages that must be kept (L7, L9).

Rows are emptied, never deleted, and never grow. SQLite then moves no cell, and no copy of the old bytes remains (ADR 10).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Connection,
    Dialect,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    null,
    select,
    union_all,
    update,
)

from tresen.core.model import Kind
from tresen.store import files
from tresen.store.chain import between, down, head_of
from tresen.store.schema import (
    STRIDE,
    abouts,
    conversations,
    documents,
    erasures,
    events,
    mark_steps,
    retention,
    slots,
)
from tresen.store.sql import Change, Prepared, Query, prepared
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx

GONE: Final = (int(Kind.ERASED), int(Kind.EXPIRED))
"""The kinds of events that say what of a conversation is gone."""

IDS: Final = 500
"""The most keys in one statement."""


class Place(NamedTuple):
    """A message at its position: its header while it is there, otherwise the tombstone in `body`."""

    seq: int
    pos: int
    at_ms: int
    header: bytes | None
    body: bytes | None


class Keep(NamedTuple):
    """A message of a kept class. `erasure_seq` is the `seq` of a command that asked to erase it meanwhile."""

    seq: int
    pos: int
    class_: str
    until_ms: int
    erasure_seq: int | None


class Erasure(NamedTuple):
    """A command that was obeyed: the bodies of its `erased` events, and place and time of the first, which is at `seq`."""

    pos: int
    at_ms: int
    bodies: list[bytes]
    seq: int


class Noted(NamedTuple):
    """An erasure that is not complete: kind, place and body of each of its events, whether it is of all the conversation."""

    events: list[tuple[int, int, bytes]]
    whole: bool


_HEADERS: Final = Query(
    select(events.c.seq, events.c.pos, events.c.header)
    .where(
        down(bindparam("business"), bindparam("start"), bindparam("after")),
        events.c.kind == int(Kind.MESSAGE),
        events.c.header.is_not(None),
    )
    .order_by(events.c.pos)
)


def headers(source: Tx | Connection, conversation: int, after: int = 0) -> list[tuple[int, int, bytes]]:
    """`seq`, `pos` and header of every message past that `pos` that is still there, ascending."""
    head = head_of(source, conversation)
    rows = _HEADERS.all(source, business=head.business, start=head.seq, after=after)
    return [(seq, pos, header) for seq, pos, header in rows]


_RECENT: Final = Query(
    select(events.c.at_ms, events.c.header).where(
        down(bindparam("business"), bindparam("start"), bindparam("after")),
        events.c.kind == int(Kind.MESSAGE),
        events.c.header.is_not(None),
        events.c.spoken_by.is_not(None),
        events.c.at_ms >= bindparam("since"),
    )
)
RECENT: Final = 256
"""So many of the newest events are looked through for the last words."""


def last_words(tx: Tx, conversation: Conversation, since_ms: int) -> list[tuple[int, bytes]]:
    """Time and header of the spoken messages since then that are still there, among the newest `RECENT` events."""
    head = head_of(tx, conversation.id)
    after = max(0, conversation.pos - RECENT)
    rows = _RECENT.all(tx, business=head.business, start=head.seq, after=after, since=since_ms)
    return [(at_ms, header) for at_ms, header in rows]


def head(connection: Connection, conversation: int) -> int:
    """The newest position of a conversation."""
    c = conversations.c
    found: int = connection.execute(select(c.head).where(c.id == conversation)).scalar_one()
    return found


def erased_since(tx: Tx, conversation: Conversation, after: int) -> bool:
    """Whether something of the conversation was erased past that position of its log."""
    e = events.c
    query = select(e.pos).where(between(tx, conversation.id, after), e.kind.in_(GONE)).limit(1)
    return conversation.pos > after and tx.execute(query).first() is not None


def there(tx: Tx, business: Business, seqs: Iterable[int]) -> set[int]:
    """Which of these messages are still there."""
    e = events.c
    found: set[int] = set()
    for part in _parts(seqs):
        query = select(e.seq).where(e.business_id == business.id, e.seq.in_(part), e.header.is_not(None))
        found.update(seq for (seq,) in tx.execute(query))
    return found


_said_about = union_all(
    select(abouts.c.seq).where(abouts.c.about_id == bindparam("about")),
    select(documents.c.seq).where(documents.c.about_id == bindparam("about")),
)
_ABOUT: Final = Query(
    select(events.c.seq, events.c.header)
    .where(
        events.c.business_id == bindparam("business"),
        events.c.seq.in_(_said_about),
        events.c.header.is_not(None),
    )
    .order_by(events.c.seq)
)


def headers_about(tx: Tx, conversation: Conversation) -> list[tuple[int, bytes]]:
    """`seq` and header of what the back room says about the conversation, documents included."""
    rows = _ABOUT.all(tx, business=conversation.business_id, about=conversation.id)
    return [(seq, header) for seq, header in rows]


def messages_at(tx: Tx, conversation: Conversation, positions: Sequence[int]) -> list[Place]:
    """The messages, or what is left of them, at these positions."""
    e = events.c
    found: list[Place] = []
    for _, together in groupby(sorted(set(positions)), lambda pos: (pos - 1) // STRIDE):
        part = list(together)
        query = select(e.seq, e.pos, e.at_ms, e.header, e.body).where(
            between(tx, conversation.id, part[0] - 1, part[-1]),
            e.pos.in_(part),
            e.kind == int(Kind.MESSAGE),
        )
        found += [Place(*row) for row in tx.execute(query)]
    return found


def empty(tx: Tx, business: Business, left: Sequence[tuple[int, bytes]]) -> None:
    """Take header, slot, ciphertext, signature and files from these messages; each row is (seq, tombstone)."""
    for part in _parts(seq for seq, _ in left):
        tx.lighten(business, part)
    files.drop_said(tx, business.id, [seq for seq, _ in left])
    message, slot = _emptying(tx.dialect)
    tx.execute_many(message, [(tombstone, business.id, seq) for seq, tombstone in left])
    tx.execute_many(slot, [(business.id, seq) for seq, _ in left])


@cache
def _emptying(dialect: Dialect) -> tuple[Prepared, Prepared]:
    """Compiled once: a slice of a long erasure calls `empty` several times."""
    gone: dict[str, Any] = {name: null() for name in ("header", "ciphertext", "signature")}
    # The plain daily counts outlive what is erased: that somebody spoke stays known, as −1 − side.
    by = events.c.spoken_by
    gone["spoken_by"] = case((by >= literal_column("0"), literal_column("-1") - by), else_=by)
    message = update(events).where(events.c.business_id == bindparam("b"), events.c.seq == bindparam("s"))
    slot = update(slots).where(slots.c.business_id == bindparam("b"), slots.c.seq == bindparam("s"))
    emptied = message.values({**gone, "body": bindparam("t")})
    return Prepared(emptied, dialect), Prepared(slot.values(slot=null()), dialect)


def forget_about(tx: Tx, conversation: Conversation, seqs: Sequence[int]) -> None:
    """Remove the link between the conversation and these messages of the back room, which are empty already."""
    for part in _parts(seqs):
        tx.execute(delete(abouts).where(abouts.c.about_id == conversation.id, abouts.c.seq.in_(part)))
        tx.execute(
            delete(documents).where(documents.c.about_id == conversation.id, documents.c.seq.in_(part))
        )


def steps_of(connection: Connection, conversations: Sequence[int]) -> tuple[list[int], int]:
    """[L6] The receipts' steps of these conversations, and the newest step of all. Read it before the transaction."""
    s = mark_steps.c
    newest = connection.execute(select(func.max(s.id))).scalar() or 0
    query = select(s.id).where(s.conversation_id.in_(conversations), s.id <= newest)
    return [id_ for (id_,) in connection.execute(query)], newest


_NO_STEP: Final = delete(mark_steps).where(mark_steps.c.id == bindparam("i"))


def forget_steps(tx: Tx, steps: Sequence[int]) -> None:
    """[L7] Forget when receipts came: these steps."""
    tx.execute_many(prepared(_NO_STEP, tx.dialect), [(id_,) for id_ in steps])


def forget_steps_since(tx: Tx, conversation: Conversation, newest: int) -> None:
    """[L7] Forget the conversation's steps that came after that one."""
    s = mark_steps.c
    tx.execute(delete(mark_steps).where(s.conversation_id == conversation.id, s.id > newest))


def obeyed(tx: Tx, business: Business, command_hash: bytes) -> Erasure | None:
    """The first outcome of a command, or None when it is new (L7)."""
    x, e = erasures.c, events.c
    row = tx.execute(
        select(x.seq, x.events).where(x.business_id == business.id, x.hash == command_hash)
    ).one_or_none()
    if row is None:
        return None
    seq, count = row
    found = tx.execute(
        select(e.pos, e.at_ms, e.body)
        .where(e.business_id == business.id, e.seq >= seq, e.seq < seq + abs(count))
        .order_by(e.seq)
    ).all()
    return Erasure(found[0].pos, found[0].at_ms, [each.body for each in found], seq)


def unfinished(connection: Connection) -> list[tuple[int, int, int]]:
    """Business, conversation and `seq` of each erasure that is noted and not complete."""
    x = erasures.c
    query = select(x.business_id, x.conversation_id, x.seq).where(x.events < 0).order_by(x.business_id, x.seq)
    return [tuple(row) for row in connection.execute(query)]


def noted(connection: Connection, business: int, seq: int) -> Noted | None:
    """The erasure whose first event is at `seq`; None when it is complete."""
    x, e = erasures.c, events.c
    row = connection.execute(
        select(x.events, x.whole).where(x.business_id == business, x.seq == seq, x.events < 0)
    ).one_or_none()
    if row is None:
        return None
    query = select(e.kind, e.pos, e.body).where(
        e.business_id == business, e.seq >= seq, e.seq < seq - row.events
    )
    return Noted([tuple(each) for each in connection.execute(query.order_by(e.seq))], bool(row.whole))


def complete(tx: Tx, business: int, seq: int) -> None:
    """Everything that this erasure named is emptied."""
    x = erasures.c
    where = (x.business_id == business) & (x.seq == seq) & (x.events < 0)
    tx.execute(update(erasures).where(where).values(events=-x.events))


def public_id(connection: Connection, conversation: int) -> bytes:
    """The public id of a conversation."""
    c = conversations.c
    found: bytes = connection.execute(select(c.public_id).where(c.id == conversation)).scalar_one()
    return found


_NOTE: Final = Change(insert(erasures).values({each.name: bindparam(each.name) for each in erasures.c}))


def note(
    tx: Tx, conversation: Conversation, command_hash: bytes, seq: int, count: int, *, whole: bool
) -> None:
    """Note a command: its outcome is in `count` events from `seq` on. Negative: not all of it is emptied yet."""
    row = {
        "business_id": conversation.business_id,
        "hash": command_hash,
        "conversation_id": conversation.id,
        "seq": seq,
        "events": count,
        "whole": whole,
        "at_ms": tx.now_ms,
    }
    _NOTE.run(tx, **row)


_r = retention.c
_KEPT: Final = Query(
    select(_r.seq, events.c.pos, _r["class"], _r.until_ms, _r.erasure_seq)
    .join(events, (events.c.business_id == _r.business_id) & (events.c.seq == _r.seq))
    .where(_r.conversation_id == bindparam("conversation"))
    .order_by(events.c.pos)
)


def kept(source: Tx | Connection, conversation: int) -> list[Keep]:
    """[L9] The messages of a kept class, by position."""
    return [Keep(*row) for row in _KEPT.all(source, conversation=conversation)]


_THIS: Final = (retention.c.conversation_id == bindparam("in_")) & (retention.c.seq == bindparam("at"))
_AS: Final[dict[str, Any]] = {"class": bindparam("class_"), "until_ms": bindparam("until")}
_IS_KEPT: Final = Query(select(retention.c.seq).where(_THIS))
_KEEP_LONGER: Final = Change(update(retention).where(_THIS).values(_AS))
_KEEP: Final = Change(
    insert(retention).values(
        {"business_id": bindparam("of"), "conversation_id": bindparam("in_"), "seq": bindparam("at"), **_AS}
    )
)


def keep(tx: Tx, conversation: Conversation, seq: int, class_: str, until_ms: int) -> None:
    """[L9] Keep a message until then. A command that asked to erase it stays noted."""
    given: dict[str, Any] = {"in_": conversation.id, "at": seq, "class_": class_, "until": until_ms}
    if _IS_KEPT.one(tx, in_=conversation.id, at=seq) is not None:
        _KEEP_LONGER.run(tx, **given)
    else:
        _KEEP.run(tx, of=conversation.business_id, **given)


def asked(tx: Tx, conversation: Conversation, seqs: Sequence[int], erasure_seq: int) -> None:
    """[L7] Erase these kept messages when their time is over; the command is at `erasure_seq`."""
    r = retention.c
    for part in _parts(seqs):
        where = (r.conversation_id == conversation.id) & r.seq.in_(part) & r.erasure_seq.is_(None)
        tx.execute(update(retention).where(where).values(erasure_seq=erasure_seq))


def release(tx: Tx, conversation: Conversation, seqs: Sequence[int]) -> None:
    """[L9] End the keeping of these messages."""
    r = retention.c
    for part in _parts(seqs):
        tx.execute(delete(retention).where(r.conversation_id == conversation.id, r.seq.in_(part)))


def due(connection: Connection, now_ms: int) -> list[tuple[int, int, int]]:
    """[L7] Business, conversation and `seq` of each erase command whose kept messages need not be kept any longer."""
    r = retention.c
    query = (
        select(r.business_id, r.conversation_id, r.erasure_seq)
        .where(r.erasure_seq.is_not(None), r.until_ms <= now_ms)
        .distinct()
        .order_by(r.business_id, r.conversation_id, r.erasure_seq)
    )
    return [tuple(row) for row in connection.execute(query)]


def body_at(tx: Tx, business: int, seq: int) -> bytes:
    """The body of an event."""
    e = events.c
    body: bytes = tx.execute(select(e.body).where(e.business_id == business, e.seq == seq)).scalar_one()
    return body


def _parts(keys: Iterable[int]) -> list[list[int]]:
    wanted = sorted(set(keys))
    return [wanted[at : at + IDS] for at in range(0, len(wanted), IDS)]
