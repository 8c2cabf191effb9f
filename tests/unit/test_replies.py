"""Greeting and away message: when they are sent, which text, and what it says."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.world.clock import MINUTE, at
from tests.world.profile import AWAY, BAKERY, GREETING, HOURS, bakery_with
from tresen.core.shopfront.profile import parse_profile
from tresen.core.shopfront.replies import Facts, Phase, Reply, decide, phase_at, render

DAY = 24 * 60 * MINUTE


def answers(now_ms: int, facts: Facts | None = None, **changes: Any) -> list[Reply]:
    """What a customer who writes at that time gets; by default they were answered half an hour before."""
    profile = parse_profile(bakery_with(**changes))
    known = Facts(now_ms - 40 * MINUTE, now_ms - 30 * MINUTE)
    return list(decide(profile, phase_at(profile, now_ms), facts or known, now_ms))


def names(now_ms: int, facts: Facts | None = None, **changes: Any) -> list[str]:
    return [reply.name for reply in answers(now_ms, facts, **changes)]


def said(now_ms: int, language: str = "de", facts: Facts | None = None, **changes: Any) -> list[str | None]:
    fields = bakery_with(**changes)
    return [
        render(fields, reply.name, language, now_ms, reply.next_open_ms)
        for reply in answers(now_ms, facts, **changes)
    ]


def test_nothing_is_said_to_a_known_customer_while_open() -> None:
    assert names(at("2026-11-23 12:59")) == []


def test_the_greeting_comes_on_first_contact() -> None:
    assert names(at("2026-11-23 09:00"), Facts()) == ["greeting"]
    assert said(at("2026-11-23 09:00"), facts=Facts()) == ["Willkommen bei Bäckerei Sonnenschein!"]
    assert said(at("2026-11-23 09:00"), "en", Facts()) == ["Welcome to Bäckerei Sonnenschein!"]


def test_the_greeting_comes_again_after_14_days_of_silence_and_not_after_13() -> None:
    now = at("2026-11-23 09:00")
    assert names(now, Facts(now - 14 * DAY)) == ["greeting"]
    assert names(now, Facts(now - 14 * DAY + 1)) == []
    assert names(now, Facts(now - 13 * DAY)) == []


def test_silence_is_broken_by_whoever_spoke_last() -> None:
    now = at("2026-11-23 09:00")
    assert names(now, Facts(now - 20 * DAY, now - 3 * DAY)) == []
    assert names(now, Facts(now - 20 * DAY, now - 15 * DAY)) == ["greeting"]
    assert names(now, Facts(now - 3 * DAY, now - 20 * DAY)) == []


def test_the_days_of_silence_are_the_owners_choice() -> None:
    now = at("2026-11-23 09:00")
    greeting = {**GREETING, "after_days": 30}
    assert names(now, Facts(now - 29 * DAY), greeting=greeting) == []
    assert names(now, Facts(now - 30 * DAY), greeting=greeting) == ["greeting"]


def test_a_greeting_that_is_off_is_not_sent() -> None:
    assert names(at("2026-11-23 09:00"), Facts(), greeting={**GREETING, "on": False}) == []
    assert names(at("2026-11-23 09:00"), Facts(), greeting=None) == []


@pytest.mark.parametrize(
    ("when", "name", "text"),
    [
        ("2026-11-23 13:00", "away.lunch", "Mittagspause – wir sind heute um 14:00 zurück."),
        ("2026-11-23 13:59", "away.lunch", "Mittagspause – wir sind heute um 14:00 zurück."),
        ("2026-11-23 18:00", "away.evening", "Feierabend. Wir öffnen morgen um 6:00."),
        ("2026-11-24 05:59", "away.evening", "Feierabend. Wir öffnen heute um 6:00."),
        # Saturday noon: no second interval that day.
        ("2026-11-28 12:30", "away.evening", "Feierabend. Wir öffnen Montag, 30. November, um 6:00."),
        ("2026-11-29 12:00", "away.evening", "Feierabend. Wir öffnen morgen um 6:00."),
        # The evening before Christmas, and the holidays after it.
        ("2026-12-24 18:30", "away.evening", "Feierabend. Wir öffnen Montag, 4. Januar, um 6:00."),
        ("2026-12-25 08:00", "away.holiday", "Heute frei. Wir öffnen Montag, 4. Januar, um 6:00."),
        # Company holidays from 27 December to 2 January, then a Sunday.
        ("2026-12-28 09:00", "away.holiday", "Heute frei. Wir öffnen Montag, 4. Januar, um 6:00."),
        ("2027-01-02 23:59", "away.holiday", "Heute frei. Wir öffnen Montag, 4. Januar, um 6:00."),
        ("2027-01-03 10:00", "away.evening", "Feierabend. Wir öffnen morgen um 6:00."),
    ],
)  # fmt: skip
def test_outside_the_hours_the_kind_of_day_chooses_the_text(when: str, name: str, text: str) -> None:
    assert names(at(when)) == [name]
    assert said(at(when)) == [text]


def test_english_words() -> None:
    assert said(at("2026-11-23 13:30"), "en") == ["Lunch break – back today at 14:00."]
    assert said(at("2026-11-28 12:30"), "en") == ["We are closed and open Monday, 30 November, at 6:00."]


def test_the_break_of_a_holiday_with_two_intervals_is_a_lunch_break() -> None:
    hours = {**HOURS, "holidays": {"12-24": [["07:00", "10:00"], ["11:00", "12:00"]]}}
    assert names(at("2026-12-24 10:30"), hours=hours) == ["away.lunch"]
    assert names(at("2026-12-24 12:00"), hours=hours) == ["away.holiday"]


def test_the_end_of_the_night_before_is_not_lunch() -> None:
    """A bar that closes at 2 and opens at 18 has no lunch break in between."""
    hours = {"time_zone": "Europe/Berlin", "weekly": {d: [["18:00", "02:00"]] for d in ("fri", "sat", "sun")}}
    assert names(at("2026-11-28 02:00"), hours=hours) == ["away.evening"]
    two = {**hours, "weekly": {"sat": [["12:00", "15:00"], ["18:00", "02:00"]]}}
    assert names(at("2026-11-28 16:00"), hours=two) == ["away.lunch"]


def test_an_appointment_does_not_make_a_break_of_the_morning() -> None:
    """By appointment is not open: before the first opening of a day there is no lunch break."""
    hours = {**HOURS, "weekly": {"mon": [["06:00", "08:00", "appointment"], ["09:00", "12:00"]]}}
    assert names(at("2026-11-23 08:30"), hours=hours) == ["away.evening"]
    assert names(at("2026-11-23 07:00"), hours=hours) == ["away.evening"]


@pytest.mark.parametrize(("sunday", "closes"), [("2027-03-28", "03:00"), ("2027-10-31", "02:30")])
def test_dst_sunday_in_spring_and_autumn(sunday: str, closes: str) -> None:
    """A night that ends at 2:30 ends at the change in spring (2:30 is skipped), and at the second 2:30 in autumn."""
    hours = {
        "time_zone": "Europe/Berlin",
        "weekly": {"sat": [["20:00", "02:30"]], "sun": [["09:00", "12:00"]]},
    }
    closed = datetime.fromisoformat(f"{sunday} {closes}").replace(tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    since = round(closed.timestamp() * 1000)
    assert names(since - 1, hours=hours) == []
    for moment in (since, at(f"{sunday} 08:59")):
        assert answers(moment, hours=hours) == [Reply("away.evening", at(f"{sunday} 09:00"), since)]
        assert said(moment, hours=hours) == ["Feierabend. Wir öffnen heute um 9:00."]
    assert names(at(f"{sunday} 09:00"), hours=hours) == []


def test_once_per_absence_and_again_in_the_next() -> None:
    evening = at("2026-11-23 18:05")
    [told] = answers(evening)
    assert told.absence == at("2026-11-23 18:00")
    again = Facts(evening, None, told.absence)
    assert names(evening + MINUTE, again) == []
    assert names(at("2026-11-24 05:59"), again) == []
    assert names(at("2026-11-24 13:10"), again) == ["away.lunch"]
    assert names(at("2026-11-24 18:10"), again) == ["away.evening"]


def test_the_absence_of_a_long_holiday_is_one() -> None:
    """[once per absence] the evening before, the holidays, the company holidays and the Sunday after are one closed span."""
    moments = ["2026-12-24 18:30", "2026-12-25 08:00", "2026-12-31 12:00", "2027-01-03 10:00"]
    assert {answers(at(when))[0].absence for when in moments} == {at("2026-12-24 18:00")}


def test_no_away_message_when_somebody_answered_in_the_last_ten_minutes() -> None:
    now = at("2026-11-23 20:00")
    assert names(now, Facts(now - DAY, now - 10 * MINUTE + 1)) == []
    assert names(now, Facts(now - DAY, now - 10 * MINUTE)) == ["away.evening"]


def test_a_clock_that_was_ahead_for_a_while_silences_nobody() -> None:
    """[I-11] Words stored a year ahead count as long past; a clock set back by seconds does not make an answer old."""
    now = at("2026-11-23 20:00")
    assert names(now, Facts(now + 365 * DAY, now + 365 * DAY)) == ["greeting", "away.evening"]
    assert names(now, Facts(now, now + 365 * DAY)) == ["away.evening"]
    assert names(now, Facts(now - DAY, now + 2_000)) == []


def test_greeting_and_away_message_both_apply_greeting_first() -> None:
    now = at("2026-11-23 20:00")
    assert names(now, Facts()) == ["greeting", "away.evening"]
    assert {reply.next_open_ms for reply in answers(now, Facts())} == {at("2026-11-24 06:00")}


def test_while_open_it_is_the_opening_after_the_next_closing() -> None:
    """[S14] `{opening}` has one meaning, which quick replies have too: when the business opens next."""
    for now, opens in (("2026-11-23 10:00", "2026-11-23 14:00"), ("2026-11-23 15:00", "2026-11-24 06:00")):
        assert answers(at(now), Facts()) == [Reply("greeting", at(opens))]
    through = {
        "time_zone": "Europe/Berlin",
        "weekly": {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
    }
    assert answers(at("2026-11-23 10:00"), Facts(), hours=through) == [Reply("greeting", None)]


def test_nothing_for_a_customer_without_automatic_answers_or_blocked() -> None:
    now = at("2026-11-23 20:00")
    assert names(now, Facts(off=True)) == []
    assert names(now, Facts(blocked=True)) == []


def test_a_text_that_is_empty_says_nothing_in_that_case() -> None:
    away = {**AWAY, "text": {"holiday": {"de": "Frei"}}}
    assert names(at("2026-11-23 13:10"), away=away) == []
    assert names(at("2026-11-23 20:00"), away=away) == []
    assert names(at("2026-12-25 20:00"), away=away) == ["away.holiday"]


def test_always_counts_from_its_beginning_open_or_not() -> None:
    start = at("2026-11-23 10:00")
    away = {**AWAY, "when": "always", "from_ms": start}
    assert names(start - 1, away=away) == []
    assert answers(start, away=away) == [Reply("away.always", at("2026-11-23 14:00"), start)]
    [closed] = answers(at("2026-11-23 20:00"), away=away)
    assert closed == Reply("away.always", at("2026-11-24 06:00"), start)
    assert names(start + 90 * DAY, Facts(start, None, start), away=away) == ["greeting"]
    assert names(start, away={**AWAY, "when": "always"}) == ["away.always"]


def test_a_range_counts_from_its_beginning_up_to_its_end() -> None:
    start, end = at("2026-11-23 10:00"), at("2026-11-25 15:00")
    away = {**AWAY, "when": "range", "from_ms": start, "to_ms": end}
    assert names(start - 1, away=away) == []
    assert answers(start, away=away) == [Reply("away.always", end, start)]
    assert answers(end - 1, away=away) == [Reply("away.always", end, start)]
    assert names(end, away=away) == []
    until_night = {**away, "to_ms": at("2026-11-25 23:00")}
    assert answers(start, away=until_night) == [Reply("away.always", at("2026-11-26 06:00"), start)]
    assert answers(start, away=away, hours=None) == [Reply("away.always", end, start)]


def test_off_says_nothing() -> None:
    assert names(at("2026-11-23 20:00"), away={**AWAY, "when": "off"}) == []
    assert names(at("2026-11-23 20:00"), away=None) == []


def test_a_shop_that_never_opens_tells_each_customer_once() -> None:
    hours = {"time_zone": "Europe/Berlin", "weekly": {}}
    now = at("2026-11-23 20:00")
    assert answers(now, hours=hours) == [Reply("away.evening", None, 0)]
    assert said(now, hours=hours) == ["Feierabend. Wir öffnen bald."]
    assert names(now, Facts(now, None, 0), hours=hours) == []


def test_beyond_the_calendar_nothing_is_said_and_nothing_fails() -> None:
    """[I-11] a clock that is far off affects display only."""
    profile = parse_profile(BAKERY)
    for now in (-1, 2**53):
        phase = phase_at(profile, now)
        assert phase == Phase(now, now + 1, None, None)
        assert [one.name for one in decide(profile, phase, Facts(), now)] == ["greeting"]


def test_words_come_from_the_profile_that_the_answer_names() -> None:
    now = at("2026-11-23 13:10")
    assert render(BAKERY, "away.lunch", "fr", now, None) == "Mittagspause – wir sind bald zurück."
    only_english = bakery_with(greeting={"text": {"de": " ", "en": "Hi"}})
    assert render(only_english, "greeting", "de", now, None) == "Hi"
    assert render({**BAKERY, "name": None}, "greeting", "de", now, None) == "Willkommen bei {business}!"


@pytest.mark.parametrize("name", ["", "away", "away.", "away.snow", "greeting.de", "name", "hours"])
def test_a_name_that_no_text_has_cannot_be_displayed(name: str) -> None:
    assert render(BAKERY, name, "de", 0, None) is None


@pytest.mark.parametrize(
    "fields", [{}, {"greeting": 1}, {"greeting": {"text": []}}, {"greeting": {"text": {"de": 3}}}]
)
def test_a_profile_without_the_text_cannot_be_displayed(fields: dict[str, Any]) -> None:
    assert render(fields, "greeting", "de", 0, None) is None


def test_a_text_is_filled_in_once() -> None:
    """A business's name cannot bring in variables of its own."""
    fields = bakery_with(name="{opening} {business}")
    assert render(fields, "greeting", "de", 0, None) == "Willkommen bei {opening} {business}!"


def test_the_opening_is_told_on_the_clock_of_the_profile() -> None:
    new_york = {"name": "Deli", "time_zone": "America/New_York", "greeting": {"text": {"de": "{opening}"}}}
    now, opens = at("2026-11-23 23:00"), at("2026-11-24 14:00")
    assert render(new_york, "greeting", "de", now, opens) == "morgen um 8:00"
    assert render({**new_york, "time_zone": "Mars"}, "greeting", "de", now, opens) == "morgen um 14:00"
    assert render(new_york, "greeting", "de", now, 2**62) == "bald"
