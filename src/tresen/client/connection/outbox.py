"""Commands that wait to be sent: durable in the keys file first, then sent in order, once (L4, S8)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

from tresen.client.connection.bell import Bell
from tresen.client.connection.keyfile import Item, KeyFile, Waiting
from tresen.client.connection.live import Connection, refusal
from tresen.client.errors import BrokenConversation
from tresen.core import wire
from tresen.core.records import encode
from tresen.errors import Refusal
from tresen.seal.message import Envelope, pad
from tresen.seal.refused import Refused

_QUIET_SECONDS: Final = 0.2
_ABOUT_THE_COMMAND: Final = {"unknown_conversation", "forbidden"}
"""Such a refusal while a message is sealed concerns that message, not the session."""

Answer = wire.Stored | Refusal


class Sent(NamedTuple):
    """A message is durable on the server: its place in the conversation and the server's time (UTC milliseconds)."""

    pos: int
    at_ms: int


class Sealing(Protocol):
    """Seals what waits, and learns what became of it. Calls come one at a time."""

    async def seal(self, item: Item) -> Envelope:
        """Seal a message under the newest epoch. Raises Refused when it cannot be: `malformed`, `too_large`."""

    async def on_stale(self, item: Item) -> None:
        """A message was refused as `stale_epoch`: learn what is new. Raises BrokenConversation when nothing is."""

    async def on_stale_document(self, item: Item) -> bool:
        """A version was refused as `stale_document`: learn the newest. False when there is nothing new."""

    async def on_stored(self, item: Item, frame: wire.Stored) -> None:
        """A command is durable."""

    def on_broken(self, conversation: bytes, broken: BrokenConversation) -> None:
        """A conversation's records do not verify. Raises it when this client cannot go on without that conversation."""


class Outbox:
    """The commands that wait in the keys file, and the answers that are still due."""

    def __init__(self, file: KeyFile, bell: Bell, sealing: Sealing) -> None:
        self._file, self._bell, self._sealing = file, bell, sealing
        self._sends: dict[int, asyncio.Future[Sent]] = {}
        self._answers: dict[int, asyncio.Future[Answer]] = {}

    async def send(self, waiting: Waiting) -> Sent:
        """Put a command into the outbox and wait until it is stored. Cancelling does not take it out again.

        Raises:
            Refused: `too_large`; nothing was put into the outbox.
            Refusal: the server refused it for good.
            BrokenConversation: nothing is sent in that conversation any more.
            Stopped, Untrusted: it waits in the keys file.
        """
        if waiting.payload is not None:
            pad(encode(waiting.payload))
        counter = self._file.enqueue(waiting)
        future: asyncio.Future[Sent] = asyncio.get_running_loop().create_future()
        self._sends[counter] = future
        self._bell.ring()
        await self._bell.until(future.done)
        return future.result()

    def settle(self, counter: int, sent: Sent) -> None:
        """The command with this counter was stored: take it out and tell whoever sent it."""
        self._file.settled(counter)
        future = self._sends.pop(counter, None)
        if future is not None and not future.done():
            future.set_result(sent)
        self._bell.ring()

    def give_up(self, counter: int, why: Refusal | Refused | BrokenConversation) -> None:
        """The command was refused for good, or cannot be sealed: take it out and tell whoever sent it."""
        self._file.settled(counter)
        future = self._sends.pop(counter, None)
        if future is not None and not future.done():
            future.set_exception(why)
        self._bell.ring()

    def found_stored(self, event: wire.Event) -> None:
        """An event of this device came by in the log: if it still waits here, its answer was lost."""
        if event.counter is not None and self._file.item(event.counter) is not None:
            self.settle(event.counter, Sent(event.pos or 0, event.at_ms))

    def close(self) -> None:
        """Nobody waits any more. What was not stored stays in the keys file."""
        for future in self._sends.values():
            if not future.done():
                future.cancel()

    # Called by the connector.

    def begin(self, last_counter: int) -> None:
        """Continue above the last counter that the server has of this device."""
        self._file.raise_counter(last_counter)

    async def on_stored(self, frame: wire.Stored) -> None:
        """A command is durable: its conversation takes it in, then its sender is told."""
        item = self._file.item(frame.counter)
        if item is not None:
            await self._sealing.on_stored(item, frame)
            self.settle(item.counter, Sent(frame.pos or 0, frame.at_ms))
        self._answer(frame.counter, frame)

    def on_refused(self, counter: int, frame: wire.Error) -> None:
        """A command was refused."""
        self._answer(counter, refusal(frame))

    def disconnected(self) -> None:
        """The answers that were due do not come."""
        for future in self._answers.values():
            future.cancel()
        self._answers.clear()

    async def write(self, connection: Connection, online: Callable[[], bool]) -> None:
        """Once `online`, send what waits, one command at a time: each message is chained to the one stored before it."""
        await self._bell.until(online)
        while True:
            item = self._file.next_item()
            if item is None:
                await self._bell.until(lambda: self._file.next_item() is not None)
                continue
            try:
                answer = await self._offer(connection, item)
                if isinstance(answer, Refusal):
                    await self._refused(item, answer)
            except BrokenConversation as broken:
                self._sealing.on_broken(item.waiting.conversation, broken)
                self.give_up(item.counter, broken)
            except Refused as refused:
                self.give_up(item.counter, refused)

    async def _offer(self, connection: Connection, item: Item) -> Answer:
        try:
            frame = await self._frame(item)
        except Refusal as refused:
            if refused.code in _ABOUT_THE_COMMAND:
                return refused
            raise
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[item.counter] = future
        connection.send(frame)
        return await future

    async def _frame(self, item: Item) -> wire.Frame:
        waiting = item.waiting
        if waiting.action is not None:
            return wire.Act(item.counter, waiting.conversation, waiting.action, waiting.argument)
        envelope = item.envelope
        if envelope is None:
            envelope = await self._sealing.seal(item)
            self._file.sealed(item.counter, envelope)
        return wire.Send(
            item.counter, envelope.header, envelope.slot, envelope.ciphertext, envelope.signature
        )

    async def _refused(self, item: Item, error: Refusal) -> None:
        sealed = self._file.item(item.counter) or item
        if error.code == "stale_epoch":
            try:
                await self._sealing.on_stale(sealed)
            finally:
                self._file.sealed(item.counter, None)
        elif error.code == "stale_document" and await self._sealing.on_stale_document(sealed):
            self._file.sealed(item.counter, None)
        elif error.retryable:
            await asyncio.sleep(_QUIET_SECONDS)
        else:
            self.give_up(item.counter, error)

    def _answer(self, counter: int, answer: Answer) -> None:
        future = self._answers.pop(counter, None)
        if future is not None and not future.done():
            future.set_result(answer)
