"""Builds everything, by hand, in one place, and runs it."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import resource
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

import aiofastnet
import uvicorn

import tresen
from tresen.build import build_of
from tresen.bus.local import LocalBus
from tresen.bus.port import Bus
from tresen.clock import Clock
from tresen.config import MIB, Settings
from tresen.core.bounds.quotas import Quotas
from tresen.core.bounds.rates import rates_of
from tresen.core.files import FileQuotas
from tresen.core.law.installation import Installation
from tresen.desk.bearers import Bearers
from tresen.desk.calls.keeping import left_over
from tresen.desk.calls.names import Names
from tresen.desk.calls.switchboard import Relay, Switchboard
from tresen.desk.context import Context
from tresen.desk.erasing.slices import finish_all
from tresen.desk.feed import Feed
from tresen.desk.fileroom import FileRoom
from tresen.desk.forgetting import keep_forgetting
from tresen.desk.notifications.mailer import Mailer, Post
from tresen.desk.notifications.notifier import Notifier
from tresen.desk.rates import Spending
from tresen.desk.replies import warm
from tresen.desk.restoring.listing import keep_listing
from tresen.desk.services import Services
from tresen.desk.sessions import Sessions
from tresen.desk.statistics.counting import keep_counting
from tresen.desk.storage import Storage
from tresen.desk.upkeep import keep_up
from tresen.errors import Refusal
from tresen.files.port import Files
from tresen.listening import listen
from tresen.store.backup import erasure_list
from tresen.store.backup.erasure_list import TOLD, BadList, ErasureList
from tresen.store.database import Database
from tresen.store.writer import Batch, Writer
from tresen.telemetry import Meters, log, report_failures, set_up_log
from tresen.transport.connections import RESERVED_FILES, Connections
from tresen.transport.http import IDLE_SECONDS, bounded, counted
from tresen.transport.limits import Peers
from tresen.transport.live import Live
from tresen.transport.push import PushCarrier
from tresen.transport.rings import Rings
from tresen.transport.upgrade import upgrading

GC_EVERY: Final = 10_000
"""The message path creates hardly any cycles, so the collector need not run every few messages, only for connections."""
DRAIN_SECONDS: Final = 8
"""How long requests may still take after the server was asked to stop. It exits within 10 s."""
ACCEPTED_AT_ONCE: Final = RESERVED_FILES // 4
"""As many connections are accepted before the server counts them and cuts what it has no files for."""
WAITING: Final = 2048
"""As many more wait in the system's queue."""


@dataclass(slots=True)
class App:
    """Everything that runs in one process."""

    settings: Settings
    house: Context
    services: Services
    feed: Feed
    live: Live
    bus: Bus
    meters: Meters
    http: Any
    connections: Connections
    upkeep: asyncio.Task[None] | None = None
    counting: asyncio.Task[None] | None = None
    warming: asyncio.Task[None] | None = None
    notifying: asyncio.Task[None] | None = None
    mailing: asyncio.Task[None] | None = None
    listing: asyncio.Task[None] | None = None
    calling: asyncio.Task[None] | None = None
    forgetting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Migrate the database; start the writer, the connections' timers and the hourly upkeep."""
        await asyncio.to_thread(self.house.database.migrate, self.house.clock.now_ms())
        self.house.writer.start()
        await finish_all(self.house)
        await self.house.write(left_over)
        try:
            await self.house.list_erased()
        except (OSError, BadList) as error:
            _listing_failed(error)
        loop = asyncio.get_running_loop()
        self.upkeep = loop.create_task(keep_up(self.house, _upkeep_failed))
        self.notifying = loop.create_task(self.services.notifier.run())
        self.mailing = loop.create_task(self.services.mailer.run())
        self.listing = loop.create_task(keep_listing(self.house, _listing_failed))
        self.calling = loop.create_task(self.services.calls.run())
        self.forgetting = loop.create_task(keep_forgetting(self.house, _forgetting_waits))
        self.live.start()

    def listens(self) -> None:
        """Call once the server answers: begin what loads the holidays, which nobody shall wait for at the start."""
        loop = asyncio.get_running_loop()
        self.counting = loop.create_task(keep_counting(self.house, _counting_failed))
        self.warming = loop.create_task(warm(self.house))

    async def stop(self) -> None:
        """Accept no new connections, finish the writer's queue, notify sessions. Call this before HTTP is closed."""
        self.live.draining = True
        running = (
            self.upkeep, self.counting, self.warming, self.notifying, self.mailing, self.listing, self.forgetting,
            self.calling,
        )  # fmt: skip
        for task in running:
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
        await self.services.calls.stop()
        await self.services.notifier.carrier.close()
        await self.services.mailer.close()
        await self.house.writer.close()
        await self.live.stop()
        await self.bus.close()

    async def close(self) -> None:
        """Close the database and the store for files. Call this when nothing reads any more."""
        self.house.database.close()
        if self.house.files is not None:
            await self.house.files.close()


def _upkeep_failed(error: Exception) -> None:
    log().error("upkeep failed", reason=error.code if isinstance(error, Refusal) else type(error).__name__)


def _counting_failed(error: Exception) -> None:
    log().error("counting failed", reason=error.code if isinstance(error, Refusal) else type(error).__name__)


def _relay_key_not_kept(error: OSError) -> None:
    log().warning("relay_key_not_kept", error=type(error).__name__)


def _notifying_failed(error: Exception) -> None:
    log().error("notifying failed", reason=error.code if isinstance(error, Refusal) else type(error).__name__)


def _mailing_failed(error: Exception) -> None:
    log().error("mailing failed", reason=error.code if isinstance(error, Refusal) else type(error).__name__)


def _listing_failed(error: Exception) -> None:
    log().error("the erasure list cannot be written", reason=type(error).__name__)


def _list_mended(_: Exception) -> None:
    log().error(
        "the erasure list was damaged: what the log holds was written anew, the damaged file is kept beside it"
    )


def _disk_is(low: bool) -> None:
    if low:
        log().error("the disk is nearly full: messages are refused until there is room again")
    else:
        log().info("the disk has room again: messages are taken")


def _forgetting_waits() -> None:
    log().warning("erased bytes wait in the write-ahead log: a backup has been read for an hour")


def build(settings: Settings, clock: Clock) -> App:
    """Assemble the parts. Nothing is opened or started yet."""
    from tresen.transport.api import http_app

    meters, bus, feed = Meters(), LocalBus(), Feed()
    bus.subscribe(feed.bell)
    database, sessions = Database(settings.data), Sessions()

    def announce(batch: Batch) -> None:
        meters.announced(len(batch.events), len(batch.marks))
        feed.absorb(batch)
        sessions.announce(batch)
        if any(event.kind in TOLD for event in batch.events):
            house.to_list.set()
        reached = {change.business_id: 0 for change in batch.marks}
        reached |= {event.business_id: event.seq for event in batch.events}
        for business, seq in reached.items():
            bus.ring(business, seq)

    house = Context(
        public_url=settings.public_url,
        clock=clock,
        database=database,
        writer=Writer(database.writing, clock, announce, meters),
        sessions=sessions,
        bearers=Bearers(),
        build=build_of(settings.web),
        storage=Storage.of(settings.data, settings.free_disk_mib * MIB, _disk_is),
        erasures=ErasureList(settings.erasure_list or settings.data / erasure_list.FILE, _list_mended),
        quotas=Quotas(settings.conversation_quota_mib * MIB, settings.business_quota_mib * MIB),
        spending=Spending(
            rates_of(settings.customer_burst, settings.customer_per_minute, staff=False),
            rates_of(settings.team_burst, settings.team_per_minute, staff=True),
        ),
        files=FileRoom.of(settings.data, file_quotas_of(settings), bucket_of(settings)),
        installation=installation_of(settings),
    )
    notifier = Notifier(house, PushCarrier(settings.data, settings.public_url), _notifying_failed)
    mailer = Mailer(house, post_of(settings), _mailing_failed)
    relay = Relay(settings.relay_urls, settings.relay_secret or "")
    calls = Switchboard(house, relay, notifier.wake, Names(settings.data, _relay_key_not_kept))
    services = Services(house, notifier, mailer, calls)
    services.watch()
    connections = Connections(
        settings.connections_per_address,
        settings.trusted_proxy,
        meters,
        time.monotonic,
        _most_connections(),
    )
    http = http_app(services, settings, meters)
    live = Live(services, feed, meters, Rings(Peers(settings.trusted_proxy)))
    return App(settings, house, services, feed, live, bus, meters, http, connections)


def _most_connections() -> int:
    """As many as this process may have open files, and some are left for itself."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return sys.maxsize if files == resource.RLIM_INFINITY else max(files - RESERVED_FILES, files // 2)


def file_quotas_of(settings: Settings) -> FileQuotas:
    """How large a file may be, and how much a conversation and a business may have."""
    return FileQuotas(
        settings.file_mib * MIB, settings.conversation_files_mib * MIB, settings.business_files_mib * MIB
    )


def installation_of(settings: Settings) -> Installation:
    """What of the settings the law asks about."""
    return Installation(
        version=tresen.__version__,
        public_url=settings.public_url,
        mail_host=settings.mail_host,
        store=None if settings.files_s3 is None else urlsplit(settings.files_s3).hostname,
        relay=settings.relay_urls[0].partition(":")[2].partition("?")[0] if settings.relay_urls else None,
        metrics=settings.metrics_token is not None,
        proxy=bool(settings.trusted_proxy),
        security_contact=settings.security_contact,
        file_mib=settings.file_mib,
        conversation_mib=settings.conversation_quota_mib,
        business_mib=settings.business_quota_mib,
        backup=None if settings.backup_s3 is None else urlsplit(settings.backup_s3).hostname,
    )


def bucket_of(settings: Settings) -> Files | None:
    """The store for whole files, if it is not the data folder."""
    if settings.files_s3 is None:
        return None
    from tresen.files.s3 import S3
    from tresen.files.signature import Bucket

    key, secret = settings.files_s3_key or "", settings.files_s3_secret or ""
    return S3(Bucket(settings.files_s3, key, secret, settings.files_s3_region))


def post_of(settings: Settings) -> Post | None:
    """What brings mails to the mail server that is set up. Without one, Python's mail libraries are not loaded (1 MiB)."""
    if settings.mail_host is None:
        return None
    from tresen.transport.mail import post_of

    return post_of(settings)


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling, which would re-raise the signal and exit with it instead of 0."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """`serve` handles signals."""
        yield


@contextlib.asynccontextmanager
async def running(
    settings: Settings, clock: Clock, listening: socket.socket | None = None
) -> AsyncIterator[tuple[App, int]]:
    """Run the server inside the running event loop; yields the app and the port it listens on (port 0: any free one).

    `listening` is the socket to accept on, if it was opened before.

    On exit it drains: it accepts no new connections, sends `shutting_down` to every session, finishes the writer's queue
    and closes the sockets.
    """
    app = build(settings, clock)
    listening = listening or listen(settings.host, settings.port)
    server = _Server(
        uvicorn.Config(
            app.http,
            ws=counted(upgrading(app.live), app.connections),
            http=bounded(app.connections),
            timeout_keep_alive=IDLE_SECONDS,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
            backlog=ACCEPTED_AT_ONCE,
        )
    )
    try:
        await app.start()
        with _fast_transports(asyncio.get_running_loop()):
            task = asyncio.get_running_loop().create_task(server.serve(sockets=[listening]))
            await _started(server, task)
        listening.listen(WAITING)
        app.listens()
        try:
            yield app, listening.getsockname()[1]
        finally:
            await app.stop()
            server.should_exit = True
            await task
    finally:
        listening.close()
        await app.close()


def settle() -> None:
    """What stands at the start is never looked at by the garbage collector again. For a process that is one server.

    Not in `running`: whoever starts one server after another would keep all that the earlier ones left.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_EVERY, 50, 100)
    gc.enable()


@contextlib.contextmanager
def _fast_transports(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Servers that start meanwhile accept connections with aiofastnet's transport: picows writes to it without a copy.

    uvicorn asks the loop for its server and has no other way to be given one.
    """
    usual = loop.create_server
    loop.create_server = partial(aiofastnet.create_server, loop)  # type: ignore[method-assign]
    try:
        yield
    finally:
        loop.create_server = usual  # type: ignore[method-assign]


async def _started(server: uvicorn.Server, task: asyncio.Task[None]) -> None:
    while not server.started and not task.done():  # noqa: ASYNC110 - uvicorn offers a flag only
        await asyncio.sleep(0.002)


async def _until_stopped(
    settings: Settings, clock: Clock, ready: Callable[[int], None] | None, listening: socket.socket | None
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    report_failures(loop)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with running(settings, clock, listening) as (_, port):
        settle()
        log().info("ready", port=port)
        if ready is not None:
            ready(port)
        await stop.wait()
        log().info("stopping")


def serve(
    settings: Settings,
    clock: Clock,
    ready: Callable[[int], None] | None = None,
    listening: socket.socket | None = None,
) -> None:
    """Run until SIGTERM or SIGINT, then drain and return within 10 s. `ready` receives the port once the server answers."""
    import uvloop

    set_up_log(logging.getLevelName(settings.log_level.upper()))
    uvloop.run(_until_stopped(settings, clock, ready, listening))
    log().info("stopped")
