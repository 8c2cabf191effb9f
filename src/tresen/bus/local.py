"""The doorbell inside one process."""

from __future__ import annotations

from tresen.bus.port import Bell


class LocalBus:
    """Rings at once, within the caller's turn of the event loop."""

    def __init__(self) -> None:
        self._bells: list[Bell] = []

    def subscribe(self, bell: Bell) -> None:
        """Call `bell` for every ring from now on."""
        self._bells.append(bell)

    def ring(self, business: int, seq: int) -> None:
        """Ring every subscriber in this process."""
        for bell in self._bells:
            bell(business, seq)

    async def close(self) -> None:
        """Ring no more."""
        self._bells.clear()
