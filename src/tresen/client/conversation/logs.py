"""The conversations that this device has read: each from its first event, then followed live (S10, A9)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

import msgspec

from tresen.client.connection.bell import Bell
from tresen.client.connection.http import Http, b64, unmark
from tresen.client.connection.keyfile import KeyFile
from tresen.client.conversation.log import ConversationLog, Days, Render, answered_revs, epoch_bodies
from tresen.client.erasing.orders import Orders
from tresen.client.erasing.outcome import read_retained
from tresen.client.errors import BrokenConversation
from tresen.client.trust.business import Business
from tresen.client.trust.keyring import Keyring, Keys
from tresen.client.trust.keyrings import Keyrings
from tresen.core import wire
from tresen.core.events import Classed
from tresen.core.model import Kind, Party
from tresen.core.records import UNREADABLE

PAGE: Final = 256
FOR_EVER: Final = 2**53 - 1
GONE: Final = (Kind.ERASED, Kind.EXPIRED)


class Scope:
    """What a side's client reads: with which keys, and which conversation it cannot do without."""

    def __init__(
        self,
        party: Party,
        keyrings: Keyrings,
        keys_of: Callable[[bytes], Keys],
        needs: Callable[[bytes], bool],
        orders: Orders | None = None,
    ) -> None:
        """`keys_of` makes the keys of a conversation; `needs` says whether the client ends with that conversation;
        `orders` are the commands that the back room's tombstones name, for the team."""
        self.party, self.keyrings, self.keys_of = party, keyrings, keys_of
        self.needs, self.orders = needs, orders


class ConversationLogs:
    """Logs by conversation. `held` are those that are followed; `aside` those whose records do not verify."""

    def __init__(
        self,
        file: KeyFile,
        http: Http,
        bell: Bell,
        business: Business,
        scope: Scope,
        render: Render,
        days: Days,
    ) -> None:
        self._file, self._http, self._bell, self._business = file, http, bell, business
        self._scope, self._render, self._days = scope, render, days
        self._locks: dict[bytes, asyncio.Lock] = {}
        self.party = scope.party
        self.held: dict[bytes, ConversationLog] = {}
        self.aside: dict[bytes, BrokenConversation] = {}
        self.on_arrived: Callable[[ConversationLog], None] = lambda _: None
        """Told a log when somebody else's message was verified and opened in it."""

    async def get(self, conversation: bytes) -> ConversationLog:
        """The verified conversation, read from its first event at the first call.

        Raises:
            BrokenConversation: its records do not verify.
            OSError, Refusal: it cannot be read.
        """
        async with self._locks.setdefault(conversation, asyncio.Lock()):
            self.check_sound(conversation)
            log = self.held.get(conversation)
            if log is None:
                try:
                    log = await self._read(conversation)
                except BrokenConversation as broken:
                    self.on_broken(conversation, broken)
                    raise
        return log

    def check_sound(self, conversation: bytes) -> None:
        """Raises BrokenConversation when the conversation was put aside."""
        broken = self.aside.get(conversation)
        if broken is not None:
            raise broken

    def on_broken(self, conversation: bytes, broken: BrokenConversation) -> None:
        """Put a conversation aside until this client is opened again, and go on with the others.

        Raises:
            BrokenConversation: this client cannot go on without it.
        """
        if self._scope.needs(conversation):
            raise broken
        self.aside.setdefault(conversation, broken)
        self.held.pop(conversation, None)
        self._bell.ring()

    async def catch_up(self, log: ConversationLog) -> None:
        """Read what the conversation has beyond what is known.

        Raises:
            BrokenConversation: a record does not verify, or the server leaves events out.
            OSError, Refusal: it cannot be read.
        """
        while True:
            events, head = await self._http.events(log.conversation, log.head, PAGE)
            await self._business.learn_teams(epoch_bodies(events))
            await self._business.learn_profiles(answered_revs(events))
            await self._learn_signers(log, events)
            before = log.head
            for event in events:
                self.apply(log, event)
            if log.head >= head:
                log.settle()
                return
            if log.head == before:
                raise BrokenConversation("the server leaves out a part of the conversation")

    async def catch_up_soundly(self, log: ConversationLog) -> None:
        """As `catch_up`; a conversation that breaks is put aside."""
        try:
            await self.catch_up(log)
        except BrokenConversation as broken:
            self.on_broken(log.conversation, broken)

    async def take(self, event: wire.Event) -> None:
        """A live event of a conversation that is followed."""
        log = self.held.get(event.conversation) if event.conversation is not None else None
        if log is not None and event.kind == Kind.CLASS:
            with suppress(*UNREADABLE):
                log.take_class(msgspec.msgpack.decode(event.body, type=Classed), event.at_ms)
        if log is None or event.pos is None:
            return
        await self._learn_signers(log, [event])
        try:
            if event.pos > log.head + 1:
                await self.catch_up(log)
            self.apply(log, event)
        except BrokenConversation as broken:
            self.on_broken(log.conversation, broken)

    def apply(self, log: ConversationLog, event: wire.Event) -> None:
        """Take the next event; one that is known already, or comes too early, changes nothing."""
        if event.pos != log.head + 1:
            return
        message = log.take(event)
        if event.kind in GONE:
            self._drop_about(log)
            self._file.scrub()
        if message is not None and not message.ours:
            self.on_arrived(log)
        if event.kind == Kind.RECORD and isinstance(log.keyring, Keyring) and log.keyring.epochs:
            log.keyring.check_pins()

    def hold(self, conversation: bytes, until_ms: int | None) -> None:
        """[D6] A hold lasts until then, as this device knows: for ever, or until 0, which is not at all."""
        log = self.held.get(conversation)
        if log is not None:
            log.hold_ms = FOR_EVER if until_ms is None else until_ms

    def call_ended(self, conversation: bytes, at_ms: int) -> None:
        """[D3] A call ended in which this device took part."""
        log = self.held.get(conversation)
        if log is not None:
            log.calls_ms.append(at_ms)

    def take_marks(self, marks: Iterable[wire.MarkRow]) -> None:
        """Receipts of the conversations that are followed."""
        for each in marks:
            if each.conversation in self.held:
                self.held[each.conversation].take_marks(each)

    async def _read(self, conversation: bytes) -> ConversationLog:
        keys = self._scope.keys_of(conversation)
        log = ConversationLog(keys, self.party, self._render, self._days)
        if isinstance(keys, Keyring):
            await self._scope.keyrings.fill(keys)
        await self.catch_up(log)
        # From here on it is followed live. What came while it was being read is read once more, so that nothing is missed.
        self.held[conversation] = log
        try:
            await self.catch_up(log)
            if isinstance(keys, Keyring):
                row = await self._http.get(f"/conversations/{b64(conversation)}")
                for mark in row["marks"]:
                    log.take_marks(unmark(mark))
                if self.party == Party.TEAM:
                    kept = read_retained(await self._http.get(f"/conversations/{b64(conversation)}/kept"))
                    log.classes.learn((each.pos, each.class_) for each in kept)
        except BaseException:
            self.held.pop(conversation, None)
            raise
        return log

    async def _learn_signers(self, log: ConversationLog, events: Iterable[wire.Event]) -> None:
        """Before these events are verified, learn what that takes.

        When something was erased, an owner's device may be new: read the public records. Tombstones of the back room name
        commands in other conversations: read those (L7).
        """
        gone = [event for event in events if event.kind in GONE]
        if gone:
            await self._business.catch_up()
            await self._business.learn_profiles(answered_revs(gone))
        if self._scope.orders is not None and not log.keyring.recorded:
            await self._scope.orders.learn(events)

    def _drop_about(self, log: ConversationLog) -> None:
        """What the back room says of what was erased goes with it (L7)."""
        room = self.held.get(self._business.back_room)
        if room is not None and log.erasure is not None:
            room.drop_about(log.conversation, log.erasure)
