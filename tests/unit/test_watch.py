"""The watch on the clock: what a clock that jumps may cause, by values and by property (D4, D5)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.depth import examples
from tresen.core.law.days import DAY_MS
from tresen.core.law.watch import BEGIN_MS, CREDIT, HOUR_MS, JUMP_MS, STAND_MS, Watch, observe

NOON = 1_790_000_000_000
BATTERY = 1_000_000
"""What a machine without a battery takes for the time: a quarter of an hour after 1970 began."""


def looks(*times: int, lived: int = HOUR_MS, before: Watch | None = None) -> list[Watch]:
    """What each look at the clock finds, so long after the one before."""
    found = []
    for each in times:
        before = observe(before, each, lived)
        found.append(before)
    return found


def hours(of: int, count: int, start: int = 0) -> list[int]:
    """An even clock, looked at every hour."""
    return [of + at * HOUR_MS for at in range(start, start + count)]


def test_an_even_clock_is_believed() -> None:
    """[D4] Hour after hour, or after a day and a half without a look."""
    [*_, last] = looks(NOON, NOON + HOUR_MS, NOON + HOUR_MS + JUMP_MS)
    assert (last.trusted_ms, last.jumped_ms) == (NOON + HOUR_MS + JUMP_MS, None)


def test_a_year_that_was_seen_to_pass_is_no_jump() -> None:
    """[D4] The server ran, and did not look."""
    [*_, last] = looks(NOON, NOON + 400 * DAY_MS, lived=400 * DAY_MS)
    assert (last.trusted_ms, last.jumped_ms, last.spare_ms) == (NOON + 400 * DAY_MS, None, JUMP_MS)


def test_a_machine_that_is_off_at_night_is_believed() -> None:
    """[D4] Ten hours a day, from Monday to Saturday, for four weeks: from the third day of each week at the latest."""
    watch = None
    for day in range(28):
        if day % 7 == 6:
            continue
        morning = NOON + day * DAY_MS
        for at in range(11):
            watch = observe(watch, morning + at * HOUR_MS, HOUR_MS if at else 0)
        assert watch is not None
        if day % 7 > 2:
            assert watch.trusted_ms == morning + 10 * HOUR_MS, day


def test_a_jump_is_believed_once_it_stood() -> None:
    """[D4] Three days of going on; not before, and not if nobody looked meanwhile."""
    far = NOON + 400 * DAY_MS
    steps = [far + at * DAY_MS for at in range(4)]
    found = looks(NOON, *steps, lived=DAY_MS)
    assert [each.trusted_ms for each in found] == [NOON, NOON, NOON, NOON, far + 3 * DAY_MS]
    assert [each.waits_until_ms for each in found[1:]] == [far + STAND_MS] * 3 + [None]
    away = looks(NOON, far, far + 3 * DAY_MS)
    assert away[-1].trusted_ms == NOON
    assert away[-1].jumped_ms == far + 3 * DAY_MS


def test_a_jump_does_not_stand_by_jumping_on() -> None:
    """[D4] Four starts in a minute, each with a clock that is a day ahead of the one before, are not three days."""
    far = NOON + 400 * DAY_MS
    found = looks(NOON, *(far + at * DAY_MS for at in range(8)), lived=0)
    assert {each.trusted_ms for each in found} == {NOON}


def test_ahead_and_back() -> None:
    """[D4] Back where it was: believed at once, and nothing was meanwhile; a jump within a jump waits anew."""
    far = NOON + 400 * DAY_MS
    found = looks(NOON, far, far + HOUR_MS, NOON + 2 * HOUR_MS)
    assert [each.trusted_ms for each in found] == [NOON, NOON, NOON, NOON + 2 * HOUR_MS]
    within = looks(NOON, far, far + 400 * DAY_MS)
    assert (within[-1].trusted_ms, within[-1].jumped_ms) == (NOON, far + 400 * DAY_MS)
    nearer = looks(NOON, far, far - 100 * DAY_MS)
    assert (nearer[-1].trusted_ms, nearer[-1].jumped_ms) == (NOON, far - 100 * DAY_MS)


def test_a_clock_that_began_wrong() -> None:
    """[D5] First seen in 2033, then put right: the thirty days count from the right time, once it stood."""
    found = looks(NOON + 2000 * DAY_MS, *hours(NOON, 73))
    assert {each.trusted_ms < each.begins_ms for each in found} == {True}
    last = found[-1]
    assert (last.since_ms, last.trusted_ms, last.begins_ms) == (NOON, NOON + STAND_MS, NOON + BEGIN_MS)


def test_a_clock_without_a_battery() -> None:
    """[D5] It is at 1970 for a run after a start: the thirty days are neither shorter, nor do they begin again."""
    found = looks(*hours(NOON, 5), BATTERY, *hours(NOON, 90, start=6))
    assert {each.since_ms for each in found} == {NOON}
    assert found[5].trusted_ms == BATTERY
    assert [each.trusted_ms for each in found[6:]] == hours(NOON, 90, start=6)


def test_a_first_look_without_a_battery() -> None:
    """[D5] The server's very first look is at 1970, the next one is right: thirty days from then."""
    found = looks(BATTERY, *hours(NOON, 73))
    assert [each.trusted_ms for each in found[:-1]] == [BATTERY] * 73
    assert (found[-1].trusted_ms, found[-1].since_ms) == (NOON + STAND_MS, NOON)


def test_a_clock_that_creeps() -> None:
    """[D4] 35 hours ahead in every hourly run, or at every start: ninety days do not go in sixty of them."""
    creeping = [NOON + at * 35 * HOUR_MS for at in range(61)]
    for lived in (0, HOUR_MS):
        found = looks(*creeping, lived=lived)
        most = JUMP_MS + 61 * lived * (1 + CREDIT)
        assert found[-1].trusted_ms - NOON <= most < 10 * DAY_MS


MOVES = st.one_of(
    st.tuples(st.just("on"), st.integers(0, 40)),
    st.tuples(st.just("creep"), st.integers(-40, 40)),
    st.tuples(st.just("to"), st.sampled_from([BATTERY, NOON, NOON + 400 * DAY_MS, NOON + 3000 * DAY_MS])),
    st.tuples(st.just("back"), st.integers(1, 6)),
)
"""Hours that pass; hours by which the clock is wrong beyond the hour that passed; where it is set; how many looks ago it
said what it says again."""


@settings(max_examples=examples(400))
@given(st.lists(st.tuples(MOVES, st.booleans()), max_size=80))
def test_whatever_a_clock_does(moves: list[tuple[tuple[str, int], bool]]) -> None:
    """[D4, D5] It jumps, stands, alternates and creeps, and the server starts anew in between.

    The believed time is never ahead of the clock; it moves beyond what the server saw pass (and its credit) by a jump alone
    that stood for three days, of which the server saw at least one; and no such jump shortens the thirty days.
    """
    watch, now, said = observe(None, NOON, 0), NOON, [NOON]
    lived = lived_since_jump = credit_from = 0
    base = NOON
    for (what, much), starts in moves:
        passed = much * HOUR_MS if what == "on" else HOUR_MS
        now = max(0, now + passed)
        if what == "creep":
            now = max(0, now + much * HOUR_MS)
        elif what == "to":
            now = much
        elif what == "back":
            now = said[-much] if much <= len(said) else now
        said.append(now)
        seen = 0 if starts else passed
        lived += seen
        lived_since_jump += seen
        before, watch = watch, observe(watch, now, seen)
        assert watch.trusted_ms <= now
        assert 0 <= watch.spare_ms <= JUMP_MS
        if watch.jumped_ms == now and watch.jumped_ms != before.jumped_ms:
            lived_since_jump = 0
        stood = watch.jumped_ms is None and watch.since_ms != before.since_ms
        if stood:
            assert before.jumped_ms is not None
            assert now - before.jumped_ms >= STAND_MS
            if before.jumped_ms > before.believed_ms:
                assert lived_since_jump * (1 + CREDIT) >= STAND_MS
            base, credit_from = now, lived
        assert watch.believed_ms - base <= JUMP_MS + (lived - credit_from) * (1 + CREDIT)
        age = watch.believed_ms - watch.since_ms
        assert age <= JUMP_MS + lived * (1 + CREDIT)
        assert watch.believed_ms < watch.begins_ms or JUMP_MS + lived * (1 + CREDIT) >= BEGIN_MS
