"""What others may take of a business without asking: hours for a website, closed days for a calendar, a card (S14).

Published fields alone. Calendars are iCalendar (RFC 5545). Cards are vCard 3.0 (RFC 2426), which every phone reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from tresen.core.contentlines import escaped, folded
from tresen.core.hours import Hours, Words
from tresen.core.hours.days import special_plan
from tresen.core.hours.spans import local_time
from tresen.core.oneline import printed
from tresen.core.shopfront.preview import hours_view

CLOSED_AHEAD_DAYS: Final = 400
"""So far ahead closed days stand in the calendar, every yearly holiday once; so far back they may have begun."""
SPANS_MOST: Final = 200
"""Of each kind in the hours, fourteen on each of fourteen days: a website shows fewer."""


class WebFacts(NamedTuple):
    """An open business as the web finds it. `page` is its address without a fingerprint, which only its sign vouches for."""

    handle: str
    page: str
    name: str
    trade: str
    street: str
    postcode: str
    city: str
    phone: str
    email: str
    website: str
    time_zone: str
    hours: Hours | None


class ClosedDays(NamedTuple):
    """From `first` to `last`, both included, closed although the week has hours on one of them."""

    first: date
    last: date
    reason: Words | None


def hours_json(facts: WebFacts, now_ms: int) -> bytes:
    """The hours now and for two weeks, as JSON. `open` is null where there are none.

    Instants are ISO 8601 in the shop's zone. What has ended is left out.
    """
    view = None if facts.hours is None else hours_view(facts.hours, now_ms)
    zone = ZoneInfo(facts.time_zone)

    def said(at_ms: int) -> str:
        return datetime.fromtimestamp(at_ms / 1000, zone).isoformat(timespec="seconds")

    def spans(of: tuple[tuple[int, int], ...]) -> list[list[str]]:
        return [[said(start), said(end)] for start, end in of if end > now_ms][:SPANS_MOST]

    known: dict[str, Any] = {"name": facts.name, "page": facts.page, "time_zone": facts.time_zone}
    if view is None:
        return msgspec.json.encode({**known, "open": None})
    changes = None if view.changes_ms is None else said(view.changes_ms)
    return msgspec.json.encode(
        {
            **known,
            "open": view.open,
            "text": view.text,
            "reason": view.reason,
            "changes": changes,
            "intervals": spans(view.intervals),
            "appointments": spans(view.appointments),
        }
    )


def closed_days(hours: Hours, now_ms: int) -> Iterator[ClosedDays]:
    """Holidays and exceptions that are not over yet. Days that follow one another for one reason are one entry.

    It is the same entry on each of its days. Nothing outside the years that the hours engine covers.
    """
    try:
        today = local_time(hours, now_ms).date()
    except ValueError:
        return
    run: ClosedDays | None = None
    missed = False
    for ahead in range(-CLOSED_AHEAD_DAYS, CLOSED_AHEAD_DAYS + 1):
        day = today + timedelta(days=ahead)
        plan = special_plan(hours, day) if ahead < CLOSED_AHEAD_DAYS else None
        closed = plan is not None and not _opens(plan.intervals)
        reason = None if plan is None else plan.reason
        if run is not None and not (closed and run.reason == reason):
            if missed and run.last >= today:
                yield run
            run, missed = None, False
        if closed:
            run = ClosedDays(day if run is None else run.first, day, reason)
            missed = missed or _opens(hours.weekly[day.weekday()])


def closed_calendar(facts: WebFacts, now_ms: int, language: str) -> str:
    """The closed days as a calendar to subscribe to. The same all day long."""
    word = "geschlossen" if language == "de" else "closed"
    host = facts.page.partition("://")[2].partition("/")[0]
    stamp = f"{datetime.fromtimestamp(now_ms / 1000, UTC):%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Tresen//Closed days//{language.upper()}",
        f"NAME:{_text(f'{facts.name}: {word}')}",
        f"X-WR-CALNAME:{_text(f'{facts.name}: {word}')}",  # NAME (RFC 7986) is young; many read this one
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for each in () if facts.hours is None else closed_days(facts.hours, now_ms):
        reason = "" if each.reason is None else each.reason.de if language == "de" else each.reason.en
        lines += [
            "BEGIN:VEVENT",
            f"UID:{each.first:%Y%m%d}.{facts.handle}@{host}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{each.first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{each.last + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(f'{facts.name}: {word}' + (f' ({reason})' if reason else ''))}",
            "TRANSP:TRANSPARENT",
            f"URL:{facts.page}",
            "END:VEVENT",
        ]
    return folded([*lines, "END:VCALENDAR"])


def card(facts: WebFacts) -> str:
    """The business as a card for an address book, with the address of its page."""
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{_text(facts.name)}",
        f"N:{_text(facts.name)};;;;",
        f"ORG:{_text(facts.name)}",
        "X-ABShowAs:COMPANY",
        f"URL:{facts.page}",
    ]
    if facts.trade:
        lines.append(f"NOTE:{_text(facts.trade)}")
    if facts.street or facts.city:
        parts = ";".join(map(_text, (facts.street, facts.city, "", facts.postcode)))
        lines.append(f"ADR;TYPE=WORK:;;{parts};")
    if facts.phone:
        lines.append(f"TEL;TYPE=WORK,VOICE:{_text(facts.phone)}")
    if facts.email:
        lines.append(f"EMAIL;TYPE=INTERNET:{_text(facts.email)}")
    # What cannot be printed is no part of an address.
    if facts.website and printed(facts.website) == facts.website:
        lines.append(f"URL:{facts.website}")
    return folded([*lines, "END:VCARD"])


def _opens(intervals: tuple[Any, ...]) -> bool:
    return any(not each.by_appointment for each in intervals)


def _text(text: str) -> str:
    """A line of the profile as a value: what cannot be printed is a blank."""
    return escaped(printed(text))
