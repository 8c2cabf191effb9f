"""Quiet hours of people (W12): outside the opening hours, at night, on holiday; over the nights when clocks change."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.depth import examples
from tresen.core.hours import parse_hours
from tresen.core.notifications.quiet import DAY_MS, QUIET_DAYS, Quiet, check_quiet, quiet_spans, quiet_until
from tresen.errors import Refusal

ZONE = "Europe/Berlin"
HOURS = parse_hours(
    {
        "time_zone": ZONE,
        "weekly": {day: [["07:00", "18:00"]] for day in ("tue", "wed", "thu", "fri", "sat")},
    }
)


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)


def said(ms: int | None) -> str | None:
    return None if ms is None else f"{datetime.fromtimestamp(ms / 1000, ZoneInfo(ZONE)):%Y-%m-%d %H:%M}"


def until(quiet: Quiet, now: str) -> str | None:
    return said(quiet_until(quiet_spans(quiet, HOURS, ZONE, at(now)), at(now)))


def test_nobody_chose_anything() -> None:
    """[W12] By default it is quiet outside the opening hours, until the shop opens again."""
    assert until(Quiet(), "2026-11-25T12:00") is None
    assert until(Quiet(), "2026-11-25T18:00") == "2026-11-26 07:00"
    assert until(Quiet(), "2026-11-28T20:00") == "2026-12-01 07:00"
    nothing = quiet_spans(Quiet(), None, ZONE, at("2026-11-25T23:00"))
    assert nothing == []


@pytest.mark.parametrize(
    ("now", "end", "hours"),
    [
        ("2026-03-28T21:00", "2026-03-29 07:00", 10),
        ("2026-10-24T21:00", "2026-10-25 07:00", 12),
    ],
)
def test_nights_when_clocks_change(now: str, end: str, hours: int) -> None:
    """[W12] From eight to seven by the clock on the wall: an hour shorter in spring, an hour longer in autumn."""
    night = Quiet("daily", 20 * 60, 7 * 60)
    spans = quiet_spans(night, HOURS, ZONE, at(now))
    start, stop = next(each for each in spans if each[0] <= at(now) < each[1])
    assert (said(stop), (stop - start) // 3_600_000) == (end, hours)


def test_holidays() -> None:
    """[W12] From the first day of a holiday to the end of the last nothing is told, whatever the opening hours say."""
    away = Quiet("never", away_from="2026-12-01", away_until="2026-12-03")
    assert until(away, "2026-12-02T10:00") == "2026-12-04 00:00"
    assert until(away, "2026-12-04T00:00") is None
    # Joined with the closed hours after it.
    closed = Quiet(away_from="2026-12-01", away_until="2026-12-03")
    assert until(closed, "2026-12-02T10:00") == "2026-12-04 07:00"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (Quiet("sometimes"), "mode"),
        (Quiet("daily", -1), "from_minute"),
        (Quiet("daily", 0, 1440), "until_minute"),
        (Quiet("daily", 60, 60), "until_minute"),
        (Quiet(away_from="2026-12-24"), "away_until"),
        (Quiet(away_from="2026-12-24", away_until="2026-12-23"), "away_until"),
        (Quiet(away_from="24.12.2026", away_until="2026-12-23"), "away_from"),
        (Quiet(away_from="0001-01-01", away_until="9999-12-31"), "away_from"),
    ],
)
def test_refused(wrong: Quiet, field: str) -> None:
    """Bad input is named by its field."""
    with pytest.raises(Refusal, match=f"bad_request.*{field}"):
        check_quiet(wrong)


@settings(max_examples=examples(100))
@given(
    st.sampled_from(["opening", "daily", "never"]),
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.integers(at("2026-01-01T00:00"), at("2027-12-31T00:00")),
)
def test_spans_are_in_order(mode: str, start: int, stop: int, now: int) -> None:
    """[W12] Quiet times are in order, do not touch, and lie within the days that are told."""
    spans = quiet_spans(Quiet(mode, start, stop), HOURS, ZONE, now)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(now - DAY_MS <= edge <= now + (QUIET_DAYS - 1) * DAY_MS for edge in edges)
