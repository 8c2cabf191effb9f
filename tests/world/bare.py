"""A server without a business yet, and the set-up links its host makes."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from tests.world.bakery import free_port
from tests.world.beside import Beside, beside
from tests.world.database import lay
from tresen.app import App, running
from tresen.clock import Clock, SystemClock
from tresen.config import Settings
from tresen.desk.team.setup import new_setup
from tresen.seal.links import SetupLink


class Bare:
    """The server, in this process: its address and its data folder."""

    def __init__(self, data: Path, url: str, served: Beside[App]) -> None:
        self.data = data
        self.url = url
        self._served = served

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path, clock: Clock | None = None, port: int | None = None) -> Iterator[Bare]:
        """Serve an empty folder until the end, at the machine's time unless there is a clock."""
        data, port = folder / "data", port or free_port()
        url = f"http://localhost:{port}"
        data.mkdir(mode=0o700)
        lay(data)
        with beside(_serving(Settings(data, url, port=port), clock or SystemClock())) as served:
            yield cls(data, url, served)

    def setup_link(self) -> str:
        """A fresh one-time link."""
        return str(SetupLink(self.url, self._served.do(new_setup(self._served.opened.house))))


@contextlib.asynccontextmanager
async def _serving(settings: Settings, clock: Clock) -> AsyncIterator[App]:
    async with running(settings, clock) as (app, _):
        yield app
