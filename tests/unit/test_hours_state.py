"""Rules of the hours engine: precedence, nights, adjoining intervals, the horizon, holidays of regions."""

from __future__ import annotations

import statistics
import time
from datetime import date, datetime
from typing import Any

import pytest

from tresen.core.hours import (
    Hours,
    Words,
    answer,
    day_plan,
    holidays_of,
    next_change,
    open_intervals,
    parse_hours,
    reason_at,
    regions,
    state_at,
)

EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def at(text: str) -> int:
    """A moment of 2026 to 2028 in milliseconds; the offset stands in the text."""
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def berlin(*intervals: list[str], days: tuple[str, ...] = EVERY_DAY, **more: Any) -> Hours:
    weekly = {day: list(intervals) for day in days}
    return parse_hours({"time_zone": "Europe/Berlin", "weekly": weekly, **more})


def exception(first: str, last: str, *intervals: list[str], note: str = "") -> dict[str, Any]:
    return {"from": first, "to": last, "intervals": list(intervals), "note": note}


def test_an_interval_holds_its_start_and_not_its_end() -> None:
    hours = berlin(["08:00", "12:00"])
    start, end = at("2026-11-24T08:00:00+01:00"), at("2026-11-24T12:00:00+01:00")
    assert [state_at(hours, ms).open for ms in (start - 1, start, end - 1, end)] == [False, True, True, False]


def test_adjoining_intervals_count_as_one() -> None:
    hours = berlin(["08:00", "12:00"], ["12:00", "18:00"])
    assert next_change(hours, at("2026-11-24T09:00:00+01:00")) == at("2026-11-24T18:00:00+01:00")


def test_a_night_and_the_morning_after_it_count_as_one() -> None:
    hours = berlin(["00:00", "09:00"], ["18:00", "24:00"])
    assert next_change(hours, at("2026-11-24T19:00:00+01:00")) == at("2026-11-25T09:00:00+01:00")


def test_a_night_belongs_to_the_day_it_begins_on_also_when_the_next_day_is_closed() -> None:
    hours = berlin(["20:00", "04:00"], region="DE-BE", exceptions=[exception("2026-11-25", "2026-11-25")])
    night = at("2026-11-25T03:00:00+01:00")
    assert state_at(hours, night).next_close == at("2026-11-25T04:00:00+01:00")
    assert state_at(hours, at("2026-11-26T03:00:00+01:00")).next_open == at("2026-11-26T20:00:00+01:00")


def test_an_exception_overrides_week_and_holiday() -> None:
    hours = berlin(
        ["08:00", "12:00"],
        region="DE-BE",
        exceptions=[exception("2026-12-25", "2026-12-25", ["14:00", "16:00"])],
    )
    assert state_at(hours, at("2026-12-25T09:00:00+01:00")).next_open == at("2026-12-25T14:00:00+01:00")
    assert not state_at(hours, at("2026-12-26T09:00:00+01:00")).open


@pytest.mark.parametrize(("day", "is_open"), [("26", True), ("27", False), ("28", False), ("29", True)])
def test_both_dates_of_an_exception_are_included(day: str, is_open: bool) -> None:
    hours = berlin(["08:00", "12:00"], exceptions=[exception("2026-11-27", "2026-11-28")])
    assert state_at(hours, at(f"2026-11-{day}T09:00:00+01:00")).open is is_open


def test_holidays_count_only_with_a_region() -> None:
    christmas = at("2026-12-25T09:00:00+01:00")
    assert state_at(berlin(["08:00", "12:00"]), christmas).open
    assert not state_at(berlin(["08:00", "12:00"], region="DE"), christmas).open
    assert state_at(berlin(["08:00", "12:00"], region="DE", holidays="open"), christmas).open


@pytest.mark.parametrize(
    ("region", "day", "name"),
    [
        ("DE-BE", date(2027, 3, 8), "Frauentag"),
        ("DE-BY", date(2026, 6, 4), "Fronleichnam"),
        ("DE-SN", date(2026, 11, 18), "Buß- und Bettag"),
        ("DE-BB", date(2028, 10, 31), "Reformationstag"),
        ("DE-SL", date(2026, 8, 15), "Mariä Himmelfahrt"),
        ("AT-9", date(2026, 10, 26), "Nationalfeiertag"),
        ("CH-ZH", date(2027, 5, 6), "Auffahrt"),
        ("CH-BE", date(2026, 1, 2), "Berchtoldstag"),
    ],
)
def test_public_holidays_are_those_of_the_region(region: str, day: date, name: str) -> None:
    assert [one.de for one in holidays_of(region, day.year) if one.day == day and one.public] == [name]
    assert day_plan(berlin(["08:00", "12:00"], region=region), day).intervals == ()


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("DE-BE", date(2026, 6, 4)),
        ("DE-BY", date(2026, 8, 15)),
        ("DE", date(2027, 3, 8)),
        ("AT-9", date(2026, 4, 3)),
        ("CH-ZH", date(2026, 1, 2)),
    ],
)
def test_holidays_of_other_regions_or_of_some_people_are_ordinary_days(region: str, day: date) -> None:
    assert day_plan(berlin(["08:00", "12:00"], region=region), day).intervals != ()


def test_every_state_and_canton_is_known_and_has_new_year() -> None:
    assert len([one for one in regions() if one.startswith("AT-")]) == 9
    assert {"DE-BE", "DE-BY", "CH-ZH", "CH-GE", "AT-1"} <= set(regions())
    for region in regions():
        assert any(one.day == date(2028, 1, 1) for one in holidays_of(region, 2028)), region


def test_names_of_holidays_do_not_depend_on_the_language_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "th")
    assert next(one for one in holidays_of("DE-HH", 2031)).de == "Neujahr"
    assert next(one for one in holidays_of("DE-HH", 2031)).en == "New Year's Day"


def test_hours_by_appointment_do_not_make_a_business_open() -> None:
    hours = berlin(["08:00", "12:00"], ["12:00", "17:00", "appointment"])
    assert state_at(hours, at("2026-11-24T11:00:00+01:00")).next_close == at("2026-11-24T12:00:00+01:00")
    assert not state_at(hours, at("2026-11-24T13:00:00+01:00")).open
    assert len(open_intervals(hours, at("2026-11-24T13:00:00+01:00"), days=3)) == 3


def test_without_a_change_within_366_days_both_are_null() -> None:
    for hours, is_open in ((berlin(["00:00", "24:00"]), True), (berlin(days=()), False)):
        state = state_at(hours, at("2027-06-01T00:00:00+02:00"))
        assert (state.open, state.next_open, state.next_close) == (is_open, None, None)


def test_a_change_exactly_366_days_ahead_is_still_told() -> None:
    hours = berlin(["00:00", "24:00"], exceptions=[exception("2028-03-01", "2028-03-01")])
    close = at("2028-03-01T00:00:00+01:00")
    assert state_at(hours, close - 366 * 86_400_000).next_close == close
    assert state_at(hours, close - 366 * 86_400_000 - 1).next_close is None


def test_the_customer_page_gets_two_weeks_and_the_true_end_of_the_last_interval() -> None:
    hours = berlin(["22:00", "04:00"])
    start = at("2026-11-24T23:00:00+01:00")
    spans = open_intervals(hours, start)
    assert len(spans) == 15
    assert spans[0] == (at("2026-11-24T22:00:00+01:00"), at("2026-11-25T04:00:00+01:00"))
    assert spans[-1][1] == at("2026-12-09T04:00:00+01:00") > start + 14 * 86_400_000


def test_a_business_that_never_closes_gives_the_page_one_interval_to_the_horizon() -> None:
    start = at("2026-11-24T23:00:00+01:00")
    [(begin, end)] = open_intervals(berlin(["00:00", "24:00"]), start)
    assert begin <= start
    assert end == start + 366 * 86_400_000


def test_the_reason_is_the_note_or_the_name_of_the_holiday_of_the_local_date() -> None:
    hours = berlin(
        ["08:00", "12:00"],
        region="DE-BE",
        exceptions=[exception("2026-12-27", "2027-01-02", note="Betriebsferien")],
    )
    assert reason_at(hours, at("2027-01-01T09:00:00+01:00")) == Words("Betriebsferien", "Betriebsferien")
    assert reason_at(hours, at("2026-12-25T00:00:00+01:00")) == Words("Erster Weihnachtstag", "Christmas Day")
    assert reason_at(hours, at("2026-12-24T23:59:59+01:00")) is None


def test_a_holiday_that_is_normal_is_no_reason() -> None:
    hours = berlin(["08:00", "12:00"], region="DE-BE", holidays="open")
    assert reason_at(hours, at("2026-12-25T09:00:00+01:00")) is None


@pytest.mark.parametrize("ms", [-1, at("2199-01-01T00:00:00+00:00"), 10**13, 10**17, -(10**17)])
def test_an_instant_outside_the_calendar_is_refused(ms: int) -> None:
    with pytest.raises(ValueError, match="outside the years 1970 to 2198"):
        state_at(berlin(["08:00", "12:00"]), ms)


@pytest.mark.parametrize("ms", [0, at("2198-12-31T23:59:59.999+00:00")])
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Europe/Berlin", "Etc/GMT+12"])
@pytest.mark.parametrize("intervals", [[], [["00:00", "24:00"]], [["08:00", "12:00"]]])
def test_the_first_and_the_last_instant_of_the_calendar_are_answered(
    ms: int, zone: str, intervals: list[list[str]]
) -> None:
    found = answer(parse_hours({"time_zone": zone, "weekly": dict.fromkeys(EVERY_DAY, intervals)}), ms)
    assert (found.next_open is None and found.next_close is None) == (
        len(intervals) == 0 or intervals[0][1] == "24:00"
    )


def test_one_evaluation_takes_well_under_a_millisecond_after_the_first() -> None:
    hours = berlin(["06:00", "13:00"], ["14:00", "18:00"], region="DE-BE")
    start = at("2026-11-24T09:00:00+01:00")
    state_at(hours, start)
    spent = []
    for number in range(500):
        before = time.thread_time()
        state_at(hours, start + number * 60_000)
        spent.append(time.thread_time() - before)
    assert statistics.median(spent) < 0.001
