"""`python -m tests.world.dying KEYS STEP`: an owner's client that replaces the recovery sheet and is killed on the way.

It prints the new sheet, then puts it in force. Before call STEP / 2 to the server, or after it when STEP is odd, it kills
itself as `kill -9` would. With a STEP that is never reached it prints `done`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any

from tresen.client import Owner
from tresen.client.connection.http import Http


class Dying(Http):
    """HTTP that ends the process at a step."""

    step = 0
    armed = False

    async def _call(self, method: str, path: str, **what: Any) -> Any:
        self._die()
        answer = await super()._call(method, path, **what)
        self._die()
        return answer

    def _die(self) -> None:
        if not Dying.armed:
            return
        if Dying.step == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        Dying.step -= 1


def say(line: str) -> None:
    """Tell the test; what was said is out before the process may end."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def main(keys: str, step: int) -> None:
    """Open, print, replace."""
    async with Owner.open(keys=keys) as owner:
        await owner.team.devices()
        owner._parts.http.__class__ = Dying
        sheet = owner.records.new_sheet()
        say(sheet)
        Dying.step, Dying.armed = step, True
        await owner.records.replace_sheet(sheet)
        Dying.armed = False
    say("done")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2])))
