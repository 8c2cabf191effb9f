"""Reads and changes of mails to customers: addresses, what they wait for, links (W13)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, and_, delete, exists, insert, select, update

from tresen.core.model import PROGRAM, Kind, Party, Reach
from tresen.store import noted
from tresen.store.datamap import MAILBOX_BYTES
from tresen.store.noted import Way
from tresen.store.schema import (
    businesses,
    conversations,
    devices,
    events,
    mail_links,
    mailboxes,
    mails,
    marks,
    push_news,
    pushes,
)
from tresen.store.tx import Tx

_m, _b, _l, _c, _d, _k = mails.c, mailboxes.c, mail_links.c, conversations.c, devices.c, marks.c
ASKED: Final = "asked"
CONFIRMED: Final = "confirmed"


class Kept(NamedTuple):
    """What is stored about the mails of one conversation; `mailbox` is empty once the address is gone."""

    conversation: int
    language: str
    state: str
    since_ms: int
    pos: int
    due_ms: int | None
    told: bool
    tries: int
    stamp: bytes | None
    mailbox: str


class Due(NamedTuple):
    """Somebody whose mail is due, and what holds around them."""

    kept: Kept
    business: int
    handle: str
    read: int
    blocked: bool
    pushed: bool
    signalled: bool
    devices: list[int]


class Link(NamedTuple):
    """A link in a mail."""

    conversation: int
    purpose: str
    until_ms: int


def _kept() -> Select[Any]:
    return select(
        _m.conversation_id, _m.language, _m.state, _m.since_ms, _m.pos, _m.due_ms, _m.told,
        _m.tries, _m.stamp, _b.mailbox,
    ).join(mailboxes, _b.conversation_id == _m.conversation_id)  # fmt: skip


def _read(row: Row[Any] | Sequence[Any]) -> Kept:
    values: list[Any] = list(row[:10])
    values[9] = values[9].rstrip(b"\0").decode("ascii")
    return Kept._make(values)


def find(source: Tx | Connection, conversation: int) -> Kept | None:
    """What is stored about that conversation's mails, or None."""
    row = source.execute(_kept().where(_m.conversation_id == conversation)).one_or_none()
    return None if row is None else _read(row)


def give(tx: Tx, conversation: int, device: int, mailbox: str, **values: Any) -> None:
    """Store the address that a device gave, in place of one before; no link that was sent before is good any more."""
    where = _b.conversation_id == conversation
    padded = mailbox.encode("ascii").ljust(MAILBOX_BYTES, b"\0")
    if tx.execute(select(_b.id).where(where)).one_or_none() is None:
        tx.execute(insert(mailboxes).values(conversation_id=conversation, mailbox=padded))
    else:
        tx.execute(update(mailboxes).where(where).values(mailbox=padded))
    fresh = {"pos": 0, "told": False, "tries": 0, "stamp": None, "state": ASKED, "since_ms": tx.now_ms}
    tx.execute(delete(mails).where(_m.conversation_id == conversation))
    tx.execute(delete(mail_links).where(_l.conversation_id == conversation))
    tx.execute(
        insert(mails).values({"conversation_id": conversation, "device_id": device, **fresh, **values})
    )


def change(tx: Tx, conversation: int, **values: Any) -> None:
    """Change what is stored about a conversation's mails."""
    tx.execute(update(mails).where(_m.conversation_id == conversation).values(values))


def businesses_told(connection: Connection) -> list[int]:
    """The businesses with customers who are told by mail."""
    query = (
        select(_c.business_id)
        .join(mails, _m.conversation_id == _c.id)
        .where(_m.state == CONFIRMED)
        .distinct()
    )
    return [business for (business,) in connection.execute(query)]


def spoken_at(connection: Connection, business: int, seq: int) -> tuple[int, int] | None:
    """Conversation and position of what the team said at that `seq`, if that customer is told by mail."""
    e = events.c
    query = (
        select(e.conversation_id, e.pos)
        .join(mails, _m.conversation_id == e.conversation_id)
        .where(e.business_id == business, e.seq == seq, e.kind == int(Kind.MESSAGE))
        .where(e.spoken_by.in_((int(Party.TEAM), PROGRAM)), _m.state == CONFIRMED, e.pos.is_not(None))
    )
    found = connection.execute(query).one_or_none()
    return None if found is None else (found[0], found[1])


def told_by_mail(connection: Connection, device: int) -> int | None:
    """The conversation of that customer's device, if the customer is told by mail."""
    query = (
        select(_d.conversation_id)
        .join(mails, _m.conversation_id == _d.conversation_id)
        .where(_d.id == device, _m.state == CONFIRMED)
    )
    found: int | None = connection.execute(query).scalar()
    return found


def missed(connection: Connection, business: int, until: int) -> list[tuple[int, int]]:
    """Conversation and position of what the team said last, and nobody noted, to customers who are told by mail."""
    said = [each for each in noted.unread(connection, business, Way.MAIL, until) if each.by != Party.CUSTOMER]
    return [(each.conversation, each.pos) for each in said if find(connection, each.conversation) is not None]


def confirm(tx: Tx, conversation: int) -> None:
    """The address is the customer's: what is said from now on is told."""
    business, _ = business_of(tx, conversation)
    told = exists().where(_m.conversation_id == _c.id, _c.business_id == business, _m.state == CONFIRMED)
    if not tx.execute(select(told)).scalar_one():
        noted.from_now(tx, business, Way.MAIL)
    nothing = {"due_ms": None, "told": False, "tries": 0, "stamp": None, "since_ms": tx.now_ms}
    change(tx, conversation, state=CONFIRMED, **nothing)


def due(connection: Connection, now_ms: int) -> list[Due]:
    """Whose mail is due: an answer, or the question whether the address is right."""
    query = (
        _kept()
        .add_columns(_c.business_id, businesses.c.handle, _k.read, _c.blocked)
        .join(conversations, _c.id == _m.conversation_id)
        .join(businesses, businesses.c.id == _c.business_id)
        .join(marks, and_(_k.conversation_id == _c.id, _k.party == int(Party.CUSTOMER)))
        .where(_m.due_ms <= now_ms, _m.state.in_((ASKED, CONFIRMED)), _c.erased_ms.is_(None))
        .order_by(_m.due_ms)
    )
    found = []
    for row in connection.execute(query).all():
        kept = _read(row)
        theirs = [key for (key,) in connection.execute(_devices(kept.conversation))]
        pushed, signalled = _by_push(connection, kept.conversation, theirs)
        signalled = signalled or _behind(connection, row[10])
        found.append(Due(kept, row[10], row[11], row[12], bool(row[13]), pushed, signalled, theirs))
    return found


def _by_push(connection: Connection, conversation: int, theirs: list[int]) -> tuple[bool, bool]:
    """Whether a push service reaches one of these devices, as far as is known; whether one was told of something unread."""
    reached = [
        device
        for device, signalled_ms, unfollowed in connection.execute(
            select(pushes.c.device_id, pushes.c.signalled_ms, pushes.c.unfollowed).where(
                pushes.c.device_id.in_(theirs)
            )
        )
        if not Reach(signalled_ms, unfollowed).unconfirmed
    ]
    n = push_news.c
    news = exists().where(n.device_id.in_(reached), n.conversation_id == conversation)
    return bool(reached), bool(connection.execute(select(news)).scalar_one())


def _behind(connection: Connection, business: int) -> bool:
    """Whether the log was read further for mail than for push: a signal may still follow."""
    push, mail = (noted.up_to(connection, business, way) for way in (Way.PUSH, Way.MAIL))
    return push is not None and mail is not None and push < mail


def _devices(conversation: int) -> Select[Any]:
    return select(_d.id).where(_d.conversation_id == conversation, _d.revoked_ms.is_(None))


def next_due(connection: Connection, after_ms: int) -> int | None:
    """When the next mail is due after that."""
    query = select(_m.due_ms).where(_m.due_ms > after_ms).order_by(_m.due_ms).limit(1)
    found: int | None = connection.execute(query).scalar()
    return found


def add_link(tx: Tx, hash_: bytes, conversation: int, purpose: str, until_ms: int) -> None:
    """A link with that hash is good until then."""
    row = {"hash": hash_, "conversation_id": conversation, "purpose": purpose, "until_ms": until_ms}
    tx.execute(insert(mail_links).values(row))


def find_link(source: Tx | Connection, hash_: bytes) -> Link | None:
    """The link with that hash, whether or not it is still good."""
    query = select(_l.conversation_id, _l.purpose, _l.until_ms).where(_l.hash == hash_)
    row = source.execute(query).one_or_none()
    return None if row is None else Link(*row)


def business_of(source: Tx | Connection, conversation: int) -> tuple[int, str]:
    """The business of a conversation, inside the database and by its address."""
    query = (
        select(_c.business_id, businesses.c.handle)
        .join(businesses, businesses.c.id == _c.business_id)
        .where(_c.id == conversation)
    )
    business, handle = source.execute(query).one()
    return business, handle


def over(connection: Connection, now_ms: int, asked_before_ms: int) -> tuple[list[int], bool]:
    """The conversations whose address nobody confirmed in time, and whether a link is out of date."""
    asked = select(_m.conversation_id).where(_m.state == ASKED, _m.since_ms <= asked_before_ms)
    old = connection.execute(select(exists().where(_l.until_ms <= now_ms))).scalar_one()
    return [key for (key,) in connection.execute(asked)], bool(old)


def forget_over(tx: Tx, conversations_: Iterable[int]) -> None:
    """Forget addresses that nobody confirmed, and links that are out of date."""
    for conversation in conversations_:
        kept = find(tx, conversation)
        if kept is not None and kept.state == ASKED:
            tx.forget_mailbox(conversation)
    tx.execute(delete(mail_links).where(_l.until_ms <= tx.now_ms))
