"""Greeting and away message: which automatic answers follow a customer's message, and what they say (S14).

Pure: settings, facts and the time go in; names and instants come out. The server appends them as `auto` events in the
transaction of the message; clients take the words from the signed profile of the revision that the event names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.core.automatic import AWAY_TEXTS, Away
from tresen.core.fields import LANGUAGES, fill_in, filled
from tresen.core.hours import (
    Hours,
    Words,
    closed_since,
    day_end,
    day_plan,
    local_time,
    opening_words,
    special_plan,
    state_at,
    time_zones,
)
from tresen.core.profile import TIME_ZONE, BusinessProfile

DAY_MS: Final = 86_400_000
ANSWERED_MS: Final = 10 * 60 * 1000
"""So long after somebody of the team spoke nobody is told that the business is away."""

GREETING: Final = "greeting"
NO_OPENING: Final = Words("bald", "soon")
"""What `{opening}` says when no opening is known, or the business is open."""

_FOREVER: Final = 2**62


class Facts(NamedTuple):
    """What is known of a conversation when its customer speaks. Times are UTC milliseconds, None: never.

    `customer_ms` is the customer's last word before this one, `team_ms` the team's, `told` the absence that the last away
    message was for. `off`: no automatic answers for this customer.
    """

    customer_ms: int | None = None
    team_ms: int | None = None
    told: int | None = None
    off: bool = False
    blocked: bool = False


class Absence(NamedTuple):
    """One absence, named by the instant at which it began, and the text for it (a key of `AWAY_TEXTS`)."""

    since_ms: int
    text: str


class Phase(NamedTuple):
    """What holds from `from_ms` up to but not including `until_ms`: an absence or none, and the next opening."""

    from_ms: int
    until_ms: int
    absence: Absence | None
    next_open_ms: int | None


class Reply(NamedTuple):
    """An automatic answer: `greeting` or `away.` and its text, and the next opening that it may name."""

    name: str
    next_open_ms: int | None
    absence: int | None = None
    """What `told` becomes; None leaves it."""


def phase_at(profile: BusinessProfile, at_ms: int) -> Phase:
    """The phase that holds an instant. It may have begun earlier; it ends no later than it truly does.

    Instants outside the calendar of the hours engine have no absence.
    """
    try:
        by_hours = _by_hours(profile.hours, at_ms)
    except ValueError:
        return Phase(at_ms, at_ms + 1, None, None)
    away = profile.away
    if away.when == "outside":
        return by_hours
    if away.when in ("always", "range"):
        return _by_setting(profile, at_ms, by_hours)
    return by_hours._replace(absence=None)


def decide(profile: BusinessProfile, phase: Phase, facts: Facts, now_ms: int) -> tuple[Reply, ...]:
    """The answers to a customer's word at `now_ms`, which lies in `phase`: the greeting first, then the away message."""
    if facts.off or facts.blocked:
        return ()
    found = []
    if _greets(profile, facts, now_ms):
        found.append(Reply(GREETING, phase.next_open_ms))
    absence = phase.absence
    if absence is not None and _tells(profile.away, absence, facts, now_ms):
        found.append(Reply(f"away.{absence.text}", phase.next_open_ms, absence.since_ms))
    return tuple(found)


def render(
    fields: Mapping[str, Any], name: str, language: str, at_ms: int, next_open_ms: int | None
) -> str | None:
    """The words of an automatic answer in a language, from the fields of the profile that it names; else in the other one.

    `None` when the profile has no such text: then it cannot be displayed.
    """
    text = _text(fields, name, language)
    if text is None:
        return None
    opening = NO_OPENING if next_open_ms is None else _opening(fields, at_ms, next_open_ms)
    business = fields.get("name")
    values = {"opening": getattr(opening, language if language in LANGUAGES else "de")}
    if isinstance(business, str):
        values["business"] = business
    return fill_in(text, values)


def _by_hours(hours: Hours | None, at_ms: int) -> Phase:
    if hours is None:
        return Phase(0, _FOREVER, None, None)
    state = state_at(hours, at_ms)
    until = at_ms + DAY_MS if state.changes_at is None else state.changes_at
    if state.open:
        return Phase(at_ms, until, None, None)
    since = closed_since(hours, at_ms)
    absence = Absence(since or 0, _kind(hours, at_ms, since, state.changes_at))
    # At the shop's midnight the text may change: an evening becomes a holiday.
    return Phase(at_ms, min(until, day_end(hours, at_ms)), absence, state.changes_at)


def _kind(hours: Hours, at_ms: int, since: int | None, opens: int | None) -> str:
    if since is not None and opens is not None and _is_lunch(hours, since, opens):
        return "lunch"
    return "holiday" if special_plan(hours, local_time(hours, at_ms).date()) is not None else "evening"


def _is_lunch(hours: Hours, since: int, opens: int) -> bool:
    """Closed between two intervals of one day; the end of the night before is not one of them."""
    closed, opened = local_time(hours, since), local_time(hours, opens)
    if closed.date() != opened.date():
        return False
    minute = closed.hour * 60 + closed.minute
    intervals = day_plan(hours, closed.date()).intervals
    return any(one.start < minute for one in intervals if not one.by_appointment)


def _by_setting(profile: BusinessProfile, at_ms: int, by_hours: Phase) -> Phase:
    """`always` and `range`: from an instant on, and up to another."""
    away = profile.away
    start = away.from_ms or 0
    end = _FOREVER if away.when == "always" else away.to_ms or 0
    if at_ms < start:
        return by_hours._replace(until_ms=min(by_hours.until_ms, start), absence=None)
    if at_ms >= end:
        return by_hours._replace(from_ms=max(by_hours.from_ms, end), absence=None)
    opens = by_hours.next_open_ms if away.when == "always" else _opens_from(profile.hours, end)
    until = min(by_hours.until_ms, end)
    return Phase(max(by_hours.from_ms, start), until, Absence(start, "always"), opens)


def _opens_from(hours: Hours | None, at_ms: int) -> int | None:
    """The first open instant not before `at_ms`; without hours that is `at_ms`."""
    if hours is None:
        return at_ms
    try:
        state = state_at(hours, at_ms)
    except ValueError:
        return None
    return at_ms if state.open else state.next_open


def _greets(profile: BusinessProfile, facts: Facts, now_ms: int) -> bool:
    greeting = profile.greeting
    if not greeting.on:
        return False
    spoken = [_apart(at_ms, now_ms) for at_ms in (facts.customer_ms, facts.team_ms) if at_ms is not None]
    return not spoken or min(spoken) >= greeting.after_days * DAY_MS


def _tells(away: Away, absence: Absence, facts: Facts, now_ms: int) -> bool:
    said: Words = getattr(away, absence.text)
    if not filled(said) or facts.told == absence.since_ms:
        return False
    return facts.team_ms is None or _apart(facts.team_ms, now_ms) >= ANSWERED_MS


def _apart(spoken_ms: int, now_ms: int) -> int:
    """How long ago. A word of the future is one of a clock that was ahead for a while: it must not silence us until then."""
    return abs(now_ms - spoken_ms)


def _text(fields: Mapping[str, Any], name: str, language: str) -> str | None:
    """The text of that name in the language, else in the other; the map may hold anything."""
    place, _, which = name.partition(".")
    given = _inside(fields.get(place), "text")
    if place == "away" and which in AWAY_TEXTS:
        given = _inside(given, which)
    elif name != GREETING:
        return None
    for each in (language, *LANGUAGES):
        text = _inside(given, each)
        if isinstance(text, str) and text.strip():
            return text.strip()
    return None


def _inside(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, Mapping) else None


def _opening(fields: Mapping[str, Any], at_ms: int, next_open_ms: int) -> Words:
    zone = _inside(fields.get("hours"), "time_zone") or fields.get("time_zone")
    used = zone if isinstance(zone, str) and zone in time_zones() else TIME_ZONE
    try:
        return opening_words(used, at_ms, next_open_ms)
    except ValueError:
        return NO_OPENING
