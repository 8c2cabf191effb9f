"""Reads and changes for the law's clocks: the watch on the clock, what is over, holds, restrictions, runs (D1, D4–D7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import Connection, and_, bindparam, delete, func, insert, or_, select, update

from tresen.store.schema import (
    businesses,
    conversations,
    events,
    holds,
    law_clock,
    restrictions,
    retention,
    retention_runs,
)
from tresen.store.sql import Change, Query
from tresen.store.tx import Tx

WatchRow: TypeAlias = tuple[int, int, int, int | None, int]
"""since_ms, seen_ms, trusted_ms, jumped_ms, spare_ms."""

_c, _h, _r = conversations.c, holds.c, restrictions.c


class Hold(NamedTuple):
    """Why nothing of a conversation goes by itself, since when, and until when if that is known."""

    conversation: bytes
    reason: str
    since_ms: int
    until_ms: int | None


class Run(NamedTuple):
    """When something last went by itself, and how much: counts only."""

    at_ms: int
    conversations: int
    messages: int
    letters: int


_w = law_clock.c
_SEEN: Final = ("since_ms", "seen_ms", "trusted_ms", "jumped_ms", "spare_ms")
_FIRST_LOOK: Final = Change(insert(law_clock), "id", *_SEEN)
_LOOK: Final = Change(update(law_clock), *_SEEN)
_WATCH: Final = Query(select(_w.since_ms, _w.seen_ms, _w.trusted_ms, _w.jumped_ms, _w.spare_ms))


def watch(source: Tx | Connection) -> WatchRow | None:
    """What is known of the clock, None before the first look."""
    row = _WATCH.one(source)
    return None if row is None else (row[0], row[1], row[2], row[3], row[4])


def put_watch(tx: Tx, row: WatchRow) -> None:
    """Keep what is known of the clock."""
    values = dict(zip(_SEEN, row, strict=True))
    if watch(tx) is None:
        _FIRST_LOOK.run(tx, id=1, **values)
    else:
        _LOOK.run(tx, **values)


def _free(now_ms: Any) -> Any:
    """Of conversations: neither held nor restricted at that time."""
    held = select(_h.conversation_id).where(
        _h.conversation_id == _c.id, or_(_h.until_ms.is_(None), _h.until_ms > now_ms)
    )
    restricted = select(_r.conversation_id).where(_r.conversation_id == _c.id)
    return and_(~held.exists(), ~restricted.exists())


def _over(business: int, said_ms: int) -> Any:
    return and_(
        _c.business_id == business, _c.back_room.is_(False), _c.erased_ms.is_(None), _c.last_ms <= said_ms
    )


def over(source: Tx | Connection, business: int, said_ms: int, now_ms: int) -> list[int]:
    """[D1] The conversations whose last word is as old as `said_ms`, and that nothing keeps; oldest first."""
    query = select(_c.id).where(_over(business, said_ms), _free(now_ms)).order_by(_c.last_ms, _c.id)
    return list(source.execute(query).scalars())


def is_over(source: Tx | Connection, business: int, conversation: int, said_ms: int, now_ms: int) -> bool:
    """[D1] Whether this one is among them."""
    query = select(_c.id).where(_over(business, said_ms), _free(now_ms), _c.id == conversation)
    return source.execute(query).first() is not None


def count_over(connection: Connection, business: int, said_ms: int, now_ms: int) -> int:
    """How many there are."""
    query = select(func.count()).select_from(conversations).where(_over(business, said_ms), _free(now_ms))
    found: int = connection.execute(query).scalar_one()
    return found


def oldest_word(connection: Connection, business: int, now_ms: int) -> int | None:
    """The oldest last word of all conversations that nothing keeps."""
    query = select(func.min(_c.last_ms)).where(_over(business, 2**62), _free(now_ms))
    found: int | None = connection.execute(query).scalar()
    return found


_FREE: Final = Query(select(_c.id).where(_c.id == bindparam("conversation"), _free(bindparam("now_ms"))))


def is_free(source: Tx | Connection, conversation: int, now_ms: int) -> bool:
    """[D6, D7] Whether neither a hold nor a restriction keeps what is in the conversation."""
    return _FREE.one(source, conversation=conversation, now_ms=now_ms) is not None


def first_kept(connection: Connection, business: int) -> int | None:
    """[L9] When the next message of a kept class goes, of those that wait for it."""
    r = retention.c
    query = select(func.min(r.until_ms)).where(r.business_id == business, r.erasure_seq.is_not(None))
    found: int | None = connection.execute(query).scalar()
    return found


def hold_of(source: Tx | Connection, conversation: int, now_ms: int) -> Hold | None:
    """[D6] The hold on a conversation that lasts, or None."""
    query = _holds(now_ms).where(_h.conversation_id == conversation)
    row = source.execute(query).one_or_none()
    return None if row is None else Hold(*row)


def holds_of(connection: Connection, business: int, now_ms: int) -> list[Hold]:
    """[D6] The holds that last, newest first."""
    query = _holds(now_ms).where(_h.business_id == business).order_by(_h.since_ms.desc(), _h.conversation_id)
    return [Hold(*row) for row in connection.execute(query)]


def _holds(now_ms: int) -> Any:
    return (
        select(_c.public_id, _h.reason, _h.since_ms, _h.until_ms)
        .join(conversations, _c.id == _h.conversation_id)
        .where(or_(_h.until_ms.is_(None), _h.until_ms > now_ms))
    )


def hold(
    tx: Tx, business: int, conversation: int, reason: str, until_ms: int | None, since_ms: int | None = None
) -> None:
    """[D6] Hold a conversation, since now or an earlier time; another hold on it is replaced, and lasts since then."""
    values = {"reason": reason, "until_ms": until_ms}
    where = _h.conversation_id == conversation
    if tx.execute(select(_h.reason).where(where)).first() is not None:
        tx.execute(update(holds).where(where).values(values))
        return
    since = tx.now_ms if since_ms is None else since_ms
    place = {"conversation_id": conversation, "business_id": business, "since_ms": since}
    tx.execute(insert(holds).values({**place, **values}))


def let_go(tx: Tx, conversation: int) -> None:
    """[D6] End the hold on a conversation."""
    tx.execute(delete(holds).where(_h.conversation_id == conversation))


def ended_holds(source: Tx | Connection, now_ms: int) -> list[tuple[int, int]]:
    """[D6] Business and conversation of the holds whose time is over."""
    query = select(_h.business_id, _h.conversation_id).where(_h.until_ms <= now_ms)
    return [(row[0], row[1]) for row in source.execute(query)]


def is_restricted(source: Tx | Connection, conversation: int) -> bool:
    """[D7] Whether its customer restricted what is done with the conversation."""
    return source.execute(select(_r.since_ms).where(_r.conversation_id == conversation)).first() is not None


def restriction(source: Tx | Connection, conversation: int) -> bool | None:
    """[D7] Whether a restricted conversation counted before; None: it is not restricted."""
    found: bool | None = source.execute(select(_r.counted).where(_r.conversation_id == conversation)).scalar()
    return found


def restrict(tx: Tx, business: int, conversation: int, *, counted: bool, since_ms: int | None = None) -> None:
    """[D7] Restrict what is done with it, since now or an earlier time."""
    since = tx.now_ms if since_ms is None else since_ms
    row = {"conversation_id": conversation, "business_id": business, "since_ms": since}
    tx.execute(insert(restrictions).values({**row, "counted": counted}))


def count_again(tx: Tx, conversation: int, *, counted: bool) -> None:
    """[L14] Whether a restricted conversation counts once that is taken back."""
    tx.execute(update(restrictions).where(_r.conversation_id == conversation).values(counted=counted))


def unrestrict(tx: Tx, conversation: int) -> None:
    """[D7] Its customer took that back."""
    tx.execute(delete(restrictions).where(_r.conversation_id == conversation))


def marked(connection: Connection, wanted: Sequence[int], now_ms: int) -> tuple[set[int], set[int]]:
    """Which of these conversations are restricted, and which are held."""
    restricted = connection.execute(
        select(_r.conversation_id).where(_r.conversation_id.in_(wanted))
    ).scalars()
    lasts = or_(_h.until_ms.is_(None), _h.until_ms > now_ms)
    held = connection.execute(
        select(_h.conversation_id).where(_h.conversation_id.in_(wanted), lasts)
    ).scalars()
    return set(restricted), set(held)


def count_kept(connection: Connection, business: int, now_ms: int) -> tuple[int, int]:
    """How many conversations are held, and how many restricted."""
    lasts = or_(_h.until_ms.is_(None), _h.until_ms > now_ms)
    held = select(func.count()).select_from(holds).where(_h.business_id == business, lasts)
    restricted = select(func.count()).select_from(restrictions).where(_r.business_id == business)
    return connection.execute(held).scalar_one(), connection.execute(restricted).scalar_one()


def keys(connection: Connection) -> list[int]:
    """Every business."""
    return list(connection.execute(select(businesses.c.id).order_by(businesses.c.id)).scalars())


def run_of(source: Tx | Connection, business: int) -> Run | None:
    """The last run in which something went, or None."""
    r = retention_runs.c
    query = select(r.at_ms, r.conversations, r.messages, r.letters).where(r.business_id == business)
    row = source.execute(query).one_or_none()
    return None if row is None else Run(*row)


def put_run(tx: Tx, business: int, run: Run) -> None:
    """Keep the counts of a run."""
    if run_of(tx, business) is None:
        tx.execute(insert(retention_runs).values(business_id=business, **run._asdict()))
    else:
        where = retention_runs.c.business_id == business
        tx.execute(update(retention_runs).where(where).values(run._asdict()))


def event_at(source: Tx | Connection, business: int, seq: int) -> tuple[int, bytes]:
    """Kind and body of an event."""
    e = events.c
    row = source.execute(select(e.kind, e.body).where(e.business_id == business, e.seq == seq)).one()
    return row[0], row[1]
