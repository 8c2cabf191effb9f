"""Bäckerei Sonnenschein on a real server whose clock the test sets, with its greeting and its away message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.world.bakery import Bakery, bakery
from tests.world.clock import at
from tests.world.patience import PATIENCE
from tests.world.profile import BAKERY
from tresen.client import Customer, Message
from tresen.clock import SettableClock

"""How long a test waits before it fails."""


class Answering(Bakery):
    """The bakery whose clock the test moves; the owner's device is connected unless a test closes it."""

    clock: SettableClock

    def it_is(self, when: str) -> None:
        """Set the server's clock to a time in Berlin."""
        self.clock.set(at(when))

    async def shopfront(self) -> dict[str, Any]:
        """What the customer page asks for."""
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
            answer = await http.get(
                f"{self.owner.public_url}/api/v1/businesses/{self.owner._parts.business.address.handle}"
            )
        found: dict[str, Any] = answer.json()
        return found


async def until(customer: Customer, count: int) -> list[Message]:
    """The first `count` entries of the conversation; fails if they do not come in time."""
    found: list[Message] = []
    async with asyncio.timeout(PATIENCE):
        async for message in customer.messages():
            found.append(message)
            if len(found) == count:
                return found
    raise AssertionError("the messages ended")


async def automatic(customer: Customer) -> list[str]:
    """The automatic answers in the log now."""
    history = await customer.history()
    assert [each.trouble for each in history] == [None] * len(history)
    return [each.text for each in history if each.kind == "auto"]


@asynccontextmanager
async def answering(folder: Path, when: str = "2026-11-23 09:00", **profile: Any) -> AsyncIterator[Answering]:
    """Start the server at that time in Berlin and set the bakery up with its profile."""
    clock = SettableClock(at(when))
    async with bakery(folder, clock=clock, profile={**BAKERY, **profile}) as opened:
        yield Answering(opened.app, opened.owner, opened.folder, clock)
