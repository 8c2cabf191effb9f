"""`customer.calls`, `bot.calls`: ring, hear who rings, decline, hang up (protocol/calls.md). A program has no media."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tresen.client.connection.bell import Bell
from tresen.client.connection.connector import Connector
from tresen.client.connection.http import b64
from tresen.client.conversation.logs import ConversationLogs
from tresen.client.conversation.row import Which, id_of
from tresen.client.trust.keyring import KnownEpoch
from tresen.clock import Clock
from tresen.core import wire
from tresen.core.calls.signals import TO_ONE, SignalHeader, SignalKind, decode_signal_header
from tresen.core.model import Party
from tresen.core.records import Device
from tresen.core.sizes import CALL_NONCE_BYTES, ID_BYTES, SIGNAL_MS
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.refused import Refused
from tresen.seal.signal import SealedSignal, call_commitment, open_signal, read_signal, seal_signal

KEPT: Final = 200
"""So many calls are remembered, the newest."""


@dataclass(frozen=True)
class Call:
    """A call as this device knows it. `ours`: one's own side rang. `phase` and `reason` are the server's word (C8).

    `person` is the number of the team's person in it. `by` is the name that whoever rang gave, and `sdp` what their device
    offers: both are believed only of a `ring` that verified, which `believed` says.
    """

    conversation: bytes
    id: bytes
    ours: bool
    video: bool
    phase: str
    reason: str | None = None
    person: int | None = None
    caller: bytes | None = None
    by: str | None = None
    sdp: str | None = None
    believed: bool = False

    @property
    def over(self) -> bool:
        """It ended."""
        return self.phase == "ended"


@dataclass
class _Own:
    """What this device has said and heard in a call."""

    n: int = 0
    heard: dict[bytes, int] = field(default_factory=dict)
    nonce: bytes = b""
    refused: Refusal | None = None
    told: bool = True


class Calls:
    """The calls of one device. A call is answered by a browser; a program rings, declines and hangs up."""

    def __init__(
        self, device: DeviceKeys, business: Callable[[], bytes], logs: ConversationLogs, connector: Connector, clock: Clock
    ) -> None:  # fmt: skip
        """`in_one` names the one conversation of a customer."""
        self._device, self._business, self._logs, self._connector = device, business, logs, connector
        self._clock = clock
        self.in_one: Callable[[], bytes] | None = None
        self._bell: Bell = connector.bell
        self._calls: dict[bytes, Call] = {}
        self._own: dict[bytes, _Own] = {}

    async def ring(
        self, conversation: Which | None = None, *, video: bool = False, by: str | None = None, sdp: str | None = None
    ) -> Call:  # fmt: skip
        """Ring the other side. Returns once it rings there; `until` then waits for what becomes of it.

        `sdp` is the offer of whatever will carry the media. Without one it is only a bell: hang up when somebody accepts.

        Raises:
            Refusal: `call_busy`, `calls_off`, `outside_call_hours` (the first word of `detail` is when calls are taken, in
                milliseconds, or 0), `not_answered_yet`, `conversation_blocked`, `too_many` …: it does not ring.
            Stopped, Untrusted: as `send`.
        """
        where = self._where(conversation)
        call, own = os.urandom(ID_BYTES), _Own(nonce=os.urandom(CALL_NONCE_BYTES))
        self._own[call] = own
        payload: dict[str, Any] = {"sdp": sdp or _BELL, "relay": True, "commit": call_commitment(own.nonce)}
        await self._say(
            where, call, SignalKind.RING, payload if by is None else payload | {"by": by}, video=video
        )
        await self._bell.until(lambda: call in self._calls or own.refused is not None)
        if own.refused is not None:
            raise own.refused
        return self._calls[call]

    async def decline(self, call: Call) -> Call:
        """Do not take a call that rings here. Returns once the server or another device has ended it, or at once for a
        device of the team while colleagues are rung.

        Raises:
            LookupError: it is one's own, or does not ring.
        """
        now = self._calls.get(call.id, call)
        if now.ours or now.phase != "ringing" or now.caller is None:
            raise LookupError("no such call rings here")
        await self._say(now.conversation, now.id, SignalKind.DECLINE, {}, to=now.caller)
        return self._calls.get(call.id, call)

    async def hang_up(self, call: Call) -> Call:
        """End one's own call, whether it still rings or not. Returns once it ended."""
        now = self._calls.get(call.id, call)
        if not now.over:
            kind = SignalKind.CANCEL if now.phase == "ringing" else SignalKind.HANGUP
            await self._say(now.conversation, now.id, kind, {})
        return await self.until(call, "ended")

    async def until(self, call: Call, *phases: str) -> Call:
        """The call, once it is in one of these phases or over."""
        await self._bell.until(lambda: self.now(call).over or self.now(call).phase in phases)
        return self.now(call)

    def now(self, call: Call) -> Call:
        """The call as it is now."""
        return self._calls.get(call.id, call)

    async def incoming(self) -> AsyncIterator[Call]:
        """Each call of the other side, once its `ring` verified, until the client is closed (Stopped)."""
        shown: set[bytes] = set()

        def new() -> list[Call]:
            rings = (each for each in self._calls.values() if each.believed and not each.ours)
            return [each for each in rings if each.id not in shown]

        while True:
            await self._bell.until(lambda: bool(new()))
            for call in new():
                shown.add(call.id)
                yield call

    # Called as frames come

    async def take(self, frame: wire.CallNow | wire.Signalled) -> None:
        """The server's word on a call, or a signal."""
        if isinstance(frame, wire.CallNow):
            self._told(frame)
        else:
            await self._signalled(frame)
        while len(self._calls) > KEPT:
            del self._calls[next(iter(self._calls))]
        while len(self._own) > 2 * KEPT:
            del self._own[next(iter(self._own))]

    def on_refused(self, refusal: Refusal) -> bool:
        """Whether the refusal was about a call of this device; it is then known."""
        words = refusal.detail.split()
        at = 1 if refusal.code == "too_many" else 0
        for call, own in self._own.items():
            if words[at : at + 1] == [b64(call)]:
                # The call's id is the channel's (C8): without it the words are those that HTTP says.
                own.refused = Refusal(refusal.code, " ".join(words[:at] + words[at + 1 :]))
                return True
        return False

    def on_welcome(self) -> None:
        """A connection begins: what goes on is told before `ready`."""
        for own in self._own.values():
            own.told = False

    def on_ready(self) -> None:
        """[C6] A call that the server no longer knows is over."""
        for call in self._calls.values():
            if not call.over and not self._own.setdefault(call.id, _Own()).told:
                self._calls[call.id] = replace(call, phase="ended", reason="broken")

    def _told(self, frame: wire.CallNow) -> None:
        self._own.setdefault(frame.call, _Own()).told = True
        known = self._calls.get(frame.call)
        ours = (frame.party == Party.TEAM) == (self._logs.party == Party.TEAM)
        before = known or Call(frame.conversation, frame.call, ours, frame.video, frame.phase)
        self._calls[frame.call] = replace(
            before,
            phase=frame.phase,
            reason=frame.reason,
            person=frame.person,
            caller=frame.caller or before.caller,
        )
        if frame.phase == "ended" and self._device.id in (before.caller, frame.caller, frame.device):
            self._logs.call_ended(frame.conversation, self._clock.now_ms())

    async def _signalled(self, frame: wire.Signalled) -> None:
        """[C2] Whatever is not believed changes nothing."""
        try:
            header, payload = await self._opened(frame)
        except (Refused, Refusal):
            return
        if header.kind == SignalKind.RING:
            ours, video = False, header.video
            known = self._calls.get(header.call) or Call(
                frame.conversation, header.call, ours, video, "ringing"
            )
            self._calls[header.call] = replace(
                known,
                video=video,
                caller=header.device,
                by=payload.get("by"),
                sdp=payload["sdp"],
                believed=True,
            )

    async def _opened(self, frame: wire.Signalled) -> tuple[SignalHeader, dict[str, Any]]:
        """[C2] In the order of the page. Raises `Refused`, `Refusal`."""
        sealed = SealedSignal(frame.header, frame.ciphertext, frame.signature)
        claimed = decode_signal_header(frame.header)
        log = await self._logs.get(frame.conversation)
        epochs = log.keyring.epochs
        if claimed.epoch not in range(max(1, len(epochs) - 1), len(epochs) + 1):
            raise Refused("wrong_epoch", "neither the current epoch nor the one before")
        epoch = epochs[claimed.epoch - 1]
        sender = log.keyring.sender(claimed.device, epoch)
        if sender is None or isinstance(sender, Device) == (self._logs.party == Party.TEAM):
            raise Refused("wrong_sender", "not a device of the other side")
        header = read_signal(sealed, sender.ed)
        own = self._own.setdefault(header.call, _Own())
        fresh = header.n > own.heard.get(header.device, 0)
        at_hand = abs(header.at_ms - self._clock.now_ms()) <= SIGNAL_MS
        if header.to not in (None, self._device.id) or not (fresh and at_hand):
            raise Refused("wrong_place", "for another device, said before, or too old")
        opened = open_signal(sealed, sender.id, sender.ed, _key(epoch))
        own.heard[header.device] = header.n
        return opened

    async def _say(
        self, conversation: bytes, call: bytes, kind: SignalKind, payload: dict[str, Any], *,
        to: bytes | None = None, video: bool = False,
    ) -> None:  # fmt: skip
        log = await self._connector.ask(lambda: self._logs.get(conversation))
        epoch = log.keyring.epochs[-1]
        own = self._own.setdefault(call, _Own())
        own.n += 1
        header = SignalHeader(
            version=1, business=self._business(), conversation=conversation, epoch=epoch.n, epoch_hash=epoch.hash,
            device=self._device.id, call=call, kind=kind.value, to=to if kind in TO_ONE else None, n=own.n,
            at_ms=self._clock.now_ms(), salt=os.urandom(ID_BYTES), video=video, person=None,
        )  # fmt: skip
        made = seal_signal(self._device, _key(epoch), header, payload)
        await self._connector.until_online()
        named = None if self.in_one is not None else conversation
        self._connector.send(wire.Signal(named, made.header, made.ciphertext, made.signature))

    def _where(self, conversation: Which | None) -> bytes:
        if conversation is not None:
            return id_of(conversation)
        if self.in_one is None:
            raise TypeError("say which conversation to ring in")
        return self.in_one()


def _key(epoch: KnownEpoch) -> Any:
    if epoch.key is None:
        raise Refused("cannot_open", "this device has no key of that epoch")
    return epoch.key


_BELL: Final = (
    "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
    "a=fingerprint:sha-256 " + ":".join(["00"] * 32) + "\r\n"
)
"""The description of a device that only rings: it offers no media, and a certificate that nobody has."""
