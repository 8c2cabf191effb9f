"""Bäckerei Sonnenschein on a real server whose clock the test sets, with its greeting and its away message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.world.bakery import free_port
from tests.world.clock import at
from tests.world.database import lay
from tests.world.profile import BAKERY
from tresen.app import App, running
from tresen.client import Customer, Message, Owner
from tresen.clock import SettableClock
from tresen.config import Settings
from tresen.desk.setup import new_setup
from tresen.seal.links import SetupLink

SECONDS = 20
"""How long a test waits before it fails."""


@dataclass
class Answering:
    """The running server and its owner, whose device is connected unless a test closes it."""

    app: App
    clock: SettableClock
    owner: Owner
    folder: Path

    def it_is(self, when: str) -> None:
        """Set the server's clock to a time in Berlin."""
        self.clock.set(at(when))

    async def customer(self, name: str = "krause") -> Customer:
        return await Customer.start(
            self.owner.customer_link, keys=self.folder / f"{name}.keys", clock=self.clock
        )

    async def shopfront(self) -> dict[str, Any]:
        """What the customer page asks for."""
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.get(f"{self.owner.public_url}/api/v1/businesses/{self.owner.handle}")
        found: dict[str, Any] = answer.json()
        return found


async def until(customer: Customer, count: int) -> list[Message]:
    """The first `count` entries of the conversation; fails when they do not come in time."""
    found: list[Message] = []
    async with asyncio.timeout(SECONDS):
        async for message in customer.messages():
            found.append(message)
            if len(found) == count:
                return found
    raise AssertionError("the messages ended")


async def automatic(customer: Customer) -> list[str]:
    """The automatic answers that the log holds now."""
    history = await customer.history()
    assert [each.trouble for each in history] == [None] * len(history)
    return [each.text for each in history if each.kind == "auto"]


@asynccontextmanager
async def answering(folder: Path, when: str = "2026-11-23 09:00", **profile: Any) -> AsyncIterator[Answering]:
    """Start the server at that time in Berlin and set the bakery up with its profile."""
    clock = SettableClock(at(when))
    port = free_port()
    url = f"http://localhost:{port}"
    data = folder / "data"
    data.mkdir(exist_ok=True)
    lay(data)
    async with running(Settings(data=data, public_url=url, port=port), clock) as (app, _):
        link = str(SetupLink(url, await new_setup(app.house)))
        owner = await Owner.setup(
            link,
            keys=folder / "owner.keys",
            handle="sonnenschein",
            profile={**BAKERY, **profile},
            name="Anna",
            clock=clock,
        )
        async with owner:
            yield Answering(app, clock, owner, folder)
