"""The writer's memory of the rows it writes: heads, current keys, marks. Loaded on demand, dropped on failure.

Only `store.tx.Tx` changes these objects; jobs read them.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

import msgspec

from tresen.core.programs import Program


@dataclass(slots=True)
class Business:
    """The heads, the current team key and the profile of one business. `seq` and `rev` are 0 before the first event.

    `profile` is the text of the published profile, `profile_rev` the rev of its record. `profile_answered`: automatic
    answers refer to it. `automatic` caches what the desk derives from it; a new profile empties it.
    """

    id: int
    public_id: bytes
    handle: str
    seq: int
    rev: int
    back_room_id: int | None
    team_n: int = 0
    team_hash: bytes = b""
    team_x: bytes = b""
    profile_rev: int = 0
    profile: bytes | None = None
    profile_answered: bool = False
    automatic: Any = None


Last: TypeAlias = tuple[int, tuple[bytes | None, ...]]


class LastRows(NamedTuple):
    """Of a device: the header of the newest message that was not erased, and the tombstone of the newest if that was."""

    header: bytes | None
    erased: bytes | None


@dataclass(slots=True)
class Device:
    """A device and the highest counter stored of it (L4). `conversation_id` is set for customers' devices.

    `last` is the number of a customer's last message, and what its next one may name as the one before. Until they are
    worked out, `last_rows` is what they follow from.
    """

    id: int
    public_id: bytes
    business_id: int
    conversation_id: int | None
    role: str
    person: int
    ed: bytes
    x: bytes
    revoked: bool
    counter: int
    program: Program | None = None
    last: Last = field(default=(0, (None,)), compare=False)
    last_rows: LastRows | None = field(default=None, compare=False)


@dataclass(slots=True)
class Mark:
    """One party's marks in one conversation (L6)."""

    delivered: int = 0
    read: int = 0
    delivered_ms: int = 0
    read_ms: int = 0


EPOCH_POS: Final = 2
"""[L2] A conversation begins with customer-devices and the first epoch, which is here."""


@dataclass(slots=True)
class Conversation:
    """The head, keys and marks of one conversation. `pos` and `head_seq` are those of its newest event.

    `unread` holds the positions that the team has not read, ascending. `unlisted` holds device, counter and `seq` of each of
    the customers' commands since the last indexed position, one number after the other; None: look them up (`store.chain`).

    `customer_ms` and `team_ms` are when each party last spoke, `told_ms` the absence of the last away message (S14).
    `asked_ms` is the time of the customer's first spoken message that nobody answered; 0: none waits for an answer.
    `counted` is where the list's counters have it, as (closed, waits, assigned or 0, asks); None: nowhere yet.
    `erased_ms` is when it was erased (L7); `gone`: nothing of it is kept. `bytes` is what its events store.
    `said` is position and header hash of the newest message; None while nothing was said since this was loaded.
    """

    id: int
    business_id: int
    public_id: bytes
    back_room: bool
    closed: bool
    blocked: bool
    assigned: int | None
    created_ms: int
    last_ms: int
    last_seq: int | None
    pos: int
    customer: Mark
    team: Mark
    head_seq: int = 0
    devices_n: int = 0
    devices_hash: bytes = b""
    epoch_n: int = 0
    epoch_hash: bytes = b""
    epoch_team_n: int = 0
    epoch_devices_n: int = 0
    unread: list[int] = field(default_factory=list)
    customer_ms: int | None = None
    team_ms: int | None = None
    told_ms: int | None = None
    auto_off: bool = False
    asked_ms: int = 0
    counted: tuple[bool, int, int, int] | None = None
    erased_ms: int | None = None
    gone: bool = False
    said: tuple[int, bytes] | None = field(default=None, compare=False)
    bytes: int = 0
    unlisted: array[int] | None = field(default=None, compare=False)

    @property
    def asks(self) -> int:
        """1 while its customer waits for an answer; a blocked one waits for none."""
        return 1 if self.asked_ms and not self.blocked else 0

    @property
    def in_no_list(self) -> bool:
        """[W5] Nothing of it is kept, or nothing came after its beginning: a first file is still on its way (F3)."""
        return self.gone or (self.pos <= EPOCH_POS and not self.back_room)


class Event(msgspec.Struct, frozen=True, gc=False):
    """One event as stored, with public ids beside the internal ones. A message's parts come last, else there is `body`."""

    business_id: int
    seq: int
    rev: int | None
    conversation_id: int | None
    conversation: bytes | None
    pos: int | None
    kind: int
    at_ms: int
    device_id: int | None
    device: bytes | None
    counter: int | None
    body: bytes | None
    header: bytes | None = None
    slot: bytes | None = None
    ciphertext: bytes | None = None
    signature: bytes | None = None


class MarkChange(msgspec.Struct, frozen=True, gc=False):
    """A mark row as it is after a step."""

    business_id: int
    conversation_id: int
    conversation: bytes
    party: int
    delivered: int
    read: int
    delivered_ms: int
    read_ms: int


class Version(NamedTuple):
    """The newest version of a document (L8): where it is, the conversation it is about, and its header."""

    seq: int
    about: int | None
    header: bytes


class Stored(msgspec.Struct, frozen=True, gc=False):
    """The outcome of a stored command: what `stored` and the HTTP answers say. `first` is False for a repetition (L4)."""

    pos: int | None
    at_ms: int
    seq: int
    rev: int | None = None
    first: bool = True
