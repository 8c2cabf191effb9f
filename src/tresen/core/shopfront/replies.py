"""Greeting and away message: which automatic answers follow a customer's message, and what they say (S14).

Pure: settings, facts and the time go in; names and instants come out. The server appends them as `auto` events in the
message's transaction. Clients take the words from the signed profile of the revision that the event names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.core.fields import LANGUAGES, fill_in, filled
from tresen.core.hours import (
    Hours,
    Words,
    closed_since,
    day_end,
    day_plan,
    local_time,
    opening_words,
    opens_next,
    special_plan,
    state_at,
    time_zones,
)
from tresen.core.shopfront.automatic import AWAY_TEXTS, Away
from tresen.core.shopfront.profile import TIME_ZONE, BusinessProfile

DAY_MS: Final = 86_400_000
ANSWERED_MS: Final = 10 * 60 * 1000
"""For this long after the team spoke, no away message is sent."""

GREETING: Final = "greeting"
NO_OPENING: Final = Words("bald", "soon")
"""The value of `{opening}` when no opening is known."""

_FOREVER: Final = 2**62


class Facts(NamedTuple):
    """The facts about a conversation when its customer speaks. Times are UTC milliseconds; None means never.

    `customer_ms` is when the customer last spoke before, `team_ms` when the team did. `told` is the absence that the last
    away message was about. `off`: automatic answers are switched off for this customer.
    """

    customer_ms: int | None = None
    team_ms: int | None = None
    told: int | None = None
    off: bool = False
    blocked: bool = False


class Absence(NamedTuple):
    """One absence: the instant at which it began, which identifies it, and its text (a key of `AWAY_TEXTS`)."""

    since_ms: int
    text: str


class Phase(NamedTuple):
    """The situation from `from_ms` up to but not including `until_ms`: an absence or none, and the next opening."""

    from_ms: int
    until_ms: int
    absence: Absence | None
    next_open_ms: int | None


class Reply(NamedTuple):
    """An automatic answer: its name (`greeting`, or `away.` and the text's name), and the next opening it may mention."""

    name: str
    next_open_ms: int | None
    absence: int | None = None
    """The new value of `told`; None leaves it unchanged."""


def phase_at(profile: BusinessProfile, at_ms: int) -> Phase:
    """The phase at an instant. It may have begun before `from_ms`; `until_ms` is never after its true end.

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
    """The answers when a customer speaks at `now_ms`, which lies in `phase`: the greeting first, then the away message."""
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
    """The words of an automatic answer in a language, else in the other one, from the fields of the profile it names.

    `None` when the profile has no such text and the answer cannot be displayed.
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
        return Phase(at_ms, until, None, opens_next(hours, at_ms))
    since = closed_since(hours, at_ms)
    absence = Absence(since or 0, _kind(hours, at_ms, since, state.changes_at))
    # The text may change at the shop's midnight: an evening becomes a holiday.
    return Phase(at_ms, min(until, day_end(hours, at_ms)), absence, state.changes_at)


def _kind(hours: Hours, at_ms: int, since: int | None, opens: int | None) -> str:
    if since is not None and opens is not None and _is_lunch(hours, since, opens):
        return "lunch"
    return "holiday" if special_plan(hours, local_time(hours, at_ms).date()) is not None else "evening"


def _is_lunch(hours: Hours, since: int, opens: int) -> bool:
    """Whether the business is closed between two intervals of one day. One that began the day before does not count."""
    closed, opened = local_time(hours, since), local_time(hours, opens)
    if closed.date() != opened.date():
        return False
    minute = closed.hour * 60 + closed.minute
    intervals = day_plan(hours, closed.date()).intervals
    return any(one.start < minute for one in intervals if not one.by_appointment)


def _by_setting(profile: BusinessProfile, at_ms: int, by_hours: Phase) -> Phase:
    """The phase for `always` (from an instant on) and `range` (up to another)."""
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
    """The first open instant at or after `at_ms`. Without hours this is `at_ms`."""
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
    """How long ago that was. A time in the future comes from a clock that was ahead, and must not suppress answers."""
    return abs(now_ms - spoken_ms)


def _text(fields: Mapping[str, Any], name: str, language: str) -> str | None:
    """The text of that name in the language, else in the other. The map may hold anything."""
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
