"""Keeps one device connected: signs in, resumes, reconnects, and hands frames on in order (W2–W4)."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Collection
from random import SystemRandom
from typing import Final, Protocol, TypeVar

from tresen.client.connection.bell import Bell
from tresen.client.connection.http import Http
from tresen.client.connection.live import Connection, Resume, refusal
from tresen.client.connection.outbox import Outbox
from tresen.client.connection.refusals import AGAIN_TRIES, Then, pause, reconnect_pause, then
from tresen.client.connection.unreachable import MALFORMED, malformed
from tresen.client.errors import Stopped, Untrusted, WrongAddress
from tresen.core import wire
from tresen.errors import Refusal, TresenError
from tresen.seal.keys import DeviceKeys

_ENDS: Final = {"revoked", "replaced"}
"""What ends an open session. Any other error without a counter concerns a receipt or a flag, not the session."""
_SHUT_OUT: Final = {
    "revoked",
    "unknown_device",
    "replaced",
    "unknown_conversation",
    "unknown_business",
}
T = TypeVar("T")


class Inbound(Protocol):
    """Takes what the server pushes. Calls come one at a time, in the order of the frames."""

    def resume(self) -> Resume:
        """From where to resume."""

    async def on_welcome(self, welcome: wire.Welcome) -> None:
        """The session is open, and HTTP has its bearer."""

    async def on_frame(self, frame: wire.ServerFrame) -> None:
        """Events, marks, and whatever else is pushed."""

    async def on_ready(self) -> None:
        """The resume is complete."""

    def on_stored(self, frame: wire.Stored) -> None:
        """A command of this device is durable."""

    def on_refused(self, refusal: Refusal) -> None:
        """Something that has no counter was refused: a receipt or a flag."""

    def disconnected(self) -> None:
        """The connection ended."""


class Connector:
    """Runs from `start` to `close`. `bell` rings at every change, and breaks when the server shuts this device out."""

    def __init__(
        self,
        device: DeviceKeys,
        http: Http,
        bell: Bell,
        public_url: str,
        tls: ssl.SSLContext | None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`sleep` waits between the tries of `ask`, in seconds."""
        self._device, self._http, self._public_url, self._tls = device, http, public_url, tls
        self.bell, self._sleep = bell, sleep
        self.online = False
        self.connection: Connection | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self, inbound: Inbound, outbox: Outbox) -> None:
        """Begin to connect; nothing happens when it already runs."""
        self._task = self._task or asyncio.create_task(self._run(inbound, outbox))

    async def close(self) -> None:
        """Part from the server."""
        self.bell.break_(Stopped("closed"))
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def until_online(self) -> None:
        """Return once the resume is complete.

        Raises:
            Stopped, Untrusted: the server shut this device out, or is not believed any more.
        """
        await self.bell.until(lambda: self.online)

    def send(self, frame: wire.Frame) -> None:
        """Send something that is not answered; nothing happens while offline."""
        if self.connection is not None and self.online:
            self.connection.send(frame)

    async def ask(self, call: Callable[[], Awaitable[T]], *, told: Collection[str] = ()) -> T:
        """Make an HTTP call while online; when the connection is lost meanwhile, again after it is back.

        Also again after a refusal that may pass (`refusals.Then.AGAIN`), unless its code is in `told`.

        Raises:
            Refusal: any other, and one that did not pass after `AGAIN_TRIES`.
            Unreachable: HTTP failed as often, on one live connection; or the answer cannot be read.
            Stopped, Untrusted: as `until_online`.
        """
        refusals, failures, connection = 0, 0, self.connection
        refusal: Refusal | None = None
        while True:
            await self.until_online()
            if self.connection is not connection:
                failures, connection = 0, self.connection
            try:
                return await call()
            except OSError:
                failures += 1
                refusal = None
                if failures >= AGAIN_TRIES:
                    raise
            except Refusal as refused:
                refusals += 1
                refusal = refused
                if then(refused) is not Then.AGAIN or refused.code in told or refusals >= AGAIN_TRIES:
                    raise
            except MALFORMED as wrong:
                if isinstance(wrong, TresenError):
                    raise
                raise malformed() from wrong
            await self._sleep(pause(refusals + failures, refusal))

    async def _run(self, inbound: Inbound, outbox: Outbox) -> None:
        failures = 0
        while self.bell.broken is None:
            try:
                failures = 0 if await self._connected(inbound, outbox) else failures + 1
            except Refusal as error:
                if error.code in _SHUT_OUT:
                    self.bell.break_(Stopped(error.code))
                failures += 1
            except WrongAddress as error:
                self.bell.break_(error)
            except (OSError, TimeoutError):
                failures += 1
            except Exception as error:  # noqa: BLE001 - whoever waits gets it, instead of waiting forever
                wrong = isinstance(error, MALFORMED) and not isinstance(error, TresenError)
                self.bell.break_(malformed(error) if wrong else error)
            finally:
                self.online, self.connection = False, None
                inbound.disconnected()
                outbox.disconnected()
                self.bell.ring()
            if self.bell.broken is None:
                await asyncio.sleep(reconnect_pause(failures + 1, SystemRandom().random()))

    async def _connected(self, inbound: Inbound, outbox: Outbox) -> bool:
        """One connection from hello to its end; True when the resume was completed on it."""
        connection = await Connection.open(self._public_url, self._tls)
        work: list[asyncio.Task[None]] = []
        try:
            resume = inbound.resume()
            welcome = await self._hello(connection, resume)
            _check_not_older(welcome, resume)
            self._http.bearer = welcome.bearer
            outbox.begin(welcome.last_counter)
            self.connection = connection
            await inbound.on_welcome(welcome)
            work = [
                asyncio.create_task(self._read(connection, inbound, outbox)),
                asyncio.create_task(outbox.write(connection, lambda: self.online)),
            ]
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            if connection.close_code == wire.CLOSE_REPLACED:
                raise Refusal("replaced")
            return self.online
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await connection.close()

    async def _hello(self, connection: Connection, resume: Resume) -> wire.Welcome:
        """Sign in. A refusal that neither passes nor can be answered ends this client: it would come again each time."""
        try:
            return await connection.hello(self._device, self._public_url, resume)
        except Refusal as refused:
            if refused.code == "forked":
                raise Untrusted("broken", "the server shows another log than this device has read") from None
            if then(refused) is Then.TOLD:
                # A hello is signed for one address (W2): to a server that goes by another, no signature is good.
                await self._check_address()
                raise Stopped(refused.code) from None
            raise

    async def _check_address(self) -> None:
        """Raises `WrongAddress` when the server says that it goes by another address than this client was given."""
        served_as = await self._http.served_as()
        if served_as is not None and served_as != self._public_url:
            raise WrongAddress(self._public_url, served_as)

    async def _read(self, connection: Connection, inbound: Inbound, outbox: Outbox) -> None:
        async for frame in connection.frames():
            if isinstance(frame, wire.Stored):
                inbound.on_stored(frame)
                await outbox.on_stored(frame)
            elif isinstance(frame, wire.Error):
                _take_error(frame, inbound, outbox)
            elif isinstance(frame, wire.Bearer):
                self._http.bearer = frame.bearer
            elif isinstance(frame, wire.Ready):
                self.online = True
                await inbound.on_ready()
            else:
                await inbound.on_frame(frame)
            self.bell.ring()


def _take_error(frame: wire.Error, inbound: Inbound, outbox: Outbox) -> None:
    if frame.counter is not None:
        outbox.on_refused(frame.counter, frame)
    elif frame.code in _ENDS:
        raise refusal(frame)
    else:
        inbound.on_refused(refusal(frame))


def _check_not_older(welcome: wire.Welcome, resume: Resume) -> None:
    """In the same generation of the log nothing that was read can be missing (L1, L10, S4).

    Raises:
        Untrusted: the server shows an older state.
    """
    generation, cursor, rev, _ = resume
    if generation not in (None, welcome.generation):
        return
    if welcome.rev < (rev or 0) or (generation is not None and welcome.head < (cursor or 0)):
        raise Untrusted("broken", "the server shows an older state than this device has seen")
