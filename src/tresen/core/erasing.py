"""Erasing by a signed command: its shape, the messages it affects, what it leaves behind (L7, L9, S17).

Server and clients verify with the same functions. Pure: bytes and rows go in, decisions come out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from tresen.core.model import Kind, Number
from tresen.core.records import (
    VERSION,
    Header,
    Signed,
    decode,
    decode_body,
    digest,
    encode,
    header_hash,
    verify,
)
from tresen.core.sizes import ERASE_TARGETS, HASH_BYTES, ID_BYTES
from tresen.errors import Refusal

EVENT_BYTES: Final = 56 * 1024
"""An `erased` event fits into a frame. What does not fit goes into a further event with the same command."""
_RANGE_BYTES: Final = 19
_KEPT_BYTES: Final = 27

MessageId = tuple[bytes, int]
"""Device and counter (L4)."""
Range = tuple[Number, Number]
"""Positions, both ends included."""


class Command(msgspec.Struct, frozen=True, array_like=True):
    """The body of an erase command (S17). `targets` holds `[pos, header hash]` pairs; None means the whole conversation."""

    version: Number
    kind: str
    business: bytes
    conversation: bytes
    signer: bytes
    at_ms: Number
    targets: list[tuple[Number, bytes]] | None


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A message that was not erased because the law keeps it: its class, and the instant until which it is kept (L9)."""

    pos: Number
    class_: str
    until_ms: Number


class Erased(msgspec.Struct, frozen=True, array_like=True):
    """The body of an `erased` event: the signed command, what it erased, and what is kept in spite of it (L5)."""

    body: bytes
    signature: bytes
    erased: list[Range]
    kept: list[Kept]


class Expired(msgspec.Struct, frozen=True, array_like=True):
    """The body of an `expired` event (D2): the profile whose days it goes by, what went, and what is kept in spite of it."""

    rev: Number
    erased: list[Range]
    kept: list[Kept]


class Cause(NamedTuple):
    """Why messages go: a signed command (L7), or the days of the profile (D1).

    `word` stands in the tombstones, `hash` names the cause in this conversation, `body` makes the event's body of what is
    erased and what is kept, and `size` bytes of it are neither. `before` is the event that told it first, when it is carried
    out once more in a restored copy: what that kept stays, and what it erased goes.
    """

    kind: Kind
    word: str
    hash: bytes
    body: Callable[[list[Range], list[Kept]], Erased | Expired]
    size: int
    before: Erased | Expired | None = None


class Candidate(NamedTuple):
    """A message that a command may erase: it still has its content. `pos` is None for one of the back room."""

    seq: int
    pos: int | None
    id: MessageId
    refers: MessageId | None
    hash: bytes


def command_hash(body: bytes) -> bytes:
    """The hash that identifies a command (S17)."""
    return digest("erase", body)


def erase_body(
    business: bytes,
    conversation: bytes,
    signer: bytes,
    at_ms: int,
    targets: Sequence[tuple[int, bytes]] | None,
) -> bytes:
    """The bytes that a device signs, under `label("erase")`, to erase these messages, or all of them (None)."""
    named = None if targets is None else list(targets)
    return encode(Command(VERSION, "erase", business, conversation, signer, at_ms, named))


def read_command(body: bytes) -> Command:
    """Decode a command without verifying it. Raises `bad_record`."""
    return decode_body(body, Command, "erase command")


def check_command(
    signed: Signed, business: bytes, conversation: bytes, signers: Mapping[bytes, bytes]
) -> Command:
    """[S17] Verify a command for this conversation, signed by one of `signers` (device id → Ed25519 key).

    Raises:
        Refusal: `bad_record` for shape, version or conversation; `forbidden` for any other signer; `bad_signature`.
    """
    command = read_command(signed.body)
    if command.version != VERSION or command.kind != "erase":
        raise Refusal("bad_record", "version and kind must be 1 and erase")
    if command.business != business or command.conversation != conversation:
        raise Refusal("bad_record", "the command belongs to another conversation")
    _check_shape(command)
    ed = signers.get(command.signer)
    if ed is None:
        raise Refusal("forbidden", "the signer may not erase here")
    verify(ed, "erase", signed.body, signed.signature)
    return command


def _check_shape(command: Command) -> None:
    targets = command.targets
    if targets is None:
        return
    if not 1 <= len(targets) <= ERASE_TARGETS or len({pos for pos, _ in targets}) != len(targets):
        raise Refusal(
            "bad_record", f"1 to {ERASE_TARGETS} messages, each once, or nil for the whole conversation"
        )
    if any(pos < 1 or len(hash_) != HASH_BYTES for pos, hash_ in targets):
        raise Refusal("bad_record", "a target is a position from 1 and a header hash of 32 bytes")


def check_targets(command: Command, hashes: Mapping[int, bytes]) -> None:
    """[S17] Compare the targets with the log; `hashes` maps a position to the header hash of its message.

    Raises:
        Refusal: `bad_record`.
    """
    for pos, hash_ in command.targets or ():
        if hashes.get(pos) != hash_:
            raise Refusal("bad_record", f"no message with that header hash is at {pos}")


def candidate(seq: int, pos: int | None, header: bytes) -> Candidate:
    """A candidate, from the stored header of its message."""
    read = decode(header, Header, "header")
    return Candidate(seq, pos, (read.device, read.counter), read.refers, header_hash(header))


def affected(candidates: Iterable[Candidate], named: Collection[int] | None) -> list[Candidate]:
    """[L7] The messages at these positions, and all that refer to them, directly or through others; None: all of them.

    A message of the back room is erased with what it refers to, never by position.
    """
    here = list(candidates)
    if named is None:
        return here
    referring: dict[MessageId, list[Candidate]] = {}
    for each in here:
        if each.refers is not None:
            referring.setdefault(each.refers, []).append(each)
    waiting = [each for each in here if each.pos is not None and each.pos in named]
    gone: dict[int, Candidate] = {}
    while waiting:
        each = waiting.pop()
        if each.seq not in gone:
            gone[each.seq] = each
            waiting += referring.get(each.id, ())
    return [gone[seq] for seq in sorted(gone)]


def ranges(positions: Iterable[int]) -> list[Range]:
    """These positions as ranges, ascending."""
    made: list[Range] = []
    ascending = sorted(positions)
    if ascending and ascending[-1] - ascending[0] + 1 == len(ascending):
        return [(ascending[0], ascending[-1])]
    for pos in ascending:
        if made and made[-1][1] == pos - 1:
            made[-1] = (made[-1][0], pos)
        else:
            made.append((pos, pos))
    return made


def by_command(signed: Signed) -> Cause:
    """[L7] A command that was verified is obeyed."""
    return Cause(
        Kind.ERASED,
        "erased",
        command_hash(signed.body),
        lambda erased, kept: Erased(signed.body, signed.signature, erased, kept),
        len(signed.body) + len(signed.signature),
    )


def by_time(rev: int, conversation: bytes) -> Cause:
    """[D1] The conversation is over by the days of the profile at `rev`."""
    return Cause(
        Kind.EXPIRED,
        "expired",
        digest("expiry", conversation),
        lambda erased, kept: Expired(rev, erased, kept),
        9,
    )


def read_gone(kind: int, body: bytes) -> Erased | Expired:
    """The stored body of an `erased` or `expired` event."""
    if kind == Kind.ERASED:
        return msgspec.msgpack.decode(body, type=Erased)
    return msgspec.msgpack.decode(body, type=Expired)


def bodies(cause: Cause, erased: Sequence[Range], kept: Sequence[Kept]) -> Iterator[Erased | Expired]:
    """The bodies of the events of one cause: one body, unless the lists exceed what an event holds."""
    room = EVENT_BYTES - cause.size
    at = kept_at = 0
    while True:
        some = erased[at : at + room // _RANGE_BYTES]
        left = room - len(some) * _RANGE_BYTES
        few = kept[kept_at : kept_at + left // _KEPT_BYTES]
        yield cause.body(list(some), list(few))
        at, kept_at = at + len(some), kept_at + len(few)
        if at >= len(erased) and kept_at >= len(kept):
            return


def tombstone(hash_: bytes, conversation: bytes, pos: int, word: str = "erased") -> bytes:
    """[L5, D2] The body that a message leaves behind. The event at `pos` of `conversation` accounts for it."""
    if len(hash_) != HASH_BYTES or len(conversation) != ID_BYTES:
        raise ValueError("a header hash has 32 bytes, a conversation's id 16")
    return encode((None, None, None, None, hash_, word, conversation, pos))
