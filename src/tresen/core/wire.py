"""The frames of `/live` (protocol/wire.md). One frame is one MessagePack array, its first element the type (W1)."""

from __future__ import annotations

from typing import Final

import msgspec

SUBPROTOCOL: Final = "tresen.v1"
FRAME_BYTES: Final = 64 * 1024
"""The longest frame in either direction (W1)."""
CHALLENGE_BYTES: Final = 32
HELLO_SECONDS: Final = 5
"""How long the server waits for `hello` (W2)."""
BEARER_SECONDS: Final = 15 * 60
"""How long a bearer for HTTP is good (W2)."""
IN_FLIGHT: Final = 64
"""Commands that may wait for their answer at the same time (W4)."""
RESUME_EVENTS: Final = 256
"""A session that is more events behind fetches pages instead (W4)."""
SLOW_READER_BYTES: Final = 1024 * 1024
"""What may wait for a reader before the connection is closed with `CLOSE_SLOW` (W4)."""
CLOSE_REPLACED: Final = 4001
"""The same device said hello elsewhere (W9)."""
CLOSE_NOT_WELCOME: Final = 4003
"""The hello failed (W9)."""
CLOSE_SLOW: Final = 1013
PROBE: Final = 5
"""Kept free for ever: a client sends it to learn from the answer `unknown_frame` that somebody is there (W1)."""
TOPICS: Final = ("invites",)
"""What a `ring` may be about."""


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """Base of all frames: positional, unknown trailing fields ignored."""


class Hello(Frame, tag=0, frozen=True, array_like=True):
    """Answer to the challenge (W2). `cursor` is `seq` for staff, `pos` for customers; None starts at the head (W5).

    The signature covers `tresen/v1/hello\\0 || public_url || challenge`.
    """

    device: bytes
    signature: bytes
    generation: bytes | None = None
    cursor: int | None = None
    rev: int | None = None


class Send(Frame, tag=1, frozen=True, array_like=True):
    """A sealed message under the device's command counter (L4, S7)."""

    counter: int
    header: bytes
    slot: bytes
    ciphertext: bytes
    signature: bytes


class Mark(Frame, tag=2, frozen=True, array_like=True):
    """Receipts: delivered and read up to these positions (L6). `conversation` is None from a customer."""

    conversation: bytes | None
    delivered: int
    read: int


class Act(Frame, tag=3, frozen=True, array_like=True):
    """A command of the team on a conversation: `assign` (person or None), `close`, `reopen`, `block` (bool),
    `auto` (bool: whether automatic answers are sent), `class` (retention class and position of a message)."""

    counter: int
    conversation: bytes
    action: str
    argument: int | bool | tuple[str, int] | None = None


class Typing(Frame, tag=4, frozen=True, array_like=True):
    """An unsealed, unstored flag (W6). `conversation` is None from a customer."""

    conversation: bytes | None
    on: bool


ClientFrame = Hello | Send | Mark | Act | Typing


class Challenge(Frame, tag=64, frozen=True, array_like=True):
    """The server's first frame: 32 random bytes."""

    challenge: bytes


class Welcome(Frame, tag=65, frozen=True, array_like=True):
    """The session is open. `head` is `seq` for staff, `pos` for customers."""

    role: str
    person: int
    business: bytes
    conversation: bytes | None
    generation: bytes
    head: int
    rev: int
    last_counter: int
    bearer: str
    bearer_until_ms: int
    now_ms: int


class Stored(Frame, tag=66, frozen=True, array_like=True):
    """The command is durable (W3). `pos` is None for what the customer does not see; `seq` is None for customers."""

    counter: int
    pos: int | None
    at_ms: int
    seq: int | None = None


class Event(msgspec.Struct, frozen=True, array_like=True):
    """One event of the log as a session sees it. `seq` is None for customers (L2). `body` depends on `kind` (wire.md)."""

    seq: int | None
    rev: int | None
    conversation: bytes | None
    pos: int | None
    kind: int
    at_ms: int
    device: bytes | None
    counter: int | None
    body: msgspec.Raw


class Events(Frame, tag=67, frozen=True, array_like=True):
    """Events in order, without gaps."""

    events: list[Event]


class MarkRow(msgspec.Struct, frozen=True, array_like=True):
    """One party's marks in one conversation, with the server's time of each last step (0: not yet)."""

    conversation: bytes
    party: int
    delivered: int
    read: int
    delivered_ms: int
    read_ms: int


class Marks(Frame, tag=68, frozen=True, array_like=True):
    """Marks that moved."""

    marks: list[MarkRow]


class Behind(Frame, tag=69, frozen=True, array_like=True):
    """More than 256 events behind: fetch pages over HTTP up to `head`, then events go on from there (W4)."""

    head: int
    rev: int


class TypingNow(Frame, tag=70, frozen=True, array_like=True):
    """Somebody types. `person` is None when a customer does, or towards a customer."""

    conversation: bytes
    person: int | None
    on: bool


class Error(Frame, tag=71, frozen=True, array_like=True):
    """An error (W7). `counter` names the refused command, or None when it concerns the frame or the connection."""

    counter: int | None
    code: str
    retryable: bool
    detail: str


class Bearer(Frame, tag=72, frozen=True, array_like=True):
    """A fresh bearer for HTTP, sent before the old one ends."""

    bearer: str
    until_ms: int


class Ring(Frame, tag=73, frozen=True, array_like=True):
    """Something not in the log changed and may be fetched; `topic` is `invites`."""

    topic: str


class Ready(Frame, tag=74, frozen=True, array_like=True):
    """Resume is complete: what follows is live."""


ServerFrame = (
    Challenge | Welcome | Stored | Events | Marks | Behind | TypingNow | Error | Bearer | Ring | Ready
)

client_frames = msgspec.msgpack.Decoder(ClientFrame)
server_frames = msgspec.msgpack.Decoder(ServerFrame)
encode = msgspec.msgpack.encode
