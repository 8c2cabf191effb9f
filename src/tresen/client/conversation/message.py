"""What the client gives to who uses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

Trouble = Literal["unreadable", "forged", "gap", "fork", "unasked"]
"""Why something is not an ordinary message (S10): `unreadable` cannot be opened here; `forged` was not written by who it
names; before it something is missing (`gap`) or another one stood in its place (`fork`); `unasked`: the server took it away,
or says so, without anybody's signed command (L7). What was known of it is still here."""


class Sent(NamedTuple):
    """A message is durable on the server: its place in the conversation and the server's time (UTC milliseconds)."""

    pos: int
    at_ms: int


@dataclass(frozen=True)
class Message:
    """One entry of a conversation, verified and opened.

    `kind` is the payload's kind (`text`, …), `auto` for an automatic answer, `erased` for what is left of an erased
    message, or `erasure` for the command that erased some: its `payload` has `erased`, ranges of `pos`, and `kept`.
    `text` is empty when there is none. `ours` means: written by one's own side; `person` and `by` are the
    number and the name of the member of the team who wrote it, None for the customer.
    `device` and `counter` are the message's id.
    """

    conversation: bytes
    pos: int
    at_ms: int
    kind: str
    text: str
    ours: bool
    person: int | None
    by: str | None
    device: bytes | None
    counter: int | None
    trouble: Trouble | None = None
    payload: dict[str, Any] = field(default_factory=dict)
    hash: bytes | None = None
    """The hash of its header; None for what carries none."""
    about: bytes | None = None
    """Of a back-room message: the conversation that it concerns (L8)."""


@dataclass(frozen=True)
class Conversation:
    """One row of the team's list. Times are UTC milliseconds; `name` and `earlier` come from the card.

    `automatic`: this customer gets greeting and away message. `earlier`: conversations that this one goes on from (S9).
    """

    id: bytes
    name: str | None
    state: Literal["open", "closed", "blocked"]
    assigned: int | None
    created_ms: int
    last_ms: int
    head: int
    unread: int
    automatic: bool = True
    earlier: tuple[bytes, ...] = ()
    trouble: Trouble | None = None
    """`fork`: the server's records of it contradict each other. Nothing of it is read or sent (BrokenConversation)."""


class TeamDevice(NamedTuple):
    """An active device of the team; the recovery sheet has role `sheet` and person 0.

    `seen` is the day it was last connected (UTC; the sheet's: last tried or used) as the server says, None: never.
    """

    id: bytes
    person: int
    role: str
    seen: date | None


class Marks(NamedTuple):
    """How far one party is in a conversation, and since when (UTC milliseconds; 0: not yet) (L6)."""

    delivered: int = 0
    read: int = 0
    delivered_ms: int = 0
    read_ms: int = 0

    def covers(self, delivered: int, read: int) -> bool:
        """At least so far."""
        return self.delivered >= delivered and self.read >= read


class Place(NamedTuple):
    """How far a device's messages go in a conversation: the number and header hash of its last one (S7)."""

    num: int
    hash: bytes | None
