"""Lies in a call: the server changes the signals that it passes on, above all the fingerprint in a description (C2, C6).

It cannot open a signal, so it puts one of its own in its place. Browsers and the Python client are told the same.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from typing import Any, Final

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.liar.lie import Lie
from tests.liar.made_up import MadeUp
from tresen.core import records, wire
from tresen.core.calls.signals import SignalHeader, decode_signal_header, signal_hash
from tresen.core.records import label
from tresen.seal import box
from tresen.seal.message import pad
from tresen.seal.signal import call_commitment

FINGERPRINT: Final = ":".join(["EE"] * 32)
"""Of a certificate that the server made, to put itself between the two."""
SDP: Final = (
    "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n" + f"a=fingerprint:sha-256 {FINGERPRINT}\r\n"
)
PAYLOADS: Final[dict[str, dict[str, Any]]] = {
    "ring": {"sdp": SDP, "relay": False, "commit": call_commitment(bytes(16))},
    "accept": {"sdp": SDP, "relay": False, "nonce": bytes(16)},
    "offer": {"sdp": SDP},
    "answer": {"sdp": SDP},
    "ice": {"candidates": ["candidate:1 1 udp 1 203.0.113.9 9 typ host"]},
}


class Signals(Lie):
    """Passes on other signals of these kinds than were sent. `change` says what; `kinds` are those that it is about."""

    def __init__(
        self, made_up: MadeUp, change: Callable[[Signals, wire.Signalled], list[wire.Signalled]], kinds: set[str]
    ) -> None:  # fmt: skip
        self.made_up, self._change, self._kinds = made_up, change, kinds
        self.kept: list[wire.Signalled] = []

    def frames(self, frame: wire.ServerFrame) -> list[wire.ServerFrame]:
        if not isinstance(frame, wire.Signalled):
            return super().frames(frame)
        if decode_signal_header(frame.header).kind not in self._kinds:
            return [frame]
        return [*self._change(self, frame)]

    def forge(self, frame: wire.Signalled, **header: Any) -> wire.Signalled:
        """The same signal with a description of the server's own, under a key and a signature that it made up."""
        true = decode_signal_header(frame.header)
        head = records.encode(msgspec.structs.replace(true, **header))
        plain = pad(records.encode(PAYLOADS.get(true.kind, {})))
        key = box.hkdf(os.urandom(32), label("signal") + signal_hash(head))
        ciphertext = AESGCM(key).encrypt(bytes(12), plain, head)
        part = hashlib.sha256(head + ciphertext).digest()
        return wire.Signalled(frame.conversation, head, ciphertext, self.made_up.staff.sign("signal", part))


def swapped_fingerprint(lie: Signals, frame: wire.Signalled) -> list[wire.Signalled]:
    """In the sender's name."""
    return [lie.forge(frame)]


def own_device(lie: Signals, frame: wire.Signalled) -> list[wire.Signalled]:
    """In the name of a device that nobody listed."""
    return [lie.forge(frame, device=lie.made_up.staff.id)]


def altered_header(lie: Signals, frame: wire.Signalled) -> list[wire.Signalled]:
    """The true signal, said to be another call's."""
    header: SignalHeader = msgspec.structs.replace(decode_signal_header(frame.header), call=os.urandom(16))
    return [msgspec.structs.replace(frame, header=records.encode(header))]


def flipped(lie: Signals, frame: wire.Signalled) -> list[wire.Signalled]:
    """One bit of what is sealed."""
    changed = bytearray(frame.ciphertext)
    changed[40] ^= 1
    return [msgspec.structs.replace(frame, ciphertext=bytes(changed))]


def from_before(lie: Signals, frame: wire.Signalled) -> list[wire.Signalled]:
    """The first one that was ever passed on, in place of each later one."""
    lie.kept.append(frame)
    return [lie.kept[0]] if len(lie.kept) > 1 else [frame]


CHANGES: Final = (swapped_fingerprint, own_device, altered_header, flipped)
"""Each of them alone must keep a client from believing the signal."""
