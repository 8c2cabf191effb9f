"""A floor of free disk: below it customers' messages are refused, below half of it the team's too; erasing always works."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tresen.errors import Refusal

MEASURED_SECONDS: Final = 1.0
"""The free disk is measured at most so often."""


class Storage:
    """Knows how much disk is free. `free` returns bytes; None: there is no floor."""

    def __init__(
        self,
        free: Callable[[], int] | None = None,
        floor: int = 0,
        monotonic: Callable[[], float] = time.monotonic,
        report: Callable[[bool], None] = lambda _: None,
    ) -> None:
        self._free, self._floor, self._monotonic = free, floor, monotonic
        self._report, self._low = report, False
        self._room = floor
        self._measured = float("-inf")

    @classmethod
    def of(cls, folder: Path, floor: int, report: Callable[[bool], None] = lambda _: None) -> Storage:
        """The disk that holds this folder; `floor` in bytes. `report` is told when it is reached and when it is over."""
        return cls(lambda: shutil.disk_usage(folder).free, floor, report=report)

    def is_low(self) -> bool:
        """Whether customers are refused now, for want of free disk."""
        self._measure()
        return self._low

    def require_room(self, *, staff: bool, more: int = 0, share: int = 1) -> None:
        """Call before something that makes the log grow. Raises `storage_full`; nothing is stored then.

        `more`: so many bytes are to come. `share`: so many times the floor is kept free by what can wait.
        """
        if self._free is None:
            return
        self._measure()
        if self._room - more < (self._floor // 2 if staff else self._floor) * share:
            raise Refusal("storage_full", "the server's disk is nearly full")

    def _measure(self) -> None:
        now = self._monotonic()
        if self._free is None or now - self._measured < MEASURED_SECONDS:
            return
        self._measured, self._room = now, self._free()
        low = self._room < self._floor
        if low != self._low:
            self._low = low
            self._report(low)
