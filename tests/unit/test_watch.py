"""The watch on the clock: what a clock that jumps may cause, by values and by property (D4, D5)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tresen.core.law.days import DAY_MS
from tresen.core.law.watch import JUMP_MS, STAND_MS, Watch, observe

HOUR = 3_600_000
NOON = 1_790_000_000_000


def looks(*times: int, before: Watch | None = None) -> list[Watch]:
    """What each look at the clock finds."""
    found = []
    for each in times:
        before = observe(before, each)
        found.append(before)
    return found


def test_an_even_clock_is_believed() -> None:
    """[D4] Hour after hour, or after a day and a half without a look."""
    [*_, last] = looks(NOON, NOON + HOUR, NOON + HOUR + JUMP_MS)
    assert (last.trusted_ms, last.jumped_ms) == (NOON + HOUR + JUMP_MS, None)


def test_a_jump_is_believed_once_it_stood() -> None:
    """[D4] Three days of going on; not before, and not if nobody looked meanwhile."""
    far = NOON + 400 * DAY_MS
    steps = [far + at * DAY_MS for at in range(4)]
    found = looks(NOON, *steps)
    assert [each.trusted_ms for each in found] == [NOON, NOON, NOON, NOON, far + 3 * DAY_MS]
    assert [each.waits_until_ms for each in found[1:]] == [far + STAND_MS] * 3 + [None]
    away = looks(NOON, far, far + 3 * DAY_MS)
    assert away[-1].trusted_ms == NOON
    assert away[-1].jumped_ms == far + 3 * DAY_MS


def test_ahead_and_back() -> None:
    """[D4] Back where it was: believed at once, and nothing was meanwhile; a jump within a jump waits anew."""
    far = NOON + 400 * DAY_MS
    found = looks(NOON, far, far + HOUR, NOON + 2 * HOUR)
    assert [each.trusted_ms for each in found] == [NOON, NOON, NOON, NOON + 2 * HOUR]
    within = looks(NOON, far, far + 400 * DAY_MS)
    assert (within[-1].trusted_ms, within[-1].jumped_ms) == (NOON, far + 400 * DAY_MS)
    nearer = looks(NOON, far, far - 100 * DAY_MS)
    assert (nearer[-1].trusted_ms, nearer[-1].jumped_ms) == (NOON, far - 100 * DAY_MS)


def test_a_clock_that_began_wrong() -> None:
    """[D5] First seen in 2033, then put right: the thirty days count from the right time."""
    [*_, last] = looks(NOON + 2000 * DAY_MS, NOON)
    assert (last.since_ms, last.trusted_ms, last.begins_ms) == (NOON, NOON, NOON + 30 * DAY_MS)


@given(st.lists(st.integers(NOON, NOON + 3000 * DAY_MS), min_size=1, max_size=30))
def test_never_past_what_the_clock_says_and_never_by_a_jump(times: list[int]) -> None:
    """[D4] Whatever a clock does: the believed time is never ahead of it, and moves by more than a day and a half only
    when three days of going on were seen."""
    before = observe(None, times[0])
    for now in times[1:]:
        after = observe(before, now)
        assert after.trusted_ms <= now
        if after.trusted_ms - before.trusted_ms > JUMP_MS:
            assert before.jumped_ms is not None
            assert now - before.jumped_ms >= STAND_MS
            assert now - before.seen_ms <= JUMP_MS
        before = after
