"""What every use case works with, built once in `app.build`. What runs beside the use cases stands above: `services`."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from sqlalchemy import Connection

from tresen.clock import Clock, Stopwatch
from tresen.core.bounds.quotas import DEFAULT, Quotas
from tresen.core.erasing import MessageId
from tresen.core.law.installation import Installation
from tresen.desk.bearers import Bearers
from tresen.desk.challenges import Challenges
from tresen.desk.fileroom import FileRoom
from tresen.desk.rates import Spending
from tresen.desk.rush import Rush
from tresen.desk.sessions import Sessions
from tresen.desk.storage import Storage
from tresen.desk.turns import Turns
from tresen.errors import Refusal
from tresen.store.backup.erasure_list import ErasureList
from tresen.store.backup.reading import is_being_read
from tresen.store.database import Database
from tresen.store.writer import Job, Writer

T = TypeVar("T")
FORGET_SECONDS: Final = (*(0.02,) * 8, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 1.6)


@dataclass(frozen=True, slots=True)
class Context:
    """One installation: its database, its one writer, its open sessions, and its address `public_url` (an origin)."""

    public_url: str
    clock: Clock
    database: Database
    writer: Writer
    sessions: Sessions
    bearers: Bearers
    instance: str = field(default_factory=lambda: secrets.token_hex(8))
    """Tells this server from any other that answers at an address: drawn at each start."""
    build: str = "none"
    """The build of the web apps that are served."""
    rush: Rush = field(default_factory=Rush)
    challenges: Challenges = field(default_factory=Challenges)
    spending: Spending = field(default_factory=Spending)
    looked: Stopwatch = field(default_factory=Stopwatch)
    """Laps from one look at the clock to the next (D4)."""
    turns: Turns = field(default_factory=Turns)
    storage: Storage = field(default_factory=Storage)
    forget_seconds: tuple[float, ...] = FORGET_SECONDS
    quotas: Quotas = DEFAULT
    counting: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever counts the statistics."""
    installation: Installation = field(default_factory=Installation)
    """What of the settings the law asks about."""
    files: FileRoom | None = None
    erasures: ErasureList | None = None
    listing: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever writes the erasure list."""
    to_list: asyncio.Event = field(default_factory=asyncio.Event)
    """Something was stored that the erasure list does not have yet."""
    to_forget: asyncio.Event = field(default_factory=asyncio.Event)
    """The write-ahead log still holds what was erased, because a backup is read."""

    async def read(self, query: Callable[[Connection], T]) -> T:
        """Run a query in a thread, on a read-only connection that sees one state of the database.

        A cancelled caller still waits for the thread, so no connection outlives the server.
        """

        def inside() -> T:
            with self.database.snapshot() as connection:
                return query(connection)

        # Not to_thread, whose task and context cost as much as the query of a login.
        work = asyncio.get_running_loop().run_in_executor(None, inside)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            await asyncio.gather(work, return_exceptions=True)
            raise

    async def write(self, job: Job[T]) -> T:
        """Run a job in the writer's transaction and return once it is durable. Raises `Refusal`."""
        return await self.writer.run(job)

    async def forget(self) -> None:
        """Call after an erasure is stored: empties the write-ahead log of what was overwritten, once no reader needs it.

        While a backup is read, that is done when it has ended: the backup holds what was erased as well, and its slots go
        within 14 days (S11). `forgetting.keep_forgetting` does it.

        Raises:
            Refusal: `internal` (retryable) when any other reader holds an older state for more than a few seconds.
        """
        self.to_list.set()
        for wait in self.forget_seconds:
            # The bulk is copied beside the writer, so that nobody waits for it.
            await asyncio.to_thread(self.database.copy_log)
            if await self.writer.truncate():
                return
            if is_being_read(self.database.folder):
                self.to_forget.set()
                return
            await asyncio.sleep(wait)
        raise Refusal("internal", "erased, but an older state is still being read: ask again")

    @property
    def gone(self) -> Collection[MessageId]:
        """The single messages that were ever erased, in whichever generation of the log."""
        return () if self.erasures is None else self.erasures.gone

    async def list_erased(self) -> None:
        """[L10] Write down outside the database what was erased and signed: a restored backup is brought up to it.

        Raises:
            OSError, BadList: it cannot be written; what is missing follows with the next call.
        """
        if self.erasures is not None:
            async with self.listing:
                await self.read(self.erasures.catch_up)

    def shut_out(self, devices: Iterable[int]) -> None:
        """Call after a revocation is stored: disconnects these devices (internal keys) and invalidates their bearers."""
        gone = list(devices)
        self.bearers.drop(gone)
        self.sessions.drop(gone)
