"""Open or closed at an instant, and when that changes. Instants are milliseconds since 1970 in UTC."""

from __future__ import annotations

from datetime import timedelta
from typing import Final, TypeAlias

import msgspec

from tresen.core.hours.days import day_plan
from tresen.core.hours.model import Hours, Words
from tresen.core.hours.spans import (
    DAY_MS,
    Span,
    day_begin,
    end_before,
    last_end,
    local_time,
    spans_from,
    zone_time,
)
from tresen.core.hours.words import Appointment, Situation, say, say_opening

HORIZON_DAYS: Final = 366
"""How far ahead a change is searched."""

PAGE_DAYS: Final = 14
"""How far ahead the customer page receives the open intervals."""

CALENDAR_MS: Final = 7_226_582_400_000
"""The first instant of 2199 in UTC. The engine covers the instants from 1970 up to it."""


Reason: TypeAlias = tuple[int, int, Words]
"""The time from the first instant of a date up to but not including that of another, and why these dates are special."""


class State(msgspec.Struct, frozen=True):
    """`open` stays true or false until `changes_at`; `None` means that nothing changes within 366 days."""

    open: bool
    changes_at: int | None

    @property
    def next_open(self) -> int | None:
        """The first open instant; `None` while open."""
        return None if self.open else self.changes_at

    @property
    def next_close(self) -> int | None:
        """The first closed instant; `None` while closed."""
        return self.changes_at if self.open else None


class Answer(msgspec.Struct, frozen=True):
    """The output of `tresen hours`: the state, with instants in the zone of the business, and its words."""

    open: bool
    next_open: str | None
    next_close: str | None
    text: Words


def state_at(hours: Hours, at_ms: int) -> State:
    """The state at an instant. An interval includes its start and excludes its end.

    Raises `ValueError` outside the years 1970 to 2198.
    """
    limit = _limit(at_ms)
    span = next(spans_from(hours, at_ms, limit), None)
    if span is None or span[0] > limit:
        return State(open=False, changes_at=None)
    if span[0] > at_ms:
        return State(open=False, changes_at=span[0])
    return State(open=True, changes_at=span[1] if span[1] <= limit else None)


def next_change(hours: Hours, at_ms: int) -> int | None:
    """The first instant after `at_ms` with a different state; `None` if there is none within 366 days."""
    return state_at(hours, at_ms).changes_at


def opens_next(hours: Hours, at_ms: int) -> int | None:
    """The first opening after `at_ms`: while open, the one after the next closing.

    `None` when there is none within 366 days of `at_ms`, while open of that closing.
    """
    state = state_at(hours, at_ms)
    if not state.open or state.changes_at is None:
        return state.next_open
    try:
        return state_at(hours, state.changes_at).next_open
    except ValueError:  # it closes at the end of the calendar
        return None


def closed_since(hours: Hours, at_ms: int) -> int | None:
    """Since when the business has been closed at `at_ms`; `None` when it was not open in the last 366 days.

    The business must be closed at `at_ms`.
    """
    return end_before(hours, at_ms, at_ms - HORIZON_DAYS * DAY_MS)


def open_intervals(
    hours: Hours, from_ms: int, days: int = PAGE_DAYS, *, by_appointment: bool = False
) -> tuple[Span, ...]:
    """The open spans that end after `from_ms` and begin within `days` days (at most 366) of 24 hours from it.

    They are in order and do not touch. A span that holds `from_ms` begins no later than that. The last span has its
    true end, even after the window, but at most 366 days after `from_ms`. With `by_appointment`, the same for
    intervals by appointment.
    """
    limit = _limit(from_ms)
    window = from_ms + min(days, HORIZON_DAYS) * DAY_MS
    found: list[Span] = []
    for start, end in spans_from(hours, from_ms, limit, by_appointment=by_appointment):
        if start >= window:
            break
        found.append((start, min(end, limit)))
    return tuple(found)


def words_at(hours: Hours, at_ms: int) -> Words:
    """The state as a customer reads it: "Geöffnet bis 13:00", "Geschlossen – öffnet morgen um 6:00".

    Days and minutes are named relative to `at_ms`, so the words hold until the local minute ends.
    """
    state = state_at(hours, at_ms)
    return say(_situation(hours, at_ms, state))


def opening_words(time_zone: str, at_ms: int, open_ms: int) -> Words:
    """When a business opens, worded for a message sent at `at_ms`: "heute um 14:00", "Montag, 4. Januar, um 6:00".

    Never in minutes, because the message is also read later.
    """
    return say_opening(zone_time(time_zone, at_ms), zone_time(time_zone, open_ms))


def reason_at(hours: Hours, at_ms: int) -> Words | None:
    """Why the local date of an instant is special: the note of an exception, the name of a holiday, or `None`."""
    return day_plan(hours, local_time(hours, at_ms).date()).reason


def reasons(hours: Hours, from_ms: int, days: int = PAGE_DAYS) -> tuple[Reason, ...]:
    """The dates of the window with a note or a holiday, in order. Consecutive dates with the same reason are one entry."""
    day, last = (local_time(hours, at).date() for at in (from_ms, from_ms + days * DAY_MS))
    found: list[Reason] = []
    while day <= last:
        why = day_plan(hours, day).reason
        if why is not None:
            begin, end = day_begin(hours, day), day_begin(hours, day + timedelta(days=1))
            if found and found[-1][1:] == (begin, why):
                begin = found.pop()[0]
            found.append((begin, end, why))
        day += timedelta(days=1)
    return tuple(found)


def answer(hours: Hours, at_ms: int) -> Answer:
    """State and words together. Instants are in ISO 8601, with the zone's UTC offset at that instant."""
    state = state_at(hours, at_ms)
    return Answer(
        state.open,
        _iso(hours, state.next_open),
        _iso(hours, state.next_close),
        say(_situation(hours, at_ms, state)),
    )


def _limit(at_ms: int) -> int:
    if not 0 <= at_ms < CALENDAR_MS:
        raise ValueError("the instant is outside the years 1970 to 2198")
    return at_ms + HORIZON_DAYS * DAY_MS


def _iso(hours: Hours, at_ms: int | None) -> str | None:
    return None if at_ms is None else local_time(hours, at_ms).isoformat()


def _minutes(milliseconds: int) -> int:
    return -(-milliseconds // 60_000)


def _situation(hours: Hours, at_ms: int, state: State) -> Situation:
    change = state.changes_at
    now = local_time(hours, at_ms)
    then = None if change is None else local_time(hours, change)
    minutes = 0 if change is None else _minutes(change - at_ms)
    if state.open:
        return Situation(now, open=True, change=then, minutes=minutes)
    since = last_end(hours, at_ms)
    return Situation(
        now,
        open=False,
        change=then,
        minutes=minutes,
        closed_since=None if since is None else local_time(hours, since),
        appointment=_appointment(hours, at_ms, change),
    )


def _appointment(hours: Hours, at_ms: int, before_ms: int | None) -> Appointment | None:
    """The current span by appointment, or the next one that begins before the next opening."""
    limit = _limit(at_ms) if before_ms is None else before_ms
    span = next(spans_from(hours, at_ms, limit, by_appointment=True), None)
    if span is None or span[0] >= limit:
        return None
    return Appointment(
        local_time(hours, span[0]),
        local_time(hours, span[1]),
        _minutes(span[1] - at_ms),
        running=span[0] <= at_ms,
    )
