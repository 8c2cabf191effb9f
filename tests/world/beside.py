"""An event loop in a thread of its own: the server and the Python clients run there while a test drives a browser."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager
from typing import Generic, TypeVar

SECONDS = 60
"""What a busy machine may take; not how long anything should take."""

T = TypeVar("T")
R = TypeVar("R")


class Beside(Generic[T]):
    """What was opened in the loop; `do` runs coroutines there."""

    def __init__(self, loop: asyncio.AbstractEventLoop, opened: T) -> None:
        self._loop = loop
        self.opened = opened

    def do(self, work: Coroutine[object, object, R]) -> R:
        """The result of `work`, awaited in the loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS)


@contextlib.contextmanager
def beside(opening: AbstractAsyncContextManager[T]) -> Iterator[Beside[T]]:
    """Open `opening` in a new loop and close it at the end."""
    loop, ready, stop = asyncio.new_event_loop(), Future[T](), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(_hold(opening, ready, stop),))
    thread.start()
    try:
        yield Beside(loop, ready.result(SECONDS))
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(SECONDS)
        loop.close()


async def _hold(opening: AbstractAsyncContextManager[T], ready: Future[T], stop: asyncio.Event) -> None:
    try:
        async with opening as opened:
            ready.set_result(opened)
            await stop.wait()
    except BaseException as error:
        if not ready.done():
            ready.set_exception(error)
        raise
