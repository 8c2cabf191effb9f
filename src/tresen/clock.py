"""The clock. The core reads none (A5); everything else receives one as an argument."""

from __future__ import annotations

import time
from typing import Final, Protocol

_STEADY: Final[int] = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""The clock that nobody sets. On Linux it counts while the machine sleeps as well."""


class Clock(Protocol):
    """UTC milliseconds. Only display and retention use it; correctness never depends on it (I-11)."""

    def now_ms(self) -> int:
        """UTC milliseconds."""

    def lived_ms(self) -> int:
        """Milliseconds since some moment before this process began, by a clock that nobody sets."""


class SystemClock:
    """The machine's clock."""

    def now_ms(self) -> int:
        """UTC milliseconds."""
        return time.time_ns() // 1_000_000

    def lived_ms(self) -> int:
        """Milliseconds since the machine began."""
        return time.clock_gettime_ns(_STEADY) // 1_000_000


class SettableClock:
    """A clock set by its owner: for tests, and for the demo, which begins three weeks ago."""

    def __init__(self, now_ms: int) -> None:
        self._now_ms = now_ms
        self._lived_ms = 0

    def now_ms(self) -> int:
        """UTC milliseconds, as last set."""
        return self._now_ms

    def lived_ms(self) -> int:
        """By how much it was moved on; being set is none of it."""
        return self._lived_ms

    def set(self, now_ms: int) -> None:
        """Move the clock to that time, as somebody does who sets a clock."""
        self._now_ms = now_ms

    def advance(self, ms: int) -> None:
        """Let so much time pass."""
        self._now_ms += ms
        self._lived_ms += ms


class Stopwatch:
    """Laps of a clock that nobody sets."""

    def __init__(self) -> None:
        self._last_ms: int | None = None

    def lap(self, lived_ms: int) -> int:
        """How long the lap was that ends now; the first is none."""
        last, self._last_ms = self._last_ms, lived_ms
        return 0 if last is None else max(0, lived_ms - last)
