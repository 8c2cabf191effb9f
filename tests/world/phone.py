"""A device that calls, frame by frame: it seals signals, and waits for the server's word on its call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.world.shop import Device
from tests.world.wire_client import WireClient
from tresen.clock import Clock
from tresen.core.calls.signals import TO_ONE, SignalHeader
from tresen.core.wire import CallNow, Error, Signal, Signalled
from tresen.seal.epoch import EpochKey
from tresen.seal.signal import SealedSignal, call_commitment, open_signal, seal_signal

SDP = "v=0\r\na=fingerprint:sha-256 " + ":".join(["AB"] * 32) + "\r\n"
NONCE = bytes(range(16))
PAYLOADS: dict[str, dict[str, Any]] = {
    "ring": {"sdp": SDP, "relay": True, "commit": call_commitment(NONCE)},
    "accept": {"sdp": SDP, "relay": True, "nonce": NONCE},
    "offer": {"sdp": SDP},
    "answer": {"sdp": SDP},
    "ice": {"candidates": []},
}


@dataclass
class Phone:
    """One device on one connection. `staff` names the conversation in its frames."""

    device: Device
    epoch: EpochKey
    clock: Clock
    line: WireClient
    staff: bool
    call: bytes = bytes(16)
    salt: int = 0
    n: int = 0
    heard: list[CallNow] = field(default_factory=list)

    def sealed(self, kind: str, to: bytes | None = None, **header: Any) -> Signal:
        """A signal, ready to be sent."""
        self.n += 1
        self.salt += 1
        fields = {
            "version": 1, "business": self.epoch.business, "conversation": self.epoch.conversation, "epoch": self.epoch.n,
            "epoch_hash": self.epoch.hash, "device": self.device.keys.id, "call": self.call, "kind": kind,
            "to": to if kind in TO_ONE else None, "n": self.n, "at_ms": self.clock.now_ms(),
            "salt": self.salt.to_bytes(16, "big"), "video": False, "person": None,
        }  # fmt: skip
        made = seal_signal(
            self.device.keys, self.epoch, SignalHeader(**{**fields, **header}), PAYLOADS.get(kind, {})
        )
        conversation = self.epoch.conversation if self.staff else None
        return Signal(conversation, made.header, made.ciphertext, made.signature)

    def say(self, kind: str, to: Phone | None = None, **header: Any) -> Signal:
        """Send a signal."""
        signal = self.sealed(kind, None if to is None else to.device.keys.id, **header)
        self.line.send(signal)
        return signal

    async def phase(self, phase: str, reason: str | None = None) -> CallNow:
        """The server's next word, which must be that."""
        heard = await self.line.take(CallNow)
        assert (heard.phase, heard.reason) == (phase, reason)
        return heard

    async def hear(self, kind: str, sender: Phone) -> None:
        """The next signal, which must be of that kind, from that device, and as it was sealed."""
        frame = await self.line.take(Signalled)
        keys = sender.device.keys
        sealed = SealedSignal(frame.header, frame.ciphertext, frame.signature)
        header, payload = open_signal(sealed, keys.id, keys.ed, self.epoch)
        assert (header.kind, header.call) == (kind, sender.call)
        assert payload == PAYLOADS.get(kind, {})

    async def refused(self, code: str) -> list[str]:
        """The next error, which must have that code; the words of its detail."""
        error = await self.line.take(Error)
        assert (error.code, error.counter) == (code, None), error
        return error.detail.split()
