"""Reading an hours file: what is understood, and that every mistake is named with its place."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest

from tresen.core.hours import (
    HoursMistakes,
    Interval,
    SpecialDays,
    Words,
    day_plan,
    hours_from_json,
    parse_hours,
)
from tresen.core.hours.mistakes import Pairs

BAKERY: dict[str, Any] = {
    "time_zone": "Europe/Berlin",
    "region": "DE-BE",
    "holidays": "closed",
    "weekly": {"mon": [["06:00", "13:00"], ["14:00", "18:00"]], "sat": [["06:00", "12:00"]]},
    "exceptions": [{"from": "2026-12-27", "to": "2027-01-02", "intervals": [], "note": "Betriebsferien"}],
}


def mistakes(data: object) -> list[tuple[str, str]]:
    with pytest.raises(HoursMistakes) as caught:
        parse_hours(data)
    return [(mistake.at, mistake.error) for mistake in caught.value.mistakes]


def with_week(**weekly: object) -> dict[str, Any]:
    return {"time_zone": "Europe/Berlin", "weekly": weekly}


def with_exceptions(*exceptions: object) -> dict[str, Any]:
    return {"time_zone": "Europe/Berlin", "weekly": {}, "exceptions": list(exceptions)}


def test_the_file_of_the_bakery_becomes_hours() -> None:
    hours = parse_hours(BAKERY)
    assert (hours.time_zone, hours.region) == ("Europe/Berlin", "DE-BE")
    assert hours.weekly[0] == (Interval(360, 780), Interval(840, 1080))
    assert hours.weekly[6] == ()
    assert hours.exceptions == (SpecialDays(date(2026, 12, 27), date(2027, 1, 2), (), "Betriebsferien"),)


def test_a_note_may_be_in_both_languages_or_in_one_for_everybody() -> None:
    """[hours-file] `note` and `note_en`; the name customers read with the open line."""
    day = {"from": "2026-12-27", "to": "2026-12-27", "intervals": []}
    for notes, read in (
        ({"note": "Betriebsferien"}, Words("Betriebsferien", "Betriebsferien")),
        (
            {"note": "Betriebsferien", "note_en": " Company holidays "},
            Words("Betriebsferien", "Company holidays"),
        ),
        ({"note_en": "Company holidays"}, Words("Company holidays", "Company holidays")),
        ({"note": " "}, None),
    ):
        hours = parse_hours(with_exceptions({**day, **notes}))
        assert day_plan(hours, date(2026, 12, 27)).reason == read
    assert [at for at, _ in mistakes(with_exceptions({**day, "note_en": "zwei\nZeilen"}))] == [
        "exceptions[0].note_en"
    ]


def test_only_time_zone_and_week_are_needed() -> None:
    hours = parse_hours({"time_zone": "Europe/Zurich", "weekly": {}})
    assert (hours.region, hours.weekly, hours.exceptions) == (None, ((),) * 7, ())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["08:00", "12:00"], Interval(480, 720)),
        (["00:00", "24:00"], Interval(0, 1440)),
        (["18:00", "02:00"], Interval(1080, 1560)),
        (["18:00", "00:00"], Interval(1080, 1440)),
        (["10:00", "10:00"], Interval(600, 2040)),
        (["14:00", "17:00", "appointment"], Interval(840, 1020, by_appointment=True)),
    ],
)
def test_an_end_that_is_not_after_the_start_is_on_the_next_day(written: list[str], read: Interval) -> None:
    assert parse_hours(with_week(mon=[written])).weekly[0] == (read,)


def test_intervals_may_stand_in_any_order_and_may_adjoin() -> None:
    hours = parse_hours(with_week(mon=[["13:00", "18:00"], ["06:00", "13:00"]]))
    assert hours.weekly[0] == (Interval(360, 780), Interval(780, 1080))


@pytest.mark.parametrize(
    ("data", "at", "part"),
    [
        ([], "file", "must be an object"),
        ({"weekly": {}}, "time_zone", "is missing"),
        ({"time_zone": "Europe/Berlin"}, "weekly", "is missing"),
        ({**BAKERY, "time_zone": "Europe/Berln"}, "time_zone", 'did you mean "Europe/Berlin"?'),
        ({**BAKERY, "time_zone": "../etc/passwd"}, "time_zone", "is not a time zone"),
        ({**BAKERY, "time_zone": 1}, "time_zone", "1 is not a time zone"),
        ({**BAKERY, "time_zone": "localtime"}, "time_zone", '"localtime" is not a time zone'),
        ({**BAKERY, "time_zone": "Factory"}, "time_zone", '"Factory" is not a time zone'),
        ({**BAKERY, "region": "DE-Bayern"}, "region", 'did you mean "DE-BY"?'),
        ({**BAKERY, "region": "AT-10"}, "region", '"AT-9"'),
        ({**BAKERY, "region": "FR"}, "region", 'such as "DE-BE"'),
        ({**BAKERY, "region": 9}, "region", "9 is not a region"),
        ({**BAKERY, "holiday": "open"}, "holiday", 'unknown key; did you mean "holidays"?'),
        (with_week(mo=[]), "weekly.mo", 'did you mean "mon"?'),
        ({**BAKERY, "weekly": []}, "weekly", "must be an object"),
        (with_week(mon="closed"), "weekly.mon", "[] for closed"),
        (with_week(mon=["08:00", "12:00"]), "weekly.mon", "brackets for each interval"),
        (with_week(mon=[["08:00"]]), "weekly.mon[0]", 'such as ["08:00","12:00"], not a list of 1'),
        (
            with_week(mon=[["08:00", "12:00"], ["25:00", "26:00"]]),
            "weekly.mon[1]",
            'the start "25:00" is not a time',
        ),
        (with_week(mon=[["08:00", "12:60"]]), "weekly.mon[0]", 'the end "12:60" is not a time'),
        (with_week(mon=[["8:00", "12:00"]]), "weekly.mon[0]", 'such as "08:00"'),
        (with_week(mon=[[8, 12]]), "weekly.mon[0]", "the start 8 is not a time"),
        (with_week(mon=[["24:00", "08:00"]]), "weekly.mon[0]", "can only be an end"),
        (with_week(mon=[["٠٨:٠٠", "12:00"]]), "weekly.mon[0]", "is not a time"),
        (with_week(mon=[["08:00", "12:00", "maybe"]]), "weekly.mon[0]", 'can only be "appointment"'),
        (with_week(mon=[["08:00", "12:00"], ["11:00", "13:00"]]), "weekly.mon[1]", "overlaps 08:00–12:00"),
        (with_week(mon=[["11:00", "13:00"], ["08:00", "12:00"]]), "weekly.mon[1]", "which is weekly.mon[0]"),
        (with_week(mon=[["08:00", "12:00"], ["08:00", "12:00"]]), "weekly.mon[1]", "overlaps"),
        (
            with_week(fri=[["20:00", "04:00"]], sat=[["03:00", "09:00"]]),
            "weekly.sat[0]",
            "which is weekly.fri[0]",
        ),
        (with_week(sun=[["20:00", "04:00"]], mon=[["03:00", "09:00"]]), "weekly.mon[0]", "of the day before"),
        ({**BAKERY, "holidays": "maybe"}, "holidays", 'must be "closed", "open" or'),
        ({**BAKERY, "holidays": {"Neujar": []}}, "holidays.Neujar", 'did you mean "Neujahr"?'),
        ({**BAKERY, "holidays": {"Labour Dey": []}}, 'holidays["Labour Dey"]', 'did you mean "Erster Mai"?'),
        ({**BAKERY, "holidays": {"Fronleichnam": []}}, "holidays.Fronleichnam", "is not a holiday of DE-BE"),
        (
            {**BAKERY, "holidays": {"2026-02-29": []}},
            'holidays["2026-02-29"]',
            "is not a day of the calendar",
        ),
        ({**BAKERY, "holidays": {"13-01": []}}, 'holidays["13-01"]', '"13-01" is not a day of the calendar'),
        ({**BAKERY, "holidays": {"*": "shut"}}, 'holidays["*"]', 'must be "closed", "open" or a list'),
        (
            {**BAKERY, "holidays": {"Neujahr": [], "New Year's Day": []}},
            'holidays["New Year\'s Day"]',
            "already",
        ),
        ({**BAKERY, "holidays": {"Neujahr": [["1", "13:00"]]}}, "holidays.Neujahr[0]", 'the start "1"'),
        ({**BAKERY, "region": None, "holidays": {"Neujahr": []}}, "holidays.Neujahr", 'only with a "region"'),
        ({**BAKERY, "exceptions": {}}, "exceptions", "must be a list"),
        (with_exceptions(1), "exceptions[0]", "must be an object"),
        (with_exceptions({"from": "2026-12-27", "intervals": []}), "exceptions[0].to", "is missing"),
        (
            with_exceptions({"from": "2026-12-27", "to": "2026-12-28"}),
            "exceptions[0].intervals",
            "is missing",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(data: object, at: str, part: str) -> None:
    found = mistakes(data)
    assert {place for place, _ in found} == {at}
    assert part in found[0][1]


@pytest.mark.parametrize(
    ("change", "at", "part"),
    [
        ({"from": "2027-01-03"}, "exceptions[0]", '"from" 2027-01-03 is after "to" 2027-01-02'),
        ({"from": "2026-02-30"}, "exceptions[0].from", '"2026-02-30" is not a day of the calendar'),
        ({"to": "2.1.2027"}, "exceptions[0].to", '"2.1.2027" is not a date'),
        ({"to": None}, "exceptions[0].to", "null is not a date"),
        ({"intervals": [["9", "10:00"]]}, "exceptions[0].intervals[0]", 'the start "9"'),
        ({"intervals": [["20:00", "04:00"], ["03:00", "05:00"]]}, "exceptions[0].intervals[1]", "day before"),
        ({"note": 1}, "exceptions[0].note", "must be text"),
        ({"note": "x" * 201}, "exceptions[0].note", "has 201 characters"),
        ({"note": "a\nb"}, "exceptions[0].note", "one line"),
        ({"notes": "a"}, "exceptions[0].notes", 'did you mean "note"?'),
    ],
)
def test_a_mistake_in_an_exception_is_named_with_its_place(
    change: dict[str, Any], at: str, part: str
) -> None:
    [found] = mistakes({**BAKERY, "exceptions": [{**BAKERY["exceptions"][0], **change}]})
    assert found[0] == at
    assert part in found[1]


def test_a_date_may_stand_in_one_exception_only() -> None:
    holidays = {"from": "2026-12-24", "to": "2027-01-02", "intervals": []}
    eve = {"from": "2026-12-31", "to": "2026-12-31", "intervals": [["08:00", "12:00"]]}
    next_day = {"from": "2027-01-03", "to": "2027-01-03", "intervals": []}
    assert mistakes(with_exceptions(eve, next_day, holidays)) == [
        ("exceptions[2]", "2026-12-31 is already in exceptions[0]; only one can count")
    ]


def test_a_night_in_a_one_day_exception_may_reach_the_hour_at_which_it_began_itself() -> None:
    night = {"from": "2026-12-31", "to": "2026-12-31", "intervals": [["20:00", "04:00"], ["03:00", "05:00"]]}
    assert parse_hours(with_exceptions(night)).exceptions[0].intervals[1].end == 28 * 60


def test_every_mistake_is_listed_not_only_the_first() -> None:
    data = {
        "time_zone": "Berlin",
        "region": "DE-XX",
        "holidays": {"Neujahr": [["1", "2"]]},
        "weekly": {"mon": [["06:00", "13:00"], ["12:00", "18:00"]], "x": []},
        "exceptions": [{"from": "2026-12-27", "to": "2026-12-26", "intervals": []}, {}],
        "extra": 1,
    }
    assert [place for place, _ in mistakes(data)] == [
        "extra",
        "time_zone",
        "region",
        "holidays.Neujahr[0]",
        "holidays.Neujahr[0]",
        "weekly.x",
        "weekly.mon[1]",
        "exceptions[0]",
        "exceptions[1].from",
        "exceptions[1].to",
        "exceptions[1].intervals",
    ]


def test_a_key_that_stands_twice_is_a_mistake_and_not_silently_lost() -> None:
    text = '{"time_zone":"Europe/Berlin","weekly":{"mon":[],"mon":[["08:00","12:00"]]}}'
    with pytest.raises(HoursMistakes) as caught:
        hours_from_json(text.encode())
    assert [(one.at, one.error) for one in caught.value.mistakes] == [
        ("weekly.mon", "occurs twice; only one can count")
    ]


def test_many_keys_that_stand_twice_are_named_without_delay() -> None:
    keys = [f"k{number}" for number in range(20_000)]
    before = time.process_time()
    assert Pairs([(key, 1) for key in keys * 2]).doubled == tuple(keys)
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    ("text", "at", "part"),
    [
        (b'{"time_zone": }', "line 1 column 15", "is not JSON"),
        (b"", "line 1 column 1", "is not JSON"),
        (b"\xff", "file", "is not UTF-8 text (byte 1)"),
        (b"[" * 100_000, "file", "is not JSON that can be read"),
        (b"9" * 5000, "file", "is not JSON that can be read"),
    ],
)
def test_text_that_is_no_json_is_named_with_its_line(text: bytes, at: str, part: str) -> None:
    with pytest.raises(HoursMistakes) as caught:
        hours_from_json(text)
    [mistake] = caught.value.mistakes
    assert mistake.at == at
    assert part in mistake.error


def test_a_mark_that_some_editors_put_before_the_text_does_no_harm() -> None:
    assert hours_from_json(b"\xef\xbb\xbf" + json.dumps(BAKERY).encode()) == parse_hours(BAKERY)


def test_a_message_shows_no_control_characters_and_stays_short() -> None:
    [(at, error)] = mistakes(with_week(**{"\x1b[31m" + "x" * 100: []}))
    assert at.startswith('weekly["\\u001b[31mxxx')
    assert len(at) < 70
    assert "\x1b" not in error


def test_the_holiday_map_goes_from_date_to_every_year_to_name_to_the_rest() -> None:
    hours = parse_hours(
        {
            **BAKERY,
            "exceptions": [],
            "holidays": {
                "2028-01-01": [["10:00", "11:00"]],
                "01-01": [["11:00", "12:00"]],
                "neujahr": [["12:00", "13:00"]],
                "Labor Day": "open",
                "Boxing Day": [["15:00", "16:00"]],
                "*": [["13:00", "14:00"]],
            },
        }
    )

    def begins(year: int, month: int, day: int) -> list[int]:
        return [interval.start // 60 for interval in day_plan(hours, date(year, month, day)).intervals]

    assert begins(2028, 1, 1) == [10]
    assert begins(2027, 1, 1) == [11]
    assert begins(2028, 5, 1) == [6, 14]
    assert begins(2028, 12, 26) == [15]
    assert begins(2028, 4, 17) == [13]
    assert begins(2028, 4, 24) == [6, 14]
