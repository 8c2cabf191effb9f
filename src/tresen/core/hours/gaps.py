"""Gaps between intervals that are too short to be intended: not mistakes, but worth a warning in the editor."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

from tresen.core.hours.intervals import read_intervals
from tresen.core.hours.mistakes import Findings, Mistake, inside
from tresen.core.hours.model import WEEKDAYS

SHORTEST_GAP: Final = 15
"""In minutes. A shorter gap between two intervals of a day is probably a slip."""


def short_gaps(data: dict[str, Any]) -> tuple[Mistake, ...]:
    """The interval after each such gap, with its place. The data must be free of mistakes for `parse_hours`."""
    return tuple(found for at, value in _lists(data) for found in _gaps(at, value))


def _lists(data: dict[str, Any]) -> Iterator[tuple[str, object]]:
    for name in WEEKDAYS:
        if name in data["weekly"]:
            yield f"weekly.{name}", data["weekly"][name]
    holidays = data.get("holidays")
    if isinstance(holidays, dict):
        for key, plan in holidays.items():
            if isinstance(plan, list | tuple):
                yield inside("holidays", key), plan
    for number, exception in enumerate(data.get("exceptions", ())):
        yield f"exceptions[{number}].intervals", exception["intervals"]


def _gaps(at: str, value: object) -> Iterator[Mistake]:
    placed = sorted(read_intervals(Findings(), at, value), key=lambda one: one.interval)
    for before, after in pairwise(one for one in placed if not one.interval.by_appointment):
        minutes = after.interval.start - before.interval.end
        if 0 < minutes < SHORTEST_GAP:
            yield Mistake(
                after.at, "gap", f"{after.interval} begins {minutes} minutes after {before.interval} ends"
            )
