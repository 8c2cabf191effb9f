"""Reading: a business's public records and its conversations, verified and followed live (S10, A9)."""

from __future__ import annotations

import asyncio
import ssl
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tresen.client.connection.http import Http, b64, unb64, unmark, unsigned, unsigned_wraps
from tresen.client.connection.keyfile import KeyFile, Waiting
from tresen.client.conversation.log import Automatic, ConversationLog, read_record, record_kind
from tresen.client.conversation.message import Message
from tresen.client.errors import BrokenConversation, Untrusted, WrongKeys
from tresen.client.trust.keyring import Keyring, Keys
from tresen.client.trust.public import PublicRecords
from tresen.clock import Clock, SystemClock
from tresen.core import records as layouts
from tresen.core import wire
from tresen.core.model import Kind, Party
from tresen.core.records import Signed
from tresen.errors import Refusal

PAGE: Final = 256


class Following(ABC):
    """What this device knows of the business and of the conversations it has read, kept up to date by its session."""

    party: Party
    kind: str
    language = "de"
    """The reader's language, `de` or `en`: automatic answers are read in it (S14)."""

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
        self._talks: dict[bytes, ConversationLog] = {}
        self._locks: dict[bytes, asyncio.Lock] = {}
        self._aside: dict[bytes, BrokenConversation] = {}
        self._typing: set[bytes] = set()
        self._generation: bytes | None = None
        self._public: PublicRecords | None = None
        self.lost: list[Message] = []
        """What this device had read and a restored log no longer holds (L10): a cut that a person must be told of."""

    @abstractmethod
    def _keys_for(self, conversation: bytes) -> Keys:
        """What a conversation is verified and opened with."""

    @abstractmethod
    def _arrived(self, talk: ConversationLog) -> None:
        """Somebody else's message was verified and opened here."""

    @abstractmethod
    def _found_stored(self, event: wire.Event) -> None:
        """An event of this device's own came by in the log."""

    def on_broken(self, conversation: bytes, broken: BrokenConversation) -> None:  # noqa: ARG002 - for who has several
        """A conversation's records do not verify: without another one there is nothing to go on with.

        Raises:
            BrokenConversation: always here.
        """
        raise broken

    @property
    def profile(self) -> dict[str, Any]:
        """The business's published profile, as verified; empty before the first."""
        return self._records.chain.profile or {}

    @property
    def stale(self) -> bool:
        """The business has not renewed its records in time: the server may be showing an old state (S4)."""
        return self._records.chain.renew_by_ms < self._clock.now_ms()

    @property
    def device(self) -> bytes:
        """This device's public id."""
        return self._device.id

    @property
    def _records(self) -> PublicRecords:
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
        public = PublicRecords(self._file, business, self._fingerprint)
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

    async def on_welcome(self, welcome: wire.Welcome) -> None:
        """Another generation: the log was restored, every conversation is read anew (L10)."""
        former: dict[bytes, ConversationLog] = {}
        if self._generation is not None and self._generation != welcome.generation:
            former, self._talks = self._talks, {}
        self._generation = welcome.generation
        self._file.begin_generation(welcome.generation)
        await self._catch_up_records(welcome.rev)
        for talk in former.values():
            await self._resync(talk, welcome.last_counter)

    async def _resync(self, former: ConversationLog, last_counter: int) -> None:
        """Name what a restored log lost, and offer again what this device had said of it (L10)."""
        held: set[bytes | None] = set()
        try:
            talk = await self._talk(former.conversation)
            talk.show_again(former.messages)
            held = {each.hash for each in talk.messages}
        except BrokenConversation as broken:
            self.on_broken(former.conversation, broken)
            return
        except Refusal:
            pass  # the whole conversation may be younger than the backup
        self.lost += [each for each in former.messages if each.hash is not None and each.hash not in held]
        for message, header in former.still_said(self.device):
            if header.counter > last_counter:
                self._file.offer_again(header.counter, _again(message, header))

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
            for talk in list(self._talks.values()):
                await self._caught_up(talk)
        elif isinstance(frame, wire.TypingNow):
            (self._typing.add if frame.on else self._typing.discard)(frame.conversation)

    # Conversations.

    def _render(self, answer: Automatic) -> str | None:
        """The text of an automatic answer, from the profile of the revision that it names (S14)."""
        from tresen.core.replies import render  # brings the hours engine: only where there is such an answer

        fields = self._records.profiles.get(answer.rev, {})
        return render(fields, answer.name, self.language, answer.instant_ms, answer.next_open_ms)

    async def _talk(self, conversation: bytes) -> ConversationLog:
        """The verified conversation, read from its first event at the first call."""
        async with self._locks.setdefault(conversation, asyncio.Lock()):
            self._sound(conversation)
            talk = self._talks.get(conversation)
            if talk is None:
                try:
                    talk = await self._read_talk(conversation)
                except BrokenConversation as broken:
                    self.on_broken(conversation, broken)
                    raise
        return talk

    def _sound(self, conversation: bytes) -> None:
        """Raises BrokenConversation when it was put aside."""
        broken = self._aside.get(conversation)
        if broken is not None:
            raise broken

    async def _read_talk(self, conversation: bytes) -> ConversationLog:
        keys = self._keys_for(conversation)
        talk = ConversationLog(keys, self.party, self._render)
        if isinstance(keys, Keyring):
            await self._read_keys(keys)
        await self._catch_up(talk)
        # From here on it is followed live; what came while it was being read is read once more, so that nothing is missed.
        self._talks[conversation] = talk
        try:
            await self._catch_up(talk)
            if isinstance(keys, Keyring):
                row = await self._http.get(f"/conversations/{b64(conversation)}")
                for mark in row["marks"]:
                    talk.take_marks(unmark(mark))
        except BaseException:
            self._talks.pop(conversation, None)
            raise
        return talk

    async def _read_keys(self, keys: Keyring) -> None:
        answer = await self._http.get(f"/conversations/{b64(keys.conversation)}/keys")
        await self._learn_teams(unb64(each["body"]) for each in answer["epochs"])
        for devices in answer["devices"]:
            keys.take_devices(unsigned(devices))
        for epoch in answer["epochs"]:
            keys.take_epoch(unsigned_wraps(epoch))
        keys.check_pins()

    async def _catch_up(self, talk: ConversationLog) -> None:
        """Read what the conversation has beyond what is known."""
        while True:
            events, head = await self._http.events(talk.conversation, talk.head, PAGE)
            await self._learn_teams(_epoch_bodies(events))
            await self._learn_erasers(events)
            await self._learn_orders(talk, events)
            before = talk.head
            for event in events:
                self._apply(talk, event)
            if talk.head >= head:
                talk.settle()
                return
            if talk.head == before:
                raise BrokenConversation("the server leaves out a part of the conversation")

    async def _caught_up(self, talk: ConversationLog) -> None:
        try:
            await self._catch_up(talk)
        except BrokenConversation as broken:
            self.on_broken(talk.conversation, broken)

    async def _catch_up_records(self, rev: int | None = None) -> None:
        if rev is not None and rev <= self._records.rev:
            return
        answer = await self._http.get("/records", {"after": self._records.rev})
        await self._take_records([unsigned(each) for each in answer["records"]])

    async def _take_records(self, signed: list[Signed]) -> None:
        if self._records.take(signed):
            self._records.check_pin()

    async def _learn_teams(self, epochs: Iterable[bytes]) -> None:
        """Read the public records first when an epoch names a team record that is not known yet."""
        newest = max((self._team_named(body) for body in epochs), default=0)
        if newest > self._records.team.n:
            await self._catch_up_records()

    async def _learn_erasers(self, events: Iterable[wire.Event]) -> None:
        """Read the public records first when something was erased: an owner's device may be new."""
        if any(event.kind == Kind.ERASED for event in events):
            await self._catch_up_records()

    async def _learn_orders(self, talk: ConversationLog, events: Iterable[wire.Event]) -> None:  # noqa: B027
        """Read the commands first that these events name and that stand elsewhere: the team's back room has such."""

    def _team_named(self, epoch: bytes) -> int:
        try:
            return layouts.decode(epoch, layouts.Epoch, "epoch").team_n
        except Refusal:
            return 0  # the keyring says what is wrong with it

    async def _event(self, event: wire.Event) -> None:
        if event.rev is not None:
            await self._public_record(event, event.rev)
        talk = self._talks.get(event.conversation) if event.conversation is not None else None
        if talk is not None and event.pos is not None:
            await self._learn_erasers([event])
            await self._learn_orders(talk, [event])
            try:
                if event.pos > talk.head + 1:
                    await self._catch_up(talk)
                self._apply(talk, event)
            except BrokenConversation as broken:
                self.on_broken(talk.conversation, broken)
        if event.device == self._device.id:
            self._found_stored(event)

    async def _public_record(self, event: wire.Event, rev: int) -> None:
        if rev <= self._records.rev + 1:
            await self._take_records([read_record(event).signed])
        else:
            await self._catch_up_records(rev)

    def _apply(self, talk: ConversationLog, event: wire.Event) -> None:
        if event.pos != talk.head + 1:
            return
        message = talk.take(event)
        if event.kind == Kind.ERASED:
            self._forget_about(talk)
            self._file.scrub()
        if message is not None and not message.ours:
            self._arrived(talk)
        if event.kind == Kind.RECORD and isinstance(talk.keyring, Keyring) and talk.keyring.epochs:
            talk.keyring.check_pins()

    def _forget_about(self, talk: ConversationLog) -> None:
        """What the back room says of what was erased goes with it (L7)."""
        room = self._talks.get(layouts.back_room_id(talk.keyring.business))
        if room is not None and talk.erasure is not None:
            room.forget_about(talk.conversation, talk.erasure)


def _again(message: Message, header: layouts.Header) -> Waiting:
    """The same once more, as it was put into the outbox."""
    more = {name: getattr(header, name) for name in ("spoken", "refers", "about", "doc")}
    return Waiting(message.conversation, header.at_ms, message.payload, **more)


def _epoch_bodies(events: Iterable[wire.Event]) -> Iterator[bytes]:
    """The epoch records among a conversation's events, not verified."""
    for event in events:
        if event.kind == Kind.RECORD:
            body = read_record(event).signed.body
            if record_kind(body) == "epoch":
                yield body
