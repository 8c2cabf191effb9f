"""When customers may call, and whether without a relay: the profile's field `calls` (C4, C9)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from tresen.core.hours import Hours, Span, open_intervals, state_at

if TYPE_CHECKING:
    from tresen.core.fields import FieldFindings

MODES: Final = ("open", "always", "never")
"""When a business takes calls, if it has no hours of its own for that (C4)."""

RINGING_MOST: Final = 2
"""So many customers' calls ring at a business at once (C4)."""
STRANGERS_MOST: Final = 1
"""So many of them are of customers whom it has not answered yet."""

ReadHours = Callable[[object, str], Hours | None]
"""Reads opening hours at a place of the profile, and notes mistakes."""


class CallRules(msgspec.Struct, frozen=True):
    """`mode` is one of `MODES`, or `own` with the hours in `own`. `strangers`: customers ring before they were answered."""

    mode: str = "open"
    own: Hours | None = None
    direct: bool = False
    strangers: bool = False


class Taking(NamedTuple):
    """Whether calls are taken at an instant, and when that changes next; `next_ms` is when they are taken again."""

    open: bool
    next_ms: int | None


def read_calls(findings: FieldFindings, value: object, read_hours: ReadHours) -> CallRules:
    """The field of a profile. Absent: in the opening hours, through a relay."""
    given = findings.map("calls", value)
    direct, strangers = (_switch(findings, given, name) for name in ("direct", "strangers"))
    hours = given.get("hours")
    if hours is None or (isinstance(hours, str) and hours in MODES):
        return CallRules(hours or "open", None, direct, strangers)
    if isinstance(hours, str):
        findings.add("calls.hours", "choice", f"must be one of {', '.join(MODES)}, or hours")
        return CallRules()
    return CallRules("own", read_hours(hours, "calls.hours"), direct, strangers)


def _switch(findings: FieldFindings, given: Mapping[str, object], name: str) -> bool:
    value = given.get(name)
    if value is not None and not isinstance(value, bool):
        findings.add(f"calls.{name}", "kind", "must be true or false")
    return value is True


def taking(rules: CallRules, hours: Hours | None, now_ms: int) -> Taking:
    """[C4] Whether customers may call at that instant. Without opening hours they may at any time."""
    if rules.mode == "never":
        return Taking(False, None)
    asked = rules.own if rules.mode == "own" else hours
    if rules.mode == "always" or asked is None:
        return Taking(True, None)
    state = state_at(asked, now_ms)
    return Taking(state.open, None if state.open else state.changes_at)


def may_ring(ringing: Collection[bool], stranger: bool) -> bool:
    """[C4] Whether one more customer's call may ring. `ringing`: of each that rings now, whether it is a stranger's."""
    return len(ringing) < RINGING_MOST and not (stranger and sum(ringing) >= STRANGERS_MOST)


def taken_intervals(rules: CallRules, hours: Hours | None, now_ms: int, days: int) -> list[Span] | None:
    """[C4] When customers may call in the next days; None: at any time."""
    if rules.mode == "never":
        return []
    asked = rules.own if rules.mode == "own" else hours
    return None if rules.mode == "always" or asked is None else list(open_intervals(asked, now_ms, days))
