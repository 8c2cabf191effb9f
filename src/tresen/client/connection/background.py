"""Work that nobody waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from tresen.client.connection.bell import Bell
from tresen.client.errors import BrokenConversation, Stopped
from tresen.errors import Refusal


class Background:
    """Tasks of one client. An unexpected error breaks the bell: whoever waits gets it, instead of waiting forever."""

    def __init__(self, bell: Bell) -> None:
        self._bell = bell
        self._tasks: set[asyncio.Task[None]] = set()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin with it.

        It may end because the client stopped, because its conversation was put aside, or by a refusal that its own tries
        could not answer: nobody asked for it, and it begins again with the next event or connection.
        """

        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception) and not isinstance(error, Stopped | Refusal | BrokenConversation):
            self._bell.break_(error)

    async def close(self) -> None:
        """Cancel what still runs."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
