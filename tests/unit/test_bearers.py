"""Bearers live 15 minutes by a clock that never jumps, and end with their device (W2)."""

import pytest

from tresen.core.model import Role
from tresen.core.policy import Who
from tresen.desk.bearers import HELD, Bearers
from tresen.errors import Refusal

ANNA, BEN = Who(1, 1, Role.OWNER, 1), Who(1, 2, Role.MEMBER, 2)


class Time:
    """Seconds that the test lets pass."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bearer_is_good_for_fifteen_minutes() -> None:
    """[W2] And not a second longer."""
    time = Time()
    bearers = Bearers(time)
    bearer = bearers.issue(ANNA)
    time.now += 899
    assert bearers.check(bearer) == ANNA
    time.now += 1
    with pytest.raises(Refusal, match="not_welcome"):
        bearers.check(bearer)


def test_the_old_one_stays_good_beside_the_new() -> None:
    """[W2] Requests under way are not cut off by a renewal."""
    time = Time()
    bearers = Bearers(time)
    old = bearers.issue(ANNA)
    time.now += 720
    new = bearers.issue(ANNA)
    assert bearers.check(old) == bearers.check(new) == ANNA
    time.now += 300
    bearers.sweep()
    assert bearers.check(new) == ANNA
    with pytest.raises(Refusal):
        bearers.check(old)


def test_a_dropped_device_has_none() -> None:
    """[W9] All of its bearers end; those of others stay."""
    bearers = Bearers(Time())
    anna, ben = [bearers.issue(ANNA), bearers.issue(ANNA)], bearers.issue(BEN)
    bearers.drop([ANNA.device])
    for bearer in anna:
        with pytest.raises(Refusal, match="not_welcome"):
            bearers.check(bearer)
    assert bearers.check(ben) == BEN


def test_memory_is_given_back() -> None:
    """[I-10] Issuing and sweeping both forget bearers that have ended."""
    time = Time()
    bearers = Bearers(time)
    for _ in range(50):
        bearers.issue(ANNA)
        time.now += 400
    assert len(bearers._held) <= 3
    time.now += 1000
    bearers.sweep()
    assert (bearers._held, bearers._of) == ({}, {})


def test_connecting_again_and_again_costs_no_memory() -> None:
    """[I-10] However often a device connects, it keeps only its newest few; other devices keep theirs."""
    bearers = Bearers(Time())
    ben = bearers.issue(BEN)
    anna = [bearers.issue(ANNA) for _ in range(1000)]
    assert len(bearers._held) == HELD + 1
    assert [bearers.check(each) for each in anna[-HELD:]] == [ANNA] * HELD
    assert bearers.check(ben) == BEN
    with pytest.raises(Refusal, match="not_welcome"):
        bearers.check(anna[-HELD - 1])


@pytest.mark.parametrize("bearer", ["", "x", "é" * 40])
def test_nobody_guesses_one(bearer: str) -> None:
    """[W7] Unknown is `not_welcome`."""
    with pytest.raises(Refusal, match="not_welcome"):
        Bearers(Time()).check(bearer)
