"""A business on a real server in this process, driven by the Python client."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.world.database import lay
from tresen.app import App, running
from tresen.client import Customer, Owner, Staff
from tresen.clock import Clock, SystemClock
from tresen.config import Settings
from tresen.demo.relay import LocalRelay
from tresen.desk.team.setup import new_setup
from tresen.seal.links import SetupLink

PROFILE = {
    "name": "Bäckerei Sonnenschein",
    "imprint": "Anna Sonnenschein, Lindenallee 7, 12045 Berlin",
    "privacy": "datenschutz@sonnenschein.example",
}

FAST = (1_000_000, 1_000_000)
"""Tests write faster than people, who hardly ever wait for the rates. `test_live_rates` has the real ones."""
_FRONT = (ipaddress.ip_network("127.0.0.1"),)
"""The address of a proxy in front of the server."""


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Bakery:
    """The running server, its owner, the folder that holds all key files, and the clock that server and clients read."""

    app: App
    owner: Owner
    folder: Path
    clock: Clock

    @property
    def url(self) -> str:
        """The link on the sign."""
        return self.owner.customer_link

    async def customer(self, name: str = "krause") -> Customer:
        """A customer, new or resumed from the key file of that name."""
        return await Customer.start(self.url, keys=self.folder / f"{name}.keys", clock=self.clock)

    async def join(self, person: int, role: str = "member", name: str | None = None) -> Staff:
        """A new member of the team: invited by the owner and confirmed by the owner's device."""
        link = await self.owner.invites.create(person, role)
        confirming = asyncio.create_task(self.owner.invites.keep_confirming())
        try:
            return await Staff.link(link, keys=self.folder / f"{name or person}.keys", clock=self.clock)
        finally:
            confirming.cancel()
            await asyncio.gather(confirming, return_exceptions=True)


async def renewed_sheet(owner: Owner) -> str:
    """Put a new recovery sheet in force."""
    sheet = owner.records.new_sheet()
    await owner.records.replace_sheet(sheet)
    return sheet


@contextlib.asynccontextmanager
async def bakery(
    folder: Path,
    port: int | None = None,
    clock: Clock | None = None,
    public_url: str | None = None,
    profile: dict[str, Any] | None = None,
    web: Path | None = None,
    relay: LocalRelay | None = None,
    says: tuple[int, int] = FAST,
) -> AsyncIterator[Bakery]:
    """Start a server on an empty data folder and set the bakery up with its profile.

    Without a clock it runs at the machine's time. `public_url` is given when something stands in front of the server, `web`
    when it serves other web apps than those that are built here, `relay` when calls have one. `says` is how much a
    customer's device may say at once, and in a minute.
    """
    clock = clock or SystemClock()
    port = port or free_port()
    url = public_url or f"http://localhost:{port}"
    data = folder / "data"
    data.mkdir(exist_ok=True)
    lay(data)
    settings = Settings(
        data,
        url,
        port=port,
        trusted_proxy=_FRONT,
        conversations_per_hour=1_000,
        customer_burst=says[0],
        customer_per_minute=says[1],
        web=web,
        relay_urls=relay.urls if relay else (),
        relay_secret=relay.secret if relay else None,
    )
    async with running(settings, clock) as (app, _):
        link = str(SetupLink(url, await new_setup(app.house)))
        owner = await Owner.setup(
            link,
            keys=folder / "owner.keys",
            handle="sonnenschein",
            profile=profile or PROFILE,
            name="Anna",
            clock=clock,
        )
        async with owner:
            yield Bakery(app, owner, folder, clock)
