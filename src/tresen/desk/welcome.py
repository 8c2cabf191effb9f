"""A device's hello: recognise it, and find what it missed (W2, W4, W5, L10)."""

from __future__ import annotations

import contextlib
from typing import Final, NamedTuple

from sqlalchemy import Connection

from tresen.core.log import events_frames, for_customer, for_team, mark_row, marks_frames
from tresen.core.messages import Sender
from tresen.core.model import Role
from tresen.core.policy import Action, Who, may
from tresen.core.records import event_hash, verify
from tresen.core.wire import RESUME_EVENTS, Behind, Hello, encode
from tresen.desk.context import Context
from tresen.desk.feed import Feed
from tresen.errors import Refusal
from tresen.store import queries
from tresen.store.queries import DeviceFacts
from tresen.store.state import Event, MarkChange

RESUME_MARKS: Final = 1024
"""With more changed marks than this, the client fetches the marks in pages as well."""


class CaughtUp(NamedTuple):
    """What a session is sent between `welcome` and `ready`. It is complete up to `seq`.

    `head` is what the welcome names: `seq` for the team, `pos` for customers.
    """

    seq: int
    head: int
    rev: int
    frames: list[bytes]
    head_hash: bytes | None = None


class Known(NamedTuple):
    """A device whose hello verified.

    `missed` is what it missed as the same look into the database showed it; None: `catch_up` refuses it once it has joined.
    `turn` and `drops` say what the feed and the registry had seen before that look.
    """

    sender: Sender
    facts: DeviceFacts
    follows: bool
    turn: int
    drops: int
    missed: CaughtUp | None = None


async def recognise(house: Context, feed: Feed, hello: Hello, challenge: bytes) -> Known:
    """[W2, W9] The device behind a hello.

    Raises:
        Refusal: `unknown_device`, `revoked`, `bad_signature`, `bad_frame`.
    """
    if len(hello.device) != 16 or (hello.cursor or 0) < 0 or (hello.rev or 0) < 0:
        raise Refusal("bad_frame", "a device's id has 16 bytes, cursors count from 0")
    signed = house.public_url.encode() + challenge
    turn, drops = feed.turn, house.sessions.drops

    def read(connection: Connection) -> Known:
        facts = queries.find_device(connection, hello.device)
        if facts is None:
            raise Refusal("unknown_device", "this server does not know the device")
        verify(facts.ed, "hello", signed, hello.signature)
        if facts.revoked:
            raise Refusal("revoked", "this device was revoked")
        who = Who(
            facts.business_id, facts.id, Role(facts.role), facts.person, facts.conversation_id, facts.program
        )
        sender = Sender(who, facts.business, hello.device, facts.conversation)
        known = Known(sender, facts, may(who, Action.FOLLOW), turn, drops)
        with contextlib.suppress(Refusal):
            return known._replace(missed=_missed(connection, known, hello))
        return known

    return await house.read(read)


async def up_to_now(house: Context, feed: Feed, known: Known, hello: Hello) -> CaughtUp:
    """What `recognise` saw, if it still holds, otherwise as `catch_up`; call it as that.

    It holds if no commit of the business was announced, and nobody shut out, since before that look: then a revocation ends
    the session in the registry, and what comes waits in the feed. One look instead of two takes a third off a login.
    """
    if known.missed is None or known.drops != house.sessions.drops:
        return await catch_up(house, known, hello)
    if feed.moved_since(known.sender.who.business, known.turn):
        return await catch_up(house, known, hello)
    return known.missed


async def catch_up(house: Context, known: Known, hello: Hello) -> CaughtUp:
    """[W4, W5, L10] What the device missed since its cursor: at most 256 events, else `behind`.

    Call it after the session has joined the registry: a revocation is then seen here, or ends the session there.
    A cursor of another generation is ignored: the client starts at the head.

    Raises:
        Refusal: `revoked`; `forked` when the log does not hold the event that the client knows.
    """

    def read(connection: Connection) -> CaughtUp:
        if queries.is_revoked(connection, known.sender.who.device):
            raise Refusal("revoked", "this device was revoked")
        return _missed(connection, known, hello)

    return await house.read(read)


def _missed(connection: Connection, known: Known, hello: Hello) -> CaughtUp:
    who = known.sender.who
    same = hello.generation is None or hello.generation == known.facts.generation
    cursor = hello.cursor if same else None
    rev = hello.rev if same else None
    if same and hello.known is not None and hello.generation is not None:
        _check_known(connection, who, *hello.known)
    if not known.follows:
        seq, newest = queries.head(connection, who.business)
        head = seq if who.conversation is None else queries.head_pos(connection, who.conversation)
        return CaughtUp(seq, head, newest, [])
    if who.conversation is None:
        return _for_team(connection, who, cursor)
    return _for_customer(connection, who, who.conversation, cursor, rev)


def _check_known(connection: Connection, who: Who, place: int, hash_: bytes) -> None:
    """[L10] A log that went on from an older copy has another event there, or none.

    Raises:
        Refusal: `forked`.
    """
    if _hash_at(connection, who, place) != hash_:
        raise Refusal("forked", "the log does not hold what this device has read of it")


def _hash_at(connection: Connection, who: Who, place: int) -> bytes | None:
    """The hash of the event at this place, `seq` for the team and `pos` for a customer; None when there is none."""
    if who.conversation is None:
        return _hash(place, queries.event_at(connection, who.business, place))
    found = queries.events_after(connection, who.conversation, place - 1, 1) if place else []
    return _hash(place, found[0] if found and found[0].pos == place else None)


def _hash(place: int, there: queries.Place | Event | None) -> bytes | None:
    return None if there is None else event_hash(place, there.at_ms, there.device, there.counter)


def _for_team(connection: Connection, who: Who, cursor: int | None) -> CaughtUp:
    seq, rev = queries.head(connection, who.business)
    hash_ = _hash_at(connection, who, seq)
    if cursor is None or cursor > seq:
        return CaughtUp(seq, seq, rev, [], hash_)
    moved = queries.marks_since(connection, who.business, cursor, None, RESUME_MARKS + 1)
    if seq - cursor > RESUME_EVENTS or len(moved) > RESUME_MARKS:
        return CaughtUp(seq, seq, rev, [encode(Behind(seq, rev))], hash_)
    events = queries.team_events_after(connection, who.business, cursor, RESUME_EVENTS)
    frames = events_frames([for_team(event) for event in events])
    return CaughtUp(seq, seq, rev, frames + _marks([change for _, change in moved]), hash_)


def _for_customer(
    connection: Connection, who: Who, conversation: int, cursor: int | None, since: int | None
) -> CaughtUp:
    seq, rev = queries.head(connection, who.business)
    newest = queries.newest_of(connection, conversation)
    pos = newest.pos
    hash_ = _hash(pos, queries.event_at(connection, newest.business, newest.seq) if pos else None)
    cursor = pos if cursor is None or cursor > pos else cursor
    since = rev if since is None or since > rev else since
    marks = _marks(queries.marks_in(connection, conversation))
    if (pos - cursor) + (rev - since) > RESUME_EVENTS:
        return CaughtUp(seq, pos, rev, [encode(Behind(pos, rev)), *marks], hash_)
    records = queries.records_after(connection, who.business, since, RESUME_EVENTS) if since < rev else []
    events = queries.events_after(connection, conversation, cursor, RESUME_EVENTS) if cursor < pos else []
    missed = sorted([*records, *events], key=lambda event: event.seq)
    return CaughtUp(seq, pos, rev, events_frames([for_customer(event) for event in missed]) + marks, hash_)


def _marks(moved: list[MarkChange]) -> list[bytes]:
    return marks_frames([mark_row(change) for change in moved])
