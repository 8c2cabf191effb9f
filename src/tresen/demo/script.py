"""Reads `conversations.txt`: who said what and when, as instants before a given now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

from tresen.core.hours import open_intervals, parse_hours
from tresen.demo.bakery import HOURS

ZONE: Final = ZoneInfo("Europe/Berlin")
DAYS: Final = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_MINUTE_MS: Final = 60_000
_DAY_MS: Final = 24 * 60 * _MINUTE_MS
_WEEKDAY: Final = re.compile(r"(Mo|Di|Mi|Do|Fr|Sa|So)-(\d+) (\d\d):(\d\d)\s+(.+)")
_BEFORE_NOW: Final = re.compile(r"-(\d+)h(\d\d)\s+(.+)")
_NOTE: Final = re.compile(r"note ([A-Z]\w+): (.+)")
_STAFF: Final = re.compile(r"([A-Z]\w+): (.+)")


@dataclass(frozen=True)
class Entry:
    """One event of a conversation. `who` is None for the customer.

    `act` is `assign`, `close`, `note` or None for what was said.
    """

    at_ms: int
    who: str | None
    text: str
    act: str | None = None


@dataclass
class Spoken:
    """One conversation. `ending` is its state now: `unread`, `away`, `arrived` (delivered, not read), or None."""

    name: str | None
    lines: list[Entry] = field(default_factory=list)
    ending: str | None = None


class Times:
    """The instants of the script's lines, seen from a given now.

    What was answered happened while the shop was open: such times are counted back in opening hours. Unanswered messages may
    have come at any hour.
    """

    def __init__(self, now_ms: int) -> None:
        self._now_ms = now_ms
        today = datetime.fromtimestamp(now_ms / 1000, ZONE).date()
        self._last_week = today - timedelta(days=(today.weekday() + 1) % 7 + 6)
        """The Monday of the week whose Saturday was the last one before today: week 1 before now."""
        past = open_intervals(parse_hours(HOURS), now_ms - 14 * _DAY_MS, days=14)
        self._open = [(start, min(end, now_ms)) for start, end in past if start < now_ms]

    def on(self, weekday: str, weeks: int, hour: int, minute: int) -> int:
        """A time on a day of an earlier week."""
        day = self._last_week + timedelta(days=DAYS.index(weekday), weeks=1 - weeks)
        return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).timestamp() * 1000)

    def ago(self, minutes: int, *, answered: bool) -> int:
        """That many minutes before now; `answered`: minutes of opening hours."""
        left = minutes * _MINUTE_MS
        if answered:
            for start, end in reversed(self._open):
                if left < end - start:
                    return end - left
                left -= end - start
        return self._now_ms - minutes * _MINUTE_MS


def conversations(now_ms: int) -> list[Spoken]:
    """The demo's conversations, every one in order of time, the last words shortly before `now_ms`.

    Raises:
        ValueError: a line that cannot be read, with its number.
    """
    return read((files("tresen.demo") / "conversations.txt").read_text("utf-8"), now_ms)


def read(text: str, now_ms: int) -> list[Spoken]:
    """As `conversations`, for any text of that form."""
    times = Times(now_ms)
    found: list[tuple[Spoken, list[tuple[int, str]]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        said = line.strip()
        if said.startswith("== "):
            name = said.removeprefix("== ")
            found.append((Spoken(None if name == "?" else name), []))
        elif said.startswith("@ "):
            found[-1][0].ending = said.removeprefix("@ ")
        elif said and not said.startswith("#"):
            found[-1][1].append((number, said))
    for spoken, lines in found:
        spoken.lines = _lines(lines, times)
    return [spoken for spoken, _ in found]


def _lines(written: Sequence[tuple[int, str]], times: Times) -> list[Entry]:
    last_answer = max(
        (at for at, (_, text) in enumerate(written) if not re.search(r"\d\s+> ", text)), default=-1
    )
    lines: list[Entry] = []
    for at, (number, text) in enumerate(written):
        try:
            at_ms, rest = _time(text, times, answered=at <= last_answer)
            if lines:
                at_ms = max(at_ms, lines[-1].at_ms)
            lines.append(_line(at_ms, rest))
        except ValueError as error:
            raise ValueError(f"line {number}: {text!r} cannot be read") from error
    return lines


def _time(line: str, times: Times, *, answered: bool) -> tuple[int, str]:
    if match := _BEFORE_NOW.fullmatch(line):
        return times.ago(60 * int(match[1]) + int(match[2]), answered=answered), match[3]
    match = _WEEKDAY.fullmatch(line)
    if match is None:
        raise ValueError(line)
    return times.on(match[1], int(match[2]), int(match[3]), int(match[4])), match[5]


def _line(at_ms: int, rest: str) -> Entry:
    if rest.startswith("> "):
        return Entry(at_ms, None, rest.removeprefix("> "))
    if rest.startswith("* "):
        return _act(at_ms, rest.removeprefix("* "))
    match = _STAFF.fullmatch(rest)
    if match is None:
        raise ValueError(rest)
    return Entry(at_ms, match[1], match[2])


def _act(at_ms: int, rest: str) -> Entry:
    if match := _NOTE.fullmatch(rest):
        return Entry(at_ms, match[1], match[2], "note")
    act, who = rest.split()
    if act not in ("assign", "close"):
        raise ValueError(act)
    return Entry(at_ms, who, "", act)
