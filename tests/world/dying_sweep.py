"""`python -m tests.world.dying_sweep FOLDER NOW STEP`: the upkeep, killed by `kill -9` on the way.

Before write STEP / 2 of the upkeep, or after it when STEP is odd, the process kills itself. With a STEP that is never
reached it prints `done`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from tests.world.house import opened
from tresen.clock import SettableClock
from tresen.desk.erasing.slices import finish_all
from tresen.desk.upkeep import sweep
from tresen.store.writer import Writer


class Dying(Writer):
    """A writer that ends the process at a step."""

    step = -1

    async def run(self, job: Any) -> Any:
        self._die()
        done = await super().run(job)
        self._die()
        return done

    def _die(self) -> None:
        if Dying.step == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        Dying.step -= 1


async def main(folder: Path, now: int, step: int) -> None:
    """What a server does at its start, then the upkeep."""
    async with opened(folder, SettableClock(now)) as house:
        house.house.writer.__class__ = Dying
        Dying.step = step
        await finish_all(house.house)
        await sweep(house.house)
        Dying.step = -1
    sys.stdout.write("done\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
