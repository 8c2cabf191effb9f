"""The doorbell (L3, A3): "log of business X reached N". It may lose, repeat and reorder; the log is the truth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

Bell = Callable[[int, int], None]
"""Called on the event loop with the business's internal key and the `seq` its log reached."""


class Bus(Protocol):
    """Carries wake-ups to whoever serves sessions, in this process or in others."""

    def subscribe(self, bell: Bell) -> None:
        """Call `bell` for every ring from now on."""

    def ring(self, business: int, seq: int) -> None:
        """Ring every subscriber. Call this only after the commit (A2)."""

    async def close(self) -> None:
        """Ring no more."""
