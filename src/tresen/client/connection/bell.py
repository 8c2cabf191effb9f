"""Waiting for something to become true."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Bell:
    """Who waits is woken at every ring and looks again; once it is broken, everyone gets the error."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self.broken: Exception | None = None

    def ring(self) -> None:
        """Something changed."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    def break_(self, error: Exception) -> None:
        """Nothing will change any more. The first reason stays."""
        self.broken = self.broken or error
        self.ring()

    async def until(self, true: Callable[[], bool]) -> None:
        """Return once `true()`.

        Raises:
            Exception: with which the bell was broken.
        """
        while not true():
            if self.broken is not None:
                raise self.broken
            future = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            await future
