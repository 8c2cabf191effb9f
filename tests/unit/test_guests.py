"""Guests are told apart by the day of their first message and their number on it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import msgspec
import pytest

from tresen.core.guests import number_of, zone_of


def utc_ms(text: str) -> int:
    """The instant at which clocks in UTC show that."""
    return int(dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC).timestamp() * 1000)


BERLIN = ZoneInfo("Europe/Berlin")


def test_numbers_count_up_within_a_day_of_the_business() -> None:
    evening = utc_ms("2026-11-24T22:30")
    assert number_of(evening, None, BERLIN) == 1
    assert number_of(evening, (evening - 3_600_000, 4), BERLIN) == 5


def test_a_new_day_begins_at_midnight_there_not_in_utc() -> None:
    """23:30 in UTC is half past midnight in Berlin."""
    last = (utc_ms("2026-11-24T22:30"), 7)
    assert number_of(utc_ms("2026-11-24T23:30"), last, BERLIN) == 1
    assert number_of(utc_ms("2026-11-24T23:30"), last, ZoneInfo("Europe/London")) == 8


def test_who_came_before_anybody_counted_is_number_0() -> None:
    now = utc_ms("2026-11-24T10:00")
    assert number_of(now, (now - 1000, 0), BERLIN) == 1


@pytest.mark.parametrize(
    ("profile", "zone"),
    [
        (None, "Europe/Berlin"),
        ({"time_zone": "Europe/London"}, "Europe/London"),
        ({"time_zone": "Europe/London", "hours": {"time_zone": "Europe/Zurich"}}, "Europe/Zurich"),
        ({"time_zone": "Nowhere/Else"}, "Europe/Berlin"),
        ({"hours": []}, "Europe/Berlin"),
        ({"time_zone": 7}, "Europe/Berlin"),
        ({"time_zone": "../etc"}, "Europe/Berlin"),
        ([], "Europe/Berlin"),
    ],
)
def test_the_time_zone_is_the_profiles_or_berlin(profile: object, zone: str) -> None:
    assert zone_of(None if profile is None else msgspec.msgpack.encode(profile)).key == zone


def test_a_profile_that_cannot_be_read_says_no_zone() -> None:
    assert zone_of(b"\xc1") == BERLIN
