"""What customers would see and receive if a profile were published: the state in words, the automatic answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from tresen.core.fields import LANGUAGES, FieldMistake, FieldMistakes
from tresen.core.hours import (
    Hours,
    Words,
    open_intervals,
    opens_next,
    reason_at,
    reasons,
    short_gaps,
    state_at,
    words_at,
)
from tresen.core.shopfront.automatic import AWAY_TEXTS
from tresen.core.shopfront.profile import BusinessProfile, parse_profile
from tresen.core.shopfront.replies import Facts, Reply, decide, phase_at, render

HOUR_MS: Final = 60 * 60 * 1000
DAY_MS: Final = 24 * HOUR_MS
SHOWN_DAYS: Final = 15
"""The last 24 hours, so that today is complete, and two weeks."""


class HoursView(msgspec.Struct, frozen=True):
    """The opening hours as the customer page shows them. Instants are UTC milliseconds; words hold until the minute ends.

    `intervals` are the open spans of the last 24 hours and the next 14 days, and the next one if none begins in that time.
    `appointments` are the spans by appointment, `reasons` the days with a note or holiday in the same time. `changes_ms` is
    when the state changes next, None when it does not within 366 days. `reason` is the note or holiday of the day.
    """

    open: bool
    changes_ms: int | None
    text: Words
    reason: Words | None
    intervals: tuple[tuple[int, int], ...]
    appointments: tuple[tuple[int, int], ...]
    reasons: tuple[tuple[int, int, Words], ...]


class Shown(msgspec.Struct, frozen=True):
    """An automatic answer with its words in each language."""

    name: str
    text: Words
    next_open_ms: int | None


class Preview(msgspec.Struct, frozen=True):
    """The preview at `at_ms`. With mistakes it holds nothing else; warnings do not prevent publishing.

    `first` is what a new customer receives. `known` is what a customer receives who wrote an hour ago, got no answer and
    was not told of this absence.
    """

    at_ms: int
    mistakes: tuple[FieldMistake, ...] = ()
    warnings: tuple[FieldMistake, ...] = ()
    public: bool = False
    hours: HoursView | None = None
    first: tuple[Shown, ...] = ()
    known: tuple[Shown, ...] = ()


def hours_view(hours: Hours, at_ms: int) -> HoursView | None:
    """The hours at an instant. None outside the years that the hours engine covers."""
    from_ms = at_ms - DAY_MS
    try:
        state = state_at(hours, at_ms)
        return HoursView(
            state.open,
            state.changes_at,
            words_at(hours, at_ms),
            reason_at(hours, at_ms),
            _intervals(hours, at_ms),
            open_intervals(hours, from_ms, SHOWN_DAYS, by_appointment=True),
            reasons(hours, from_ms, SHOWN_DAYS),
        )
    except ValueError:
        return None


def _intervals(hours: Hours, at_ms: int) -> tuple[tuple[int, int], ...]:
    """The spans include the next opening however far away it is: company holidays may outlast the time shown."""
    found = open_intervals(hours, at_ms - DAY_MS, SHOWN_DAYS)
    opens = opens_next(hours, at_ms)
    if opens is None or (found and found[-1][0] >= opens):
        return found
    return (*found, *open_intervals(hours, opens, 1)[:1])


def preview(fields: Mapping[str, Any], at_ms: int) -> Preview:
    """The preview of a profile's fields at an instant."""
    try:
        profile = parse_profile(fields)
    except FieldMistakes as wrong:
        return Preview(at_ms, wrong.mistakes)
    phase = phase_at(profile, at_ms)
    found = [decide(profile, phase, facts, at_ms) for facts in (Facts(), Facts(customer_ms=at_ms - HOUR_MS))]
    first, known = (tuple(_shown(fields, reply, at_ms) for reply in replies) for replies in found)
    view = None if profile.hours is None else hours_view(profile.hours, at_ms)
    return Preview(at_ms, (), tuple(_warnings(fields, profile, at_ms)), profile.public, view, first, known)


def _shown(fields: Mapping[str, Any], reply: Reply, at_ms: int) -> Shown:
    texts = {each: render(fields, reply.name, each, at_ms, reply.next_open_ms) or "" for each in LANGUAGES}
    return Shown(reply.name, Words(**texts), reply.next_open_ms)


_ONE_LANGUAGE: Final = "is empty: readers of this language get the other text"


def _warnings(fields: Mapping[str, Any], profile: BusinessProfile, at_ms: int) -> Iterator[FieldMistake]:
    if profile.hours is not None:
        for gap in short_gaps(fields["hours"]):
            yield FieldMistake(f"hours.{gap.at}", "gap", gap.error)
    away = profile.away
    if away.when == "range" and away.to_ms is not None and away.to_ms <= at_ms:
        yield FieldMistake("away.to_ms", "past", "lies in the past: nothing is sent any more")
    texts = {"greeting.text": profile.greeting.text}
    texts.update((f"away.text.{name}", getattr(away, name)) for name in AWAY_TEXTS)
    for at, text in texts.items():
        if bool(text.de) != bool(text.en):
            yield FieldMistake(f"{at}.{'en' if text.de else 'de'}", "one_language", _ONE_LANGUAGE)
