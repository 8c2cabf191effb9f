"""When a subscription stops counting as one that tells its device, by values (W12)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.model import UNCONFIRMED, Reach
from tresen.core.notifications.reached import (
    FOLLOWED_MS,
    FORGOTTEN_MS,
    LOST_MS,
    SILENT_MS,
    Look,
    came,
    looked,
    signalled,
    subscribed,
)


def test_two_in_a_row() -> None:
    """[W12] The first signal that nobody follows is sent once more; the second makes the subscription unconfirmed."""
    first, look = looked(signalled(Reach(), 0), FOLLOWED_MS, waits=True)
    assert (first, look) == (Reach(None, 1, 0), Look.AGAIN)
    second, look = looked(signalled(first, FOLLOWED_MS), 2 * FOLLOWED_MS, waits=True)
    assert (second.unconfirmed, look) == (True, Look.NOTHING)


@pytest.mark.parametrize(
    ("reach", "now", "wanted"),
    [
        (Reach(0, 1), FOLLOWED_MS, Reach(None, 0)),
        (Reach(0, 1), FOLLOWED_MS + 1, Reach(None, 1)),
        (Reach(0, 2), 1, Reach(None, 0)),
        (Reach(0, 2), FOLLOWED_MS + 1, Reach(None, 2)),
        (Reach(None, 2), 5, Reach(None, 2)),
    ],
)
def test_only_a_signal_that_is_followed_proves_anything(reach: Reach, now: int, wanted: Reach) -> None:
    """[W12] A visit of one's own accord says nothing of signals; nor does one that comes after the signal was dropped."""
    assert came(reach, now) == wanted


@pytest.mark.parametrize("before", [0, 1, 2])
def test_read_elsewhere(before: int) -> None:
    """[W12] What another device has read gave this one no reason to come: for a month it counts neither way."""
    assert looked(Reach(0, before), FOLLOWED_MS, waits=False) == (Reach(None, before), Look.NOTHING)


def test_too_early() -> None:
    """[W12] A device has all of the day."""
    assert looked(Reach(0, 1), FOLLOWED_MS - 1, waits=True) == (Reach(0, 1), Look.NOTHING)


def test_a_device_that_never_comes_again() -> None:
    """[W12] Its subscription ends; until then nothing more is sent for it."""
    lost = Reach(0, UNCONFIRMED)
    assert looked(lost, FORGOTTEN_MS - 1, waits=True) == (lost, Look.NOTHING)
    assert looked(lost, FORGOTTEN_MS, waits=True)[1] is Look.END


@pytest.mark.parametrize(
    ("reach", "wanted"),
    [
        (Reach(SILENT_MS - 1, 0, 0), (Reach(None, 0, 0), Look.NOTHING)),
        (Reach(SILENT_MS, 0, 0), (Reach(None, 1, 0), Look.NOTHING)),
        (Reach(SILENT_MS, 1, 0), (Reach(None, 2, 0), Look.NOTHING)),
        (Reach(LOST_MS - 1, 2, 0), (Reach(None, 2, 0), Look.NOTHING)),
        (Reach(LOST_MS, 2, 0), (Reach(None, 2, 0), Look.END)),
    ],
)
def test_silent_while_another_reads(reach: Reach, wanted: tuple[Reach, Look]) -> None:
    """[W12] Signals from the end of a silent month on count, whoever read them; one from the end of the second ends it."""
    assert looked(reach, LOST_MS + FOLLOWED_MS, waits=False) == wanted


def test_switched_on_proves_nothing() -> None:
    """[W12] What is open is over, what was not followed stays."""
    assert subscribed(Reach(5, 2, 3)) == Reach(None, 2)


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 30)), min_size=80, max_size=80))
def test_a_lost_device_ends(signals: list[tuple[bool, int]]) -> None:
    """[W12] Whoever reads, and however often it is signalled: after two silent months, three more signals end it."""
    reach, now, late = Reach(), 0, 0
    for waits, days in signals:
        look = Look.AGAIN
        while look is Look.AGAIN:
            reach = signalled(reach, now)
            late += now >= LOST_MS
            now += FOLLOWED_MS
            reach, look = looked(reach, now, waits=waits)
        if waits and reach.unconfirmed:
            # It stays unread: no second signal goes out, and a month after the first it is over.
            look = looked(reach, now + FORGOTTEN_MS, waits=True)[1]
            assert look is Look.END
        if look is Look.END:
            return
        assert late < UNCONFIRMED + 1
        now += (days - 1) * FOLLOWED_MS
    raise AssertionError("it is signalled for ever")


@given(st.lists(st.tuples(st.integers(0, 29), st.integers(1, 29)), max_size=40))
def test_nobody_is_blamed_for_what_another_read(absences: list[tuple[int, int]]) -> None:
    """[W12] A device that is here once a month counts nothing that another has read before it."""
    reach, now = Reach(), 0
    for signals, days in absences:
        begin = now
        for _ in range(min(signals, days)):
            reach = signalled(reach, now)
            now += FOLLOWED_MS
            reach, look = looked(reach, now, waits=False)
            assert (reach.unfollowed, look) == (0, Look.NOTHING)
        now = begin + days * FOLLOWED_MS
        reach = came(reach, now)
        assert reach == Reach()


STEPS = st.lists(
    st.tuples(st.sampled_from(["signal", "came", "look", "read"]), st.integers(0, 3 * FOLLOWED_MS)),
    max_size=60,
)


@given(STEPS)
def test_bounded_and_never_by_itself(steps: list[tuple[str, int]]) -> None:
    """[W12] The count stays within its bound, nothing is sent twice running, and only followed signals bring trust back."""
    reach, now, again = Reach(), 0, 0
    for step, pause in steps:
        now += pause
        before = reach
        if step == "signal":
            reach = signalled(reach, now)
        elif step == "came":
            reach, again = came(reach, now), 0
        else:
            reach, look = looked(reach, now, waits=step == "look")
            again += look is Look.AGAIN
        assert 0 <= reach.unfollowed <= UNCONFIRMED
        assert reach.signalled_ms is None or (reach.silent_ms or 0) <= reach.signalled_ms <= now
        assert again < UNCONFIRMED or reach.unfollowed < before.unfollowed
        if reach.unfollowed < before.unfollowed:
            assert step == "came"
            assert before.signalled_ms is not None
            assert now - before.signalled_ms <= FOLLOWED_MS
