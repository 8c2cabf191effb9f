"""Reads `conversations.txt`: what was said, by whom and when, as instants before a given now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Europe/Berlin")
DAYS: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_MINUTE_MS: Final = 60_000
_WEEKDAY: Final = re.compile(r"(Mo|Di|Mi|Do|Fr|Sa|So)-(\d+) (\d\d):(\d\d)\s+(.+)")
_BEFORE_NOW: Final = re.compile(r"-(\d+)h(\d\d)\s+(.+)")
_STAFF: Final = re.compile(r"([A-Z]\w+): (.+)")


@dataclass(frozen=True)
class Line:
    """One event of a conversation. `who` is None for the customer; `act` is `assign`, `close` or None for what was said."""

    at_ms: int
    who: str | None
    text: str
    act: str | None = None


@dataclass
class Spoken:
    """One conversation. `ending` says how it stands now: `unread`, `away` or `arrived` (delivered, not read), or nothing."""

    name: str | None
    lines: list[Line] = field(default_factory=list)
    ending: str | None = None


def conversations(now_ms: int) -> list[Spoken]:
    """The demo's conversations, every one in order of time, the last words shortly before `now_ms`.

    Raises:
        ValueError: a line that cannot be read, with its number.
    """
    return read((files("tresen.demo") / "conversations.txt").read_text("utf-8"), now_ms)


def read(text: str, now_ms: int) -> list[Spoken]:
    """The same for any text of that form."""
    found: list[Spoken] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#") or not line.strip():
            continue
        try:
            _take(found, line.strip(), now_ms)
        except (ValueError, IndexError) as error:
            raise ValueError(f"line {number}: {line.strip()!r} cannot be read") from error
    return found


def _take(found: list[Spoken], line: str, now_ms: int) -> None:
    if line.startswith("== "):
        name = line.removeprefix("== ")
        found.append(Spoken(None if name == "?" else name))
    elif line.startswith("@ "):
        found[-1].ending = line.removeprefix("@ ")
    else:
        at_ms, rest = _time(line, now_ms)
        found[-1].lines.append(_line(at_ms, rest))


def _time(line: str, now_ms: int) -> tuple[int, str]:
    if match := _BEFORE_NOW.fullmatch(line):
        return now_ms - (60 * int(match[1]) + int(match[2])) * _MINUTE_MS, match[3]
    match = _WEEKDAY.fullmatch(line)
    if match is None:
        raise ValueError(line)
    day = _last_week(now_ms) + timedelta(days=DAYS.index(match[1]), weeks=1 - int(match[2]))
    at = datetime(day.year, day.month, day.day, int(match[3]), int(match[4]), tzinfo=ZONE)
    return int(at.timestamp() * 1000), match[5]


def _last_week(now_ms: int) -> date:
    """The Monday of the week whose Saturday was the last one before today: week 1 before now."""
    today = datetime.fromtimestamp(now_ms / 1000, ZONE).date()
    return today - timedelta(days=(today.weekday() + 1) % 7 + 6)


def _line(at_ms: int, rest: str) -> Line:
    if rest.startswith("> "):
        return Line(at_ms, None, rest.removeprefix("> "))
    if rest.startswith("* "):
        act, who = rest.removeprefix("* ").split()
        if act not in ("assign", "close"):
            raise ValueError(act)
        return Line(at_ms, who, "", act)
    match = _STAFF.fullmatch(rest)
    if match is None:
        raise ValueError(rest)
    return Line(at_ms, match[1], match[2])
