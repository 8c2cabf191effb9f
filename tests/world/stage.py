"""A shop behind a browser: the real server in this process, an owner who confirms, customers and colleagues in Python."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol, TypeVar

from tests.world.bakery import Bakery, bakery
from tresen.client import Customer, Staff
from tresen.clock import Clock

SECONDS = 60
"""For what a busy machine may take its time for; not how long anything should take."""
TEAM = {1: "Anna", 2: "Ben", 3: "Cem"}

T = TypeVar("T")


class Opening(Protocol):
    """Starts a bakery."""

    def __call__(self, folder: Path, *, clock: Clock | None) -> AbstractAsyncContextManager[Bakery]: ...


class Stage:
    """`do` runs one of the Python client's coroutines beside the browser and waits for it."""

    def __init__(self, loop: asyncio.AbstractEventLoop, opened: Bakery) -> None:
        self._loop = loop
        self.clients: list[Customer | Staff] = []
        self.bakery = opened

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path, clock: Clock | None = None, opening: Opening = bakery) -> Iterator[Stage]:
        """Start the server on an empty folder, with the team's names written; stops everything at the end.

        A clock of the test's own is the server's and that of everybody in Python; browsers have theirs. `opening`: what to
        start instead of a server alone.
        """
        loop, ready, stop = asyncio.new_event_loop(), Future[Bakery](), asyncio.Event()
        thread = threading.Thread(
            target=loop.run_until_complete, args=(_keep_open(opening(folder, clock=clock), ready, stop),)
        )
        thread.start()
        try:
            shop = cls(loop, ready.result(SECONDS))
            yield shop
            shop.do(shop._close())
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join(SECONDS)
            loop.close()

    def do(self, work: Coroutine[object, object, T]) -> T:
        """The result of `work`, awaited in the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS)

    def customer(self, name: str, *said: str) -> Customer:
        """A customer who has said something already."""
        customer = self.do(self.bakery.customer(name))
        self.clients.append(customer)
        for text in said:
            self.do(customer.send(text))
        return customer

    def conversation(self, customer: Customer) -> bytes:
        """The id of a customer's conversation, once something was said."""

        async def ask() -> bytes:
            found = customer.conversation
            assert found is not None, "nothing was said yet"
            return found

        return self.do(ask())

    def colleague(self, person: int) -> Staff:
        """A device of somebody of the team, whose owner confirms it."""

        async def link(url: str) -> Staff:
            return await Staff.link(
                url, keys=self.bakery.folder / f"person-{person}.keys", clock=self.bakery.clock
            )

        colleague = self.do(link(self.inbox_link(person)))
        self.clients.append(colleague)
        return colleague

    def inbox_link(self, person: int, role: str = "member") -> str:
        """A fresh one-time link; whoever opens it is confirmed."""
        return self.do(self.bakery.owner.invite(person, role))

    async def _close(self) -> None:
        for client in self.clients:
            await client.close()


async def _keep_open(
    opening: AbstractAsyncContextManager[Bakery], ready: Future[Bakery], stop: asyncio.Event
) -> None:
    try:
        async with opening as opened:
            await opened.owner.write_people(TEAM)
            confirming = asyncio.create_task(opened.owner.keep_confirming())
            ready.set_result(opened)
            await stop.wait()
            confirming.cancel()
            await asyncio.gather(confirming, return_exceptions=True)
    except BaseException as error:
        if not ready.done():
            ready.set_exception(error)
        raise
