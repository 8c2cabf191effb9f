"""Every mistake has a stable code, and a wrong profile or hours file really gets every code of the list."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world.profile import AWAY, HOURS, bakery_with
from tresen.core.fields import MISTAKES, WARNINGS, FieldMistakes
from tresen.core.hours import HOURS_CODES, HoursMistakes, hours_from_json
from tresen.core.shopfront.preview import preview
from tresen.core.shopfront.profile import PICTURE_BYTES, parse_profile

EVE = {"from": "2026-12-24", "to": "2026-12-24", "intervals": []}
WEG = {"always": {"de": "Weg"}}


def hours(**changes: Any) -> dict[str, Any]:
    return {"hours": {**HOURS, **changes}}


def monday(*intervals: object, **others: Any) -> dict[str, Any]:
    return hours(weekly={"mon": list(intervals), **others})


WRONG: dict[str, dict[str, Any]] = {
    "kind": {"trade": 1},
    "empty": {"name": ""},
    "too_long": hours(exceptions=[{**EVE, "note": "x" * 201}]),
    "characters": hours(exceptions=[{**EVE, "note": "zwei\nZeilen"}]),
    "number": {"greeting": {"after_days": 0}},
    "choice": {"away": {"when": "later"}},
    "order": {"away": {"when": "range", "from_ms": 5, "to_ms": 5, "text": WEG}},
    "variable": {"greeting": {"text": {"de": "{kunde}"}}},
    "email": {"email": "x"},
    "website": {"website": "x"},
    "phone": {"phone": "x"},
    "time_zone": hours(time_zone="Berlin"),
    "two_zones": {"time_zone": "Europe/Vienna"},
    "picture": {"picture": b"GIF89a"},
    "too_large": {"picture": bytes(PICTURE_BYTES + 1)},
    "pixels": {"picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\x75\x30" * 2},
    "no_hours": {"hours": None, "away": AWAY},
    "unknown": hours(holiday="closed"),
    "missing": {"hours": {"weekly": {}}},
    "region": hours(region="DE-XX"),
    "intervals": hours(weekly={"mon": "closed"}),
    "interval": monday(["08:00"]),
    "mark": monday(["08:00", "12:00", "maybe"]),
    "opens": monday(["", "12:00"]),
    "closes": monday(["08:00", ""]),
    "overlap": monday(["08:00", "12:00"], ["11:00", "13:00"]),
    "overlap_night": monday(["20:00", "04:00"], tue=[["03:00", "09:00"]]),
    "plan": hours(holidays={"Karfreitag": "maybe"}),
    "no_region": hours(region=None, holidays={"Karfreitag": "open"}),
    "holiday": hours(holidays={"Fronleichnam": "open"}),
    "holiday_twice": hours(holidays={"Karfreitag": "open", "Good Friday": "open"}),
    "date": hours(exceptions=[{**EVE, "from": "2026-02-30"}]),
    "backwards": hours(exceptions=[{**EVE, "to": "2026-12-23"}]),
    "date_twice": hours(exceptions=[EVE, EVE]),
}
DOUBTFUL: dict[str, dict[str, Any]] = {
    "gap": monday(["08:00", "12:00"], ["12:10", "18:00"]),
    "one_language": {"greeting": {"text": {"de": "Hallo"}}},
    "past": {"away": {"when": "range", "from_ms": 1, "to_ms": 2, "text": WEG}},
}


def test_every_code_of_the_list_has_an_example() -> None:
    assert sorted(WRONG) == sorted(MISTAKES)
    assert sorted(DOUBTFUL) == sorted(WARNINGS)


@pytest.mark.parametrize("code", MISTAKES)
def test_a_wrong_profile_gets_this_code_and_nothing_else(code: str) -> None:
    with pytest.raises(FieldMistakes) as caught:
        parse_profile(bakery_with(**WRONG[code]))
    assert [one.code for one in caught.value.mistakes] == [code]


@pytest.mark.parametrize("code", WARNINGS)
def test_a_doubtful_profile_gets_this_code(code: str) -> None:
    found = preview(bakery_with(**DOUBTFUL[code]), at_ms=5)
    assert found.mistakes == ()
    assert code in [one.code for one in found.warnings]


def test_a_file_has_codes_of_its_own() -> None:
    """Mistakes that only a file can have: text that is no JSON, a key that stands twice."""
    assert set(HOURS_CODES) - set(MISTAKES) - set(WARNINGS) == {"unreadable", "instant", "twice"}
    for text, code in (
        (b"{", "unreadable"),
        (b"\xff", "unreadable"),
        (b'{"time_zone":1,"time_zone":1}', "twice"),
    ):
        with pytest.raises(HoursMistakes) as caught:
            hours_from_json(text)
        assert code in [one.code for one in caught.value.mistakes]
