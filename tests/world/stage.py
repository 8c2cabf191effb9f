"""The bakery beside a browser: the real server in this process, its owner, who confirms; customers, colleagues in Python."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol, TypeVar

from tests.world.bakery import Bakery, bakery
from tests.world.beside import Beside, beside
from tresen.client import Customer, Staff
from tresen.clock import Clock

TEAM = {1: "Anna", 2: "Ben", 3: "Cem"}

T = TypeVar("T")


class Opening(Protocol):
    """Starts a bakery."""

    def __call__(self, folder: Path, *, clock: Clock | None) -> AbstractAsyncContextManager[Bakery]: ...


class Stage:
    """`do` runs one of the Python client's coroutines beside the browser and waits for it."""

    def __init__(self, running: Beside[Bakery]) -> None:
        self._running = running
        self.clients: list[Customer | Staff] = []
        self.bakery = running.opened

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path, clock: Clock | None = None, opening: Opening = bakery) -> Iterator[Stage]:
        """Start the server on an empty folder, with the team's names written; stop everything at the end.

        `clock` is the server's and that of everybody in Python; browsers have their own. `opening` is what to start
        instead of a server alone.
        """
        with beside(_with_team(opening(folder, clock=clock))) as running:
            stage = cls(running)
            yield stage
            stage.do(stage._close())

    def do(self, work: Coroutine[object, object, T]) -> T:
        """The result of `work`, awaited in the server's loop."""
        return self._running.do(work)

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
        return self.do(self.bakery.owner.invites.create(person, role))

    async def _close(self) -> None:
        for client in self.clients:
            await client.close()


@contextlib.asynccontextmanager
async def _with_team(opening: AbstractAsyncContextManager[Bakery]) -> AsyncIterator[Bakery]:
    """The bakery with the names of its team, whose owner's device confirms whoever joins."""
    async with opening as opened:
        await opened.owner.team.write_people(TEAM)
        confirming = asyncio.create_task(opened.owner.invites.keep_confirming())
        yield opened
        confirming.cancel()
        await asyncio.gather(confirming, return_exceptions=True)
