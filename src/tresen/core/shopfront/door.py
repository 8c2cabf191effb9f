"""What one reads at the door: open or closed in one line, the shop's initials, what its shelf holds.

The customer page says the same once it runs (web/chat/src/opening/words.ts, web/ui/src/initials.ts,
web/ui/src/front/front.ts);
tests/contract/door.json holds both to it. It is shorter than the sentences of automatic answers, which are read later too.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, NamedTuple

from tresen.core.hours import Words
from tresen.core.hours.words import ENGLISH, GERMAN
from tresen.core.shopfront.preview import HoursView
from tresen.core.shopfront.spoken import Spoken, local

_MINUTE_MS: Final = 60_000
_LUNCH_FROM, _LUNCH_BEGINS_BY, _LUNCH_UNTIL = 11 * 60, 14 * 60, 16 * 60
_LEFT_OUT: Final = frozenset(
    {"dr.", "prof.", "von", "van", "de", "zu", "und", "&", "e.", "v.", "frau", "herr", "familie"}
)
_BREAD: Final = re.compile(r"bäck|brot|brötchen|konditor|torte|baker|bread", re.IGNORECASE)


class _Language(NamedTuple):
    """The words of one language, as in the customer page's catalogs."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    dated: str
    open_until: str
    always: str
    closed: str
    opens: str
    in_minutes: str
    in_a_minute: str
    after_lunch: str
    today: str
    tomorrow: str
    only_appointment: str
    appointment_until: str
    appointment_today: str


_SAID: Final = {
    "de": _Language(
        weekdays=GERMAN.weekdays,
        months=GERMAN.months,
        date="{weekday}, {day}. {month}",
        dated="{weekday}, {day}. {month}",
        open_until="Geöffnet bis {time}",
        always="Durchgehend geöffnet",
        closed="Geschlossen",
        opens="öffnet {when}",
        in_minutes="in {minutes} Minuten",
        in_a_minute="in 1 Minute",
        after_lunch="nach der Mittagspause um {time}",
        today="heute",
        tomorrow="morgen",
        only_appointment="Nur nach Vereinbarung",
        appointment_until="Bis {time} nach Vereinbarung – öffnet {when}",
        appointment_today="Heute nach Vereinbarung – öffnet {when}",
    ),
    "en": _Language(
        weekdays=ENGLISH.weekdays,
        months=ENGLISH.months,
        date="{weekday} {day} {month}",
        dated="{weekday}, {day} {month}",
        open_until="Open until {time}",
        always="Open all day and night",
        closed="Closed",
        opens="opens {when}",
        in_minutes="in {minutes} minutes",
        in_a_minute="in 1 minute",
        after_lunch="after the lunch break at {time}",
        today="today",
        tomorrow="tomorrow",
        only_appointment="By appointment only",
        appointment_until="By appointment until {time} – opens {when}",
        appointment_today="By appointment today – opens {when}",
    ),
}


class Line(NamedTuple):
    """The line at the door, and whether it says open."""

    open: bool
    text: str


def door_line(hours: HoursView, time_zone: str, spoken: Spoken, now_ms: int) -> Line:
    """ "Geöffnet bis 13:00", "Geschlossen – Heiligabend, öffnet Dienstag 6:00", "Nur nach Vereinbarung"."""
    language = spoken.language
    words, now = _SAID[language], local(now_ms, time_zone)
    span = next((each for each in hours.intervals if each[1] > now_ms), None)
    if span is not None and span[0] <= now_ms:
        until = local(span[1], time_zone)
        soon = _days(now, until) <= 1
        return Line(True, words.open_until.format(time=spoken.clock(until)) if soon else words.always)
    why = _reason(hours, language, now_ms)
    meeting = next((each for each in hours.appointments if each[0] <= now_ms < each[1]), None)
    if span is None:
        appointments = meeting or (hours.appointments and not why)
        return Line(False, words.only_appointment if appointments else _joined(words.closed, why))
    when = _next(hours, span[0], time_zone, spoken, now_ms)
    if meeting is None:
        return Line(
            False, _joined(words.closed, ", ".join(filter(None, (why, words.opens.format(when=when)))))
        )
    ends = local(meeting[1], time_zone)
    if _days(now, ends) == 0:
        return Line(False, words.appointment_until.format(time=spoken.clock(ends), when=when))
    return Line(False, words.appointment_today.format(when=when))


def initials(name: str) -> str:
    """First letters of the first and last word that count: "Dr. Maximiliane von Hohenstein-Bergmann" is "MH"."""
    words = [word for word in name.split() if any(sign.isalnum() for sign in word)]
    chosen = [word for word in words if word.lower() not in _LEFT_OUT] or words
    ends = [chosen[0], chosen[-1]] if len(chosen) > 1 else chosen
    return "".join(next(sign for sign in word if sign.isalnum()).upper() for word in ends)


def shelf(trade: str, name: str) -> str:
    """The shelf behind the counter: bread where bread is sold, else one that suits every shop."""
    return "bread" if _BREAD.search(f"{trade} {name}") else "shelf"


def _days(now: datetime, then: datetime) -> int:
    return (then.date() - now.date()).days


def _joined(one: str, other: str) -> str:
    return f"{one} – {other}" if other else one


def _reason(hours: HoursView, language: str, now_ms: int) -> str:
    found = next((words for start, end, words in hours.reasons if start <= now_ms < end), Words("", ""))
    return found.de if language == "de" else found.en


def _next(hours: HoursView, next_ms: int, time_zone: str, spoken: Spoken, now_ms: int) -> str:
    """After lunch, in minutes (rounded up) within the hour, else day and time."""
    words = _SAID[spoken.language]
    now, then = local(now_ms, time_zone), local(next_ms, time_zone)
    since_ms = max((end for _, end in hours.intervals if end <= now_ms), default=0)
    if _is_lunch(now, local(since_ms, time_zone), then):
        return words.after_lunch.format(time=spoken.clock(then))
    minutes = -(-(next_ms - now_ms) // _MINUTE_MS)
    if minutes < 60:
        return words.in_a_minute if minutes == 1 else words.in_minutes.format(minutes=minutes)
    return f"{_day(now, then, words)} {spoken.clock(then)}"


def _is_lunch(now: datetime, since: datetime, until: datetime) -> bool:
    if now.date() != since.date() or now.date() != until.date():
        return False
    begins, ends = (each.hour * 60 + each.minute for each in (since, until))
    return _LUNCH_FROM <= begins <= _LUNCH_BEGINS_BY and ends <= _LUNCH_UNTIL


def _day(now: datetime, then: datetime, words: _Language) -> str:
    days = _days(now, then)
    if days <= 1:
        return words.tomorrow if days == 1 else words.today
    weekday = words.weekdays[then.weekday()]
    if days < 7:
        return weekday
    form = words.date if then.year == now.year else f"{words.dated} {then.year}"
    return form.format(weekday=weekday, day=then.day, month=words.months[then.month - 1])
