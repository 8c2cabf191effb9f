"""Greeting and away message as the owner sets them in the profile: when they are sent, and their texts (S14)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from tresen.core.fields import FieldFindings, filled
from tresen.core.hours import Words

WHEN: Final = ("off", "always", "range", "outside")
"""When the away message is sent: never, from an instant on, between two instants, outside the opening hours."""

AWAY_TEXTS: Final = ("always", "lunch", "evening", "holiday")
"""The texts of the away message. `always` and `range` use `always`; `outside` uses the others."""

AFTER_DAYS: Final = 14
"""After so many silent days a customer is greeted again, unless the profile says otherwise."""
AFTER_DAYS_MOST: Final = 366

CALENDAR_END_MS: Final = 7_258_118_400_000
"""1 January 2200. Every instant lies before it."""

NOTHING: Final = Words("", "")


class Greeting(msgspec.Struct, frozen=True):
    """Sent on first contact, and again after `after_days` days without a message."""

    on: bool = False
    after_days: int = AFTER_DAYS
    text: Words = NOTHING


class Away(msgspec.Struct, frozen=True):
    """When the business is away, and the text for each case. Nothing is sent for an empty text.

    `from_ms` and `to_ms` (UTC milliseconds, end excluded) belong to `range`; `always` may have `from_ms`.
    """

    when: str = "off"
    from_ms: int | None = None
    to_ms: int | None = None
    always: Words = NOTHING
    lunch: Words = NOTHING
    evening: Words = NOTHING
    holiday: Words = NOTHING


def read_greeting(findings: FieldFindings, value: object) -> Greeting:
    """The greeting of a profile. It is off when absent."""
    given = findings.map("greeting", value)
    on = given.get("on")
    if on is not None and not isinstance(on, bool):
        findings.add("greeting.on", "kind", "must be true or false")
    days = findings.number("greeting.after_days", given.get("after_days"), 1, AFTER_DAYS_MOST)
    text = findings.words("greeting.text", given.get("text"))
    if on is True and not filled(text):
        findings.add("greeting.text", "empty", "is needed while the greeting is on, in one language at least")
    return Greeting(on is True, AFTER_DAYS if days is None else days, text)


def read_away(findings: FieldFindings, value: object, *, has_hours: bool) -> Away:
    """The away message of a profile. It is off when absent. `outside` needs opening hours."""
    given = findings.map("away", value)
    when = given.get("when")
    if when is None:
        when = "off"
    if not isinstance(when, str) or when not in WHEN:
        findings.add("away.when", "choice", f"must be one of {', '.join(WHEN)}")
        when = "off"
    from_ms = findings.number("away.from_ms", given.get("from_ms"), 0, CALENDAR_END_MS - 1)
    to_ms = findings.number("away.to_ms", given.get("to_ms"), 0, CALENDAR_END_MS - 1)
    texts = findings.map("away.text", given.get("text"))
    said = {name: findings.words(f"away.text.{name}", texts.get(name)) for name in AWAY_TEXTS}
    away = Away(when, from_ms, to_ms, **said)
    _check_range(findings, given, away)
    _check_said(findings, away, has_hours=has_hours)
    return away


def _check_range(findings: FieldFindings, given: Mapping[str, object], away: Away) -> None:
    if away.when != "range":
        return
    for name in ("from_ms", "to_ms"):
        if given.get(name) is None:
            findings.add(f"away.{name}", "empty", "is needed for an absence with a beginning and an end")
    if away.from_ms is not None and away.to_ms is not None and away.to_ms <= away.from_ms:
        findings.add("away.to_ms", "order", "must be after the beginning")


def _check_said(findings: FieldFindings, away: Away, *, has_hours: bool) -> None:
    if away.when in ("always", "range") and not filled(away.always):
        findings.add("away.text.always", "empty", "is needed, in one language at least")
    if away.when == "outside":
        if not has_hours:
            findings.add("away.when", "no_hours", "outside the opening hours needs opening hours")
        if not any(filled(text) for text in (away.lunch, away.evening, away.holiday)):
            findings.add("away.text", "empty", "needs a text for lunch, evening or holiday")
