"""The time in tests: it stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

MINUTE: Final = 60_000
NOON: Final = 1_790_000_000_000
"""The time for tests in which the date does not matter, in ms."""


def at(text: str, zone: str = "Europe/Berlin") -> int:
    """A local time in Berlin, such as `2026-11-23 12:00`, as an instant in ms."""
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)
