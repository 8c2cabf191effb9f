"""Properties of the automatic answers on generated hours and conversations."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_hours_properties import FILES, MOMENTS
from tests.world.clock import MINUTE
from tests.world.profile import AWAY, GREETING
from tresen.core.hours import closed_since, opening_words, state_at
from tresen.core.shopfront.preview import hours_view
from tresen.core.shopfront.profile import BusinessProfile, parse_profile
from tresen.core.shopfront.replies import Facts, Reply, decide, phase_at

DAY = 24 * 60 * MINUTE


class Step(NamedTuple):
    """Somebody says something, this long after the step before."""

    wait: int
    team: bool


WAITS = st.one_of(st.integers(0, 20 * MINUTE), st.integers(0, 3 * DAY), st.integers(12 * DAY, 16 * DAY))
STEPS = st.lists(st.builds(Step, WAITS, st.booleans()), max_size=30)
AWAYS = st.one_of(
    st.just(AWAY),
    st.builds(lambda start: {**AWAY, "when": "always", "from_ms": start}, st.none() | MOMENTS),
    st.builds(
        lambda a, b: {**AWAY, "when": "range", "from_ms": a, "to_ms": a + b}, MOMENTS, st.integers(1, 9 * DAY)
    ),
)


def profile_of(hours: dict[str, Any] | None, away: dict[str, Any]) -> BusinessProfile:
    return parse_profile({"name": "Laden", "hours": hours, "greeting": GREETING, "away": away})


PROFILES = st.builds(profile_of, FILES, AWAYS)


@given(PROFILES, MOMENTS, st.lists(st.floats(0, 1, exclude_max=True), max_size=4))
def test_a_phase_says_the_same_at_each_of_its_instants(
    profile: BusinessProfile, at: int, shares: list[float]
) -> None:
    """What memory holds until `until_ms` is what would be found anew."""
    phase = phase_at(profile, at)
    assert phase.from_ms <= at < phase.until_ms
    for share in shares:
        moment = at + int((min(phase.until_ms, at + 400 * DAY) - at) * share)
        again = phase_at(profile, moment)
        assert again.absence == phase.absence
        assert again.next_open_ms == phase.next_open_ms


@given(FILES, MOMENTS)
def test_what_an_answer_says_is_what_a_quick_reply_says(data: dict[str, Any], at: int) -> None:
    """[S14] The next opening is the first that begins later, of those that the inbox asks for."""
    profile = profile_of(data, AWAY)
    assert profile.hours is not None
    view = hours_view(profile.hours, at)
    assert view is not None
    later = [start for start, _ in view.intervals if start > at]
    assert phase_at(profile, at).next_open_ms == next(iter(later), None)


@given(FILES, MOMENTS)
def test_an_absence_outside_the_hours_is_the_closed_span(data: dict[str, Any], at: int) -> None:
    profile = profile_of(data, AWAY)
    hours = profile.hours
    assert hours is not None
    absence = phase_at(profile, at).absence
    assert (absence is None) == state_at(hours, at).open
    if absence is not None and closed_since(hours, at) is not None:
        assert absence.since_ms <= at
        assert not state_at(hours, absence.since_ms).open
        assert state_at(hours, absence.since_ms - 1).open
        assert phase_at(profile, absence.since_ms).absence is not None


@given(PROFILES, MOMENTS, STEPS)
def test_in_any_conversation_the_rules_hold(profile: BusinessProfile, at: int, steps: list[Step]) -> None:
    """Once per absence; never ten minutes after an answer; a greeting only after silence; greeting before away."""
    facts, now, told = Facts(), at, []
    for step in steps:
        now += step.wait
        if step.team:
            facts = facts._replace(team_ms=now)
            continue
        phase = phase_at(profile, now)
        replies = decide(profile, phase, facts, now)
        _check(replies, facts, now)
        for reply in replies:
            if reply.absence is not None:
                assert phase.absence is not None
                told.append(reply.absence)
                facts = facts._replace(told=reply.absence)
        facts = facts._replace(customer_ms=now)
    assert len(told) == len(set(told))


def _check(replies: tuple[Reply, ...], facts: Facts, now: int) -> None:
    names = [reply.name for reply in replies]
    assert names == sorted(names, key=lambda name: name != "greeting")
    assert len(names) <= 2
    last = max((each for each in (facts.customer_ms, facts.team_ms) if each is not None), default=None)
    assert ("greeting" in names) == (last is None or now - last >= 14 * DAY)
    if facts.team_ms is not None and now - facts.team_ms < 10 * MINUTE:
        assert not any(name.startswith("away") for name in names)


@given(PROFILES, MOMENTS, STEPS)
def test_switched_off_nothing_is_ever_said(profile: BusinessProfile, at: int, steps: list[Step]) -> None:
    now = at + sum(step.wait for step in steps)
    assert decide(profile, phase_at(profile, now), Facts(off=True), now) == ()


@given(FILES, MOMENTS)
def test_the_opening_in_words_never_counts_minutes(data: dict[str, Any], at: int) -> None:
    """A message is also read later than it is sent."""
    profile = profile_of(data, AWAY)
    assert profile.hours is not None
    opens = state_at(profile.hours, at).next_open
    if opens is not None:
        words = opening_words(profile.time_zone, at, opens)
        assert "um " in words.de
        assert "at " in words.en
        assert "inute" not in words.de + words.en
