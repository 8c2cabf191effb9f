"""Bäckerei Sonnenschein: its profile and its people."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, Final

HANDLE: Final = "sonnenschein"
PEOPLE: Final = {1: "Anna", 2: "Ben", 3: "Cem"}
OWNER: Final = 1
CHAT: Final = (
    ("Anna", "Der Müller kommt morgen schon um fünf. Wer schließt auf?"),
    ("Ben", "Ich. Und die neuen Gärkörbe stehen noch im Flur, nicht drüberfallen."),
    ("Cem", "Roggenmehl reicht bis Donnerstag, ich bestelle heute nach."),
    ("Anna", "Danke euch! Am Samstag sind wir zu dritt vorn, bitte pünktlich."),
)
"""What the team said to itself last, in the back room."""

_MORNING_AND_AFTERNOON: Final = [["06:00", "13:00"], ["14:00", "18:00"]]
HOURS: Final[dict[str, Any]] = {
    "time_zone": "Europe/Berlin",
    "region": "DE-BE",
    "holidays": "closed",
    "weekly": {
        **dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), _MORNING_AND_AFTERNOON),
        "sat": [["06:00", "12:00"]],
    },
    "exceptions": [],
}

_ABOUT: Final = (
    "Wir backen jede Nacht in der Lindenallee: Sauerteigbrote, Schrippen, Blechkuchen und Torten auf Bestellung. "
    "Seit 1987, in zweiter Generation."
)
_IMPRINT: Final = (
    "Bäckerei Sonnenschein\nInhaberin: Anna Sonnenschein\nLindenallee 7\n12045 Berlin\n"
    "Telefon: 030 12345-0\nE-Mail: hallo@sonnenschein.example\n"
    "Eingetragen bei der Handwerkskammer Berlin\nUSt-IdNr.: DE000000000"
)
_PRIVACY: Final = "Anna Sonnenschein, Lindenallee 7, 12045 Berlin, datenschutz@sonnenschein.example"


def profile() -> dict[str, Any]:
    """The fields of the published profile."""
    return {
        "name": "Bäckerei Sonnenschein",
        "trade": "Brot, Brötchen und Torten aus Berlin-Neukölln",
        "about": _ABOUT,
        "street": "Lindenallee 7",
        "postcode": "12045",
        "city": "Berlin",
        "phone": "030 12345-0",
        "email": "hallo@sonnenschein.example",
        "website": "https://sonnenschein.example",
        "parking": "hinter dem Haus",
        "imprint": _IMPRINT,
        "privacy": _PRIVACY,
        "time_zone": "Europe/Berlin",
        "picture": (files("tresen.demo") / "picture.png").read_bytes(),
        "hours": HOURS,
        "calls": {"strangers": True},
    }


def answers() -> dict[str, Any]:
    """Greeting and away message. They are published after the three weeks, in which no machine answered anybody."""
    return {
        "greeting": {
            "on": True,
            "after_days": 14,
            "text": {
                "de": "Willkommen bei der {business}! Wir antworten, sobald jemand am Tresen frei ist.",
                "en": "Welcome to {business}! We answer as soon as somebody at the counter is free.",
            },
        },
        "away": {
            "when": "outside",
            "text": {
                "lunch": {
                    "de": "Wir machen gerade Mittagspause und sind {opening} wieder da.",
                    "en": "We are having our lunch break and are back {opening}.",
                },
                "evening": {
                    "de": "Der Ofen ist aus, der Laden zu. Wir öffnen {opening} und antworten dann.",
                    "en": "The oven is off and the shop is closed. We open {opening} and answer then.",
                },
                "holiday": {
                    "de": "Heute haben wir geschlossen. Wir öffnen {opening} und antworten dann.",
                    "en": "We are closed today. We open {opening} and answer then.",
                },
            },
        },
    }
