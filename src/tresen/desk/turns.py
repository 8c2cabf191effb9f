"""Erasures of one conversation take turns, and whoever reads its history waits for the one that runs (L7)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """One lock per conversation, for as long as somebody holds or awaits it."""

    def __init__(self) -> None:
        self._locks: dict[bytes, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, conversation: bytes) -> AsyncIterator[None]:
        """Wait for one's turn."""
        lock, users = self._locks.get(conversation, (asyncio.Lock(), 0))
        self._locks[conversation] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks.pop(conversation)
            if users > 1:
                self._locks[conversation] = (lock, users - 1)

    async def over(self, conversation: bytes) -> None:
        """Wait until nobody has a turn there: then all is erased that the log says is."""
        if conversation in self._locks:
            async with self.of(conversation):
                pass
