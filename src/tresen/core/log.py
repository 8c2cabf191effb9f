"""Events and marks as bytes, encoded once per audience: the team and the customer (L2, L5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

import msgspec

from tresen.core.model import Kind
from tresen.core.wire import FRAME_BYTES, Events, Marks

NIL: Final = b"\xc0"
_encode = msgspec.msgpack.encode
_ROOM: Final = FRAME_BYTES - 16
"""The bytes an `events` or `marks` frame can hold besides its own two array heads."""


class LogEvent(Protocol):
    """An event as the store returns it: a message has its four parts, any other event has `body` as MessagePack."""

    @property
    def seq(self) -> int: ...
    @property
    def rev(self) -> int | None: ...
    @property
    def conversation(self) -> bytes | None: ...
    @property
    def pos(self) -> int | None: ...
    @property
    def kind(self) -> int: ...
    @property
    def at_ms(self) -> int: ...
    @property
    def device(self) -> bytes | None: ...
    @property
    def counter(self) -> int | None: ...
    @property
    def body(self) -> bytes | None: ...
    @property
    def header(self) -> bytes | None: ...
    @property
    def slot(self) -> bytes | None: ...
    @property
    def ciphertext(self) -> bytes | None: ...
    @property
    def signature(self) -> bytes | None: ...


class MovedMark(Protocol):
    """A party's marks in a conversation, as the store returns them."""

    @property
    def conversation(self) -> bytes: ...
    @property
    def party(self) -> int: ...
    @property
    def delivered(self) -> int: ...
    @property
    def read(self) -> int: ...
    @property
    def delivered_ms(self) -> int: ...
    @property
    def read_ms(self) -> int: ...


def for_team(event: LogEvent) -> bytes:
    """The MessagePack of one event with its `seq`."""
    return _encode(
        (
            event.seq, event.rev, event.conversation, event.pos, event.kind, event.at_ms, event.device, event.counter,
            _body(event),
        )
    )  # fmt: skip


def for_customer(event: LogEvent) -> bytes:
    """The MessagePack of one event without `seq` (L2). A public record comes without the team's wraps (L5)."""
    body = _body(event)
    if event.kind == Kind.RECORD and event.rev is not None and isinstance(body, msgspec.Raw):
        record, signature, *_ = msgspec.msgpack.decode(body)
        body = (record, signature, None)
    return _encode(
        (
            None, event.rev, event.conversation, event.pos, event.kind, event.at_ms, event.device, event.counter,
            body,
        )
    )  # fmt: skip


def _body(event: LogEvent) -> msgspec.Raw | tuple[bytes | None, ...]:
    if event.body is not None:
        return msgspec.Raw(event.body)
    return (event.header, event.slot, event.ciphertext, event.signature)


def tombstone(header_hash: bytes, reason: str) -> bytes:
    """The body that an erased or superseded message leaves behind (L5, L7)."""
    return _encode((None, None, None, None, header_hash, reason))


def mark_row(moved: MovedMark) -> bytes:
    """The MessagePack of one mark row."""
    return _encode(
        (moved.conversation, moved.party, moved.delivered, moved.read, moved.delivered_ms, moved.read_ms)
    )


def events_frames(events: Iterable[bytes]) -> list[bytes]:
    """`events` frames of at most 64 KiB that hold these encoded events in order (W1)."""
    return [_frame(_EVENTS, part) for part in _parts(events)]


def marks_frames(rows: Iterable[bytes]) -> list[bytes]:
    """`marks` frames of at most 64 KiB that hold these encoded rows (W1)."""
    return [_frame(_MARKS, part) for part in _parts(rows)]


def marks_frame(row: bytes) -> bytes:
    """The `marks` frame of one row."""
    return _MARKS + b"\x91" + row


def _head(kind: type[msgspec.Struct]) -> bytes:
    return b"\x92" + _encode(kind.__struct_config__.tag)


_EVENTS: Final = _head(Events)
_MARKS: Final = _head(Marks)


def _frame(head: bytes, part: Sequence[bytes]) -> bytes:
    count = len(part)
    length = bytes((0x90 | count,)) if count < 16 else b"\xdc" + count.to_bytes(2, "big")
    return b"".join((head, length, *part))


def _parts(items: Iterable[bytes]) -> Iterator[list[bytes]]:
    part: list[bytes] = []
    size = 0
    for item in items:
        size += len(item)
        if part and size > _ROOM:
            yield part
            part, size = [], len(item)
        part.append(item)
    if part:
        yield part
