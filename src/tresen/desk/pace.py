"""Long work in slices: each is one job of the writer, so long that others wait for it at most `SLICE_SECONDS`."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from tresen.desk.house import House
from tresen.store.tx import Tx

T = TypeVar("T")
SLICE_SECONDS: Final = 0.020
"""The longest that a slice is to hold the writer, its commit included."""
AIM_SECONDS: Final = SLICE_SECONDS / 2
LEAST: Final = 8
MOST: Final = 512


class Pace:
    """How many items one slice takes on: fewer after a slow slice, at most twice as many after a quick one."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self.items = 4 * LEAST

    async def slice(self, house: House, work: Callable[[Tx], T]) -> T:
        """Run one slice of `items` items and learn from how long it took, from its begin to its commit."""
        began = 0.0

        def job(tx: Tx) -> T:
            nonlocal began
            began = self._monotonic()
            return work(tx)

        done = await house.write(job)
        self.took(self._monotonic() - began)
        return done

    def took(self, seconds: float) -> None:
        """The last slice took so long."""
        fitting = int(self.items * AIM_SECONDS / max(seconds, 0.001))
        self.items = max(LEAST, min(fitting, 2 * self.items, MOST))
