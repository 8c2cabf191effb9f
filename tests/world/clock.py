"""The time in tests: it stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from tresen.clock import SettableClock, SystemClock
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

    def lived_ms(self) -> int:
        """The time that the machine's clock says has passed, has."""
        return super().lived_ms() + self.later_ms


def at(text: str, zone: str = "Europe/Berlin") -> int:
    """A local time in Berlin, such as `2026-11-23 12:00`, as an instant in ms."""
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def at_three_in_the_night() -> dict[str, Any]:
    """Opening hours, each day from six to one, of a shop that lies where it is three in the night by the machine's clock."""
    east = (3 - datetime.now(UTC).hour + 12) % 24 - 12
    week = {day: [["06:00", "13:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    return {"time_zone": f"Etc/GMT{-east:+d}", "weekly": week, "exceptions": []}


async def travel(house: Context, clock: SettableClock, at_ms: int) -> None:
    """[D4] The time goes on to there, and the server sees it pass. Back it is set."""
    await attest(house)
    clock.advance(max(0, at_ms - clock.now_ms()))
    clock.set(at_ms)
    await attest(house)
