"""What the switchboard says: a call's phase, a signal passed on, and refusals that name their call (C8)."""

from __future__ import annotations

import base64
from typing import Final

import msgspec

from tresen.core.calls.machine import Call
from tresen.core.calls.signals import SignalHeader
from tresen.core.erasing import Erased
from tresen.core.model import Kind
from tresen.core.wire import CallNow, Signal, Signalled, encode
from tresen.errors import Refusal

_BLOCKED: Final = int(Kind.BLOCKED)
_YES: Final = b"\xc3"


def about(header: SignalHeader, error: Exception) -> Exception:
    """[C8] The refusal, naming the call: in the first word, or after the milliseconds of `too_many`."""
    if not isinstance(error, Refusal):
        return error
    if error.code == "too_many":
        first, _, rest = error.detail.partition(" ")
        return Refusal(error.code, f"{first} {b64(header.call)} {rest}")
    return Refusal(error.code, f"{b64(header.call)} {error.detail}".rstrip())


def now(conversation: bytes, call: Call) -> bytes:
    """[C8] The server's word on a call."""
    team = call.of_team
    return encode(
        CallNow(
            conversation, call.id, call.phase.value, int(call.party), call.video,
            None if call.other is None else call.other.id, None if team is None else team.person,
            None if call.reason is None else call.reason.value, call.phase_ms, call.caller.id,
        )
    )  # fmt: skip


def signalled(header: SignalHeader, signal: Signal) -> bytes:
    """[C2] The signal as it is passed on."""
    return encode(Signalled(header.conversation, signal.header, signal.ciphertext, signal.signature))


def ends(kind: int, body: bytes) -> bool:
    """[C5] Whether this event ends calls: the customer was blocked, or the whole conversation erased."""
    if kind == _BLOCKED:
        return body[-1:] == _YES
    command = msgspec.msgpack.decode(body, type=Erased).body
    targets: object = msgspec.msgpack.decode(command)[6]
    return targets is None


def b64(data: bytes) -> str:
    """Bytes in a refusal's words."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
