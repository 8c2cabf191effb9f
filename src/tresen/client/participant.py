"""What customers and staff have in common: verified records, verified conversations, an outbox, receipts."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable
from types import TracebackType
from typing import Any, Final, Self, TypeVar

import msgspec

from tresen.client.errors import Untrusted, WrongKeys
from tresen.client.http import Http, SignedWraps, b64, signed_wraps, unmark, unsigned, unsigned_wraps
from tresen.client.keyfile import Item, KeyFile, Waiting
from tresen.client.keyring import Keyring, Keys
from tresen.client.message import Marks, Message, Sent
from tresen.client.records import Records
from tresen.client.session import BACKOFF_SECONDS, Session
from tresen.client.talk import Talk
from tresen.clock import Clock, SystemClock
from tresen.core import records as layouts
from tresen.core import wire
from tresen.core.model import Kind, Party
from tresen.core.records import Header, Signed
from tresen.errors import Refusal
from tresen.seal.epoch import make_epoch
from tresen.seal.message import Envelope, Payload, pad, seal_message

PAGE: Final = 256
T = TypeVar("T")


class Participant(ABC):
    """Base of `Customer` and `Staff`. Every message that is given out was verified; every send is durable on return."""

    party: Party
    kind: str

    def __init__(
        self,
        file: KeyFile,
        public_url: str,
        handle: str,
        fingerprint: bytes | None,
        *,
        clock: Clock | None = None,
        deliver: bool = True,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._file, self._tls = file, tls
        self._device = file.device()
        self.public_url, self.handle = public_url, handle
        self._fingerprint, self._deliver = fingerprint, deliver
        self._clock: Clock = clock or SystemClock()
        self._http = Http(public_url, tls)
        self._session = Session(file, self._device, self._http, self, public_url, tls)
        self._bell = self._session.bell
        self._talks: dict[bytes, Talk] = {}
        self._locks: dict[bytes, asyncio.Lock] = {}
        self._sends: dict[int, asyncio.Future[Sent]] = {}
        self._typing: set[bytes] = set()
        self._generation: bytes | None = None
        self._public: Records | None = None

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

    @property
    def profile(self) -> dict[str, Any]:
        """The business's published profile, as verified; empty before the first."""
        return self._records.chain.profile or {}

    @property
    def device(self) -> bytes:
        """This device's public id."""
        return self._device.id

    @property
    def _records(self) -> Records:
        if self._public is None:
            raise Untrusted("broken", "the business's records were not read yet")
        return self._public

    async def _load_public(self) -> dict[str, Any]:
        """Read and verify the business's public records from rev 1, and compare with what this device saw before."""
        answer: dict[str, Any] = await self._http.get(f"/businesses/{self.handle}")
        first = unsigned(answer["records"][0]) if answer["records"] else None
        if first is None:
            raise Untrusted("broken", "the business has published no records")
        business = layouts.decode(first.body, layouts.PublicRecord).business
        known = self._file.fact("business")
        if known is not None and known != business:
            raise Untrusted("mismatch", "another business than these keys belong to")
        public = Records(self._file, business, self._fingerprint)
        public.take(unsigned(each) for each in answer["records"])
        public.check_pin()
        self._public = public
        return answer

    def _own(self) -> None:
        """These keys belong to this kind of participant of this business, from now on.

        Raises:
            WrongKeys: they already belong to another.
        """
        mine = {"kind": self.kind, "public_url": self.public_url, "handle": self.handle}
        for name, value in mine.items():
            known = self._file.fact(name)
            if known is not None and known != value.encode():
                raise WrongKeys(f"{self._file.path} has the {name} {known.decode()}, not {value}")
        self._file.learn(**{name: value.encode() for name, value in mine.items()})

    # What the session calls.

    async def on_welcome(self, welcome: wire.Welcome) -> None:
        """Another generation: the log was restored, every conversation is read anew (L10)."""
        if self._generation is not None and self._generation != welcome.generation:
            self._talks.clear()
        self._generation = welcome.generation
        await self._catch_up_records(welcome.rev)

    async def on_frame(self, frame: Any) -> None:
        """Events, marks and flags, in order."""
        if isinstance(frame, wire.Events):
            for event in frame.events:
                await self._event(event)
        elif isinstance(frame, wire.Marks):
            for row in frame.marks:
                if row.conversation in self._talks:
                    self._talks[row.conversation].take_marks(row)
        elif isinstance(frame, wire.Behind):
            await self._catch_up_records(frame.rev)
            for talk in self._talks.values():
                await self._catch_up(talk)
        elif isinstance(frame, wire.TypingNow):
            (self._typing.add if frame.on else self._typing.discard)(frame.conversation)

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
                await self._catch_up(talk)
        elif talk is not None and frame.pos is not None:
            await self._catch_up(talk)
        self._settle(item.counter, Sent(frame.pos or 0, frame.at_ms))

    async def on_ready(self) -> None:
        """The resume is complete: say again what was delivered."""
        for talk in self._talks.values():
            self._mark_delivered(talk)

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
        """The epoch was not the current one: learn what is new; `seal` then makes the next."""
        talk = await self._talk(item.waiting.conversation)
        await self._catch_up_records()
        await self._catch_up(talk)

    def on_given_up(self, item: Item, refusal: Refusal) -> None:
        """Tell who sent it."""
        future = self._sends.pop(item.counter, None)
        if future is not None and not future.done():
            future.set_exception(refusal)

    # Conversations.

    @abstractmethod
    def _keys_for(self, conversation: bytes) -> Keys:
        """What a conversation is verified and opened with."""

    @abstractmethod
    def cursor(self) -> tuple[bytes | None, int | None, int | None]:
        """Generation, cursor and rev to resume from."""

    def _render(self, body: Any) -> str:
        """The text of an automatic answer, from the profile of its revision (S14)."""
        name, rev, language = body[0], body[1], body[2]
        texts = self._records.profiles.get(rev, {}).get(name)
        text = texts.get(language) if isinstance(texts, dict) else None
        return text if isinstance(text, str) else ""

    async def _talk(self, conversation: bytes) -> Talk:
        """The verified conversation, read from its first event at the first call."""
        async with self._locks.setdefault(conversation, asyncio.Lock()):
            talk = self._talks.get(conversation)
            if talk is None:
                talk = await self._read_talk(conversation)
                self._talks[conversation] = talk
        return talk

    async def _read_talk(self, conversation: bytes) -> Talk:
        keys = self._keys_for(conversation)
        talk = Talk(keys, self.party, self._render)
        if isinstance(keys, Keyring):
            await self._read_keys(keys)
        await self._catch_up(talk)
        if isinstance(keys, Keyring):
            row = await self._http.get(f"/conversations/{b64(conversation)}")
            for mark in row["marks"]:
                talk.take_marks(unmark(mark))
        return talk

    async def _read_keys(self, keys: Keyring) -> None:
        answer = await self._http.get(f"/conversations/{b64(keys.conversation)}/keys")
        for devices in answer["devices"]:
            keys.take_devices(unsigned(devices))
        for epoch in answer["epochs"]:
            keys.take_epoch(unsigned_wraps(epoch))
        keys.check_pins()

    async def _catch_up(self, talk: Talk) -> None:
        """Read what the conversation has beyond what is known."""
        while True:
            events, head = await self._http.events(talk.conversation, talk.head, PAGE)
            for event in events:
                self._apply(talk, event)
            if talk.head >= head or not events:
                return

    async def _catch_up_records(self, rev: int | None = None) -> None:
        if rev is not None and rev <= self._records.rev:
            return
        answer = await self._http.get("/records", {"after": self._records.rev})
        self._take_records([unsigned(each) for each in answer["records"]])

    def _take_records(self, signed: list[Signed]) -> None:
        if self._records.take(signed):
            self._records.check_pin()

    async def _event(self, event: wire.Event) -> None:
        if event.rev is not None:
            await self._public_record(event, event.rev)
        talk = self._talks.get(event.conversation) if event.conversation is not None else None
        if talk is not None and event.pos is not None:
            if event.pos > talk.head + 1:
                await self._catch_up(talk)
            self._apply(talk, event)
        if event.device == self._device.id and event.counter is not None:
            item = self._file.item(event.counter)
            if item is not None:
                self._settle(event.counter, Sent(event.pos or 0, event.at_ms))

    async def _public_record(self, event: wire.Event, rev: int) -> None:
        if rev == self._records.rev + 1:
            body, signature, *_ = msgspec.msgpack.decode(event.body)
            self._take_records([Signed(body, signature)])
        else:
            await self._catch_up_records(rev)

    def _apply(self, talk: Talk, event: wire.Event) -> None:
        if event.pos != talk.head + 1:
            return
        message = talk.take(event)
        if message is not None and not message.ours:
            self._mark_delivered(talk)
        if event.kind == Kind.RECORD and isinstance(talk.keyring, Keyring) and talk.keyring.epochs:
            talk.keyring.check_pins()

    def _mark_delivered(self, talk: Talk) -> None:
        """Receipt for what was verified and opened here (wire.md, receipts)."""
        pos = max((each.pos for each in talk.messages if not each.ours), default=0)
        if self._deliver and pos > talk.marks[self.party].delivered:
            self._session.send(wire.Mark(self._name(talk.conversation), pos, talk.marks[self.party].read))

    def _name(self, conversation: bytes) -> bytes | None:
        """How this side's frames name a conversation."""
        return conversation

    async def _make_epoch(self, talk: Talk, keys: Keyring) -> None:
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

            def news(last: int = last, known: Talk = known) -> bool:
                now = self._talks.get(conversation)
                return now is not known or bool(now.messages and now.messages[-1].pos > last)

            await self._bell.until(news)

    async def _mark(self, conversation: bytes, delivered: int, read: int) -> None:
        """Move this side's marks; durable on return."""

        def there() -> bool:
            talk = self._talks.get(conversation)
            return talk is not None and talk.marks[self.party].covers(delivered, read)

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
            talk = self._talks.get(conversation)
            return talk is not None and reached(talk.marks[other])

        await self._bell.until(there)
        return self._talks[conversation].marks[other]

    async def _asked(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Ask over HTTP; when the connection is lost meanwhile, again after it is back."""
        while True:
            await self._session.until_online()
            try:
                return await ask()
            except OSError:
                await asyncio.sleep(BACKOFF_SECONDS[1])
            except Refusal as refusal:
                if refusal.code != "not_welcome" and not refusal.retryable:
                    raise
                await asyncio.sleep(BACKOFF_SECONDS[1])
