"""The server without sockets and HTTP: database, writer, bus and feed, put together as `app.build` does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.world.database import lay
from tresen.bus.local import LocalBus
from tresen.clock import SettableClock
from tresen.core.wire import ServerFrame, server_frames
from tresen.desk.bearers import Bearers
from tresen.desk.context import Context
from tresen.desk.feed import Feed
from tresen.desk.fileroom import FileRoom
from tresen.desk.sessions import Sessions
from tresen.errors import Refusal
from tresen.store.database import Database
from tresen.store.writer import Batch, Writer, WriterMeter

PUBLIC_URL = "http://localhost:8080"


@dataclass
class Opened:
    """A running house, and every batch it announced."""

    house: Context
    feed: Feed
    clock: SettableClock
    batches: list[Batch] = field(default_factory=list)


@asynccontextmanager
async def opened(
    folder: Path, clock: SettableClock, meter: WriterMeter | None = None
) -> AsyncIterator[Opened]:
    lay(folder)
    database, feed, bus = Database(folder), Feed(), LocalBus()
    bus.subscribe(feed.bell)
    batches: list[Batch] = []

    def announce(batch: Batch) -> None:
        batches.append(batch)
        feed.absorb(batch)
        touched = {each.business_id for each in batch.events} | {each.business_id for each in batch.marks}
        for business in touched:
            bus.ring(business, 0)

    writer = Writer(database.writing, clock, announce, meter)
    house = Context(PUBLIC_URL, clock, database, writer, Sessions(), Bearers(), files=FileRoom.of(folder))
    database.migrate(clock.now_ms())
    writer.start()
    try:
        yield Opened(house, feed, clock, batches)
    finally:
        await writer.close()
        database.close()
        if house.files is not None:
            house.files.threads.close()


class Tape:
    """A connection that keeps every frame it is sent. After `cut`, frames are lost."""

    def __init__(self) -> None:
        self.frames: list[ServerFrame] = []
        self.ended: tuple[str | None, int] | None = None
        self.cut = False

    @property
    def welcome(self) -> bool:
        return not self.cut

    def send(self, frame: bytes) -> None:
        if not self.cut:
            self.frames.append(server_frames.decode(frame))

    def hint(self, frame: bytes) -> None:
        self.send(frame)

    def end(self, refusal: Refusal | None, code: int) -> None:
        self.ended = (None if refusal is None else refusal.code, code)
