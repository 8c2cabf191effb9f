"""A rush of new conversations: when a business gets more of them than it ever had. Pure: the time is an argument."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

WINDOW_MS: Final = 10 * 60 * 1000
"""New conversations are counted over the last ten minutes."""
CALM: Final = 100
"""So many within ten minutes are no rush anywhere: a class that writes at once, a shop after an advertisement."""
DAYS_ABOVE: Final = 3
"""The third busiest day counts as what a business had: one attack, or two, do not make the next one usual."""
_DAY_WINDOWS: Final = 24 * 60 * 60 * 1000 // WINDOW_MS


class Count(NamedTuple):
    """How many began in the window with that index, and how many in the one before."""

    window: int = 0
    now: int = 0
    before: int = 0


def moved(count: Count, now_ms: int) -> Count:
    """The same count, seen at `now_ms`. A clock that goes back moves nothing."""
    window = now_ms // WINDOW_MS
    if window <= count.window:
        return count
    return Count(window, 0, count.now if window == count.window + 1 else 0)


def level(count: Count, now_ms: int) -> float:
    """How many began within the last ten minutes; those of the window before are taken as spread evenly over it."""
    count = moved(count, now_ms)
    passed = min(1.0, max(0.0, now_ms / WINDOW_MS - count.window))
    return count.now + count.before * (1 - passed)


def most(begun: Iterable[tuple[int, int]]) -> int:
    """How many may begin within ten minutes before it is a rush: twice what the business had, at least `CALM`.

    `begun`: pairs of a window's index and how many conversations began in it.
    """
    busiest: dict[int, int] = {}
    for window, number in begun:
        day = window // _DAY_WINDOWS
        busiest[day] = max(busiest.get(day, 0), number)
    days = sorted(busiest.values(), reverse=True)
    return max(CALM, 2 * days[DAYS_ABOVE - 1] if len(days) >= DAYS_ABOVE else 0)
