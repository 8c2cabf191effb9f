"""What the server checks in a message: the sizes, and the header against session and log; never the signature (S10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import msgspec

from tresen.core.canonical import is_canonical
from tresen.core.policy import Who
from tresen.core.records import UNREADABLE, VERSION, Header, encode_header
from tresen.core.sizes import CIPHERTEXT_BYTES, HEADER_BYTES, SIGNATURE_BYTES, SLOT_BYTES, WHOLE_MOST
from tresen.core.wire import Send
from tresen.errors import Refusal

MESSAGE_AHEAD_MS: Final = 24 * 60 * 60 * 1000
"""A message is refused when its time is further ahead of the server's clock: clients alarm from there on (D10)."""

_headers: Final = msgspec.msgpack.Decoder(Header)


@dataclass(frozen=True, slots=True)
class Sender:
    """The session's device, by the public ids that a header must name. `conversation` is None for the team."""

    who: Who
    business: bytes
    device: bytes
    conversation: bytes | None


class Keys(Protocol):
    """The parts of a conversation's newest records that a message must agree with."""

    @property
    def back_room(self) -> bool: ...
    @property
    def blocked(self) -> bool: ...
    @property
    def epoch_n(self) -> int: ...
    @property
    def epoch_hash(self) -> bytes: ...
    @property
    def epoch_team_n(self) -> int: ...
    @property
    def epoch_devices_n(self) -> int: ...
    @property
    def devices_n(self) -> int: ...


class TeamKey(Protocol):
    """The business's newest team record."""

    @property
    def team_n(self) -> int: ...
    @property
    def team_hash(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class CurrentKeys:
    """The keys of a conversation that is about to begin."""

    epoch_n: int
    epoch_hash: bytes
    epoch_team_n: int
    epoch_devices_n: int
    devices_n: int
    back_room: bool = False
    blocked: bool = False


def peek_header(header: bytes) -> Header:
    """Decode a header without checking it. Raises `bad_frame` unless it is readable and in canonical form (S4)."""
    try:
        read = _headers.decode(header)
    except UNREADABLE:
        raise Refusal("bad_frame", "the header cannot be read") from None
    # Encoding the known fields again is the quick proof; only a header with fields of a later version needs the full check.
    if encode_header(read) != header and not is_canonical(header):
        raise Refusal("bad_frame", "the header is not in canonical form")
    return read


def read_header(sender: Sender, send: Send) -> Header:
    """[S7, S10] Check the sizes, and compare the header with the session that sends it.

    Raises:
        Refusal: `too_large`, `bad_frame` for an impossible size, `header_mismatch` for a field that is not the session's.
    """
    check_counter(send.counter)
    if len(send.ciphertext) not in CIPHERTEXT_BYTES:
        code = "too_large" if len(send.ciphertext) > max(CIPHERTEXT_BYTES) else "bad_frame"
        raise Refusal(code, "a payload is padded to 256, 1024, 4096 or 16384 bytes")
    if (
        len(send.slot) != SLOT_BYTES
        or len(send.signature) != SIGNATURE_BYTES
        or len(send.header) > HEADER_BYTES
    ):
        raise Refusal("bad_frame", "a slot has 60 bytes, a signature 64, a header at most 512")
    header = peek_header(send.header)
    if (
        header.version != VERSION
        or header.business != sender.business
        or header.device != sender.device
        or header.counter != send.counter
        or (sender.conversation is not None and header.conversation != sender.conversation)
    ):
        raise Refusal(
            "header_mismatch", "version, business, conversation, device and counter must be the session's own"
        )
    return header


def check_counter(counter: int) -> None:
    """Counters run from 1 (L4). Raises `bad_frame`."""
    if not 1 <= counter <= WHOLE_MOST:
        raise Refusal("bad_frame", "counters run from 1 to 2**53 - 1")


def check_against_log(header: Header, keys: Keys, team: TeamKey, from_customer: bool) -> None:
    """[S10, L8, L12, W7] Compare the header with the newest records of its conversation; `check_seen` does the rest.

    Raises:
        Refusal: `conversation_blocked`, `stale_epoch`, `header_mismatch` for a document outside the back room and for
            `replaces` without a document.
    """
    if header.replaces is not None and header.doc is None:
        raise Refusal("header_mismatch", "only a version of a document replaces one")
    if keys.back_room:
        epoch, epoch_hash = team.team_n, team.team_hash
    else:
        if header.doc is not None or header.about is not None:
            raise Refusal("header_mismatch", "only the back room has documents")
        if from_customer and keys.blocked:
            raise Refusal("conversation_blocked")
        if keys.epoch_team_n != team.team_n or keys.epoch_devices_n != keys.devices_n:
            raise Refusal("stale_epoch", "team or customer devices changed: a new epoch is needed")
        epoch, epoch_hash = keys.epoch_n, keys.epoch_hash
    if header.epoch != epoch or header.epoch_hash != epoch_hash:
        raise Refusal("stale_epoch", f"the current epoch is {epoch}")


def check_clock(header: Header, now_ms: int) -> None:
    """[S10, D10] Compare the time that the sender signed with the server's. One that lies behind is believed: it waited.

    Raises:
        Refusal: `clock_ahead`.
    """
    if header.at_ms > now_ms + MESSAGE_AHEAD_MS:
        raise Refusal(
            "clock_ahead",
            "at_ms: this device's clock is more than a day ahead of the server's, or that one is behind",
        )


def check_seen(header: Header, head: int) -> None:
    """[S7, S10] Nobody has seen what is not in the log: a client that counts wrong is told so, and nobody else is blamed.

    `check_seen_hash` does the rest.

    Raises:
        Refusal: `header_mismatch` when `seen_pos` is beyond the conversation's `head`, or `seen_hash` is there without it.
    """
    if header.seen_pos > head:
        raise Refusal("header_mismatch", f"seen_pos is beyond the conversation's head, {head}")
    if (header.seen_pos == 0) != (header.seen_hash is None):
        raise Refusal("header_mismatch", "seen_hash is nil when nothing was seen, and only then")


def check_seen_hash(header: Header, said: bytes | None) -> None:
    """[S7, S10] What the sender claims to have seen is what stands there; else clients would show two versions.

    `said` is the header hash of the message at `seen_pos`, or of what erasing left of it; None: there is no message.

    Raises:
        Refusal: `header_mismatch`.
    """
    if header.seen_hash != said:
        raise Refusal("header_mismatch", "seen_hash is not the hash of the message at seen_pos")


def check_number(header: Header, num: int, hashes: Sequence[bytes | None]) -> None:
    """[S7, S10] A header that forks its sender's own chain is refused: clients would ask who looks after the server.

    `num` is the number of the sender's newest message in this conversation that was not erased, and `hashes` what the next
    may name as `prev`: its header hash, and that of the newest erased one behind it, whose number the server does not know.
    0 and None: there is none. A number that was left out passes: clients show it as a gap.

    Raises:
        Refusal: `header_mismatch` for a number that was used before, for the next one with another `prev`, and for a later
            one that names this one.
    """
    follows = header.prev in hashes if header.num == num + 1 else header.prev != hashes[0]
    if header.num <= num or not follows:
        raise Refusal("header_mismatch", "num and prev do not continue this device's last message here")
