"""The file of a former chat: parts one after another, each with its length and how many messages it holds (S9).

`web/core/src/former/pack.ts` is the same.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from tresen.client.documents.formerchat import is_day
from tresen.core.records import encode
from tresen.seal.refused import Refused

PART_MESSAGES: Final = 500
PART_BYTES: Final = 4 * 1024 * 1024
"""One part unpacked: nobody makes a reader unpack more."""
MARKS: Final = ("none", "edited", "deleted")

_HEAD_BYTES: Final = 8
_CLOCK: Final = re.compile(r"T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?", re.ASCII)


class Media(NamedTuple):
    """A file that came with a message. `bundle` 0: it was there and is not kept; name and type may then be empty.

    Otherwise it lies in that bundle, from 1, from byte `start` on.
    """

    name: str
    type: str
    bundle: int
    start: int
    size: int


class Packed(NamedTuple):
    """A message as it is kept. `at`: as the clock of the phone showed it. `writer`: the place of the name."""

    at: str
    writer: int
    text: str
    mark: str
    media: Media | None


def messages_in(file: bytes) -> Iterator[Packed]:
    """The messages, part by part.

    Raises:
        Refused: `malformed`.
    """
    at = 0
    while at < len(file):
        head = file[at : at + _HEAD_BYTES]
        if len(head) < _HEAD_BYTES:
            raise _wrong("the head of a part")
        size, count = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")
        at += _HEAD_BYTES
        if not 1 <= count <= PART_MESSAGES or at + size > len(file):
            raise _wrong("a part")
        messages = _part(file[at : at + size])
        if len(messages) != count:
            raise _wrong("as many messages as the part says")
        yield from messages
        at += size


def pack(messages: Sequence[Packed]) -> bytes:
    """These messages as one file."""
    file = b""
    for at in range(0, len(messages), PART_MESSAGES):
        part = messages[at : at + PART_MESSAGES]
        packing = zlib.compressobj(wbits=-15)
        packed = packing.compress(encode([_plain(each) for each in part])) + packing.flush()
        file += len(packed).to_bytes(4, "big") + len(part).to_bytes(4, "big") + packed
    return file


def _part(packed: bytes) -> list[Packed]:
    unpacking = zlib.decompressobj(wbits=-15)
    try:
        plain = unpacking.decompress(packed, PART_BYTES)
        read = msgspec.msgpack.decode(plain, type=list[Any])
    except (zlib.error, msgspec.MsgspecError, ValueError) as error:
        raise _wrong("a packed part") from error
    if not unpacking.eof or unpacking.unconsumed_tail or unpacking.unused_data:
        raise _wrong("a packed part")
    return [_message(each) for each in read]


def _plain(message: Packed) -> list[Any]:
    media = None if message.media is None else list(message.media)
    return [message.at, message.writer, message.text, MARKS.index(message.mark), media]


def _message(value: Any) -> Packed:
    if not isinstance(value, list) or len(value) < len(Packed._fields):
        raise _wrong("a message")
    at, writer, text, mark, media = value[:5]
    if (
        not isinstance(at, str)
        or not is_day(at[:10])
        or not _CLOCK.fullmatch(at[10:])
        or not isinstance(text, str)
    ):
        raise _wrong("a message")
    if not _is_count(writer) or not _is_count(mark) or mark >= len(MARKS):
        raise _wrong("a message")
    return Packed(at, writer, text, MARKS[mark], _media(media))


def _media(value: Any) -> Media | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) < len(Media._fields):
        raise _wrong("a file")
    name, type_, *numbers = value[:5]
    if not isinstance(name, str) or not isinstance(type_, str) or not all(map(_is_count, numbers)):
        raise _wrong("a file")
    return Media(name, type_, *numbers)


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _wrong(what: str) -> Refused:
    return Refused("malformed", f"{what} expected")
