"""What websites, calendars and address books take of a business: published words, and nothing that means more."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world.clock import at
from tests.world.profile import HOURS
from tresen.core.hours import Words, parse_hours
from tresen.core.shopfront.on_the_web import (
    SPANS_MOST,
    ClosedDays,
    WebFacts,
    card,
    closed_calendar,
    closed_days,
    hours_json,
)

NOON = at("2026-12-01 12:00")
FACTS = WebFacts(
    "sonnenschein",
    "https://chat.example.org/sonnenschein",
    "Bäckerei Sonnenschein",
    "Bäckerei",
    "Sonnenallee 1",
    "12047",
    "Berlin",
    "030 1234567",
    "laden@sonnenschein.example",
    "https://sonnenschein.example",
    "Europe/Berlin",
    parse_hours(HOURS),
)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def test_the_hours_of_a_tuesday_at_noon() -> None:
    """[S14] Open until one; what has ended is left out; instants carry the zone's offset."""
    said: dict[str, Any] = msgspec.json.decode(hours_json(FACTS, NOON))
    assert said["name"] == "Bäckerei Sonnenschein"
    assert said["page"] == "https://chat.example.org/sonnenschein"
    assert said["open"] is True
    assert said["text"] == {"de": "Geöffnet bis 13:00", "en": "Open until 13:00"}
    assert said["changes"] == "2026-12-01T13:00:00+01:00"
    assert said["intervals"][:2] == [
        ["2026-12-01T06:00:00+01:00", "2026-12-01T13:00:00+01:00"],
        ["2026-12-01T14:00:00+01:00", "2026-12-01T18:00:00+01:00"],
    ]
    assert said["appointments"] == []


def test_without_hours_nothing_is_claimed() -> None:
    """[S14] Neither open nor closed."""
    assert msgspec.json.decode(hours_json(FACTS._replace(hours=None), NOON)) == {
        "name": "Bäckerei Sonnenschein",
        "page": "https://chat.example.org/sonnenschein",
        "time_zone": "Europe/Berlin",
        "open": None,
    }
    assert "VEVENT" not in closed_calendar(FACTS._replace(hours=None), NOON, "de")


def test_the_closed_days_of_a_year() -> None:
    """[S14] Company holidays are one entry, over a Sunday and New Year; a holiday on a Sunday is none."""
    found = list(closed_days(parse_hours(HOURS), NOON))
    assert found[:3] == [
        ClosedDays(
            date(2026, 12, 25),
            date(2026, 12, 25),
            Words("Erster Weihnachtstag", "Christmas Day"),
        ),
        ClosedDays(
            date(2026, 12, 26),
            date(2026, 12, 26),
            Words("Zweiter Weihnachtstag", "Boxing Day"),
        ),
        ClosedDays(date(2026, 12, 27), date(2027, 1, 2), Words("Betriebsferien", "Betriebsferien")),
    ]
    assert date(2027, 3, 28) not in {each.first for each in found}
    assert len({each.first for each in found}) == len(found)


def test_a_calendar_names_each_day_once_and_for_good() -> None:
    """[RFC 5545] Whole days, the end excluded; the same event keeps its name; German and English."""
    lines = unfolded(closed_calendar(FACTS, NOON, "de"))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    begin = lines.index("UID:20261227.sonnenschein@chat.example.org")
    assert lines[begin + 2 : begin + 5] == [
        "DTSTART;VALUE=DATE:20261227",
        "DTEND;VALUE=DATE:20270103",
        "SUMMARY:Bäckerei Sonnenschein: geschlossen (Betriebsferien)",
    ]
    assert any(
        line.endswith("closed (Christmas Day)") for line in unfolded(closed_calendar(FACTS, NOON, "en"))
    )
    later = unfolded(closed_calendar(FACTS, at("2026-12-24 09:00"), "de"))
    assert "UID:20261227.sonnenschein@chat.example.org" in later


@pytest.mark.parametrize("today", ["2026-12-27", "2026-12-29", "2027-01-01", "2027-01-02"])
def test_holidays_that_have_begun_are_the_same_entry_to_their_end(today: str) -> None:
    """[RFC 5545 §3.8.4.7] A calendar that merges what it reads has one entry, and keeps it as long as they last."""
    begun = next(closed_days(parse_hours(HOURS), at(f"{today} 09:00")))
    assert (begun.first, begun.last) == (date(2026, 12, 27), date(2027, 1, 2))


def test_holidays_last_over_the_days_on_which_the_week_has_no_hours() -> None:
    """[S14] A shop that opens on Mondays is on holiday on the Tuesday after, too."""
    weekly = {"mon": [["09:00", "12:00"]]}
    exceptions = [{"from": "2026-12-07", "to": "2026-12-13", "intervals": [], "note": "Urlaub"}]
    hours = parse_hours({**HOURS, "weekly": weekly, "exceptions": exceptions})
    for day in range(7, 14):
        begun = next(closed_days(hours, at(f"2026-12-{day:02} 09:00")))
        assert (begun.first, begun.last) == (date(2026, 12, 7), date(2026, 12, 13))


def test_a_website_is_not_buried_in_intervals() -> None:
    """However fine the week is cut, what is said of it is bounded."""
    minutes = [
        [f"{at_ // 60:02}:{at_ % 60:02}", f"{at_ // 60:02}:{at_ % 60 + 1:02}"] for at_ in range(0, 1200, 2)
    ]
    days = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), minutes)
    said = hours_json(FACTS._replace(hours=parse_hours({**HOURS, "weekly": days, "exceptions": []})), NOON)
    assert len(msgspec.json.decode(said)["intervals"]) == SPANS_MOST
    assert len(said) < 32_768


def test_outside_the_calendar_there_are_no_days() -> None:
    """Nothing, and no error, in a year that the hours engine does not know."""
    assert list(closed_days(parse_hours(HOURS), 10**15)) == []


def test_a_card_for_the_address_book() -> None:
    """[RFC 2426] Name, ways to reach it, and the page's address; what is not published is no line."""
    lines = unfolded(card(FACTS))
    assert lines == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "FN:Bäckerei Sonnenschein",
        "N:Bäckerei Sonnenschein;;;;",
        "ORG:Bäckerei Sonnenschein",
        "X-ABShowAs:COMPANY",
        "URL:https://chat.example.org/sonnenschein",
        "NOTE:Bäckerei",
        "ADR;TYPE=WORK:;;Sonnenallee 1;Berlin;;12047;",
        "TEL;TYPE=WORK,VOICE:030 1234567",
        "EMAIL;TYPE=INTERNET:laden@sonnenschein.example",
        "URL:https://sonnenschein.example",
        "END:VCARD",
    ]
    assert "URL:https://a\u200b.de" not in card(FACTS._replace(website="https://a\u200b.de"))
    bare = FACTS._replace(trade="", street="", postcode="", city="", phone="", email="", website="")
    assert len(unfolded(card(bare))) == 8


@given(st.text(), st.text())
def test_words_of_a_profile_are_no_lines_of_their_own(name: str, city: str) -> None:
    """[RFC 5545 §3.1] Whatever is published, lines are as many as before, at most 75 octets long, and no letter is cut."""
    made = FACTS._replace(name=name or "x", city=city or "x")
    for text, plain in (
        (card(made), card(FACTS)),
        (closed_calendar(made, NOON, "de"), closed_calendar(FACTS, NOON, "de")),
    ):
        assert len(unfolded(text)) == len(unfolded(plain))
        assert [line.split(":")[0] for line in unfolded(text)] == [
            line.split(":")[0] for line in unfolded(plain)
        ]
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize(
    ("name", "said"),
    [("A, B; C\\D", "A\\, B\\; C\\\\D"), ("A\nURL:https://evil.example", "A URL:https://evil.example")],
)
def test_signs_that_mean_something_are_marked(name: str, said: str) -> None:
    """[RFC 5545 §3.3.11] Separators are text, and a line break is a blank."""
    assert f"FN:{said}" in unfolded(card(FACTS._replace(name=name)))
