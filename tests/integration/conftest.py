"""A real server on a free port, in this process, with a business in it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.world.clock import NOON
from tests.world.database import lay
from tests.world.shop import Customer, Device, Shop, found
from tests.world.wire_client import WireClient
from tresen.app import App, running
from tresen.clock import SettableClock
from tresen.config import Settings

PUBLIC_URL = "http://localhost:8080"
FAST = 1_000_000
"""These tests write faster than a person; `test_live_rates` has the real bounds."""


@dataclass
class Running:
    """The server, its port, and the shop in it."""

    app: App
    port: int
    clock: SettableClock
    shop: Shop
    lines: list[WireClient] = field(default_factory=list)

    async def enter(
        self, device: Device, forwarded: str | None = None, **place: int | bytes | None
    ) -> WireClient:
        line = await WireClient.enter(self.port, PUBLIC_URL, device, forwarded, **place)
        self.lines.append(line)
        return line

    async def connect(self) -> WireClient:
        line = await WireClient.connect(self.port)
        self.lines.append(line)
        return line

    async def customer(self) -> Customer:
        customer = self.shop.customer()
        await customer.begin(self.app.house)
        return customer


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Running]:
    clock = SettableClock(NOON)
    lay(tmp_path)
    settings = Settings(
        data=tmp_path, public_url=PUBLIC_URL, port=0, customer_burst=FAST, customer_per_minute=FAST
    )
    async with running(settings, clock) as (app, port):
        shop = await found(app.house)
        server = Running(app, port, clock, shop)
        yield server
        await asyncio.gather(*(line.close() for line in server.lines))
