"""Reads and changes of notifications: subscriptions, what they wait for, quiet hours, muted conversations (W12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, and_, case, delete, exists, func, insert, select, update

from tresen.core.model import Party, Reach
from tresen.store import noted
from tresen.store.noted import Spoken, Way
from tresen.store.schema import conversations, devices, marks, mutes, push_doubts, push_news, pushes, quiets
from tresen.store.tx import Tx

_d, _p, _n, _m, _c = devices.c, pushes.c, push_news.c, marks.c, conversations.c
_REACH: Final = (_p.signalled_ms, _p.unfollowed, _p.silent_ms)
"""The columns of a `Reach`, in its order."""


class Wish(NamedTuple):
    """A device that wants to be told of a message; `person` decides about quiet hours, None for customers."""

    device: int
    business: int
    person: int | None
    conversation: int
    pos: int


class Due(NamedTuple):
    """A device that is to be told now, of at least one message that nobody of its side has read."""

    device: int
    business: int
    person: int | None
    endpoint: str
    tries: int


class Subscription(NamedTuple):
    """Where a device is told, whether that reaches it, since when and by which words; earlier versions noted neither."""

    endpoint: str
    reach: Reach
    since_ms: int | None
    words: str | None


class Open(NamedTuple):
    """A device that did not follow its last signal in time; `waits`: what it was told of is still unread."""

    device: int
    reach: Reach
    waits: bool


def subscribe(
    tx: Tx, device: int, endpoint: str, renewed: Callable[[Reach], Reach], words: str | None = None
) -> None:
    """The device is told there from now on, and nowhere else. Others that are told there still are.

    `renewed` says what is known of a device's signals once it subscribes, `words` by which words it was asked.
    """
    before = subscription_of(tx, device)
    if before is not None and before.endpoint == endpoint:
        tx.execute(update(pushes).where(_p.device_id == device).values(tries=0))
        return
    business = tx.device(device).business_id
    if not _anybody(tx, business):
        noted.from_now(tx, business, Way.PUSH)
    reach = renewed(Reach(None, _doubt(tx, device, endpoint)) if before is None else before.reach)
    since_ms = tx.now_ms if before is None else before.since_ms
    said = words if before is None else before.words
    tx.execute(delete(pushes).where(_p.device_id == device))
    tx.execute(delete(push_doubts).where(push_doubts.c.device_id == device))
    row = {"device_id": device, "endpoint": endpoint, "tries": 0, "since_ms": since_ms, "words": said}
    tx.execute(insert(pushes).values(**row, **reach._asdict()))


def _anybody(tx: Tx, business: int) -> bool:
    query = select(exists().where(_d.id == _p.device_id, _d.business_id == business))
    return bool(tx.execute(query).scalar_one())


def _doubt(tx: Tx, device: int, endpoint: str) -> int:
    """How many signals in a row this device did not follow before its subscription ended, or another at that address."""
    own = select(push_doubts.c.unfollowed).where(push_doubts.c.device_id == device)
    there = select(func.max(_p.unfollowed)).where(_p.endpoint == endpoint)
    return max(tx.execute(query).scalar() or 0 for query in (own, there))


def unsubscribe(tx: Tx, of: Iterable[int]) -> None:
    """These devices are told nothing any more. That they did not follow their signals stays known."""
    ids = list(of)
    doubted = select(_p.device_id, _p.unfollowed).where(_p.device_id.in_(ids), _p.unfollowed > 0)
    for device, unfollowed in tx.execute(doubted).all():
        tx.execute(insert(push_doubts).values(device_id=device, unfollowed=unfollowed))
    tx.execute(delete(pushes).where(_p.device_id.in_(ids)))
    tx.execute(delete(push_news).where(_n.device_id.in_(ids)))


def subscription_of(source: Connection | Tx, device: int) -> Subscription | None:
    """Where the device is told, and whether it follows, or None."""
    query = select(_p.endpoint, _p.since_ms, _p.words, *_REACH).where(_p.device_id == device)
    row = source.execute(query).one_or_none()
    return None if row is None else Subscription(row[0], Reach._make(row[3:]), row[1], row[2])


def subscribed(connection: Connection) -> list[tuple[int, int]]:
    """Business and device of every subscription."""
    query = select(_d.business_id, _p.device_id).join(devices, _d.id == _p.device_id)
    return [(business, device) for business, device in connection.execute(query)]


def wishes(connection: Connection, said: Iterable[Spoken]) -> list[Wish]:
    """Who wants to be told of that: not who muted the conversation, and not who knows of something there already."""
    found: list[Wish] = []
    for business, conversation, pos, by in said:
        team = by == Party.CUSTOMER
        known = exists().where(_n.device_id == _d.id, _n.conversation_id == conversation)
        muted = exists().where(
            mutes.c.business_id == business,
            mutes.c.person == _d.person,
            mutes.c.conversation_id == conversation,
        )
        query = (
            select(_d.id, _d.person)
            .join(pushes, _p.device_id == _d.id)
            .where(_d.business_id == business, _d.revoked_ms.is_(None), ~known)
        )
        if team:
            query = query.where(_d.conversation_id.is_(None), ~muted)
        else:
            query = query.where(_d.conversation_id == conversation)
        for device, person in connection.execute(query):
            found.append(Wish(device, business, person if team else None, conversation, pos))
    return found


def want(tx: Tx, due: Iterable[tuple[Wish, int]]) -> None:
    """Note who is to be told of what, and when."""
    for wish, due_ms in due:
        row = {
            "device_id": wish.device,
            "conversation_id": wish.conversation,
            "pos": wish.pos,
            "due_ms": due_ms,
            "told": False,
        }
        tx.execute(
            delete(push_news).where(_n.device_id == wish.device, _n.conversation_id == wish.conversation)
        )
        tx.execute(insert(push_news).values(row))


def _unread() -> Select[Any]:
    party = case((_d.conversation_id.is_(None), int(Party.TEAM)), else_=int(Party.CUSTOMER))
    return (
        select(_n.device_id)
        .join(devices, _d.id == _n.device_id)
        .join(marks, and_(_m.conversation_id == _n.conversation_id, _m.party == party))
        .where(_m.read < _n.pos)
    )


def forget_read(tx: Tx) -> None:
    """What was read meanwhile, by whichever device, or was erased, needs no telling."""
    party = case((_d.conversation_id.is_(None), int(Party.TEAM)), else_=int(Party.CUSTOMER))
    read = exists().where(
        _d.id == _n.device_id,
        _m.conversation_id == _n.conversation_id,
        _m.party == party,
        _m.read >= _n.pos,
    )
    gone = exists().where(_c.id == _n.conversation_id, _c.erased_ms.is_not(None))
    for rows in (read, gone):
        tx.execute(delete(push_news).where(rows))


def stale(connection: Connection) -> bool:
    """Whether `forget_read` has something to do."""
    all_ = connection.execute(select(func.count()).select_from(push_news)).scalar_one()
    live = _unread().join(conversations, _c.id == _n.conversation_id).where(_c.erased_ms.is_(None))
    held = connection.execute(select(func.count()).select_from(live.subquery())).scalar_one()
    return bool(all_ != held)


def back(tx: Tx, came: set[int], seen: set[int], reached: Callable[[Reach, int], Reach]) -> None:
    """These devices were here: in their next absence they are told anew. `seen` saw what waited, before saying goodbye.

    `reached` says what is known of a device's signals once it came at that time.
    """
    for device in came:
        found = subscription_of(tx, device)
        if found is not None:
            set_reach(tx, device, found.reach, reached(found.reach, tx.now_ms))
    tx.execute(delete(push_news).where(_n.device_id.in_(came | seen), _n.told.is_(True)))
    tx.execute(delete(push_news).where(_n.device_id.in_(seen), _n.due_ms <= tx.now_ms))


def unanswered(connection: Connection, until_ms: int) -> list[Open]:
    """Devices that were last signalled by then, and were not here since."""
    told = _unread().where(_n.told.is_(True)).with_only_columns(_n.device_id)
    query = select(_p.device_id, _p.device_id.in_(told), *_REACH).where(_p.signalled_ms <= until_ms)
    return [
        Open(device, Reach._make(reach), bool(waits)) for device, waits, *reach in connection.execute(query)
    ]


def set_reach(tx: Tx, device: int, before: Reach, reach: Reach) -> None:
    """Store what is known of a device's signals, unless it is what was known, or something else came to be known."""
    if reach != before:
        known = (column.is_not_distinct_from(value) for column, value in zip(_REACH, before, strict=True))
        tx.execute(update(pushes).where(_p.device_id == device, *known).values(reach._asdict()))


def tell_again(tx: Tx, device: int) -> None:
    """What the device was told of is due once more."""
    tx.execute(
        update(push_news)
        .where(_n.device_id == device, _n.told.is_(True))
        .values(told=False, due_ms=tx.now_ms)
    )


def due(connection: Connection, now_ms: int) -> list[Due]:
    """Who is to be told now, each once: not who was told of something that is still unread."""
    other = push_news.alias()
    told = exists().where(other.c.device_id == _n.device_id, other.c.told.is_(True))
    unread = (
        _unread()
        .with_only_columns(_n.device_id, _d.business_id, _d.person, _d.conversation_id, _p.endpoint, _p.tries)
        .join(pushes, _p.device_id == _n.device_id)
        .where(_n.told.is_(False), _n.due_ms <= now_ms, _d.revoked_ms.is_(None), ~told)
        .distinct()
    )
    return [
        Due(device, business, person if own is None else None, endpoint, tries)
        for device, business, person, own, endpoint, tries in connection.execute(unread)
    ]


def next_due(connection: Connection, after_ms: int) -> int | None:
    """When the next device is due after that."""
    query = select(func.min(_n.due_ms)).where(_n.told.is_(False), _n.due_ms > after_ms)
    found: int | None = connection.execute(query).scalar()
    return found


def told(tx: Tx, device: int, now_ms: int, signalled: Callable[[Reach, int], Reach]) -> None:
    """The push service took the signal: it stands for everything that was due.

    `signalled` says what is known of a device's signals once one was taken at that time.
    """
    found = subscription_of(tx, device)
    if found is None:
        return
    tx.execute(
        update(push_news)
        .where(_n.device_id == device, _n.due_ms <= now_ms, _n.told.is_(False))
        .values(told=True)
    )
    reach = signalled(found.reach, now_ms)
    tx.execute(update(pushes).where(_p.device_id == device).values(tries=0, **reach._asdict()))


def put_off(tx: Tx, device: int, now_ms: int, due_ms: int, tries: int) -> None:
    """Not now: what is due is due then."""
    where = (_n.device_id == device) & (_n.due_ms <= now_ms) & _n.told.is_(False)
    tx.execute(update(push_news).where(where).values(due_ms=due_ms))
    tx.execute(update(pushes).where(_p.device_id == device).values(tries=tries))


def quiet_of(source: Connection | Tx, business: int, person: int) -> str | None:
    """The person's quiet hours as they were stored; None: the person chose none."""
    q = quiets.c
    found: str | None = source.execute(
        select(q.quiet).where(q.business_id == business, q.person == person)
    ).scalar()
    return found


def set_quiet(tx: Tx, business: int, person: int, quiet: str) -> None:
    """Store the person's quiet hours in place of those before."""
    q = quiets.c
    tx.execute(delete(quiets).where(q.business_id == business, q.person == person))
    tx.execute(insert(quiets).values(business_id=business, person=person, quiet=quiet))


def people_due_again(tx: Tx, business: int, person: int, now_ms: int) -> None:
    """The person's quiet hours changed: what waits for their end is looked at now."""
    theirs = select(_d.id).where(
        _d.business_id == business, _d.person == person, _d.conversation_id.is_(None)
    )
    tx.execute(update(push_news).where(_n.device_id.in_(theirs), _n.told.is_(False)).values(due_ms=now_ms))


def muted(connection: Connection, business: int, person: int) -> list[bytes]:
    """Public ids of the conversations that this person muted."""
    u = mutes.c
    query = (
        select(_c.public_id)
        .join(mutes, u.conversation_id == _c.id)
        .where(u.business_id == business, u.person == person)
        .order_by(_c.id)
    )
    return [public_id for (public_id,) in connection.execute(query)]


def mute(tx: Tx, business: int, person: int, conversation: int, on: bool) -> None:
    """The person is told of this conversation no more, or again."""
    u = mutes.c
    where = (u.business_id == business, u.person == person, u.conversation_id == conversation)
    tx.execute(delete(mutes).where(*where))
    if on:
        tx.execute(insert(mutes).values(business_id=business, person=person, conversation_id=conversation))
        theirs = select(_d.id).where(_d.business_id == business, _d.person == person)
        tx.execute(delete(push_news).where(_n.conversation_id == conversation, _n.device_id.in_(theirs)))
