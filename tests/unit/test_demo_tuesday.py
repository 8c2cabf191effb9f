"""The demo's switch "it is Tuesday, ten o'clock": opening hours that hold now, at any hour of any day."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.clock import MINUTE, at
from tresen.core.hours import parse_hours, reason_at, state_at
from tresen.core.shopfront.preview import preview
from tresen.demo import bakery
from tresen.demo.tuesday import Unmovable, as_on_the_door, as_on_tuesday, is_tuesday, needs_tuesday

HOUR = 60 * MINUTE
NIGHT, SUNDAY, MORNING = at("2026-11-24 03:12"), at("2026-11-29 15:40"), at("2026-11-24 10:00")
BEGIN, END = at("2026-01-01 00:00"), at("2028-01-01 00:00")
instants = st.integers(BEGIN, END)


def calls_taken(profile: dict[str, Any], now_ms: int) -> bool:
    found = preview(profile, now_ms)
    assert (found.mistakes, found.warnings) == ((), ())
    return state_at(parse_hours(profile["hours"]), now_ms).open


@pytest.mark.parametrize(
    ("now_ms", "until"),
    [
        (NIGHT, "2026-11-24 13:00"),
        (SUNDAY, "2026-11-29 18:00"),
        (at("2026-11-23 23:59"), "2026-11-24 02:00"),
        (at("2026-12-25 02:30"), "2026-12-25 05:00"),
        (at("2026-11-24 05:10"), "2026-11-24 13:00"),
        (at("2026-11-24 13:20"), "2026-11-24 18:00"),
    ],
)
def test_it_is_open_now_and_for_two_hours(now_ms: int, until: str) -> None:
    """In the night, on a Sunday, on a holiday and in the lunch break: it opens, and joins what follows."""
    closed = parse_hours(bakery.HOURS)
    assert not state_at(closed, now_ms).open
    found = parse_hours(as_on_tuesday(bakery.HOURS, now_ms))
    state = state_at(found, now_ms)
    assert (state.open, state.changes_at) == (True, at(until))
    reason = reason_at(found, now_ms)
    assert reason is not None
    assert (reason.de, reason.en) == ("Demo: es ist Dienstag, 10 Uhr", "Demo: it is Tuesday, ten o'clock")


@given(now_ms=instants)
def test_any_instant(now_ms: int) -> None:
    """No mistake in the profile; open for two hours at least; other days, and what was open, stay; it goes back."""
    moved = as_on_tuesday(bakery.HOURS, now_ms)
    found = preview(bakery.profile() | bakery.answers() | {"hours": moved}, now_ms)
    assert (found.mistakes, found.warnings) == ((), ())
    before, after = parse_hours(bakery.HOURS), parse_hours(moved)
    for later in (0, HOUR, 2 * HOUR - 1):
        assert state_at(after, now_ms + later).open
    for away in range(-48, 48):
        then = now_ms + away * HOUR
        assert not state_at(before, then).open or state_at(after, then).open
        if not -6 <= away <= 6:
            assert state_at(before, then).open == state_at(after, then).open
    assert is_tuesday(moved, now_ms)
    assert not is_tuesday(moved, now_ms + 72 * HOUR)
    assert not is_tuesday(bakery.HOURS, now_ms)
    assert as_on_the_door(moved) == bakery.HOURS
    assert as_on_tuesday(moved, now_ms) == moved


@given(now_ms=instants)
def test_it_is_needed_when_closed_or_soon(now_ms: int) -> None:
    """Who starts the demo has an hour of an open shop in front, or the switch is turned."""
    hours = parse_hours(bakery.HOURS)
    last = state_at(hours, now_ms).open and state_at(hours, now_ms + HOUR - 1).open
    assert needs_tuesday(bakery.HOURS, now_ms) == (not last)


def test_calls_go_by_the_opening_hours() -> None:
    """[C4] Calls ring while the shop is open, and not while the page says that it is closed."""
    profile = bakery.profile()
    assert profile["calls"].get("hours", "open") == "open"
    assert calls_taken(profile, MORNING)
    assert not calls_taken(profile, NIGHT)
    assert calls_taken(profile | {"hours": as_on_tuesday(bakery.HOURS, NIGHT)}, NIGHT)


def test_a_day_with_an_exception_of_its_own_is_left_alone() -> None:
    """[I-10] What an owner wrote for that day would be lost: the switch says so, and changes nothing."""
    own = {"from": "2026-11-23", "to": "2026-11-25", "intervals": [], "note": "Betriebsferien"}
    hours = bakery.HOURS | {"exceptions": [own]}
    with pytest.raises(Unmovable, match="Betriebsferien"):
        as_on_tuesday(hours, NIGHT)
    assert hours["exceptions"] == [own]
    later = as_on_tuesday(hours, SUNDAY)
    assert own in later["exceptions"]
    assert as_on_the_door(later) == hours


def test_a_night_that_runs_into_the_day() -> None:
    """A bar that closes at four opens again from then on, without a mistake in its hours."""
    hours = {"time_zone": "Europe/Berlin", "weekly": {"mon": [["20:00", "04:00"]]}}
    tuesday = as_on_tuesday(hours, at("2026-11-24 05:30"))
    moved = parse_hours(tuesday)
    assert parse_hours(as_on_the_door(tuesday)) == parse_hours(hours)
    assert state_at(moved, at("2026-11-24 05:30")).open
    assert state_at(moved, at("2026-11-23 22:00")).open
