"""Waiting for something to become true."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Bell:
    """Rings whenever something changed. Whoever waits looks again; once the bell is broken, every waiter gets the error."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self.broken: Exception | None = None

    def ring(self) -> None:
        """Wake everybody who waits."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    def break_(self, error: Exception) -> None:
        """Nothing will change any more. The first error is the one that every waiter gets."""
        self.broken = self.broken or error
        self.ring()

    async def until(self, true: Callable[[], bool]) -> None:
        """Return once `true()`.

        Raises:
            Exception: the one that the bell was broken with.
        """
        while not true():
            if self.broken is not None:
                raise self.broken
            future = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            await future
