"""The machine of a call: each signal in each phase, and what holds whatever comes in whatever order (C5, C6)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.clock import NOON
from tests.world.depth import examples
from tresen.core.calls import machine
from tresen.core.calls.machine import Call, Phase, Reason, Seat, Step
from tresen.core.calls.signals import TO_ONE, SignalHeader, SignalKind
from tresen.core.model import Party
from tresen.core.sizes import AWAY_MS, HANDING_MS, RING_MS
from tresen.errors import Refusal

KRAUSE = Seat(1, b"k" * 16, 0, Party.CUSTOMER)
TABLET = Seat(2, b"t" * 16, 0, Party.CUSTOMER)
ANNA = Seat(3, b"a" * 16, 1, Party.TEAM)
BEN = Seat(4, b"b" * 16, 2, Party.TEAM)
BEN_PHONE = Seat(5, b"p" * 16, 2, Party.TEAM)
SEATS = (KRAUSE, TABLET, ANNA, BEN, BEN_PHONE)
TEAM = frozenset({3, 4, 5})
ID = b"c" * 16


def said(kind: str, to: Seat | None = None, person: int | None = None) -> SignalHeader:
    target = to.id if to is not None and kind in TO_ONE else None
    return SignalHeader(
        1, bytes(16), bytes(16), 1, bytes(32), bytes(16), ID, kind, target, 1, NOON, bytes(16), False, person
    )


def rung(by: Seat = KRAUSE, rings: frozenset[int] = TEAM) -> Call:
    return machine.begin(said("ring"), by, rings, NOON)


def heard(call: Call, seat: Seat, kind: str, to: Seat | None = None, **more: Any) -> Step:
    return machine.hear(
        call, seat, said(kind, to, more.get("person")), NOON + 1, more.get("colleagues", frozenset())
    )


def accepted() -> Call:
    return heard(rung(), ANNA, "accept", KRAUSE).call


def handing() -> Call:
    return heard(accepted(), ANNA, "handover", person=2, colleagues=frozenset({4, 5})).call


@pytest.mark.parametrize(
    ("call", "seat", "kind", "to", "phase", "passed"),
    [
        (rung(), ANNA, "accept", KRAUSE, Phase.ACCEPTED, {1}),
        (rung(), ANNA, "decline", KRAUSE, Phase.RINGING, set()),
        (rung(rings=frozenset({3})), ANNA, "decline", KRAUSE, Phase.ENDED, {1}),
        (rung(), KRAUSE, "cancel", None, Phase.ENDED, {3, 4, 5}),
        (rung(), KRAUSE, "hangup", None, Phase.ENDED, {3, 4, 5}),
        (rung(), KRAUSE, "ring", None, Phase.RINGING, set()),
        (rung(ANNA, frozenset({1, 2})), TABLET, "decline", ANNA, Phase.ENDED, {3}),
        (accepted(), ANNA, "accept", KRAUSE, Phase.ACCEPTED, {1}),
        (accepted(), ANNA, "offer", KRAUSE, Phase.ACCEPTED, {1}),
        (accepted(), KRAUSE, "ice", ANNA, Phase.ACCEPTED, {3}),
        (accepted(), KRAUSE, "hangup", None, Phase.ENDED, {3}),
        (accepted(), KRAUSE, "cancel", None, Phase.ENDED, {3}),
        (handing(), BEN, "accept", KRAUSE, Phase.ACCEPTED, {1}),
        (handing(), BEN, "decline", ANNA, Phase.HANDING, set()),
        (handing(), ANNA, "cancel", None, Phase.ACCEPTED, {4, 5}),
        (handing(), ANNA, "hangup", None, Phase.ENDED, {1, 4, 5}),
        (handing(), KRAUSE, "answer", ANNA, Phase.HANDING, {3}),
    ],
)
def test_what_a_signal_does(
    call: Call, seat: Seat, kind: str, to: Seat | None, phase: Phase, passed: set[int]
) -> None:
    """[C5] The phase after it, and to whom it goes."""
    step = heard(call, seat, kind, to)
    assert (step.call.phase, set(step.to)) == (phase, passed)


@pytest.mark.parametrize(
    ("call", "seat", "kind", "to", "code"),
    [
        (rung(), TABLET, "accept", KRAUSE, "call_over"),
        (rung(), KRAUSE, "accept", KRAUSE, "call_over"),
        (rung(), ANNA, "accept", TABLET, "call_over"),
        (rung(), TABLET, "hangup", None, "call_over"),
        (rung(), ANNA, "hangup", None, "call_over"),
        (rung(), KRAUSE, "ice", ANNA, "call_over"),
        (rung(), ANNA, "ring", None, "call_over"),
        (accepted(), BEN, "accept", KRAUSE, "call_taken"),
        (accepted(), BEN, "decline", KRAUSE, "call_over"),
        (accepted(), BEN, "offer", KRAUSE, "call_over"),
        (accepted(), KRAUSE, "offer", BEN, "call_over"),
        (accepted(), TABLET, "hangup", None, "call_over"),
        (accepted(), KRAUSE, "ring", None, "call_over"),
        (accepted(), KRAUSE, "handover", None, "call_over"),
        (handing(), TABLET, "accept", KRAUSE, "call_taken"),
        (handing(), BEN, "accept", ANNA, "call_over"),
        (handing(), ANNA, "handover", None, "call_over"),
        (heard(accepted(), KRAUSE, "hangup").call, ANNA, "ice", KRAUSE, "call_over"),
        (heard(accepted(), KRAUSE, "hangup").call, ANNA, "hangup", None, "call_over"),
    ],
)
def test_what_is_refused(call: Call, seat: Seat, kind: str, to: Seat | None, code: str) -> None:
    """[C5, C6] And the call is as it was."""
    with pytest.raises(Refusal, match=code):
        heard(call, seat, kind, to)


def test_a_handover_changes_the_team_alone() -> None:
    """[C5, C8] Whoever called: the team's device is the new one, the person of the entry the first."""
    taken = heard(handing(), BEN_PHONE, "accept", KRAUSE).call
    assert (taken.caller, taken.other, taken.person, taken.answered_ms) == (KRAUSE, BEN_PHONE, 1, NOON + 1)
    ours = heard(rung(ANNA, frozenset({1, 2})), TABLET, "accept", ANNA).call
    ours = heard(ours, ANNA, "handover", person=2, colleagues=frozenset({4})).call
    taken = heard(ours, BEN, "accept", TABLET).call
    assert (taken.caller, taken.other, taken.person) == (BEN, TABLET, 1)


@pytest.mark.parametrize(
    ("call", "after", "phase", "reason"),
    [
        (rung(), RING_MS, Phase.ENDED, Reason.MISSED),
        (handing(), HANDING_MS + 1, Phase.ACCEPTED, None),
        (accepted(), 10 * RING_MS, Phase.ACCEPTED, None),
        (machine.go(rung(), 1, NOON), AWAY_MS, Phase.ENDED, Reason.CANCELLED),
        (machine.go(accepted(), 3, NOON), AWAY_MS, Phase.ENDED, Reason.BROKEN),
        (machine.go(handing(), 3, NOON), AWAY_MS, Phase.ENDED, Reason.BROKEN),
        (machine.go(accepted(), 4, NOON), 10 * AWAY_MS, Phase.ACCEPTED, None),
        (machine.come(machine.go(accepted(), 3, NOON), ANNA, rings=False), AWAY_MS, Phase.ACCEPTED, None),
    ],
)
def test_what_time_does(call: Call, after: int, phase: Phase, reason: Reason | None) -> None:
    """[C5] Not a millisecond before."""
    assert machine.pass_time(call, NOON + after - 1).phase is call.phase
    passed = machine.pass_time(call, NOON + after)
    assert (passed.phase, passed.reason) == (phase, reason)


def test_a_call_ends_when_every_person_has_declined() -> None:
    """[C5] Ben declines on one of his devices; the other still rings and may take it, and keeps no call ringing."""
    phones = frozenset({4, 5})
    ben = heard(rung(), BEN, "decline", KRAUSE, colleagues=phones)
    assert (ben.call.phase, ben.to, ben.call.rings) == (Phase.RINGING, frozenset(), frozenset({3, 5}))
    assert heard(ben.call, BEN_PHONE, "accept", KRAUSE).call.phase is Phase.ACCEPTED
    anna = heard(ben.call, ANNA, "decline", KRAUSE, colleagues=frozenset({3}))
    caller = frozenset({KRAUSE.device})
    assert (anna.call.phase, anna.call.reason, anna.to) == (Phase.ENDED, Reason.DECLINED, caller)
    alone = heard(rung(rings=phones), BEN_PHONE, "decline", KRAUSE, colleagues=phones)
    assert (alone.call.phase, alone.to, alone.told) == (Phase.ENDED, caller, True)
    handed = heard(handing(), BEN, "decline", ANNA, colleagues=phones)
    assert (handed.call.phase, handed.to) == (Phase.ACCEPTED, frozenset({ANNA.device}))


def test_who_declined_does_not_ring_again() -> None:
    """[C5] A device that declined and connects again is left in peace; one that only went away rings again."""
    call = machine.go(heard(rung(), ANNA, "decline", KRAUSE).call, 4, NOON)
    assert call.rings == {5}
    assert machine.come(machine.come(call, ANNA, rings=True), BEN, rings=True).rings == {4, 5}


@dataclass
class Simulated:
    """The server's call, and what each device believes, by `call_now` alone. `line`: connected."""

    call: Call | None = None
    now: int = NOON
    line: dict[int, bool] = field(default_factory=lambda: {seat.device: True for seat in SEATS})
    views: dict[int, tuple[Phase, bytes | None] | None] = field(default_factory=dict)
    taken_by: list[int] = field(default_factory=list)
    ended: int = 0

    def tell(self) -> None:
        assert self.call is not None
        view = (self.call.phase, None if self.call.other is None else self.call.other.id)
        for seat in SEATS:
            if self.line[seat.device]:
                self.views[seat.device] = view

    def put(self, call: Call, told: bool) -> None:
        before, self.call = self.call, call
        assert before is None or not before.over or call == before, "what ended stays as it is"
        if call.over and not (before and before.over):
            self.ended += 1
        if told or (before is not None and before.phase is not call.phase):
            self.tell()

    def signal(self, seat: Seat, kind: str, to: Seat, person: int) -> None:
        if not self.line[seat.device]:
            return
        if self.call is None:
            if kind == SignalKind.RING:
                other = {s.device for s in SEATS if s.party is not seat.party and self.line[s.device]}
                self.put(machine.begin(said("ring"), seat, frozenset(other), self.now), True)
            return
        colleagues = frozenset(
            each.device for each in SEATS if each.person == person and self.line[each.device]
        )
        header = said(kind, to, person if kind == SignalKind.HANDOVER else None)
        try:
            step = machine.hear(self.call, seat, header, self.now, colleagues)
        except Refusal:
            return
        if kind == SignalKind.ACCEPT and step.call.other != self.call.other:
            self.taken_by.append(seat.device)
        assert seat.device not in step.to, "nobody hears themselves"
        self.put(step.call, step.told)

    def move(self, seat: Seat, connected: bool) -> None:
        if self.line[seat.device] == connected:
            return
        self.line[seat.device] = connected
        if self.call is not None and connected:
            rings = seat.party is not self.call.party
            self.call = machine.come(self.call, seat, rings=rings)
            self.views[seat.device] = (
                None
                if self.call.over
                else (self.call.phase, None if self.call.other is None else self.call.other.id)
            )
        elif self.call is not None:
            self.call = machine.go(self.call, seat.device, self.now)

    def wait(self, ms: int) -> None:
        self.now += ms
        if self.call is not None:
            self.put(machine.pass_time(self.call, self.now), False)


SEAT = st.sampled_from(SEATS)
STEPS = st.one_of(
    st.tuples(st.just("signal"), SEAT, st.sampled_from(list(SignalKind)), SEAT, st.sampled_from([1, 2, 7])),
    st.tuples(st.just("move"), SEAT, st.booleans()),
    st.tuples(st.just("wait"), st.sampled_from([0, 1, AWAY_MS // 2, AWAY_MS, HANDING_MS, RING_MS])),
)


@settings(max_examples=examples(400))
@given(st.lists(STEPS, max_size=40), st.randoms(use_true_random=False))
def test_one_defined_state_whatever_comes(steps: list[tuple[Any, ...]], chance: Any) -> None:
    """[C6] Any signals, lost, repeated and reordered, with devices that come and go: at most one device on each side has the
    call, what ended stays ended and ends once, every connected device believes what the server knows, and with nobody there
    it ends by itself."""
    world = Simulated()
    world.signal(KRAUSE, "ring", ANNA, 1)
    mixed = [step for step in steps for _ in range(chance.choice([0, 1, 1, 2]))]
    if chance.random() < 0.5:
        chance.shuffle(mixed)
    for name, *rest in mixed:
        getattr(world, name)(*rest)
        call = world.call
        assert call is not None
        assert call.caller.party is call.party
        assert call.other is None or call.other.party is not call.party
        assert (call.other is None) == (call.answered_ms is None)
        assert not (call.rings & {seat.device for seat in call.seats})
        assert not (call.phase is Phase.ACCEPTED and call.rings)
        assert all(world.line[device] for device in call.rings)
        for seat in SEATS:
            view = world.views.get(seat.device)
            if world.line[seat.device] and view is not None:
                assert view == (call.phase, None if call.other is None else call.other.id)
    for seat in SEATS:
        world.move(seat, False)
    for _ in range(3):
        world.wait(RING_MS)
    assert world.call is not None
    assert world.call.over
    assert world.ended == 1
    assert world.call.due_ms is None
    assert machine.stop(world.call, world.now) == replace(world.call)


@settings(max_examples=examples(100))
@given(st.permutations([ANNA, BEN, BEN_PHONE]), st.lists(st.sampled_from([ANNA, BEN, BEN_PHONE]), max_size=5))
def test_the_first_has_it(order: list[Seat], again: list[Seat]) -> None:
    """[C5] In whatever order they accept, however often: one has it, and it stays so."""
    world = Simulated()
    world.signal(KRAUSE, "ring", ANNA, 1)
    for seat in [*order, *again]:
        world.signal(seat, "accept", KRAUSE, 1)
    assert world.taken_by == [order[0].device]
    assert world.call is not None
    assert world.call.other == order[0]
