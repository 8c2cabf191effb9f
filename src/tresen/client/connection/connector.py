"""The live session of one device: it connects, resumes, reconnects, and sends what waits in the outbox (W2–W4, L4)."""

from __future__ import annotations

import asyncio
import ssl
from typing import Final, Protocol

from tresen.client.connection.bell import Bell
from tresen.client.connection.http import Http
from tresen.client.connection.keyfile import Item, KeyFile
from tresen.client.connection.live import Connection, refusal
from tresen.client.errors import BrokenConversation, Stopped, Untrusted
from tresen.core import wire
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope

BACKOFF_SECONDS: Final = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
_QUIET_SECONDS: Final = 0.2
_ENDS: Final = {"revoked", "replaced"}
"""What ends a session that is open. Any other error without a counter concerns a receipt or a flag, not the session."""
_STOPS: Final = {
    "revoked",
    "unknown_device",
    "not_welcome",
    "replaced",
    "unknown_conversation",
    "unknown_business",
}


Answer = wire.Stored | Refusal


class Follower(Protocol):
    """Who uses the session. Calls come one at a time, in the order of the frames."""

    def cursor(self) -> tuple[bytes | None, int | None, int | None]:
        """Generation, cursor and rev to resume from."""

    async def on_welcome(self, welcome: wire.Welcome) -> None:
        """The session is open; `http` has its bearer."""

    async def on_frame(self, frame: wire.ServerFrame) -> None:
        """Events, marks, and what else is pushed."""

    async def on_stored(self, item: Item, frame: wire.Stored) -> None:
        """A command is durable."""

    async def on_ready(self) -> None:
        """The resume is complete."""

    async def seal(self, item: Item) -> Envelope:
        """Seal a message under the newest epoch."""

    async def on_stale(self, item: Item) -> None:
        """A message was refused as `stale_epoch`: learn what is new. Raises BrokenConversation when nothing is."""

    def on_broken(self, conversation: bytes, broken: BrokenConversation) -> None:
        """A conversation's records do not verify. Raises it when that ends everything."""

    def on_given_up(self, item: Item, why: Refusal | BrokenConversation) -> None:
        """A command was refused for good, or its conversation was put aside."""


class Connector:
    """Runs until `close`. `bell` rings at every change; it breaks when the session ends for good."""

    def __init__(
        self,
        file: KeyFile,
        device: DeviceKeys,
        http: Http,
        follower: Follower,
        public_url: str,
        tls: ssl.SSLContext | None,
    ) -> None:
        self._file, self._device, self._http, self._follower = file, device, http, follower
        self._public_url, self._tls = public_url, tls
        self.bell = Bell()
        self.online = False
        self.welcome: wire.Welcome | None = None
        self._line: Connection | None = None
        self._answers: dict[int, asyncio.Future[Answer]] = {}
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to connect; nothing happens when it already runs."""
        self._task = self._task or asyncio.create_task(self._run())

    async def close(self) -> None:
        """Part from the server. What waits in the outbox stays there."""
        self.bell.break_(Stopped("closed"))
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def until_online(self) -> None:
        """Return once the resume is complete.

        Raises:
            Stopped, Untrusted: the session ended for good.
        """
        await self.bell.until(lambda: self.online)

    def send(self, frame: wire.Frame) -> None:
        """Send something that is not answered; nothing happens while offline."""
        if self._line is not None and self.online:
            self._line.send(frame)

    async def _run(self) -> None:
        failures = 0
        while self.bell.broken is None:
            try:
                failures = 0 if await self._connection() else failures + 1
            except Refusal as error:
                if error.code in _STOPS:
                    self.bell.break_(Stopped(error.code))
                failures += 1
            except (OSError, TimeoutError):
                failures += 1
            except Exception as error:  # noqa: BLE001 - whoever waits gets it, instead of waiting forever
                self.bell.break_(error)
            finally:
                self._offline()
            if self.bell.broken is None:
                await asyncio.sleep(BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)])

    async def _connection(self) -> bool:
        """One connection from hello to its end; True when it had become ready."""
        line = await Connection.open(self._public_url, self._tls)
        work: list[asyncio.Task[None]] = []
        try:
            resume = self._follower.cursor()
            self.welcome = await line.hello(self._device, self._public_url, *resume)
            _check_not_older(self.welcome, *resume)
            self._http.bearer = self.welcome.bearer
            self._file.raise_counter(self.welcome.last_counter)
            self._line = line
            await self._follower.on_welcome(self.welcome)
            work = [asyncio.create_task(self._read(line)), asyncio.create_task(self._write(line))]
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
            if line.close_code == wire.CLOSE_REPLACED:
                raise Refusal("replaced")
            return self.online
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)
            await line.close()

    def _offline(self) -> None:
        self.online, self._line = False, None
        for future in self._answers.values():
            future.cancel()
        self._answers.clear()
        self.bell.ring()

    async def _read(self, line: Connection) -> None:
        async for frame in line.frames():
            if isinstance(frame, wire.Stored):
                await self._stored(frame)
            elif isinstance(frame, wire.Error):
                self._error(frame)
            elif isinstance(frame, wire.Bearer):
                self._http.bearer = frame.bearer
            elif isinstance(frame, wire.Ready):
                self.online = True
                await self._follower.on_ready()
            else:
                await self._follower.on_frame(frame)
            self.bell.ring()

    async def _stored(self, frame: wire.Stored) -> None:
        item = self._file.item(frame.counter)
        if item is not None:
            await self._follower.on_stored(item, frame)
        self._answer(frame.counter, frame)

    def _error(self, frame: wire.Error) -> None:
        if frame.counter is not None:
            self._answer(frame.counter, refusal(frame))
        elif frame.code in _ENDS:
            raise refusal(frame)

    def _answer(self, counter: int, answer: Answer) -> None:
        future = self._answers.pop(counter, None)
        if future is not None and not future.done():
            future.set_result(answer)

    async def _write(self, line: Connection) -> None:
        """Send what waits, in order, one at a time: each message is chained to the one stored before it."""
        await self.bell.until(lambda: self.online)
        while True:
            item = self._file.next_item()
            if item is None:
                await self.bell.until(lambda: self._file.next_item() is not None)
                continue
            try:
                answer = await self._offer(line, item)
                if isinstance(answer, Refusal):
                    await self._refused(item, answer)
            except BrokenConversation as broken:
                self._follower.on_broken(item.waiting.conversation, broken)
                self._give_up(item, broken)

    async def _offer(self, line: Connection, item: Item) -> Answer:
        frame = await self._frame(item)
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[item.counter] = future
        line.send(frame)
        return await future

    async def _frame(self, item: Item) -> wire.Frame:
        waiting = item.waiting
        if waiting.action is not None:
            return wire.Act(item.counter, waiting.conversation, waiting.action, waiting.argument)
        envelope = item.envelope
        if envelope is None:
            envelope = await self._follower.seal(item)
            self._file.sealed(item.counter, envelope)
        return wire.Send(
            item.counter, envelope.header, envelope.slot, envelope.ciphertext, envelope.signature
        )

    async def _refused(self, item: Item, error: Refusal) -> None:
        if error.code == "stale_epoch":
            try:
                await self._follower.on_stale(self._file.item(item.counter) or item)
            finally:
                self._file.sealed(item.counter, None)
        elif error.retryable:
            await asyncio.sleep(_QUIET_SECONDS)
        else:
            self._give_up(item, error)

    def _give_up(self, item: Item, why: Refusal | BrokenConversation) -> None:
        self._file.settled(item.counter)
        self._follower.on_given_up(item, why)


def _check_not_older(
    welcome: wire.Welcome, generation: bytes | None, cursor: int | None, rev: int | None
) -> None:
    """In the same generation of the log nothing that was read can be missing (L1, L10, S4).

    Raises:
        Untrusted: the server shows an older state.
    """
    if generation not in (None, welcome.generation):
        return
    if welcome.rev < (rev or 0) or (generation is not None and welcome.head < (cursor or 0)):
        raise Untrusted("broken", "the server shows an older state than this device has seen")
