"""Properties of the hours engine on generated files: exact changes, first openings, no surprises while reading."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tresen.core.hours import (
    Hours,
    HoursMistakes,
    Mistake,
    answer,
    hours_from_json,
    local_time,
    open_intervals,
    parse_hours,
    reason_at,
    regions,
    state_at,
    time_zones,
    words_at,
)
from tresen.core.hours.model import WEEKDAYS
from tresen.core.shopfront.preview import hours_view

DAY_MS = 86_400_000


def new_year(year: int) -> int:
    return round(datetime(year, 1, 1, tzinfo=UTC).timestamp() * 1000)


def mistakes_in(read: Callable[[], Hours]) -> tuple[Mistake, ...]:
    """The mistakes of a file, none for a good one; any other error fails the test."""
    try:
        read()
    except HoursMistakes as wrong:
        return wrong.mistakes or (Mistake("", "kind", ""),)
    return ()


def clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


@st.composite
def day_intervals(draw: st.DrawFn) -> list[list[str]]:
    """Intervals between 05:00 and 24:00 that do not overlap, and sometimes one in the night."""
    cuts = sorted(draw(st.sets(st.integers(20, 80), max_size=6)))
    found = [[clock(a * 15), clock(b * 15)] for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    night = draw(st.sampled_from([None, "00:00", "01:00", "02:00", "02:30", "03:00", "05:00"]))
    return found if night is None else [*found, [draw(st.sampled_from(["20:00", "22:30", "23:59"])), night]]


ZONES = st.one_of(st.just("Europe/Berlin"), st.sampled_from(sorted(time_zones())))
PLANS = st.one_of(st.sampled_from(["open", "closed"]), day_intervals())
MOMENTS = st.integers(new_year(2026), new_year(2029))
FILES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "time_zone": ZONES,
        "region": st.one_of(st.none(), st.sampled_from(regions())),
        "holidays": st.one_of(
            st.sampled_from(["open", "closed"]),
            st.dictionaries(st.sampled_from(["*", "12-24", "2027-03-28", "2026-05-01"]), PLANS),
        ),
        "weekly": st.dictionaries(st.sampled_from(WEEKDAYS), day_intervals()),
        "exceptions": st.one_of(
            st.just([]),
            day_intervals().map(
                lambda it: [{"from": "2026-12-27", "to": "2027-01-02", "intervals": it, "note": "Ferien"}]
            ),
        ),
    }
)
HOURS: st.SearchStrategy[Hours] = FILES.map(parse_hours)


def times_in(value: object) -> set[str]:
    """Every time of day that a file mentions."""
    if isinstance(value, str):
        return {"00:00" if value == "24:00" else value}
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return set().union(*map(times_in, values))


@given(HOURS, MOMENTS, st.lists(st.floats(0, 1, exclude_max=True), max_size=5))
def test_the_state_holds_until_the_next_change_and_is_another_from_there(
    hours: Hours, at: int, shares: list[float]
) -> None:
    state = state_at(hours, at)
    until = at + 366 * DAY_MS if state.changes_at is None else state.changes_at
    for share in shares:
        between = at + int((until - at) * share)
        assert state_at(hours, between).open == state.open
    if state.changes_at is not None:
        assert at < state.changes_at <= at + 366 * DAY_MS
        assert state_at(hours, state.changes_at - 1) == state
        assert state_at(hours, state.changes_at).open != state.open


@given(FILES, MOMENTS)
def test_the_state_changes_only_at_a_time_of_the_file_or_at_a_clock_change(
    data: dict[str, Any], at: int
) -> None:
    hours = parse_hours(data)
    change = state_at(hours, at).changes_at
    if change is not None:
        shown = local_time(hours, change)
        clock_change = shown.utcoffset() != local_time(hours, change - 1).utcoffset()
        assert clock_change or shown.strftime("%H:%M") in times_in(data)


@given(HOURS, MOMENTS)
def test_the_next_opening_is_the_first_open_instant_in_steps_of_five_minutes(hours: Hours, at: int) -> None:
    state = state_at(hours, at)
    if state.next_open is not None:
        steps = range(at, min(state.next_open, at + 2 * DAY_MS), 300_000)
        assert not any(state_at(hours, step).open for step in steps)
        assert state_at(hours, state.next_open).open


@given(HOURS, MOMENTS, st.integers(0, 14 * DAY_MS - 1))
def test_the_intervals_for_the_customer_page_say_the_same_as_the_engine(
    hours: Hours, at: int, later: int
) -> None:
    spans = open_intervals(hours, at)
    assert all(a[1] < b[0] for a, b in pairwise(spans))
    assert all(start < end for start, end in spans)
    state = state_at(hours, at + later)
    holding = [end for start, end in spans if start <= at + later < end]
    assert bool(holding) == state.open
    # Ends are true ends, unless they are so far away that the page was given the horizon.
    if holding and holding[0] < at + 366 * DAY_MS:
        assert holding[0] == state.next_close


@given(HOURS, MOMENTS, st.integers(-DAY_MS, 14 * DAY_MS - 1))
def test_what_the_customer_page_is_told_says_the_same_as_the_engine(
    hours: Hours, at: int, later: int
) -> None:
    """The next opening is always among the intervals; why a day is special holds for each of its instants and no other."""
    view = hours_view(hours, at)
    assert view is not None
    assert all(a[1] < b[0] for a, b in pairwise(view.intervals))
    state = state_at(hours, at)
    coming = [start for start, _ in view.intervals if start > at]
    assert state.open or state.next_open == (coming[0] if coming else None)
    why = [reason for start, end, reason in view.reasons if start <= at + later < end]
    expected = reason_at(hours, at + later)
    assert why == ([] if expected is None else [expected])
    assert all(a[1] <= b[0] for a, b in pairwise(view.reasons))


@given(HOURS, MOMENTS)
def test_instants_are_printed_with_the_offset_of_the_zone_at_that_instant(hours: Hours, at: int) -> None:
    state, found = state_at(hours, at), answer(hours, at)
    for text, expected in ((found.next_open, state.next_open), (found.next_close, state.next_close)):
        assert (text is None) == (expected is None)
        if text is not None and expected is not None:
            moment = datetime.fromisoformat(text)
            assert round(moment.timestamp() * 1000) == expected
            assert moment.utcoffset() == moment.astimezone(ZoneInfo(hours.time_zone)).utcoffset()


@given(HOURS, MOMENTS)
def test_words_begin_with_the_state_in_both_languages(hours: Hours, at: int) -> None:
    words, is_open = words_at(hours, at), state_at(hours, at).open
    assert words.de.startswith(("Geöffnet", "Durchgehend geöffnet") if is_open else "Geschlossen")
    assert words.en.startswith("Open" if is_open else "Closed")


@given(FILES)
def test_the_same_file_gives_equal_hours_with_equal_hashes(data: dict[str, Any]) -> None:
    text = json.dumps(data).encode()
    assert parse_hours(data) == hours_from_json(text)
    assert hash(parse_hours(data)) == hash(hours_from_json(text))


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ["08:00", "24:00", "25:00", "2026-02-30", "2026-12-24", "DE-BE", "Neujahr", "closed", "\ud800"]
    ),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(max_size=8)
            | st.sampled_from(["from", "to", "intervals", "note", "mon", "sun", "*", "12-24", "Neujahr"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
NEARLY_FILES = st.dictionaries(
    st.sampled_from(["time_zone", "region", "holidays", "weekly", "exceptions", "other"]), JSON
)


@given(st.one_of(JSON, NEARLY_FILES))
def test_any_json_is_either_read_or_answered_with_mistakes_that_can_be_printed(data: Any) -> None:
    for mistake in mistakes_in(lambda: parse_hours(data)):
        assert mistake.at
        assert mistake.at.isprintable()
        assert mistake.error.isprintable()
        (mistake.at + mistake.error).encode()


@given(st.binary(max_size=200))
def test_any_bytes_are_either_read_or_answered_with_mistakes(text: bytes) -> None:
    assert all(mistake.at for mistake in mistakes_in(lambda: hours_from_json(text)))
