"""Builds everything, by hand, in one place, and runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tresen.bus.local import LocalBus
from tresen.bus.port import Bus
from tresen.clock import Clock
from tresen.config import Settings
from tresen.desk.bearers import Bearers
from tresen.desk.house import House
from tresen.desk.sessions import Sessions
from tresen.store.database import Database
from tresen.store.writer import Batch, Writer


@dataclass(slots=True)
class App:
    """Everything that runs in one process."""

    settings: Settings
    house: House
    bus: Bus
    http: Any

    async def start(self) -> None:
        """Migrate, start the writer."""
        self.house.database.migrate(self.house.clock.now_ms())
        self.house.writer.start()

    async def stop(self) -> None:
        """Finish the writer's queue and close the database."""
        await self.house.writer.close()
        await self.bus.close()
        self.house.database.close()


def build(settings: Settings, clock: Clock) -> App:
    """Put the parts together; nothing is opened or started yet."""
    from tresen.transport.api import http_app

    bus = LocalBus()
    database = Database(settings.data)

    def announce(batch: Batch) -> None:
        for event in batch.events:
            bus.ring(event.business_id, event.seq)

    house = House(
        public_url=settings.public_url,
        clock=clock,
        database=database,
        writer=Writer(database.writing, clock, announce),
        sessions=Sessions(),
        bearers=Bearers(),
    )
    return App(settings, house, bus, http_app(house, settings))
