"""How a reader of the customer page is spoken to: the language, and how times are said in it.

The page decides the same by what the browser calls its languages (web/ui/src/i18n/speak.svelte.ts, web/ui/src/time.ts);
tests/contract/door.json holds both to it.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_ENGLISH: Final = re.compile(rb"en\b", re.IGNORECASE)
_REGION: Final = re.compile(rb"[a-z]{2}|[0-9]{3}", re.IGNORECASE)
_FULL_DAY: Final = frozenset(
    [
        "AI",
        "AT",
        "BE",
        "BI",
        "BW",
        "BZ",
        "CC",
        "CH",
        "CK",
        "CM",
        "CX",
        "CZ",
        "DD",
        "DE",
        "DG",
        "DK",
        "EE",
        "ES",
        "FI",
        "FK",
        "FR",
        "FX",
        "GB",
        "GE",
        "GG",
        "GI",
        "GS",
        "HU",
        "ID",
        "IE",
        "IL",
        "IM",
        "IO",
        "IT",
        "JE",
        "JP",
        "KE",
        "LT",
        "LV",
        "MG",
        "MS",
        "MT",
        "MU",
        "MV",
        "NF",
        "NG",
        "NL",
        "NO",
        "NR",
        "NU",
        "PL",
        "PN",
        "PT",
        "RH",
        "RO",
        "RW",
        "SC",
        "SE",
        "SH",
        "SI",
        "SK",
        "SX",
        "TK",
        "TV",
        "TZ",
        "UA",
        "UG",
        "UK",
        "ZA",
        "ZW",
        "150",
    ]
)
"""The regions whose English counts 24 hours, by the Unicode CLDR. All others count twelve, and so does plain English."""


class Spoken(NamedTuple):
    """A language of the page. `twelve`: its times have twelve hours, as in much of the English-speaking world."""

    language: str
    twelve: bool = False

    def clock(self, time: datetime) -> str:
        """ "8:05"; with twelve hours "8:05 AM"."""
        return self._said(time.hour, f":{time.minute:02}")

    def hour(self, minute: int) -> str:
        """A time of opening, in minutes since midnight: "6" or "6:30", in English "6:00", or "6 AM" and "6:30 AM"."""
        hour, rest = divmod(minute, 60)
        if self.language == "de":
            return f"{hour}:{rest:02}" if rest else str(hour)
        return self._said(hour % 24, "" if self.twelve and not rest else f":{rest:02}")

    def _said(self, hour: int, minutes: str) -> str:
        if not self.twelve:
            return f"{hour}{minutes}"
        return f"{hour % 12 or 12}{minutes} {'AM' if hour < 12 else 'PM'}"


def spoken_to(accepted: bytes) -> Spoken:
    """As the page chooses: the first language, German when none is named; and the first English for its times."""
    tags = [each.partition(b";")[0].strip() for each in accepted.split(b",")]
    if tags[0].lower().startswith(b"de") or tags[0] in (b"", b"*"):
        return Spoken("de")
    english = next((tag for tag in tags if _ENGLISH.match(tag)), b"en-GB")
    return Spoken("en", _region(english) not in _FULL_DAY)


def local(ms: int, time_zone: str) -> datetime:
    """An instant on the clocks of a zone."""
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(ZoneInfo(time_zone))


def _region(tag: bytes) -> str:
    for part in tag.split(b"-")[1:]:
        if len(part) == 1:
            break
        if _REGION.fullmatch(part):
            return part.decode().upper()
    return "US"
