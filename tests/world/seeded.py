"""The demo's bakery with its three weeks, seeded once and copied for whoever opens it."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from tests.world.bakery import FAST, Bakery, free_port
from tests.world.clock import at
from tresen.app import running
from tresen.client import Owner
from tresen.clock import Clock, SettableClock
from tresen.config import Settings
from tresen.demo.seeding import beginning, seed
from tresen.desk.team.setup import new_setup
from tresen.seal.links import SetupLink


class Seeded:
    """`folder` keeps the seed; `when` is the demo's now, in Berlin."""

    def __init__(self, folder: Path, when: str) -> None:
        self._folder = folder / "seed"
        self._when = when

    @contextlib.asynccontextmanager
    async def opening(
        self, folder: Path, *, clock: Clock | None, port: int | None = None
    ) -> AsyncIterator[Bakery]:
        """Start a server on a copy in `folder`. The first opening plays the three weeks."""
        port = port or free_port()
        if not self._folder.exists():
            await self._seed(port)
        shutil.copytree(self._folder, folder, dirs_exist_ok=True)
        clock = clock or SettableClock(at(self._when))
        keys, settings = folder / "owner.keys", _settings(folder / "data", port)
        async with (
            running(settings, clock) as (app, _),
            Owner.open(keys=keys, public_url=settings.public_url, clock=clock) as owner,
        ):
            await owner.records.renew()
            yield Bakery(app, owner, folder, clock)

    async def _seed(self, port: int) -> None:
        made = self._folder.with_suffix(".begun")
        (made / "data").mkdir(parents=True, mode=0o700)
        clock = SettableClock(beginning(at(self._when)))
        settings = _settings(made / "data", port)
        async with running(settings, clock) as (app, _):
            link = str(SetupLink(settings.public_url, await new_setup(app.house)))
            await seed(link, made / "owner.keys", clock, at(self._when), lambda _done, _steps: None)
        made.rename(self._folder)


def _settings(data: Path, port: int) -> Settings:
    return Settings(
        data,
        f"http://localhost:{port}",
        port=port,
        conversations_per_hour=1_000,
        customer_burst=FAST[0],
        customer_per_minute=FAST[1],
    )
