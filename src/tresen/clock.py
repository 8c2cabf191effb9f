"""The clock. The core reads none (A5); everything else receives one as an argument."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """UTC milliseconds. Only display and retention use it; correctness never depends on it (I-11)."""

    def now_ms(self) -> int:
        """UTC milliseconds."""


class SystemClock:
    """The machine's clock."""

    def now_ms(self) -> int:
        """UTC milliseconds."""
        return time.time_ns() // 1_000_000


class SettableClock:
    """A clock set by its owner: for tests, and for the demo, which begins three weeks ago."""

    def __init__(self, now_ms: int) -> None:
        self._now_ms = now_ms

    def now_ms(self) -> int:
        """UTC milliseconds, as last set."""
        return self._now_ms

    def set(self, now_ms: int) -> None:
        """Move the clock to that time."""
        self._now_ms = now_ms

    def advance(self, ms: int) -> None:
        """Move the clock on."""
        self._now_ms += ms
