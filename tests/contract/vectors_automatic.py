"""Vectors: the words of automatic answers, from the profile that the event names (S14)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.contract.vectors_case import Case, accepted

Scenarios = dict[str, tuple[str, list[str], list[Case]]]

FIELDS: dict[str, Any] = {
    "name": "Bäckerei Sonnenschein",
    "time_zone": "Europe/Berlin",
    "greeting": {"on": True, "text": {"de": "Willkommen bei {business}!", "en": "Welcome to {business}!"}},
    "away": {
        "when": "outside",
        "text": {
            "lunch": {"de": "Mittagspause bis {opening}.", "en": "Lunch break until {opening}."},
            "evening": {"de": " Wir öffnen {opening}.\n{business} ", "en": ""},
            "holiday": {"en": "We open {opening}."},
        },
    },
}


def scenarios() -> Scenarios:
    """The file of this module."""
    return {"automatic": ("What an automatic answer says.", ["S14"], [*_openings(), *_texts()])}


def _at(text: str, zone: str = "Europe/Berlin") -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def _case(
    about: str, answer: str, language: str, at: str, opens: str | None, expected: str | None, **changes: Any
) -> Case:
    given = {
        "fields": {**FIELDS, **changes},
        "name": answer,
        "language": language,
        "at_ms": _at(at),
        "next_open_ms": None if opens is None else _at(opens),
    }
    return accepted(about, "automatic_text", given, {"text": expected})


def _openings() -> list[Case]:
    noon = "2026-11-23 13:10"
    new_york = {"time_zone": "America/New_York"}
    return [
        _case("today", "away.lunch", "de", noon, "2026-11-23 14:00", "Mittagspause bis heute um 14:00."),
        _case("today in English", "away.lunch", "en", noon, "2026-11-23 14:00", "Lunch break until today at 14:00."),
        _case("tomorrow", "away.lunch", "de", noon, "2026-11-24 06:05", "Mittagspause bis morgen um 6:05."),
        _case("tomorrow in English", "away.lunch", "en", noon, "2026-11-24 06:05", "Lunch break until tomorrow at 6:05."),
        _case("on a date", "away.lunch", "de", noon, "2027-01-04 06:00", "Mittagspause bis Montag, 4. Januar, um 6:00."),
        _case("on a date in English", "away.holiday", "en", noon, "2027-01-04 06:00", "We open Monday, 4 January, at 6:00."),
        _case("299 days ahead", "away.holiday", "en", noon, "2027-09-18 06:00", "We open Saturday, 18 September, at 6:00."),
        _case("300 days ahead, with the year", "away.holiday", "en", noon, "2027-09-19 06:00",
              "We open Sunday, 19 September 2027, at 6:00."),
        _case("300 days ahead in German", "away.lunch", "de", noon, "2027-09-19 06:00",
              "Mittagspause bis Sonntag, 19. September 2027, um 6:00."),
        _case("at midnight", "away.lunch", "de", noon, "2026-11-24 00:00", "Mittagspause bis morgen um 0:00."),
        _case("a minute before midnight", "away.lunch", "de", "2026-11-23 23:59", "2026-11-24 00:30",
              "Mittagspause bis morgen um 0:30."),
        _case("across the spring change", "away.lunch", "de", "2027-03-27 23:30", "2027-03-28 09:00",
              "Mittagspause bis morgen um 9:00."),
        _case("across the autumn change", "away.lunch", "de", "2027-10-30 23:30", "2027-11-01 06:00",
              "Mittagspause bis Montag, 1. November, um 6:00."),
        _case("opening unknown, or open", "away.lunch", "de", noon, None, "Mittagspause bis bald."),
        _case("opening unknown, in English", "away.lunch", "en", noon, None, "Lunch break until soon."),
        _case("on the clock of the profile", "away.lunch", "de", "2026-11-23 23:00", "2026-11-24 14:00",
              "Mittagspause bis morgen um 8:00.", **new_york),
        _case("the zone of the hours counts first", "away.lunch", "de", "2026-11-23 23:00", "2026-11-24 14:00",
              "Mittagspause bis morgen um 8:00.", hours=new_york),
        _case("an unknown zone counts as Berlin", "away.lunch", "de", noon, "2026-11-23 14:00",
              "Mittagspause bis heute um 14:00.", time_zone="Mars/Olympus"),
    ]  # fmt: skip


def _texts() -> list[Case]:
    noon = "2026-11-23 13:10"
    twice = "{opening} {business} {Name}"
    return [
        _case("greeting", "greeting", "de", noon, None, "Willkommen bei Bäckerei Sonnenschein!"),
        _case("greeting in English", "greeting", "en", noon, None, "Welcome to Bäckerei Sonnenschein!"),
        _case("another language reads German", "greeting", "fr", noon, None, "Willkommen bei Bäckerei Sonnenschein!"),
        _case("an empty text: the other language's, opening in the asked one", "away.evening", "en", noon,
              "2026-11-24 06:00", "Wir öffnen tomorrow at 6:00.\nBäckerei Sonnenschein"),
        _case("a missing text: the other language's", "away.holiday", "de", noon, None, "We open bald."),
        _case("filled in once", "greeting", "de", noon, None, f"Willkommen bei {twice}!", name=twice),
        _case("without a name the variable stays", "greeting", "en", noon, None, "Welcome to {business}!", name=7),
        _case("unknown variables stay", "greeting", "de", noon, None, "{ business} {x} {}{", greeting={
            "text": {"de": "{ business} {x} {}{"}}),
        _case("two pairs of braces are read as one", "greeting", "de", noon, None,
              "Bäckerei Sonnenschein, bald, {Bäckerei Sonnenschein} {{x}}", greeting={
            "text": {"de": "{{business}}, {{opening}}, {{{business}}} {{x}}"}}),
        _case("no such text", "away.snow", "de", noon, None, None),
        _case("no text of that kind", "away.always", "de", noon, None, None),
        _case("a name within a name", "away.lunch.de", "de", noon, None, None),
        _case("another field", "name", "de", noon, None, None),
        _case("a profile without one", "greeting", "de", noon, None, None, greeting=True),
    ]  # fmt: skip
