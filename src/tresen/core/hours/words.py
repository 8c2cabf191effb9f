"""The state in German and English, in the words a customer would use at the door."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final, NamedTuple

from tresen.core.hours.model import Words

MINUTES_UP_TO: Final = 59
"""An opening this near is given in minutes."""

# A closed gap that begins and ends within these times is called a lunch break.
LUNCH_FROM: Final = time(11, 0)
LUNCH_BEGINS_BY: Final = time(14, 0)
LUNCH_UNTIL: Final = time(16, 0)

# "Bis 2:00" is understood on the evening before; "bis 10:00" is not, at noon of the day before.
NIGHT_UNTIL: Final = time(6, 0)
NIGHT_MINUTES: Final = 12 * 60

# From here on, a date without its year could be mistaken for a nearer one.
YEAR_FROM_DAYS: Final = 300


class Appointment(NamedTuple):
    """The current or next span by appointment, in local times; `minutes` until its end."""

    start: datetime
    end: datetime
    minutes: int
    running: bool

    def all_day(self, now: datetime) -> bool:
        """Whether it covers all of today, so that no time is worth naming."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        return self.running and self.start <= midnight and self.end >= midnight + timedelta(days=1)


class Situation(NamedTuple):
    """Everything the words depend on. All times are local; `minutes` until `change` are rounded up."""

    now: datetime
    open: bool
    change: datetime | None
    minutes: int
    closed_since: datetime | None = None
    appointment: Appointment | None = None


class Language(NamedTuple):
    """The sentences of one language."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    date: str
    midnight: str
    always: str
    open_until: str
    open_for: str
    closed: str
    closed_opens: str
    in_minutes: str
    in_a_minute: str
    after_lunch: str
    today: str
    tomorrow: str
    on_day: str
    appointment_then_open: str
    appointment_opens: str
    appointment_today: str
    appointment_later: str
    only_appointment: str
    only_appointment_until: str
    only_appointment_today: str


GERMAN: Final = Language(
    weekdays=("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"),
        *("September", "Oktober", "November", "Dezember"),
    ),
    date="{weekday}, {day}. {month}",
    midnight="24:00",
    always="Durchgehend geöffnet",
    open_until="Geöffnet bis {until}",
    open_for="Geöffnet, schließt in {minutes} Minuten",
    closed="Geschlossen",
    closed_opens="Geschlossen – öffnet {when}",
    in_minutes="in {minutes} Minuten",
    in_a_minute="in 1 Minute",
    after_lunch="nach der Mittagspause um {time}",
    today="heute um {time}",
    tomorrow="morgen um {time}",
    on_day="{date}, um {time}",
    appointment_then_open="Bis {until} nach Vereinbarung, dann geöffnet",
    appointment_opens="Bis {until} nach Vereinbarung – öffnet {when}",
    appointment_today="Heute nach Vereinbarung – öffnet {when}",
    appointment_later="Geschlossen – heute {start} bis {end} nach Vereinbarung, öffnet {when}",
    only_appointment="Nur nach Vereinbarung",
    only_appointment_until="Nur nach Vereinbarung – bis {until}",
    only_appointment_today="Nur nach Vereinbarung – heute {start} bis {end}",
)

ENGLISH: Final = Language(
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
    date="{weekday}, {day} {month}",
    midnight="midnight",
    always="Open around the clock",
    open_until="Open until {until}",
    open_for="Open, closes in {minutes} minutes",
    closed="Closed",
    closed_opens="Closed – opens {when}",
    in_minutes="in {minutes} minutes",
    in_a_minute="in 1 minute",
    after_lunch="after the lunch break at {time}",
    today="today at {time}",
    tomorrow="tomorrow at {time}",
    on_day="{date}, at {time}",
    appointment_then_open="By appointment until {until}, then open",
    appointment_opens="By appointment until {until} – opens {when}",
    appointment_today="By appointment today – opens {when}",
    appointment_later="Closed – by appointment today {start} to {end}, opens {when}",
    only_appointment="By appointment only",
    only_appointment_until="By appointment only – until {until}",
    only_appointment_today="By appointment only – today {start} to {end}",
)


def say(situation: Situation) -> Words:
    """The situation as one sentence in each language."""
    return Words(_sentence(GERMAN, situation), _sentence(ENGLISH, situation))


def say_opening(now: datetime, opening: datetime) -> Words:
    """When something opens, as a phrase: today, tomorrow or on a date (local times)."""
    return Words(_opening(GERMAN, now, opening), _opening(ENGLISH, now, opening))


def _opening(language: Language, now: datetime, opening: datetime) -> str:
    days = (opening.date() - now.date()).days
    if days <= 0:
        return language.today.format(time=_clock(opening))
    return _on_day(language, days, opening, _clock(opening))


def _sentence(language: Language, situation: Situation) -> str:
    if situation.open:
        return _open(language, situation)
    if situation.change is None:
        return _never_open(language, situation)
    when = _when(language, situation, situation.change)
    return _with_appointment(language, situation, when) or language.closed_opens.format(when=when)


def _open(language: Language, situation: Situation) -> str:
    end, now = situation.change, situation.now
    if end is None:
        return language.always
    # In the hour that the autumn change repeats, the closing time may show an earlier time than the clock does now.
    if end.date() == now.date() and end.time() <= now.time():
        return language.open_for.format(minutes=situation.minutes)
    return language.open_until.format(until=_until(language, now, end, situation.minutes))


def _never_open(language: Language, situation: Situation) -> str:
    meeting = situation.appointment
    if meeting is None:
        return language.closed
    if meeting.all_day(situation.now):
        return language.only_appointment
    if meeting.running:
        until = _until(language, situation.now, meeting.end, meeting.minutes)
        return language.only_appointment_until.format(until=until)
    if meeting.start.date() == situation.now.date():
        return language.only_appointment_today.format(
            start=_clock(meeting.start), end=_closing_clock(language, meeting.end)
        )
    return language.only_appointment


def _with_appointment(language: Language, situation: Situation, when: str) -> str | None:
    """The sentence for a span by appointment that is current or comes today before the opening."""
    meeting = situation.appointment
    if meeting is None:
        return None
    if meeting.all_day(situation.now):
        return language.appointment_today.format(when=when)
    if meeting.running:
        until = _until(language, situation.now, meeting.end, meeting.minutes)
        then_open = meeting.end == situation.change
        sentence = language.appointment_then_open if then_open else language.appointment_opens
        return sentence.format(until=until, when=when)
    if meeting.start.date() != situation.now.date():
        return None
    return language.appointment_later.format(
        start=_clock(meeting.start), end=_closing_clock(language, meeting.end), when=when
    )


def _when(language: Language, situation: Situation, opening: datetime) -> str:
    """When a closed business opens: after lunch, in minutes, today, tomorrow or on a date."""
    if _is_lunch(situation.now, situation.closed_since, opening):
        return language.after_lunch.format(time=_clock(opening))
    if situation.minutes <= MINUTES_UP_TO:
        phrase = language.in_a_minute if situation.minutes == 1 else language.in_minutes
        return phrase.format(minutes=situation.minutes)
    return _opening(language, situation.now, opening)


def _until(language: Language, now: datetime, end: datetime, minutes: int) -> str:
    """When something ends: the time alone for today and the coming night, else with the day."""
    if end.time() == time():
        day, reads = end - timedelta(days=1), language.midnight
    else:
        day, reads = end, _clock(end)
    days = (day.date() - now.date()).days
    tonight = days == 1 and end.time() <= NIGHT_UNTIL and minutes <= NIGHT_MINUTES
    return reads if days <= 0 or tonight else _on_day(language, days, day, reads)


def _on_day(language: Language, days: int, day: datetime, reads: str) -> str:
    if days == 1:
        return language.tomorrow.format(time=reads)
    weekday, month = language.weekdays[day.weekday()], language.months[day.month - 1]
    named = language.date.format(weekday=weekday, day=day.day, month=month)
    if days >= YEAR_FROM_DAYS:
        named = f"{named} {day.year}"
    return language.on_day.format(date=named, time=reads)


def _is_lunch(now: datetime, since: datetime | None, opening: datetime) -> bool:
    if since is None or not since.date() == now.date() == opening.date():
        return False
    return LUNCH_FROM <= since.time() <= LUNCH_BEGINS_BY and opening.time() <= LUNCH_UNTIL


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"


def _closing_clock(language: Language, moment: datetime) -> str:
    return language.midnight if moment.time() == time() else _clock(moment)
