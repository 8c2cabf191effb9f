"""Bäckerei Sonnenschein as it publishes itself: hours with a lunch break, greeting, away message."""

from __future__ import annotations

from typing import Any

_DAY = [["06:00", "13:00"], ["14:00", "18:00"]]

HOURS: dict[str, Any] = {
    "time_zone": "Europe/Berlin",
    "region": "DE-BE",
    "holidays": "closed",
    "weekly": {**dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), _DAY), "sat": [["06:00", "12:00"]]},
    "exceptions": [{"from": "2026-12-27", "to": "2027-01-02", "intervals": [], "note": "Betriebsferien"}],
}

GREETING: dict[str, Any] = {
    "on": True,
    "after_days": 14,
    "text": {"de": "Willkommen bei {business}!", "en": "Welcome to {business}!"},
}

AWAY: dict[str, Any] = {
    "when": "outside",
    "text": {
        "always": {"de": "Wir sind gerade nicht da.", "en": "We are away."},
        "lunch": {"de": "Mittagspause – wir sind {opening} zurück.", "en": "Lunch break – back {opening}."},
        "evening": {"de": "Feierabend. Wir öffnen {opening}.", "en": "We are closed and open {opening}."},
        "holiday": {"de": "Heute frei. Wir öffnen {opening}.", "en": "Closed today. We open {opening}."},
    },
}

BAKERY: dict[str, Any] = {
    "name": "Bäckerei Sonnenschein",
    "trade": "Bäckerei",
    "about": "Brot und Kuchen aus eigener Backstube.",
    "street": "Sonnenallee 1",
    "postcode": "12047",
    "city": "Berlin",
    "phone": "030 1234567",
    "email": "laden@sonnenschein.example",
    "website": "https://sonnenschein.example",
    "imprint": "Anna Sonnenschein\nSonnenallee 1\n12047 Berlin",
    "privacy": "Anna Sonnenschein, laden@sonnenschein.example",
    "time_zone": "Europe/Berlin",
    "hours": HOURS,
    "greeting": GREETING,
    "away": AWAY,
}


def bakery_with(**changes: Any) -> dict[str, Any]:
    """The bakery's profile with these fields replaced."""
    return {**BAKERY, **changes}
