"""What the editor is told before the owner publishes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world.clock import at
from tests.world.profile import AWAY, BAKERY, GREETING, HOURS, bakery_with
from tresen.core.hours import Words, region_choices, regions
from tresen.core.shopfront.preview import Preview, preview


def test_a_lunch_break_as_customers_see_it() -> None:
    now = at("2026-11-23 13:10")
    found = preview(BAKERY, now)
    assert found.mistakes == ()
    assert found.warnings == ()
    assert found.public
    assert found.hours is not None
    assert not found.hours.open
    assert found.hours.changes_ms == at("2026-11-23 14:00")
    assert found.hours.text.de == "Geschlossen – öffnet nach der Mittagspause um 14:00"
    assert found.hours.reason is None
    assert found.hours.intervals[:3] == (
        (at("2026-11-23 06:00"), at("2026-11-23 13:00")),
        (at("2026-11-23 14:00"), at("2026-11-23 18:00")),
        (at("2026-11-24 06:00"), at("2026-11-24 13:00")),
    )
    assert [one.name for one in found.first] == ["greeting", "away.lunch"]
    assert [one.name for one in found.known] == ["away.lunch"]
    assert found.known[0].text == Words(
        "Mittagspause – wir sind heute um 14:00 zurück.", "Lunch break – back today at 14:00."
    )
    assert found.known[0].next_open_ms == at("2026-11-23 14:00")


def test_company_holidays_name_their_reason() -> None:
    found = preview(BAKERY, at("2026-12-29 10:00"))
    assert found.hours is not None
    assert found.hours.reason == Words("Betriebsferien", "Betriebsferien")
    assert [one.name for one in found.known] == ["away.holiday"]


def test_with_mistakes_nothing_else_is_said() -> None:
    now = at("2026-11-23 13:10")
    found = preview(bakery_with(email="x", hours={"time_zone": "Europe/Berlin"}), now)
    assert [one.at for one in found.mistakes] == ["email", "hours.weekly"]
    assert found == Preview(now, found.mistakes)


def test_without_hours_the_page_shows_none() -> None:
    found = preview({"name": "Laden", "greeting": GREETING}, at("2026-11-23 13:10"))
    assert found.hours is None
    assert [one.name for one in found.first] == ["greeting"]
    assert not found.public


def with_week(**weekly: Any) -> dict[str, Any]:
    return {**HOURS, "weekly": {**HOURS["weekly"], **weekly}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"hours": with_week(mon=[["06:00", "13:00"], ["13:14", "18:00"]])}, [("hours.weekly.mon[1]", "gap")]),
        ({"hours": with_week(mon=[["13:14", "18:00"], ["06:00", "13:00"]])}, [("hours.weekly.mon[0]", "gap")]),
        ({"hours": with_week(mon=[["06:00", "13:00"], ["13:15", "18:00"]])}, []),
        ({"hours": with_week(mon=[["06:00", "13:00"], ["13:00", "18:00"]])}, []),
        ({"hours": with_week(mon=[["06:00", "13:00"], ["13:05", "13:10", "appointment"], ["14:00", "18:00"]])}, []),
        ({"hours": {**HOURS, "exceptions": [
            {"from": "2027-05-03", "to": "2027-05-03", "intervals": [["08:00", "09:00"], ["09:10", "10:00"]]}]}},
         [("hours.exceptions[0].intervals[1]", "gap")]),
        ({"hours": {**HOURS, "holidays": {"12-24": [["08:00", "09:00"], ["09:10", "10:00"]]}}},
         [('hours.holidays["12-24"][1]', "gap")]),
        ({"greeting": {"on": True, "text": {"de": "Hallo"}}}, [("greeting.text.en", "one_language")]),
        ({"away": {**AWAY, "text": {"evening": {"en": "Closed"}}}},
         [("away.text.evening.de", "one_language")]),
        ({"away": {**AWAY, "when": "range", "from_ms": 1, "to_ms": 2}}, [("away.to_ms", "past")]),
    ],
)  # fmt: skip
def test_warnings_name_what_is_likely_a_slip(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = preview(bakery_with(**changes), at("2026-11-23 13:10"))
    assert found.mistakes == ()
    assert [(one.at, one.code) for one in found.warnings] == expected


def test_every_region_can_be_chosen_once_and_most_by_name() -> None:
    choices = region_choices()
    assert sorted(one.region for one in choices) == sorted(regions())
    by_region = {one.region: one for one in choices}
    assert by_region["DE"].name == ""
    assert by_region["DE-BE"].name == "Berlin"
    assert by_region["AT-9"].name == "Wien"
    assert by_region["CH-ZH"].name == "Zürich"
    assert all(one.name for one in choices if one.region != one.country)
