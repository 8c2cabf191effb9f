"""The frames of `/live` (protocol/wire.md). One frame is one MessagePack array, its first element the type (W1)."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias, get_args

import msgspec

from tresen.core.canonical import is_canonical, plain
from tresen.core.model import Id, Number
from tresen.errors import Refusal

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
TOPICS: Final = ("invites", "requests")
"""What a `ring` may be about."""
CALL_PHASES: Final = ("ringing", "accepted", "handing", "ended")
"""The phases of a call (C5)."""
CALL_REASONS: Final = ("hung_up", "missed", "declined", "cancelled", "broken")
"""Why a call ended (C8)."""
CALL_OUTCOMES: Final = ("answered", "missed", "declined", "cancelled", "broken")
"""How a call went, as the log keeps it (C10)."""
SIGNAL_KINDS: Final = (
    "ring", "accept", "decline", "cancel", "hangup", "offer", "answer", "ice", "handover",
)  # fmt: skip
"""What a signal is for (C3)."""


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """Base of all frames: positional, unknown trailing fields ignored."""


class Hello(Frame, tag=0, frozen=True, array_like=True):
    """Answer to the challenge (W2). `cursor` is `seq` for staff, `pos` for customers; None starts at the head (W5).

    The signature covers `tresen/v1/hello\\0 || public_url || challenge`.
    """

    device: Id
    signature: bytes
    generation: Id | None = None
    cursor: Number | None = None
    rev: Number | None = None
    known: tuple[Number, Id] | None = None
    """The last event this device knows: its `seq` (staff) or `pos` (customers), and its hash (L10)."""


class Send(Frame, tag=1, frozen=True, array_like=True):
    """A sealed message under the device's command counter (L4, S7)."""

    counter: Number
    header: bytes
    slot: bytes
    ciphertext: bytes
    signature: bytes


class Mark(Frame, tag=2, frozen=True, array_like=True):
    """Receipts: delivered and read up to these positions (L6). `conversation` is None from a customer."""

    conversation: Id | None
    delivered: Number
    read: Number


class Act(Frame, tag=3, frozen=True, array_like=True):
    """A command of the team on a conversation (L5, L9).

    `argument` depends on `action`: `assign` takes a person or None, `block` and `auto` (are automatic answers sent?) a
    bool, `class` a retention class and the position of a message, `close` and `reopen` nothing. `signed` is the same class
    as its device signed it: body and signature (S18).
    """

    counter: Number
    conversation: Id
    action: str
    # Not `Number`: msgspec 0.22 crashes over a union of a bounded number and a tuple. The session checks the range.
    argument: int | bool | tuple[str, int] | None = None
    signed: Any | None = None


class Typing(Frame, tag=4, frozen=True, array_like=True):
    """An unsealed, unstored flag (W6). `conversation` is None from a customer."""

    conversation: Id | None
    on: bool


class Signal(Frame, tag=6, frozen=True, array_like=True):
    """A sealed signal of a call, passed on and never stored (C2). `conversation` is None from a customer."""

    conversation: Id | None
    header: bytes
    ciphertext: bytes
    signature: bytes


ClientFrame: TypeAlias = Hello | Send | Mark | Act | Typing | Signal


class Challenge(Frame, tag=64, frozen=True, array_like=True):
    """The server's first frame: random bytes that `hello` signs.

    They have one size only, so that address and challenge, signed as one string, can be taken apart in one way.
    """

    challenge: Annotated[bytes, msgspec.Meta(min_length=CHALLENGE_BYTES, max_length=CHALLENGE_BYTES)]


class Welcome(Frame, tag=65, frozen=True, array_like=True):
    """The session is open. `head` is `seq` for staff, `pos` for customers; `head_hash` names the event there (L10)."""

    role: str
    person: Number
    business: Id
    conversation: Id | None
    generation: Id
    head: Number
    rev: Number
    last_counter: Number
    bearer: str
    bearer_until_ms: Number
    now_ms: Number
    head_hash: Id | None = None


class Stored(Frame, tag=66, frozen=True, array_like=True):
    """The command is durable (W3). `pos` is None for what the customer does not see; `seq` is None for customers."""

    counter: Number
    pos: Number | None
    at_ms: Number
    seq: Number | None = None


class Event(msgspec.Struct, frozen=True, array_like=True):
    """One event of the log as a session sees it. `seq` is None for customers (L2). `body` depends on `kind` (wire.md)."""

    seq: Number | None
    rev: Number | None
    conversation: Id | None
    pos: Number | None
    kind: Number
    at_ms: Number
    device: Id | None
    counter: Number | None
    body: msgspec.Raw


class Events(Frame, tag=67, frozen=True, array_like=True):
    """Events in order, without gaps."""

    events: list[Event]


class MarkRow(msgspec.Struct, frozen=True, array_like=True):
    """One party's marks in one conversation, with the server's time of each last step (0: not yet)."""

    conversation: Id
    party: Number
    delivered: Number
    read: Number
    delivered_ms: Number
    read_ms: Number


class Marks(Frame, tag=68, frozen=True, array_like=True):
    """Marks that moved."""

    marks: list[MarkRow]


class Behind(Frame, tag=69, frozen=True, array_like=True):
    """More than `RESUME_EVENTS` behind: the client fetches pages up to `head`; live events follow (W4)."""

    head: Number
    rev: Number


class TypingNow(Frame, tag=70, frozen=True, array_like=True):
    """Somebody is typing. `person` is None when it is a customer, and always None in what a customer is sent (W6)."""

    conversation: Id
    person: Number | None
    on: bool


class Error(Frame, tag=71, frozen=True, array_like=True):
    """An error (W7). `counter` names the refused command, or None when it concerns the frame or the connection."""

    counter: Number | None
    code: str
    retryable: bool
    detail: str


class Bearer(Frame, tag=72, frozen=True, array_like=True):
    """A fresh bearer for HTTP, sent before the old one ends."""

    bearer: str
    until_ms: Number


class Ring(Frame, tag=73, frozen=True, array_like=True):
    """Something that is not in the log changed: fetch it again. `topic` is one of `TOPICS`."""

    topic: str


class Ready(Frame, tag=74, frozen=True, array_like=True):
    """Resume is complete: what follows is live."""


class Signalled(Frame, tag=75, frozen=True, array_like=True):
    """A signal of the other party, as it was sent (C2)."""

    conversation: Id
    header: bytes
    ciphertext: bytes
    signature: bytes


class CallNow(Frame, tag=76, frozen=True, array_like=True):
    """The server's word on a call: sent at each change, and to a device that connects while it goes on (C8).

    `party` is the one that rang and `caller` its device in the call; `device` is the answering party's. `person` is the
    team's person in it. `at_ms` is when the phase began.
    """

    conversation: Id
    call: Id
    phase: str
    party: Number
    video: bool
    device: Id | None
    person: Number | None
    reason: str | None
    at_ms: Number
    caller: Id | None = None


ServerFrame: TypeAlias = (
    Challenge
    | Welcome
    | Stored
    | Events
    | Marks
    | Behind
    | TypingNow
    | Error
    | Bearer
    | Ring
    | Ready
    | Signalled
    | CallNow
)

client_frames: Final = msgspec.msgpack.Decoder(ClientFrame)
server_frames: Final = msgspec.msgpack.Decoder(ServerFrame)
encode = msgspec.msgpack.Encoder(enc_hook=plain).encode


def write_client_frame(frame: object) -> bytes:
    """A frame of a client as it is sent: an act without a signature ends with its argument, as in the version before."""
    if isinstance(frame, Act) and frame.signed is None:
        return encode((frame.__struct_config__.tag, *msgspec.structs.astuple(frame)[:-1]))
    return encode(frame)


_UNREADABLE: Final = (msgspec.DecodeError, ValueError, RecursionError)
_CLIENT_TAGS: Final = frozenset(each.__struct_config__.tag for each in get_args(ClientFrame))
_SERVER_TAGS: Final = frozenset(each.__struct_config__.tag for each in get_args(ServerFrame))


def read_client_frame(data: bytes) -> ClientFrame:
    """[W1] A frame of a client.

    Raises:
        Refusal: `too_large`, `unknown_frame` for a type of another version, `bad_frame` for everything else.
    """
    if len(data) > FRAME_BYTES:
        raise Refusal("too_large", f"a frame has at most {FRAME_BYTES} bytes")
    try:
        frame: ClientFrame = client_frames.decode(data)
    except _UNREADABLE:
        raise _refusal(data) from None
    return frame


def read_server_frame(data: bytes) -> ServerFrame | None:
    """[W1, A12] A frame of the server; None for a type that only a later version knows.

    Clients read frames by the rule for what is signed, so that all of them read the same (S4).

    Raises:
        ValueError: these bytes are no frame, not one of their type, or not canonical.
    """
    if not is_canonical(data):
        raise ValueError("not canonical MessagePack")
    try:
        frame: ServerFrame = server_frames.decode(data)
    except _UNREADABLE:
        type_ = _type_of(data)
        if type_ is None or type_ < 0 or type_ in _SERVER_TAGS:
            raise ValueError("not a frame of the server") from None
        return None
    return frame


def read_event(data: bytes) -> Event:
    """An event as a page over HTTP has it.

    Raises:
        ValueError: these bytes are no event, or not canonical.
    """
    if not is_canonical(data):
        raise ValueError("not canonical MessagePack")
    try:
        return msgspec.msgpack.decode(data, type=Event)
    except _UNREADABLE:
        raise ValueError("not an event") from None


def _refusal(data: bytes) -> Refusal:
    type_ = _type_of(data)
    if type_ is not None and type_ not in _CLIENT_TAGS:
        return Refusal("unknown_frame", f"type {type_} is not known here")
    return Refusal("bad_frame", "a frame is one MessagePack array: [type, …] with the fields of its type")


def is_hello(data: bytes) -> bool:
    """Whether these bytes are a frame of the type `hello`, readable as one or not."""
    return _type_of(data) == 0


def _type_of(data: bytes) -> int | None:
    """The type that a MessagePack array begins with; None when these bytes are none."""
    try:
        frame = msgspec.msgpack.decode(data)
    except (*_UNREADABLE, TypeError):
        return None
    return frame[0] if isinstance(frame, list) and frame and type(frame[0]) is int else None
