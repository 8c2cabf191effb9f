"""The header of a signal, and what the server checks in it: sizes and the session's own ids, no signature (C2)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from tresen.core.canonical import is_canonical
from tresen.core.messages import Sender
from tresen.core.model import Hash, Id, Number
from tresen.core.records import UNREADABLE, VERSION, digest, encode
from tresen.core.sizes import CIPHERTEXT_BYTES, HEADER_BYTES, SIGNATURE_BYTES
from tresen.errors import Refusal


class SignalKind(StrEnum):
    """What a signal is for (C3)."""

    RING = "ring"
    ACCEPT = "accept"
    DECLINE = "decline"
    CANCEL = "cancel"
    HANGUP = "hangup"
    OFFER = "offer"
    ANSWER = "answer"
    ICE = "ice"
    HANDOVER = "handover"


KINDS: Final = frozenset(each.value for each in SignalKind)
TO_ONE: Final = frozenset(
    {SignalKind.ACCEPT, SignalKind.DECLINE, SignalKind.OFFER, SignalKind.ANSWER, SignalKind.ICE}
)
"""The kinds that name the device they are for; the others are for whom the server finds (C3)."""


class SignalHeader(msgspec.Struct, frozen=True, array_like=True):
    """The header of a signal (C2). `n` counts this device's signals in this call from 1.

    `video` says of a `ring` whether it begins as a video call; `person` says of a `handover` to whom.
    """

    version: Number
    business: Id
    conversation: Id
    epoch: Number
    epoch_hash: Hash
    device: Id
    call: Id
    kind: str
    to: Id | None
    n: Number
    at_ms: Number
    salt: Id
    video: bool
    person: Number | None


def signal_hash(header: bytes) -> bytes:
    """The hash of a signal's header, which its key is derived with (C2)."""
    return digest("signal-header", header)


def decode_signal_header(header: bytes) -> SignalHeader:
    """A header's fields. Fields of a later version are ignored.

    Raises:
        Refusal: `bad_frame` unless it is readable, canonical (S4), and of a shape that its kind allows.
    """
    try:
        read = msgspec.msgpack.decode(header, type=SignalHeader)
    except UNREADABLE:
        raise Refusal("bad_frame", "the header of the signal cannot be read") from None
    if encode(read) != header and not is_canonical(header):
        raise Refusal("bad_frame", "the header of the signal is not in canonical form")
    if (read.to is not None) != (read.kind in TO_ONE):
        raise Refusal(
            "bad_frame", "accept, decline, offer, answer and ice name the device they are for, no other does"
        )
    if (read.person is not None) != (read.kind == SignalKind.HANDOVER) or read.n < 1:
        raise Refusal(
            "bad_frame", "a handover names a person, no other signal does; signals are numbered from 1"
        )
    return read


def check_sizes(header: bytes, ciphertext: bytes, signature: bytes) -> None:
    """The sizes that a signal can have. Raises `bad_frame`, `too_large`."""
    if len(ciphertext) not in CIPHERTEXT_BYTES:
        code = "too_large" if len(ciphertext) > max(CIPHERTEXT_BYTES) else "bad_frame"
        raise Refusal(code, "a payload is padded to 256, 1024, 4096 or 16384 bytes")
    if len(signature) != SIGNATURE_BYTES or len(header) > HEADER_BYTES:
        raise Refusal("bad_frame", f"a signature has 64 bytes, a header at most {HEADER_BYTES}")


def read_signal_header(sender: Sender, header: bytes, ciphertext: bytes, signature: bytes) -> SignalHeader:
    """[C2] Check the sizes, and compare the header with the session that sends it.

    Raises:
        Refusal: `too_large`, `bad_frame`, `header_mismatch` for a field that is not the session's.
    """
    check_sizes(header, ciphertext, signature)
    read = decode_signal_header(header)
    if (
        read.version != VERSION
        or read.business != sender.business
        or read.device != sender.device
        or (sender.conversation is not None and read.conversation != sender.conversation)
    ):
        raise Refusal(
            "header_mismatch", "version, business, conversation and device must be the session's own"
        )
    if read.kind not in KINDS:
        raise Refusal("bad_frame", f"a signal is one of {', '.join(SignalKind)}")
    return read
