"""The time in tests: it stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from tresen.clock import SettableClock, SystemClock
from tresen.core.law.days import DAY_MS
from tresen.core.law.watch import JUMP_MS
from tresen.desk.context import Context
from tresen.desk.law.watch import attest

MINUTE: Final = 60_000
NOON: Final = 1_790_000_000_000
"""The time for tests in which the date does not matter, in ms."""


class LateClock(SystemClock):
    """The machine's time and so much more, for a server beside browsers, whose time goes on."""

    later_ms = 0

    def now_ms(self) -> int:
        """UTC milliseconds."""
        return super().now_ms() + self.later_ms


def at(text: str, zone: str = "Europe/Berlin") -> int:
    """A local time in Berlin, such as `2026-11-23 12:00`, as an instant in ms."""
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


async def travel(house: Context, clock: SettableClock, at_ms: int) -> None:
    """[D4] The clock goes there and is believed: the server saw it go on for three days."""
    if at_ms - clock.now_ms() > JUMP_MS:
        for days in range(3, 0, -1):
            clock.set(at_ms - days * DAY_MS)
            await attest(house)
    clock.set(at_ms)
    await attest(house)
