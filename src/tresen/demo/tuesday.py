"""The demo's switch "it is Tuesday, ten o'clock": opening hours that hold now, at any hour of any day.

The hours move, not the clock: browsers have clocks of their own, and what they sign is compared with the server's (ADR 81).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, Final

from tresen.core.hours import Hours, day_plan, local_time, parse_hours, state_at

NOTE: Final = "Demo: es ist Dienstag, 10 Uhr"
NOTE_EN: Final = "Demo: it is Tuesday, ten o'clock"
BEFORE: Final = timedelta(hours=4)
AFTER: Final = timedelta(hours=3)
"""On a Tuesday the bakery opens at six, and its morning ends at one."""
SOON_MS: Final = 3_600_000
"""A newcomer needs so long."""
_DAY: Final = 24 * 60
_Stretch = tuple[int, int]
"""From a minute of a day up to another, which may lie in the next day."""


class Unmovable(Exception):
    """The hours cannot be moved. The text says why, and what to do."""


def needs_tuesday(hours: dict[str, Any], now_ms: int) -> bool:
    """Whether the shop is closed, or closes within the hour."""
    state = state_at(parse_hours(hours), now_ms)
    return not state.open or (state.changes_at is not None and state.changes_at < now_ms + SOON_MS)


def is_tuesday(hours: dict[str, Any], now_ms: int) -> bool:
    """Whether these hours were moved for today, and still hold."""
    parsed = parse_hours(hours)
    today = local_time(parsed, now_ms).date().isoformat()
    ours = [
        each for each in hours.get("exceptions", ()) if each.get("note") == NOTE and each["from"] == today
    ]
    return bool(ours) and state_at(parsed, now_ms).open


def as_on_the_door(hours: dict[str, Any]) -> dict[str, Any]:
    """The hours without what the demo wrote in them."""
    kept = [each for each in hours.get("exceptions", ()) if each.get("note") != NOTE]
    return hours | {"exceptions": kept} if "exceptions" in hours else hours


def as_on_tuesday(hours: dict[str, Any], now_ms: int) -> dict[str, Any]:
    """The hours with exceptions around now: open since three to four hours, and for two to three more.

    What is open anyway on those days stays open, and joins it.

    Raises:
        Unmovable: an exception of the owner's own decides over the day, or the hours would be mistaken.
    """
    base = as_on_the_door(hours)
    parsed = parse_hours(base)
    here = local_time(parsed, now_ms).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    start = max(here - BEFORE, _night_before(parsed, here - BEFORE))
    written = [
        {
            "from": midnight.date().isoformat(),
            "to": midnight.date().isoformat(),
            "intervals": _intervals(parsed, midnight, (start, here + AFTER)),
            "note": NOTE,
            "note_en": NOTE_EN,
        }
        for midnight in _midnights(start, here + AFTER)
    ]
    _require_free(base, written)
    moved = base | {
        "exceptions": sorted([*base.get("exceptions", ()), *written], key=lambda each: str(each["from"]))
    }
    try:
        now_open = state_at(parse_hours(moved), now_ms).open
    except ValueError as mistakes:
        raise Unmovable(f"the hours would not fit together: {mistakes}") from None
    if not now_open:
        raise Unmovable("these hours stay closed now")
    return moved


def _midnights(start: datetime, end: datetime) -> list[datetime]:
    """The beginnings of the one or two days that the time touches."""
    first = datetime.combine(start.date(), time())
    return [first, first + timedelta(days=1)] if end > first + timedelta(days=1) else [first]


def _night_before(hours: Hours, start: datetime) -> datetime:
    """When the last interval of the day before ends."""
    midnight = datetime.combine(start.date(), time())
    plan = day_plan(hours, (midnight - timedelta(days=1)).date())
    ends = [each.end - _DAY for each in plan.intervals]
    return midnight + timedelta(minutes=max(0, *ends, 0))


def _intervals(hours: Hours, midnight: datetime, window: tuple[datetime, datetime]) -> list[list[str]]:
    """A day's own intervals and the window, cut at its midnights, joined where they meet. An appointment gives way."""
    begin, end = ((each - midnight) // timedelta(minutes=1) for each in window)
    joined: _Stretch = (max(0, begin), min(_DAY, end))
    apart: list[_Stretch] = []
    marked: list[_Stretch] = []
    for each in sorted(day_plan(hours, midnight.date()).intervals, key=lambda one: one.start):
        if each.end < joined[0] or each.start > joined[1]:
            (marked if each.by_appointment else apart).append((each.start, each.end))
        elif not each.by_appointment:
            joined = (min(joined[0], each.start), max(joined[1], each.end))
    return [
        *[[_clock(one), _clock(other)] for one, other in sorted([*apart, joined])],
        *[[_clock(one), _clock(other), "appointment"] for one, other in marked],
    ]


def _clock(minute: int) -> str:
    return "24:00" if minute == _DAY else f"{minute // 60 % 24:02}:{minute % 60:02}"


def _require_free(base: dict[str, Any], written: list[dict[str, Any]]) -> None:
    for own in base.get("exceptions", ()):
        for ours in written:
            if own["from"] <= ours["from"] <= own["to"]:
                name = own.get("note") or "without a note"
                raise Unmovable(f"the profile has an exception for {ours['from']} ({name}): remove it first")
