"""What the server decides about an invitation, for any order of proofs and times (S21)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.invitations import (
    CLOCK_MS,
    DAY_MOST,
    OPEN_MOST,
    SEALED,
    check,
    judge,
    made_today,
    require_bounds,
    state_at,
)
from tresen.core.model import InvitationState as State
from tresen.core.records import invitation_lock
from tresen.core.sizes import BLOBS_NAMED, INVITATION_MS, INVITATION_TRIES
from tresen.errors import Refusal

RIGHT, WRONG = b"r" * 32, b"w" * 32
UNTIL = 1_000
BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class One:
    state: State = State.OPEN
    until_ms: int = UNTIL
    lock: bytes = invitation_lock(RIGHT)
    digits: bool = False
    tries: int = 0


@given(st.booleans(), st.lists(st.tuples(st.booleans(), st.integers(0, 2 * UNTIL)), max_size=30))
def test_any_order_of_proofs(digits: bool, asked: list[tuple[bool, int]]) -> None:
    """[S21] It opens for the right proof alone, in its time, before the fifth wrong one, if these count at all."""
    one = One(digits=digits)
    wrong = 0
    for right, now in asked:
        answer = judge(one, RIGHT if right else WRONG, now)
        alive = now < UNTIL and wrong < INVITATION_TRIES
        assert (answer.refusal is None) == (right and alive)
        if digits and alive and not right:
            wrong += 1
        assert answer.tries == (wrong if digits else 0)
        assert answer.locked == (digits and alive and not right and wrong == INVITATION_TRIES)
        one = replace(one, tries=answer.tries, state=State.LOCKED if answer.locked else one.state)


@given(st.sampled_from(State), st.booleans())
def test_without_digits_a_guesser_learns_nothing(state: State, late: bool) -> None:
    """[S21] Whatever became of it: to another link's proof it is not there."""
    answer = judge(One(state=state), WRONG, 2 * UNTIL if late else 0)
    assert answer.refusal is not None
    assert (answer.refusal.code, answer.tries, answer.locked) == ("invitation_unknown", 0, False)


def test_what_it_is_now() -> None:
    """[S21] Its last millisecond is the one before its end; what ended otherwise stays what it is."""
    assert [state_at(One(), now) for now in (UNTIL - 1, UNTIL)] == [State.OPEN, State.EXPIRED]
    assert state_at(One(state=State.TAKEN), 2 * UNTIL) == State.TAKEN


@pytest.mark.parametrize(("today", "open_now"), [(DAY_MOST, 0), (0, OPEN_MOST)])
def test_bounds(today: int, open_now: int) -> None:
    """[S21] So many in a day, and so many open."""
    require_bounds(DAY_MOST - 1, OPEN_MOST - 1)
    with pytest.raises(Refusal, match="invitations_full"):
        require_bounds(today, open_now)


def test_the_day_is_the_business_s() -> None:
    """[S21] Made at 23:30 and asked at 00:30 in Berlin is another day, though it is one day in London."""
    late, after = 1_796_077_800_000, 1_796_081_400_000
    assert made_today([late, after], after, BERLIN) == 1
    assert made_today([late, after], after, ZoneInfo("UTC")) == 2


@given(
    st.sampled_from([*SEALED, 0, 1051, 16413]).map(bytes),
    st.integers(-10, 2 * INVITATION_MS),
    st.lists(st.binary(max_size=3), max_size=6),
)
def test_whatever_is_handed_over(sealed: bytes, until_ms: int, blobs: list[bytes]) -> None:
    """[W8] Refused by name, or of one of three sizes, with at most four files and a time ahead."""
    times = 0 < until_ms <= INVITATION_MS + CLOCK_MS
    if len(sealed) in SEALED and times and len(set(blobs)) == len(blobs) <= BLOBS_NAMED:
        check(sealed, until_ms, blobs, 0)
        return
    with pytest.raises(Refusal, match="bad_request"):
        check(sealed, until_ms, blobs, 0)
