"""The bakery beside a browser. The server, its owner, customers and colleagues run in a thread of this process."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Protocol, TypeVar

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.beside import Beside, beside
from tresen.client import Customer, KeysInUse, Owner, Staff
from tresen.clock import Clock
from tresen.desk.team.setup import new_setup
from tresen.seal.links import SetupLink

TEAM = {1: "Anna", 2: "Ben", 3: "Cem"}

T = TypeVar("T")


class Opening(Protocol):
    """Starts a bakery."""

    def __call__(self, folder: Path, *, clock: Clock | None) -> AbstractAsyncContextManager[Bakery]: ...


class Stage:
    """`do` runs a coroutine of the Python client beside the browser and waits for its result."""

    def __init__(self, running: Beside[Bakery]) -> None:
        self._running = running
        self.clients: list[Customer | Staff] = []
        self._confirming: list[asyncio.Task[None]] = []
        self.bakery = running.opened
        self._customers: dict[str, Customer] = {}

    def rest(self) -> None:
        """Nobody has rung for so long that everybody may again: all browsers of the tests have one network address."""

        async def forget() -> None:
            self.bakery.app.live.rings._limits._buckets.clear()
            self.bakery.app.house.spending._conversations.clear()

        self.do(forget())

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path, clock: Clock | None = None, opening: Opening = bakery) -> Iterator[Stage]:
        """Start the server on an empty folder, with the team's names written; stop everything at the end.

        `clock` is the server's and that of everybody in Python; browsers have their own. `opening` is what to start
        instead of a server alone.
        """
        with beside(_with_team(opening(folder, clock=clock))) as running:
            stage = cls(running)
            try:
                yield stage
            finally:
                # After a failure too: what stays open is found later, and complained about in another test.
                stage.do(stage._close())

    def do(self, work: Coroutine[object, object, T]) -> T:
        """The result of `work`, awaited in the server's loop."""
        return self._running.do(work)

    def customer(self, name: str, *said: str) -> Customer:
        """A customer who has already said these texts; the one who is here already, or who comes back."""
        try:
            customer = self._customers[name] = self.do(self.bakery.customer(name))
            self.clients.append(customer)
        except KeysInUse:
            customer = self._customers[name]
        for text in said:
            self.do(customer.send(text))
        return customer

    def conversation(self, customer: Customer) -> bytes:
        """The id of a customer's conversation, which exists once something was said."""

        async def ask() -> bytes:
            found = customer.conversation
            assert found is not None, "nothing was said yet"
            return found

        return self.do(ask())

    def colleague(self, person: int) -> Staff:
        """A new device of a team member; the owner confirms it."""

        async def link(url: str) -> Staff:
            return await Staff.link(
                url, keys=self.bakery.folder / f"person-{person}.keys", clock=self.bakery.clock
            )

        colleague = self.do(link(self.inbox_link(person)))
        self.clients.append(colleague)
        return colleague

    def inbox_link(self, person: int, role: str = "member") -> str:
        """A fresh one-time link. The owner confirms whoever opens it."""
        return self.do(self.bakery.owner.invites.create(person, role))

    def neighbour(self, handle: str = "hof", name: str = "Hof Lindental") -> Owner:
        """The owner of a second business on the same server. Invitations are confirmed when `confirm_for` says so."""

        async def begin() -> Owner:
            bakery = self.bakery
            link = str(SetupLink(bakery.owner.public_url, await new_setup(bakery.app.house)))
            return await Owner.setup(
                link,
                keys=bakery.folder / f"{handle}.keys",
                handle=handle,
                profile={**PROFILE, "name": name},
                name="Henrike",
                clock=bakery.clock,
            )

        owner = self.do(begin())
        self.clients.append(owner)
        return owner

    def confirm_for(self, owner: Owner) -> None:
        """Have this owner's device confirm everybody who answers its invitations, from now on."""

        async def begin() -> None:
            self._confirming.append(asyncio.create_task(owner.invites.keep_confirming()))

        self.do(begin())

    async def _close(self) -> None:
        for task in self._confirming:
            task.cancel()
        await asyncio.gather(*self._confirming, return_exceptions=True)
        for client in self.clients:
            await client.close()


@contextlib.asynccontextmanager
async def _with_team(opening: AbstractAsyncContextManager[Bakery]) -> AsyncIterator[Bakery]:
    """The bakery with the names of its team written. The owner's device confirms everybody who joins."""
    async with opening as opened:
        await opened.owner.team.write_people(TEAM)
        confirming = asyncio.create_task(opened.owner.invites.keep_confirming())
        yield opened
        confirming.cancel()
        await asyncio.gather(confirming, return_exceptions=True)
