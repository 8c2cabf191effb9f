"""How far a transfer is, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[int, int], object]
"""Is called with the bytes that are done, and with all of them, as they are carried. The first never goes back."""


class Meter:
    """Counts what is done and tells of it."""

    def __init__(self, total: int, told: Progress | None) -> None:
        self._total, self._told, self._done = total, told, 0

    def reach(self, done: int) -> None:
        """So much is done in all; less than before is not told."""
        if self._told is not None and (done > self._done or not self._total):
            self._told(done, self._total)
        self._done = max(self._done, done)
