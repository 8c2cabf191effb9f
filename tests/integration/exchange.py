"""A server with a relay, a customer, and the phones of both sides, for tests of calls over real sockets."""

from __future__ import annotations

import asyncio
import ipaddress
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tests.integration.conftest import FAST, PUBLIC_URL, Running
from tests.world.clock import NOON
from tests.world.database import lay
from tests.world.patience import PATIENCE
from tests.world.phone import Phone
from tests.world.shop import Customer, Device, answer, found
from tresen.app import running
from tresen.clock import SettableClock
from tresen.config import Settings
from tresen.core.model import Kind
from tresen.core.shopfront.profile import parse_profile
from tresen.core.wire import Events
from tresen.store import calls as store
from tresen.store import profiles
from tresen.store.tx import Tx


@dataclass
class Exchange:
    """A server with a relay, a customer, and the phones of both sides."""

    server: Running
    customer: Customer
    krause: Phone
    anna: Phone
    ben: Phone

    async def phone(
        self,
        device: Device,
        *,
        staff: bool = True,
        customer: Customer | None = None,
        forwarded: str | None = None,
    ) -> Phone:
        line = await self.server.enter(device, forwarded)
        who = customer or self.customer
        return Phone(device, who.epoch.key, self.server.clock, line, staff)

    def dial(self, caller: Phone, *, video: bool = False) -> bytes:
        """That phone rings; the others know the call."""
        caller.call = os.urandom(16)
        caller.say("ring", video=video)
        for phone in (self.krause, self.anna, self.ben):
            phone.call = caller.call
        return caller.call

    async def connected(self) -> None:
        """Krause calls, Anna takes it, Ben is told."""
        self.dial(self.krause)
        for phone in (self.krause, self.anna, self.ben):
            if phone is not self.krause:
                await phone.hear("ring", self.krause)
            await phone.phase("ringing")
        self.anna.say("accept", self.krause)
        await self.krause.hear("accept", self.anna)
        for phone in (self.krause, self.anna, self.ben):
            await phone.phase("accepted")

    async def event(self, phone: Phone) -> list[object]:
        """The body of the call's event, as this side gets it."""
        events = await phone.line.take(Events, lambda frame: frame.events[0].kind == Kind.CALL)
        body: list[object] = msgspec.msgpack.decode(events.events[0].body)
        return body

    def rows(self) -> list[store.Row]:
        """The calls that go on, as they are stored."""
        with self.server.app.house.database.snapshot() as connection:
            return store.going_on(connection)

    async def gone(self, left: int) -> None:
        """Until the server knows that only so many are connected."""
        async with asyncio.timeout(PATIENCE):
            while len(self.server.app.house.sessions) > left:  # noqa: ASYNC110 - the server tells nobody of it
                await asyncio.sleep(0.005)

    async def publish(self, **profile: Any) -> None:
        """The business publishes a profile, which the server takes without asking whose signature it has."""
        fields = {"name": "Bäckerei", "imprint": "Anna", "privacy": "Anna", **profile}
        parse_profile(fields)
        text = msgspec.msgpack.encode(fields)

        def job(tx: Tx) -> None:
            business = tx.business(self.server.shop.key)
            stored = tx.append(business, Kind.RECORD, msgspec.msgpack.encode((b"", b"", None)), public=True)
            profiles.set_profile(tx, business, stored.rev or 0, (os.urandom(32), text), None)

        await self.server.app.house.write(job)

    def pass_time(self, ms: int) -> None:
        self.server.clock.advance(ms)
        self.server.app.services.calls.look()


def settings(folder: Path) -> Settings:
    return Settings(
        data=folder, public_url=PUBLIC_URL, port=0, customer_burst=FAST, customer_per_minute=FAST,
        trusted_proxy=(ipaddress.ip_network("127.0.0.0/8"),),
        relay_urls=("turn:relay.example.org:3478",), relay_secret="a secret of the relay",
    )  # fmt: skip


@asynccontextmanager
async def exchanging(folder: Path, now_ms: int = NOON, *, answered: bool = True) -> AsyncIterator[Exchange]:
    """Everybody is connected, and nobody calls. `answered`: the team has written to the customer (C4)."""
    lay(folder)
    clock = SettableClock(now_ms)
    async with running(settings(folder), clock) as (app, port):
        server = Running(app, port, clock, await found(app.house))
        customer = await server.customer()
        key, shop = customer.epoch.key, server.shop
        if answered:
            await answer(app.house, shop, customer.conversation)
        lines = [await server.enter(each) for each in (customer.device, shop.owner, shop.member)]
        krause = Phone(customer.device, key, clock, lines[0], False)
        anna, ben = (
            Phone(shop.owner, key, clock, lines[1], True),
            Phone(shop.member, key, clock, lines[2], True),
        )
        yield Exchange(server, customer, krause, anna, ben)
        for line in server.lines:
            await line.close()
