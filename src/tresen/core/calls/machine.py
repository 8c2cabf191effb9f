"""One call as a state machine: a signal, a device that comes or goes, or the time, and what follows from it (C5, C6).

Pure: a call and what happened go in, a call and who is to hear of it come out. Devices are known by their internal keys.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, NamedTuple

from tresen.core.calls.signals import SignalHeader, SignalKind
from tresen.core.model import Party
from tresen.core.sizes import AWAY_MS, HANDING_MS, RING_MS
from tresen.errors import Refusal


class Phase(StrEnum):
    """How far a call is."""

    RINGING = "ringing"
    ACCEPTED = "accepted"
    HANDING = "handing"
    ENDED = "ended"


class Reason(StrEnum):
    """Why a call ended."""

    HUNG_UP = "hung_up"
    MISSED = "missed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Seat:
    """A device that may be in a call: its internal key, its public id, and whose it is (0: a customer's)."""

    device: int
    id: bytes
    person: int
    party: Party


@dataclass(frozen=True, slots=True)
class Call:
    """A call. `caller` and `other` are the devices in it; `other` is None until somebody accepted.

    `rings` are the devices that ring and have not `declined`, `silent` those of persons who declined on one of them;
    `away` says since when a device of the call is not connected.
    `person` is the first of the team in it, `handed_to` the person at whom it rings while it is handed over.
    """

    id: bytes
    video: bool
    party: Party
    caller: Seat
    started_ms: int
    phase_ms: int
    phase: Phase = Phase.RINGING
    rings: frozenset[int] = frozenset()
    declined: frozenset[int] = frozenset()
    silent: frozenset[int] = frozenset()
    other: Seat | None = None
    answered_ms: int | None = None
    person: int | None = None
    handed_to: int | None = None
    reason: Reason | None = None
    away: dict[int, int] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        """Whether it ended."""
        return self.phase is Phase.ENDED

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The devices in the call."""
        return (self.caller,) if self.other is None else (self.caller, self.other)

    @property
    def of_team(self) -> Seat | None:
        """The team's device in the call."""
        return next((each for each in self.seats if each.party is Party.TEAM), None)

    @property
    def of_customer(self) -> Seat | None:
        """The customer's device in the call."""
        return next((each for each in self.seats if each.party is Party.CUSTOMER), None)

    @property
    def outcome(self) -> str:
        """How it went, as the log keeps it (C10)."""
        return "answered" if self.reason is Reason.HUNG_UP else (self.reason or Reason.BROKEN).value

    @property
    def due_ms(self) -> int | None:
        """When something happens by itself; None once it ended."""
        if self.over:
            return None
        times = [since + AWAY_MS for since in self.away.values()]
        if self.phase is not Phase.ACCEPTED:
            times.append(self.phase_ms + (RING_MS if self.phase is Phase.RINGING else HANDING_MS))
        return min(times, default=None)


class Step(NamedTuple):
    """What follows: the call as it is now, the devices that the signal is passed on to, and whether all are told."""

    call: Call
    to: frozenset[int] = frozenset()
    told: bool = False


NOBODY: Final[frozenset[int]] = frozenset()


def begin(header: SignalHeader, seat: Seat, rings: frozenset[int], now_ms: int) -> Call:
    """A device rings."""
    return Call(
        header.call,
        header.video,
        seat.party,
        seat,
        now_ms,
        now_ms,
        rings=rings,
        person=seat.person if seat.party is Party.TEAM else None,
    )


def hear(
    call: Call, seat: Seat, header: SignalHeader, now_ms: int, colleagues: frozenset[int] = NOBODY
) -> Step:
    """A signal of this call from that device.

    `colleagues` are the connected devices at which a `handover` may ring; for a `decline`, those of the same person.

    Raises:
        Refusal: `call_over`, `call_taken`, `call_busy`: nothing changes.
    """
    kind = header.kind
    if kind == SignalKind.RING and seat == call.caller and call.phase is Phase.RINGING:
        return Step(call)  # the same once more
    if call.over or kind == SignalKind.RING:
        raise _over()
    if kind == SignalKind.ACCEPT:
        return _accept(call, seat, header, now_ms)
    if kind == SignalKind.DECLINE:
        return _decline(call, seat, now_ms, colleagues)
    if kind in (SignalKind.CANCEL, SignalKind.HANGUP):
        return _leave(call, seat, kind, now_ms)
    if kind == SignalKind.HANDOVER:
        return _hand_over(call, seat, header, now_ms, colleagues)
    return Step(call, frozenset({_across(call, seat, header).device}))


def _across(call: Call, seat: Seat, header: SignalHeader) -> Seat:
    """The device at the other end, which the signal must name."""
    if call.other is not None and seat in call.seats:
        across = call.other if seat == call.caller else call.caller
        if header.to == across.id:
            return across
    raise _over()


def _accept(call: Call, seat: Seat, header: SignalHeader, now_ms: int) -> Step:
    if seat in call.seats and seat != call.caller:
        return Step(call, frozenset({_across(call, seat, header).device}))  # the same once more
    if call.phase is Phase.ACCEPTED or (call.phase is Phase.HANDING and seat.device not in call.rings):
        raise Refusal("call_taken", "another device has this call")
    far = call.caller if call.phase is Phase.RINGING else call.of_customer
    if far is None or seat.device not in call.rings or header.to != far.id:
        raise _over()
    return Step(_taken(call, seat, now_ms), frozenset({far.device}), told=True)


def _taken(call: Call, seat: Seat, now_ms: int) -> Call:
    """The call in which this device is now, in place of the team's one before if it was handed over."""
    came = replace(
        call, phase=Phase.ACCEPTED, phase_ms=now_ms, rings=NOBODY, handed_to=None,
        answered_ms=now_ms if call.answered_ms is None else call.answered_ms,
        person=call.person if call.person is not None or seat.party is Party.CUSTOMER else seat.person,
    )  # fmt: skip
    before = call.of_team if call.phase is Phase.HANDING else None
    if before is None:
        return replace(came, other=seat)
    away = {key: since for key, since in call.away.items() if key != before.device}
    if before == call.caller:
        return replace(came, caller=seat, away=away)
    return replace(came, other=seat, away=away)


def _decline(call: Call, seat: Seat, now_ms: int, own: frozenset[int]) -> Step:
    if seat.device not in call.rings:
        raise _over()
    left, silent = call.rings - {seat.device}, call.silent | own
    if left - silent and seat.party is Party.TEAM:
        return Step(replace(call, rings=left, declined=call.declined | {seat.device}, silent=silent))
    if call.phase is Phase.HANDING:
        asked = call.of_team
        told = NOBODY if asked is None else frozenset({asked.device})
        return Step(_kept(call, now_ms), told, told=True)
    return Step(_ended(call, Reason.DECLINED, now_ms), frozenset({call.caller.device}), told=True)


def _leave(call: Call, seat: Seat, kind: str, now_ms: int) -> Step:
    if seat not in call.seats:
        raise _over()
    if call.phase is Phase.RINGING:
        return Step(_ended(call, Reason.CANCELLED, now_ms), call.rings, told=True)
    if call.phase is Phase.HANDING and kind == SignalKind.CANCEL and seat == call.of_team:
        return Step(_kept(call, now_ms), call.rings, told=True)
    others = frozenset(each.device for each in call.seats if each != seat)
    return Step(_ended(call, Reason.HUNG_UP, now_ms), others | call.rings, told=True)


def _hand_over(call: Call, seat: Seat, header: SignalHeader, now_ms: int, colleagues: frozenset[int]) -> Step:
    if call.phase is not Phase.ACCEPTED or seat != call.of_team or header.person == seat.person:
        raise _over()
    if not colleagues:
        raise Refusal("call_busy", "- none of that person's devices can ring")
    handing = replace(
        call, phase=Phase.HANDING, phase_ms=now_ms, rings=colleagues, declined=NOBODY, silent=NOBODY,
        handed_to=header.person,
    )  # fmt: skip
    return Step(handing, colleagues, told=True)


def come(call: Call, seat: Seat, *, rings: bool) -> Call:
    """A device connected: it is not away any more, and with `rings` it rings like the others."""
    if call.over:
        return call
    away = {key: since for key, since in call.away.items() if key != seat.device}
    more = (
        rings
        and call.phase is not Phase.ACCEPTED
        and seat not in call.seats
        and seat.device not in call.declined
    )
    return replace(call, away=away, rings=call.rings | {seat.device} if more else call.rings)


def go(call: Call, device: int, now_ms: int) -> Call:
    """A device's connection ended. One of the call may come back in time; one that rang has not declined."""
    if call.over:
        return call
    away = call.away
    if any(each.device == device for each in call.seats):
        away = {**away, device: away.get(device, now_ms)}
    return replace(call, away=away, rings=call.rings - {device})


def pass_time(call: Call, now_ms: int) -> Call:
    """What happens by itself at that time."""
    if call.due_ms is None or now_ms < call.due_ms:
        return call
    if any(now_ms >= since + AWAY_MS for since in call.away.values()):
        reason = Reason.CANCELLED if call.phase is Phase.RINGING else Reason.BROKEN
        return _ended(call, reason, now_ms)
    if call.phase is Phase.RINGING:
        return _ended(call, Reason.MISSED, now_ms)
    return _kept(call, now_ms)


def stop(call: Call, now_ms: int) -> Call:
    """It may not go on: the conversation was blocked or erased, or a device of it shut out."""
    if call.over:
        return call
    return _ended(call, Reason.MISSED if call.phase is Phase.RINGING else Reason.BROKEN, now_ms)


def _kept(call: Call, now_ms: int) -> Call:
    """Nobody took the call that was handed over: it stays where it was."""
    return replace(call, phase=Phase.ACCEPTED, phase_ms=now_ms, rings=NOBODY, handed_to=None)


def _ended(call: Call, reason: Reason, now_ms: int) -> Call:
    return replace(
        call, phase=Phase.ENDED, phase_ms=now_ms, reason=reason, rings=NOBODY, handed_to=None, away={}
    )


def _over() -> Refusal:
    return Refusal("call_over", "there is no such call, or it is in another phase")
