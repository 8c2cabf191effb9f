"""Splits long work into writer jobs short enough that no caller waits longer than `SLICE_SECONDS`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

from tresen.desk.context import Context
from tresen.store.tx import Tx

SLICE_SECONDS: Final = 0.020
"""The longest that a slice is to hold the writer, its commit included, on a machine that does nothing else."""
AIM_SECONDS: Final = SLICE_SECONDS / 2
"""When this is over a slice takes on no more, however few items it has done. The rest is for the commit: how long a disk
takes for one hardly depends on the slice, so fewer items after a slow commit would only mean more commits."""
LEAST: Final = 8
MOST: Final = 512
LOOKS: Final = 4
"""How often a slice that is as long as expected looks at the clock."""


TALK_SECONDS: Final = 60.0
"""So long after somebody said something, somebody may say something more."""
SHARE: Final = 25
"""While people write, work that nobody waits for takes so small a share of the writer's time: one in so many messages
meets a slice of it."""
ALONE: Final = 4
"""Otherwise one in so many parts: other work of the server goes on beside it."""


async def give_way(house: Context, seconds: float) -> None:
    """Call after a slice that worked for so long, in work that nobody waits for: others come first."""
    talking = time.monotonic() - house.writer.asked < TALK_SECONDS
    await asyncio.sleep(seconds * (SHARE if talking else ALONE))


class Pace:
    """How many items one slice takes on: fewer after a slow slice, at most twice as many after a quick one."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self.items = 4 * LEAST
        self.seconds = 0.0
        """How long the last slice worked."""

    async def slice(self, house: Context, work: Callable[[Tx, int, int], object], most: int) -> int:
        """Run one slice of up to `most` items, and learn from how long its work took.

        `work(tx, first, until)` does the items of that range, counted from 0. It is called for one part after the other,
        until the slice's time is over. Returns how many items were done.
        """
        seconds = 0.0

        def job(tx: Tx) -> int:
            nonlocal seconds
            began, seconds, done = self._monotonic(), 0.0, 0
            end, step = min(self.items, most), max(LEAST, self.items // LOOKS)
            while done < end and seconds < AIM_SECONDS:
                until = min(done + step, end)
                work(tx, done, until)
                done, seconds = until, self._monotonic() - began
            return done

        done = await house.write(job)
        self.seconds = seconds
        self.took(done, seconds)
        return done

    def took(self, items: int, seconds: float) -> None:
        """The last slice did so many items in so long."""
        fitting = round(items * AIM_SECONDS / max(seconds, 0.001))
        self.items = max(LEAST, min(fitting, 2 * self.items, MOST))
