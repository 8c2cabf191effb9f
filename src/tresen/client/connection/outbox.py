"""Commands that wait to be sent: durable in the keys file first, then sent in order, once (L4, S8)."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, Protocol

from tresen.client.connection.bell import Bell
from tresen.client.connection.keyfile import Item, KeyFile, Waiting
from tresen.client.connection.live import Connection, refusal
from tresen.client.connection.packing import padded_size
from tresen.client.connection.refusals import AGAIN_TRIES, ANEW_TRIES, Then, pause, then
from tresen.client.errors import BrokenConversation, Delayed, OutboxFull, Stopped
from tresen.core import wire
from tresen.errors import Refusal
from tresen.seal.message import Envelope
from tresen.seal.refused import Refused

_ABOUT_THE_SESSION: Final = {"revoked", "unknown_device", "replaced"}
"""Such a refusal while a message is sealed ends the session. Any other concerns that message alone."""
_NO_MISTAKE: Final = {"stale_epoch", "stale_document"}
"""Each such refusal means that something else came first. A message is not given up for it, however often."""

Answer = wire.Stored | Refusal


MOST_WAITING: Final = 1000
"""How many commands wait at most, unless a program sets another bound."""


@dataclass(frozen=True)
class Sent:
    """A message is durable on the server: its place in the conversation and the server's time (UTC milliseconds).

    `waiting`: how many other commands of this device were waiting then. It is no part of what makes two of them equal.
    """

    pos: int
    at_ms: int
    waiting: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Backlog:
    """What is written down in the keys file and not yet stored at the server.

    `count`: how many commands. `oldest_ms`: when the oldest of them was given (UTC milliseconds); None: none waits.
    """

    count: int
    oldest_ms: int | None


class Sealing(Protocol):
    """Seals what waits, and learns what became of it. Calls come one at a time."""

    async def seal(self, item: Item) -> Envelope:
        """Seal a message under the newest epoch. Raises Refused when it cannot be: `malformed`, `too_large`."""

    async def on_outdated(self, item: Item, refusal: Refusal) -> None:
        """A message does not fit the conversation as it is now: learn what is new.

        Raises BrokenConversation when it was `stale_epoch` and nothing is.
        """

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
        self._enqueued = 0
        self.most = MOST_WAITING
        self.on_change: Callable[[Backlog], object] | None = None
        self._refusals: dict[int, int] = {}
        """How often in a row each command was refused."""
        self._resting: dict[bytes, float] = {}
        """Conversations in which the next attempt is due at that time of the loop."""

    async def send(self, waiting: Waiting) -> Sent:
        """Put a command into the outbox and wait until it is stored. Cancelling ends the waiting, not the command.

        Raises:
            Refused: `too_large`; nothing was put into the outbox.
            OutboxFull: as many wait as may; nothing was put into the outbox.
            Refusal: the server refused it for good.
            BrokenConversation: nothing is sent in that conversation any more.
            Delayed: the server kept refusing it for now; it waits in the keys file and goes out later.
            Stopped, Untrusted: it waits in the keys file.
        """
        if waiting.payload is not None:
            padded_size(waiting.payload)
        self.check_room()
        counter = self._file.enqueue(waiting)
        future: asyncio.Future[Sent] = asyncio.get_running_loop().create_future()
        self._sends[counter] = future
        self._enqueued += 1
        self._changed()
        try:
            await self._bell.until(future.done)
        except BaseException:
            # Nobody waits for the answer any more. The command is sent all the same, in its place.
            self._sends = {each: waits for each, waits in self._sends.items() if waits is not future}
            raise
        return future.result()

    def settle(self, counter: int, sent: Sent) -> None:
        """The command with this counter was stored: take it out and tell whoever sent it."""
        self._file.settled(counter)
        self._refusals.pop(counter, None)
        future = self._sends.pop(counter, None)
        if future is not None and not future.done():
            future.set_result(replace(sent, waiting=self._file.waiting()))
        self._changed()

    def give_up(self, counter: int, why: Refusal | Refused | BrokenConversation) -> None:
        """The command was refused for good, or cannot be sealed: take it out and tell whoever sent it.

        A message of an earlier run of the program has nobody who waits: it is kept for `Participant.given_up`.
        """
        item = self._file.item(counter)
        if (
            counter in self._sends
            or item is None
            or item.waiting.payload is None
            or item.waiting.doc is not None
        ):
            self._file.settled(counter)
        else:
            self._file.give_up(counter, why.code if isinstance(why, Refusal) else why.reason)
        self._refusals.pop(counter, None)
        self._tell(counter, why)
        self._changed()

    def postpone(self, counter: int, refusal: Refusal) -> float:
        """The command was refused for now and stays where it is: the seconds until the next attempt.

        After `AGAIN_TRIES` in a row whoever sent it gets `Delayed`.
        """
        refusals = self._refusals[counter] = self._refusals.get(counter, 0) + 1
        if refusals >= AGAIN_TRIES:
            self._tell(counter, Delayed(refusal.code))
        return pause(refusals, refusal)

    def _tell(self, counter: int, why: Refusal | Refused | BrokenConversation | Delayed | Stopped) -> None:
        future = self._sends.pop(counter, None)
        if future is not None and not future.done():
            future.set_exception(why)
        self._bell.ring()

    def backlog(self) -> Backlog:
        """What waits now."""
        oldest = self._file.next_item()
        return Backlog(self._file.waiting(), None if oldest is None else oldest.waiting.at_ms)

    def check_room(self) -> None:
        """Raises OutboxFull when as many commands wait as may."""
        waiting = self._file.waiting()
        if waiting >= self.most:
            raise OutboxFull(waiting, self.most)

    async def until_room(self, most: int) -> None:
        """Wait until at most so many wait. Raises Stopped, Untrusted."""
        await self._bell.until(lambda: self._file.waiting() <= most)

    def _changed(self) -> None:
        """What waits is more or less than before: whoever asked for it is told, after what is being done."""
        self._bell.ring()
        if self.on_change is not None:
            asyncio.get_running_loop().call_soon(self.on_change, self.backlog())

    def found_stored(self, event: wire.Event) -> None:
        """An event of this device came by in the log: if it still waits here, its answer was lost."""
        if event.counter is not None and self._file.item(event.counter) is not None:
            self.settle(event.counter, Sent(event.pos or 0, event.at_ms))

    def close(self) -> None:
        """Nobody waits any more: who still does gets Stopped("closed"). What was not stored stays in the keys file."""
        for counter in list(self._sends):
            self._tell(counter, Stopped("closed"))

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
        """Once `online`, send what waits, one command at a time: each message is chained to the one stored before it.

        After a refusal that may pass, its conversation rests while the others go on.
        """
        await self._bell.until(online)
        while True:
            item = await self._next_due()
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
            if refused.code in _ABOUT_THE_SESSION:
                raise
            return refused
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[item.counter] = future
        connection.send(frame)
        return await future

    async def _frame(self, item: Item) -> wire.Frame:
        waiting = item.waiting
        if waiting.action is not None:
            return wire.Act(
                item.counter, waiting.conversation, waiting.action, waiting.argument, waiting.signed
            )
        envelope = item.envelope
        if envelope is None:
            envelope = await self._sealing.seal(item)
            self._file.sealed(item.counter, envelope)
        return wire.Send(
            item.counter, envelope.header, envelope.slot, envelope.ciphertext, envelope.signature
        )

    async def _next_due(self) -> Item:
        """The oldest command in a conversation that does not rest."""
        loop = asyncio.get_running_loop()
        while True:
            now, known = loop.time(), self._enqueued
            self._resting = {each: until for each, until in self._resting.items() if until > now}
            item = self._file.next_item()
            while item is not None and item.waiting.conversation in self._resting:
                item = self._file.next_item(item.counter)
            if item is not None:
                return item
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(min(self._resting.values(), default=None)):
                    await self._bell.until(lambda known=known: self._enqueued != known)  # type: ignore[misc]

    async def _refused(self, item: Item, refusal: Refusal) -> None:
        """Do what the refusal calls for: rest, make the command anew, or tell whoever sent it."""
        do = then(refusal)
        if do is Then.ANEW:
            try:
                do = await self._make_anew(item, refusal)
            except Refusal as other:  # what is new could not be read
                do, refusal = then(other), other
        if do is Then.TOLD:
            self.give_up(item.counter, refusal)
        elif do is Then.AGAIN:
            self._rest(item, refusal)

    def _rest(self, item: Item, refusal: Refusal) -> None:
        seconds = self.postpone(item.counter, refusal)
        self._resting[item.waiting.conversation] = asyncio.get_running_loop().time() + seconds

    async def _make_anew(self, item: Item, refusal: Refusal) -> Then:
        """Learn what is new; the command is sealed anew with the next attempt. ANEW: that may be at once."""
        refusals = self._refusals.get(item.counter, 0) + 1
        if refusals > ANEW_TRIES and refusal.code not in _NO_MISTAKE:
            return Then.TOLD
        if refusal.code == "counter_used":
            self._renumber(item)
            return Then.ANEW
        sealed = self._file.item(item.counter) or item
        if refusal.code == "stale_document":
            if not await self._sealing.on_stale_document(sealed):
                return Then.TOLD
            self._file.sealed(item.counter, None)
        else:
            try:
                await self._sealing.on_outdated(sealed, refusal)
            finally:
                self._file.sealed(item.counter, None)
        if refusals > ANEW_TRIES:
            return Then.AGAIN
        self._refusals[item.counter] = refusals
        return Then.ANEW

    def _renumber(self, item: Item) -> None:
        """The counter belongs to another command of this device: its count was lost (L4)."""
        counter = self._file.renumber(item.counter)
        self._refusals[counter] = self._refusals.pop(item.counter, 0) + 1
        if item.counter in self._sends:
            self._sends[counter] = self._sends.pop(item.counter)

    def _answer(self, counter: int, answer: Answer) -> None:
        future = self._answers.pop(counter, None)
        if future is not None and not future.done():
            future.set_result(answer)
