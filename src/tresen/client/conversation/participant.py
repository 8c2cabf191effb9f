"""Writing: an outbox, the newest epoch, receipts; on top of what is followed (L4, L6, S6, S8)."""

from __future__ import annotations

import asyncio
import contextlib
from abc import abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec

from tresen.client.connection.connector import BACKOFF_SECONDS, Connector
from tresen.client.connection.http import SignedWraps, b64, signed_wraps
from tresen.client.connection.keyfile import Item, Waiting
from tresen.client.conversation.following import Following
from tresen.client.conversation.log import ConversationLog
from tresen.client.conversation.message import Marks, Message, Sent
from tresen.client.erasing.command import EraseCommand, erasure, kept_of
from tresen.client.erasing.outcome import Erasure, Kept
from tresen.client.errors import BrokenConversation, Untrusted
from tresen.client.trust.keyring import Keyring
from tresen.core import records as layouts
from tresen.core import wire
from tresen.core.model import Kind, Party
from tresen.core.records import Header
from tresen.errors import Refusal
from tresen.seal.epoch import make_epoch
from tresen.seal.message import Envelope, Payload, pad, seal_message

T = TypeVar("T")


class Participant(Following):
    """Base of `Customer` and `Staff`. Every message that is given out was verified; every send is durable on return."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._session = Connector(self._file, self._device, self._http, self, self.public_url, self._tls)
        self._bell = self._session.bell
        self._sends: dict[int, asyncio.Future[Sent]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Part from the server. What was not yet stored waits in the keys file and goes out at the next opening."""
        await self._session.close()
        await self._http.close()
        for future in self._sends.values():
            if not future.done():
                future.cancel()
        self._file.close()

    # What the session calls.

    @abstractmethod
    def cursor(self) -> tuple[bytes | None, int | None, int | None]:
        """Generation, cursor and rev to resume from."""

    def _found_stored(self, event: wire.Event) -> None:
        if event.counter is not None and self._file.item(event.counter) is not None:
            self._settle(event.counter, Sent(event.pos or 0, event.at_ms))

    async def on_stored(self, item: Item, frame: wire.Stored) -> None:
        """Take a durable message of our own into its conversation, in its place."""
        talk = self._talks.get(item.waiting.conversation)
        if talk is not None and item.envelope is not None and frame.pos is not None:
            if frame.pos == talk.head + 1:
                body = msgspec.Raw(msgspec.msgpack.encode(item.envelope))
                talk.take(
                    wire.Event(
                        frame.seq,
                        None,
                        talk.conversation,
                        frame.pos,
                        Kind.MESSAGE,
                        frame.at_ms,
                        self._device.id,
                        item.counter,
                        body,
                    )
                )
            else:
                await self._caught_up(talk)
        elif talk is not None and frame.pos is not None:
            await self._caught_up(talk)
        self._settle(item.counter, Sent(frame.pos or 0, frame.at_ms))

    async def on_ready(self) -> None:
        """The resume is complete: say again what was delivered."""
        for talk in self._talks.values():
            self._arrived(talk)

    async def seal(self, item: Item) -> Envelope:
        """Seal a waiting message under the newest epoch, which is made first when it is due (S6, S8)."""
        talk = await self._talk(item.waiting.conversation)
        keys = talk.keyring
        if isinstance(keys, Keyring):
            while not keys.is_current():
                await self._make_epoch(talk, keys)
        epoch = keys.epochs[-1]
        if epoch.key is None:
            raise Untrusted("broken", "this device has no key of the newest epoch")
        waiting, place, seen = item.waiting, talk.place(self._device.id), talk.seen
        header = Header(
            version=layouts.VERSION,
            business=self._records.chain.business,
            conversation=talk.conversation,
            epoch=epoch.n,
            epoch_hash=epoch.hash,
            device=self._device.id,
            counter=item.counter,
            num=place.num + 1,
            prev=place.hash,
            seen_pos=seen[0],
            seen_hash=seen[1],
            spoken=waiting.spoken,
            refers=waiting.refers,
            about=waiting.about,
            doc=waiting.doc,
            at_ms=waiting.at_ms,
        )
        return seal_message(self._device, epoch.key, header, waiting.payload or {})

    async def on_stale(self, item: Item) -> None:
        """The epoch was not the current one: learn what is new; `seal` then makes the next.

        Raises:
            BrokenConversation: nothing is new: the server refuses the epoch that it shows (S6).
        """
        talk = await self._talk(item.waiting.conversation)
        await self._catch_up_records()
        await self._catch_up(talk)
        keys = talk.keyring
        current = keys.is_current() if isinstance(keys, Keyring) else True
        if item.envelope is None or not current:
            return
        if layouts.decode(item.envelope.header, Header).epoch_hash == keys.epochs[-1].hash:
            raise BrokenConversation("the server refuses the epoch that it shows as the newest")

    def on_given_up(self, item: Item, why: Refusal | BrokenConversation) -> None:
        """Tell who sent it."""
        future = self._sends.pop(item.counter, None)
        if future is not None and not future.done():
            future.set_exception(why)
        self._bell.ring()

    def _arrived(self, talk: ConversationLog) -> None:
        """Receipt for what was verified and opened here (wire.md, receipts)."""
        pos = max((each.pos for each in talk.messages if not each.ours), default=0)
        if self._deliver and talk.state != "erased" and pos > talk.marks[self.party].delivered:
            self._session.send(wire.Mark(self._name(talk.conversation), pos, talk.marks[self.party].read))

    def _name(self, conversation: bytes) -> bytes | None:
        """How this side's frames name a conversation."""
        return conversation

    async def _make_epoch(self, talk: ConversationLog, keys: Keyring) -> None:
        current = keys.current
        made = make_epoch(
            self._device,
            keys.business,
            keys.conversation,
            self._clock.now_ms(),
            keys.recipients(),
            before=current.key,
            superseding=None if current.key else (current.n, current.hash),
        )
        with contextlib.suppress(
            Refusal
        ):  # another came first, or something changed again: what is new decides
            await self._http.post(
                f"/conversations/{b64(keys.conversation)}/epochs",
                signed_wraps(SignedWraps(made.signed, made.wraps)),
            )
        await self._catch_up_records()
        await self._catch_up(talk)

    # Sending and receipts.

    def _enqueue(self, waiting: Waiting) -> asyncio.Future[Sent]:
        if waiting.payload is not None:
            pad(layouts.encode(waiting.payload))
        counter = self._file.enqueue(waiting)
        future: asyncio.Future[Sent] = asyncio.get_running_loop().create_future()
        self._sends[counter] = future
        self._bell.ring()
        return future

    def _settle(self, counter: int, sent: Sent) -> None:
        self._file.settled(counter)
        future = self._sends.pop(counter, None)
        if future is not None and not future.done():
            future.set_result(sent)
        self._bell.ring()

    async def _durable(self, waiting: Waiting) -> Sent:
        """Put into the outbox and wait until it is stored. Cancelling does not take it out of the outbox.

        Raises:
            Refused: `too_large`; nothing was put into the outbox.
            Refusal: the server refused it for good.
            BrokenConversation: nothing is sent there any more.
            Stopped, Untrusted: it waits in the keys file.
        """
        future = self._enqueue(waiting)
        await self._bell.until(future.done)
        return future.result()

    def _waiting(self, conversation: bytes, payload: Payload, **more: Any) -> Waiting:
        return Waiting(conversation, self._clock.now_ms(), payload, **more)

    async def _follow(self, conversation: bytes) -> AsyncIterator[Message]:
        """Every message from the first, then live."""
        pos = 0
        while True:
            talk = await self._asked(lambda: self._talk(conversation))
            for message in [each for each in talk.messages if each.pos > pos]:
                pos = message.pos
                yield message
            last, known = pos, talk

            def news(last: int = last, known: ConversationLog = known) -> bool:
                now = self._talks.get(conversation)
                return now is not known or bool(now.messages and now.messages[-1].pos > last)

            await self._bell.until(news)

    async def _erase(self, conversation: bytes, message: Message | Sent | None) -> Erasure:
        """[L7, S17] Erase one message, or the conversation. Durable on return, and dropped here.

        Raises:
            LookupError: there is no such message, or nothing is left of it.
            Refusal: `conversation_erased`, `forbidden`.
        """
        talk = await self._asked(lambda: self._talk(conversation))
        targets = None if message is None else [_target(talk, message)]
        command = EraseCommand(self._file, conversation, targets)
        if not command.waits:
            if message is not None and _is_gone(talk, message):
                raise LookupError("the message was erased already")
            command.sign(self._device, self._records.chain.business, self._clock.now_ms())
        try:
            answer = await self._asked(lambda: self._http.post(command.path, command.json()))
        except Refusal:
            command.done()
            raise
        await self._asked(lambda: self._catch_up(talk))
        command.done()
        return erasure(answer)

    async def _kept(self, conversation: bytes) -> list[Kept]:
        return kept_of(await self._asked(lambda: self._http.get(f"/conversations/{b64(conversation)}/kept")))

    async def _mark(self, conversation: bytes, delivered: int, read: int) -> None:
        """Move this side's marks; durable on return."""

        def there() -> bool:
            self._sound(conversation)
            talk = self._talks.get(conversation)
            over = talk is not None and talk.state == "erased"
            return over or (talk is not None and talk.marks[self.party].covers(delivered, read))

        await self._asked(lambda: self._talk(conversation))
        while not there():
            await self._session.until_online()
            self._session.send(wire.Mark(self._name(conversation), delivered, read))
            await self._bell.until(lambda: there() or not self._session.online)

    async def _until(self, conversation: bytes, reached: Callable[[Marks], bool]) -> Marks:
        """Wait until the other side's marks are so far."""
        other = Party.TEAM if self.party == Party.CUSTOMER else Party.CUSTOMER
        await self._asked(lambda: self._talk(conversation))

        def there() -> bool:
            self._sound(conversation)
            talk = self._talks.get(conversation)
            return talk is not None and reached(talk.marks[other])

        await self._bell.until(there)
        return self._talks[conversation].marks[other]

    async def _asked(self, ask: Callable[[], Awaitable[T]], *, patient: bool = True) -> T:
        """Ask over HTTP; when the connection is lost meanwhile, again after it is back. `patient`: also when the server says
        that the same may succeed later."""
        while True:
            await self._session.until_online()
            try:
                return await ask()
            except OSError:
                await asyncio.sleep(BACKOFF_SECONDS[1])
            except Refusal as refusal:
                if refusal.code != "not_welcome" and not (patient and refusal.retryable):
                    raise
                await asyncio.sleep(BACKOFF_SECONDS[1])


def _target(talk: ConversationLog, message: Message | Sent) -> tuple[int, bytes]:
    found = next((each for each in talk.messages if each.pos == message.pos), None)
    if found is None or found.hash is None:
        raise LookupError("there is no such message to erase")
    return found.pos, found.hash


def _is_gone(talk: ConversationLog, message: Message | Sent) -> bool:
    return any(each.pos == message.pos and each.kind == "erased" for each in talk.messages)
