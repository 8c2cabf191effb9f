"""The state in words: which form is chosen, in German and English."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tresen.core.hours import parse_hours, words_at
from tresen.core.hours.model import WEEKDAYS

SHOPS: dict[str, dict[str, Any]] = {
    "bakery": {day: [["06:00", "13:00"], ["14:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    "restaurant": {day: [["11:30", "14:30"], ["17:30", "23:00"]] for day in ("tue", "wed", "thu")},
    "long break": {"tue": [["09:00", "13:00"], ["17:00", "20:00"]]},
    "all day": {"tue": [["10:00", "10:00"]]},
    "long": {"tue": [["08:00", "24:00"]], "wed": [["00:00", "24:00"]], "thu": [["00:00", "09:00"]]},
    "two days": {"tue": [["08:00", "24:00"]], "wed": [["00:00", "24:00"]]},
    "night": {"tue": [["20:00", "07:00"]]},
    "early": {"wed": [["00:00", "04:00"]]},
    "then open": {"tue": [["09:00", "10:00", "appointment"], ["10:00", "12:00"]]},
    "before": {"tue": [["09:00", "09:30", "appointment"], ["10:00", "12:00"]]},
    "night by appointment": {"tue": [["20:00", "02:00", "appointment"]], "wed": [["10:00", "12:00"]]},
    "a day by appointment": {"tue": [["00:00", "24:00", "appointment"]], "wed": [["10:00", "12:00"]]},
    "whole by appointment": {day: [["00:00", "24:00", "appointment"]] for day in WEEKDAYS},
    "only by appointment": {"tue": [["20:00", "24:00", "appointment"]]},
    "never": {},
}


@pytest.mark.parametrize(
    ("shop", "at", "de", "en"),
    [
        ("bakery", "24T05:01", "Geschlossen – öffnet in 59 Minuten", "Closed – opens in 59 minutes"),
        ("bakery", "24T05:00", "Geschlossen – öffnet heute um 6:00", "Closed – opens today at 6:00"),
        ("bakery", "24T05:00:01", "Geschlossen – öffnet heute um 6:00", "Closed – opens today at 6:00"),
        ("bakery", "24T05:59:59", "Geschlossen – öffnet in 1 Minute", "Closed – opens in 1 minute"),
        ("bakery", "24T05:58:59", "Geschlossen – öffnet in 2 Minuten", "Closed – opens in 2 minutes"),
        (
            "restaurant",
            "24T15:00",
            "Geschlossen – öffnet heute um 17:30",
            "Closed – opens today at 17:30",
        ),
        (
            "restaurant",
            "26T23:30",
            "Geschlossen – öffnet Dienstag, 1. Dezember, um 11:30",
            "Closed – opens Tuesday, 1 December, at 11:30",
        ),
        ("long break", "24T14:00", "Geschlossen – öffnet heute um 17:00", "Closed – opens today at 17:00"),
        ("all day", "24T11:00", "Geöffnet bis morgen um 10:00", "Open until tomorrow at 10:00"),
        ("all day", "25T09:00", "Geöffnet bis 10:00", "Open until 10:00"),
        (
            "long",
            "24T11:00",
            "Geöffnet bis Donnerstag, 26. November, um 9:00",
            "Open until Thursday, 26 November, at 9:00",
        ),
        ("two days", "24T11:00", "Geöffnet bis morgen um 24:00", "Open until tomorrow at midnight"),
        ("two days", "25T11:00", "Geöffnet bis 24:00", "Open until midnight"),
        ("night", "24T21:00", "Geöffnet bis morgen um 7:00", "Open until tomorrow at 7:00"),
        ("night", "25T01:00", "Geöffnet bis 7:00", "Open until 7:00"),
        ("early", "24T23:30", "Geschlossen – öffnet in 30 Minuten", "Closed – opens in 30 minutes"),
        ("early", "24T20:30", "Geschlossen – öffnet morgen um 0:00", "Closed – opens tomorrow at 0:00"),
        (
            "then open",
            "24T09:30",
            "Bis 10:00 nach Vereinbarung, dann geöffnet",
            "By appointment until 10:00, then open",
        ),
        (
            "before",
            "24T09:15",
            "Bis 9:30 nach Vereinbarung – öffnet in 45 Minuten",
            "By appointment until 9:30 – opens in 45 minutes",
        ),
        (
            "before",
            "24T08:30",
            "Geschlossen – heute 9:00 bis 9:30 nach Vereinbarung, öffnet heute um 10:00",
            "Closed – by appointment today 9:00 to 9:30, opens today at 10:00",
        ),
        ("before", "23T22:00", "Geschlossen – öffnet morgen um 10:00", "Closed – opens tomorrow at 10:00"),
        (
            "night by appointment",
            "24T21:00",
            "Bis 2:00 nach Vereinbarung – öffnet morgen um 10:00",
            "By appointment until 2:00 – opens tomorrow at 10:00",
        ),
        (
            "only by appointment",
            "24T12:00",
            "Nur nach Vereinbarung – heute 20:00 bis 24:00",
            "By appointment only – today 20:00 to midnight",
        ),
        (
            "only by appointment",
            "24T21:00",
            "Nur nach Vereinbarung – bis 24:00",
            "By appointment only – until midnight",
        ),
        ("only by appointment", "25T12:00", "Nur nach Vereinbarung", "By appointment only"),
        (
            "a day by appointment",
            "24T12:00",
            "Heute nach Vereinbarung – öffnet morgen um 10:00",
            "By appointment today – opens tomorrow at 10:00",
        ),
        ("whole by appointment", "24T12:00", "Nur nach Vereinbarung", "By appointment only"),
        ("never", "24T12:00", "Geschlossen", "Closed"),
    ],
)
def test_words_on_and_around_tuesday_24_november_2026(shop: str, at: str, de: str, en: str) -> None:
    hours = parse_hours({"time_zone": "Europe/Berlin", "weekly": SHOPS[shop]})
    moment = datetime.fromisoformat(f"2026-11-{at}+01:00")
    words = words_at(hours, round(moment.timestamp() * 1000))
    assert (words.de, words.en) == (de, en)
