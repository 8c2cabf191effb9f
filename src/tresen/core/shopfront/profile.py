"""The profile: what a business publishes about itself, a map that is read field by field (S4, S14).

The record holds the map as the owner signed it. Fields that this version does not know stay in it and are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from tresen.core.calls.rules import CallRules, read_calls
from tresen.core.fields import FieldFindings, FieldMistakes
from tresen.core.hours import Hours, HoursMistakes, parse_hours, time_zones
from tresen.core.law.days import CHAT_DAYS, CHAT_DAYS_MOST
from tresen.core.shopfront.automatic import Away, Greeting, read_away, read_greeting
from tresen.core.shopfront.board import read_board
from tresen.core.shopfront.pictures import PICTURE_PIXELS, picture_size
from tresen.core.shopfront.ways import read_closed_ways
from tresen.core.shopfront.websites import read_websites
from tresen.core.sizes import HASH_BYTES

TIME_ZONE: Final = "Europe/Berlin"
"""The time zone of a profile that names none."""

PICTURE_BYTES: Final = 24 * 1024
"""The largest size of the picture."""

BANNER_BYTES: Final = 40 * 1024
"""The largest size of the banner. It is loaded by who opens the profile, and by nobody before."""

LINES: Final = {"name": 80, "trade": 80, "street": 120, "postcode": 16, "city": 80, "parking": 120}
"""Fields of one line without further rules, with the most characters they hold."""

PARAGRAPHS: Final = {"about": 1000, "imprint": 4000, "privacy": 4000}
"""Fields of several lines, likewise."""

REACH: Final = {"phone": 40, "email": 254, "website": 200}
"""How customers reach the business, each with a form of its own, likewise."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_WEBSITE = re.compile(r"https?://[^\s/?#@:.]+(\.[^\s/?#@:.]+)+(:[0-9]{1,5})?([/?#]\S*)?", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9 ()/.\-]+")


class BusinessProfile(msgspec.Struct, frozen=True):
    """The parts that the server uses: name, imprint, privacy contact, hours, automatic answers, calls, days of retention."""

    name: str
    imprint: str
    privacy: str
    time_zone: str
    hours: Hours | None
    greeting: Greeting
    away: Away
    calls: CallRules = CallRules()
    chat_days: int = CHAT_DAYS

    @property
    def public(self) -> bool:
        """Imprint and privacy contact are filled in; without them the business is not open (DDG § 5, Art. 13 GDPR)."""
        return bool(self.imprint and self.privacy)


def parse_profile(fields: object) -> BusinessProfile:
    """Read the profile from a decoded map. Raises `FieldMistakes` with all mistakes, and nothing else for any value."""
    findings = FieldFindings()
    given: Mapping[str, object] = fields if isinstance(fields, Mapping) else {}
    if not isinstance(fields, Mapping):
        findings.add("profile", "kind", "must be an object")
    texts = {name: findings.text(name, given.get(name), most) for name, most in LINES.items()}
    for name, most in PARAGRAPHS.items():
        texts[name] = findings.text(name, given.get(name), most, lines=True)
    if not texts["name"] and isinstance(given.get("name", ""), str | None):
        findings.add("name", "empty", "is needed: customers see it first")
    _read_contact(findings, given)
    _read_picture(findings, given.get("picture"))
    _read_banner(findings, given.get("banner"))
    zone = _read_zone(findings, given.get("time_zone"))
    hours = _read_hours(findings, given.get("hours"), zone)
    greeting = read_greeting(findings, given.get("greeting"))
    away = read_away(findings, given.get("away"), has_hours=given.get("hours") is not None)
    read_board(findings, given.get("board"))
    read_closed_ways(findings, given.get("ways_closed"))
    read_websites(findings, given.get("websites"))
    calls = read_calls(findings, given.get("calls"), lambda value, at: _read_hours(findings, value, zone, at))
    kept = findings.map("retention", given.get("retention"))
    days = findings.number("retention.chat_days", kept.get("chat_days"), 1, CHAT_DAYS_MOST)
    if findings.mistakes:
        raise FieldMistakes(findings.mistakes)
    used_zone = hours.time_zone if hours is not None else zone or TIME_ZONE
    return BusinessProfile(
        texts["name"],
        texts["imprint"],
        texts["privacy"],
        used_zone,
        hours,
        greeting,
        away,
        calls,
        CHAT_DAYS if days is None else days,
    )


def profile_if_good(fields: object) -> BusinessProfile | None:
    """The profile, or `None` if it is invalid: early versions published profiles unchecked."""
    try:
        return parse_profile(fields)
    except FieldMistakes:
        return None


def _read_contact(findings: FieldFindings, given: Mapping[str, object]) -> None:
    email = findings.text("email", given.get("email"), REACH["email"])
    if email and not _EMAIL.fullmatch(email):
        findings.add("email", "email", "is not an e-mail address such as laden@beispiel.de")
    website = findings.text("website", given.get("website"), REACH["website"])
    if website and not _WEBSITE.fullmatch(website):
        findings.add("website", "website", "is not an address such as https://www.beispiel.de")
    phone = findings.text("phone", given.get("phone"), REACH["phone"])
    if phone and (not _PHONE.fullmatch(phone) or sum(one.isdigit() for one in phone) < 3):
        findings.add("phone", "phone", "is not a number such as 030 1234567 or +49 30 1234567")


def _read_picture(findings: FieldFindings, value: object) -> None:
    if value is None:
        return
    if not isinstance(value, bytes):
        findings.add("picture", "kind", "must be bytes")
        return
    _check_picture(findings, "picture", value, PICTURE_BYTES)


def _read_banner(findings: FieldFindings, value: object) -> None:
    if value is not None and (not isinstance(value, bytes) or len(value) != HASH_BYTES):
        findings.add("banner", "kind", "must be the hash of a banner")


def check_banner(content: bytes) -> None:
    """[S14] A banner keeps to what a picture keeps to, with a size of its own. Raises `FieldMistakes`."""
    findings = FieldFindings()
    _check_picture(findings, "banner", content, BANNER_BYTES)
    if findings.mistakes:
        raise FieldMistakes(findings.mistakes)


def _check_picture(findings: FieldFindings, place: str, content: bytes, most: int) -> None:
    if len(content) > most:
        findings.add(place, "too_large", f"has {len(content)} bytes; at most {most} fit")
        return
    size = picture_size(content)
    if size is None:
        findings.add(place, "picture", "must be WebP, PNG or JPEG")
    elif max(size) > PICTURE_PIXELS:
        wrong = f"has {size.width} × {size.height} pixels; at most {PICTURE_PIXELS} fit on each side"
        findings.add(place, "pixels", wrong)


def _read_zone(findings: FieldFindings, value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str) and value in time_zones():
        return value
    findings.add("time_zone", "time_zone", 'is not a time zone such as "Europe/Berlin"')
    return None


def _read_hours(findings: FieldFindings, value: object, zone: str | None, at: str = "hours") -> Hours | None:
    if value is None:
        return None
    try:
        hours = parse_hours(value)
    except HoursMistakes as wrong:
        for mistake in wrong.mistakes:
            place = at if mistake.at == "file" else f"{at}.{mistake.at}"
            findings.add(place, mistake.code, mistake.error)
        return None
    if zone is not None and hours.time_zone != zone:
        findings.add(f"{at}.time_zone", "two_zones", f'must be "{zone}" as in the field time_zone')
    return hours
