"""The bodies of events, kind by kind (L5). Server and clients read and write them by these shapes."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import msgspec

from tresen.core.erasing import Erased, Expired
from tresen.core.model import Hash, Id, Kind, Number

GONE: Final = ("erased", "expired")
"""Why a message is gone: a command erased it, or its time was over (L5, D2). Its tombstone names the event that says so."""


class Body(msgspec.Struct, frozen=True, array_like=True):
    """Base of all bodies: positional, unknown trailing fields ignored."""


class Sealed(Body, frozen=True, array_like=True):
    """A message as its sender sealed it (S7)."""

    header: bytes
    slot: bytes
    ciphertext: bytes
    signature: bytes


class Tombstone(Body, frozen=True, array_like=True):
    """What an erased or superseded message leaves behind (L7, L8).

    `conversation` and `pos` name the `erased` or `expired` event that accounts for it; both are None when it was superseded.
    """

    header: None
    slot: None
    ciphertext: None
    signature: None
    header_hash: Hash
    reason: str
    conversation: Id | None = None
    pos: Number | None = None


class Answer(Body, frozen=True, array_like=True):
    """An automatic answer: which text of which profile, and the instants that fill it in (S14).

    `language` is reserved: readers choose theirs.
    """

    name: str
    rev: Number
    language: Any
    instant_ms: Number
    next_open_ms: Number | None = None


class Record(Body, frozen=True, array_like=True):
    """A signed record. `wraps` are the epoch's or team key's, as far as the reader gets them."""

    body: bytes
    signature: bytes
    wraps: list[tuple[Id, bytes]] | None = None


class Assigned(Body, frozen=True, array_like=True):
    """The conversation is this person's now, or nobody's."""

    person: Number | None


class Closed(Body, frozen=True, array_like=True):
    """Who closed it."""

    person: Number


class Reopened(Body, frozen=True, array_like=True):
    """Who reopened it; None when a message did (L11)."""

    person: Number | None


class Classed(Body, frozen=True, array_like=True):
    """The retention class of the message at `pos` (L9). `signed`: the same as staff signed it, body and signature (S18)."""

    class_: str
    pos: Number
    signed: Any = None


class Switched(Body, frozen=True, array_like=True):
    """`blocked`: the customer is, or is not any more (L12). `auto_off`: automatic answers are off, or on again."""

    on: bool


class Called(Body, frozen=True, array_like=True):
    """A call that is over (C10). `person` is who of the team made or took it; None when nobody did."""

    call: Id
    video: bool
    party: Number
    started_ms: Number
    answered_ms: Number | None
    ended_ms: Number
    outcome: str
    person: Number | None = None


class CallErased(Body, frozen=True, array_like=True):
    """What is left of a call in an erased conversation (C10)."""

    call: Id
    video: None
    party: None
    started_ms: None
    answered_ms: None
    ended_ms: None
    outcome: str
    person: None = None


AnyBody: TypeAlias = (
    Sealed
    | Tombstone
    | Answer
    | Record
    | Assigned
    | Closed
    | Reopened
    | Classed
    | Switched
    | Erased
    | Called
    | CallErased
    | Expired
)

_SHAPES: Final[dict[int, type[AnyBody]]] = {
    Kind.AUTO: Answer,
    Kind.RECORD: Record,
    Kind.ASSIGNED: Assigned,
    Kind.CLOSED: Closed,
    Kind.REOPENED: Reopened,
    Kind.CLASS: Classed,
    Kind.BLOCKED: Switched,
    Kind.ERASED: Erased,
    Kind.AUTO_OFF: Switched,
    Kind.EXPIRED: Expired,
}


def read_body(kind: int, body: bytes | msgspec.Raw) -> AnyBody | None:
    """The body of an event; None for a kind that only a later version knows (A12).

    Raises:
        msgspec.DecodeError, ValueError, RecursionError: it is not what this kind has.
    """
    if kind == Kind.MESSAGE:
        return read_message(body)
    if kind == Kind.CALL:
        return read_call(body)
    shape = _SHAPES.get(kind)
    return None if shape is None else msgspec.msgpack.decode(body, type=shape)


def read_message(body: bytes | msgspec.Raw) -> Sealed | Tombstone:
    """The body of a `message` event: sealed, or what is left of it.

    Raises:
        msgspec.DecodeError, ValueError, RecursionError: it is neither.
    """
    parts = msgspec.msgpack.decode(body, type=list[msgspec.Raw])
    left = bool(parts) and bytes(parts[0]) == b"\xc0"
    if not left:
        return msgspec.msgpack.decode(body, type=Sealed)
    tombstone = msgspec.msgpack.decode(body, type=Tombstone)
    if tombstone.reason in GONE and (tombstone.conversation is None or tombstone.pos is None):
        raise ValueError("the tombstone of an erased message names the event that accounts for it")
    return tombstone


def read_call(body: bytes | msgspec.Raw) -> Called | CallErased:
    """The body of a `call` event, or what is left of it.

    Raises:
        msgspec.DecodeError, ValueError, RecursionError: it is neither.
    """
    parts = msgspec.msgpack.decode(body, type=list[msgspec.Raw])
    erased = len(parts) > 1 and bytes(parts[1]) == b"\xc0"
    return (
        msgspec.msgpack.decode(body, type=CallErased) if erased else msgspec.msgpack.decode(body, type=Called)
    )
