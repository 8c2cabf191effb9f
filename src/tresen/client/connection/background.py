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

        async def run() -> None:
            try:
                await work
            except (Stopped, Refusal, BrokenConversation):
                return
            except Exception as error:  # noqa: BLE001 - whoever waits gets it
                self._bell.break_(error)

        task = asyncio.get_running_loop().create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Cancel what still runs."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
