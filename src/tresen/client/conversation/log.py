"""One conversation as its log tells it: every event verified in order, messages opened (S7, S10)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import msgspec

from tresen.client.connection.http import SignedWraps
from tresen.client.content.automatic import Automatic, read_answer
from tresen.client.conversation.acts import Folded, fold
from tresen.client.conversation.entries import with_team
from tresen.client.conversation.message import Marks, Message, Trouble
from tresen.client.conversation.reading import MessageReader, row
from tresen.client.conversation.senders import Place, Senders
from tresen.client.erasing.classes import Classes
from tresen.client.erasing.orders import is_superseded, named_by
from tresen.client.erasing.verify import Applied, Erasures
from tresen.client.errors import BrokenConversation, Missing
from tresen.client.trust.keyring import Keys
from tresen.core import records
from tresen.core.erasing import Expired
from tresen.core.events import Answer, CallErased, Classed, Record, read_call
from tresen.core.law.belief import Holding, Stored, Word, believe, contradicts, is_listed
from tresen.core.model import Kind, Party
from tresen.core.records import Header, Signed
from tresen.core.wire import Event, MarkRow
from tresen.errors import Refusal
from tresen.seal.erase import Target

_FAR: Final = 2**62

Render = Callable[[Answer], str | None]
"""Turns an automatic answer into its words; None when the profile that it names does not hold them (S14)."""


Days = Callable[[int, int], int | None]
"""[D3] The days without a word after which a conversation is over, by the signed profile of that rev; None when an event of
that time may not go by it."""


def _no_days(rev: int, at_ms: int) -> int | None:
    del rev, at_ms
    return None


class ConversationLog:
    """The verified fold of one conversation. Events are given in order of `pos`, without gaps."""

    def __init__(self, keyring: Keys, party: Party, render: Render, days: Days = _no_days) -> None:
        """`party` is one's own side."""
        self.keyring = keyring
        self.head = 0
        self.messages: list[Message] = []
        """As they were sent, acts among them; `said` is what they come to."""
        self._folded: Folded | None = None
        self._devices: list[Message] = []
        self.marks = {Party.CUSTOMER: Marks(), Party.TEAM: Marks()}
        self.state = "open"
        self.erasure: Applied | None = None
        """What the newest `erased` event did, when its command verified."""
        self._party, self._render, self._days = party, render, days
        self._reader = MessageReader(keyring, party)
        self._senders = Senders()
        self._headers: dict[int, Header] = {}
        self._erasures = Erasures(keyring.business, keyring.conversation)
        self.classes = Classes(keyring.business, keyring.conversation)
        self.calls_ms: list[int] = []
        """When calls ended in which this device took part, by its own clock (D3)."""
        self.hold_ms: int | None = None
        """Until when a hold lasts that this device knows of (D6)."""
        self._times: list[Stored] = []
        self._epoch_now = 0
        self._since_ms: int | None = None

    @property
    def conversation(self) -> bytes:
        """The conversation's id."""
        return self.keyring.conversation

    @property
    def seen(self) -> tuple[int, bytes | None]:
        """The highest message position known, and its header hash."""
        return self._senders.seen

    def place(self, device: bytes) -> Place:
        """How far a device's messages go, as the log has them."""
        return self._senders.place(device)

    @property
    def said(self) -> Folded:
        """The messages, each with what was done to it: reactions, edits, pins (S9)."""
        if self._folded is None:
            self._folded = fold(self.messages)
        return self._folded

    def target(self, pos: int) -> Target:
        """The message at that position, as an erase command names it.

        Raises:
            LookupError: there is none, or nobody sealed it.
        """
        found = next((each for each in self.messages if each.pos == pos), None)
        if found is None or found.hash is None:
            raise Missing("there is no such message to erase")
        return found.pos, found.hash

    def is_erased(self, pos: int) -> bool:
        """Nothing is left of the message at that position."""
        return any(each.pos == pos and each.kind == "erased" for each in self.messages)

    def take(self, event: Event) -> Message | None:
        """Apply the next event. What can be shown of it is returned, and added to `messages`.

        Raises:
            BrokenConversation: a record that does not verify.
        """
        self.head = _pos(event)
        if self._since_ms is None:
            self._since_ms = event.at_ms
        message = self._timed(event, self._taken(event))
        if message is not None:
            self.messages.append(message)
            self._folded = None
        self._doubt(self._erasures.unaccounted(self.head if self.keyring.recorded else 0))
        return message

    def entries(self) -> Iterator[Message]:
        """All messages, and between them who joined and left since the conversation began (S4): `devices` and `team`.

        Of an erased conversation only the messages.
        """
        if self.state == "erased":
            return iter(self.said.messages)
        own = sorted([*self.said.messages, *self._devices], key=lambda each: each.pos)
        return with_team(own, self.conversation, self._since_ms, self.keyring.changes)

    def settle(self) -> None:
        """All events there are were taken: a tombstone that names a later event has none."""
        if self.keyring.recorded:
            self._doubt(self._erasures.unaccounted(_FAR))

    def take_marks(self, marks: MarkRow) -> None:
        """Receipts, which only move forward (L6)."""
        party = Party(marks.party)
        if (marks.delivered, marks.read) >= self.marks[party][:2]:
            self.marks[party] = Marks(marks.delivered, marks.read, marks.delivered_ms, marks.read_ms)

    def still_said(self, device: bytes) -> Iterator[tuple[Message, Header]]:
        """That device's messages that nobody erased, in order, with their headers; of a document only the newest version,
        whoever wrote it."""
        newest = {header.doc: pos for pos, header in sorted(self._headers.items())}
        for message in self.messages:
            header = self._headers.get(message.pos)
            if header is None or header.device != device or not message.payload:
                continue
            if header.doc is None or newest[header.doc] == message.pos:
                yield message, header

    def show_again(self, former: list[Message]) -> None:
        """Go on showing, with their trouble, messages that were known before and are gone without a command."""
        self._folded = None
        known = {each.pos: each for each in former if each.hash is not None}
        for at, each in enumerate(self.messages):
            before = known.get(each.pos)
            if each.trouble == "unasked" and before is not None and before.hash == each.hash:
                self.messages[at] = replace(before, trouble="unasked")

    def drop_about(self, conversation: bytes, applied: Applied) -> None:
        """Of the back room: drop what it says about an erased conversation, or about what was erased there (L7)."""
        about = {each.pos for each in self.messages if each.about == conversation}
        self._empty(about if applied.whole else self._erasures.referring(about, applied.ids))

    def _taken(self, event: Event) -> Message | None:
        if event.kind == Kind.MESSAGE:
            return self._message(event)
        if event.kind == Kind.AUTO:
            return self._automatic(event)
        if event.kind == Kind.RECORD:
            self._take_record(event)
        elif event.kind == Kind.ERASED:
            return self._erased(event)
        elif event.kind == Kind.CALL:
            return self._call(event)
        elif event.kind == Kind.EXPIRED:
            return self._expired(event)
        elif event.kind == Kind.CLOSED:
            self.state = "closed"
        elif event.kind == Kind.REOPENED:
            self.state = "open"
        return None

    def _timed(self, event: Event, message: Message | None) -> Message | None:
        """[D10] A message whose stored time contradicts the one before it, or what its sender signed, says so."""
        if event.kind != Kind.MESSAGE or message is None:
            self._times.append(Stored(event.at_ms))
            return message
        stored = Stored(event.at_ms, message.written_ms)
        wrong = contradicts(self._times, stored)
        self._times = [stored]
        return replace(message, trouble="time") if wrong and message.trouble is None else message

    def take_class(self, said: Classed) -> None:
        """[L9] A retention class, live from the log of the team, or this device's own."""
        hashes = {each.pos: each.hash for each in self.messages if each.hash is not None}
        self.classes.take(said, self.keyring.classers(), hashes)

    def _call(self, event: Event) -> Message:
        """[C10] A call that is over, by the server's word."""
        try:
            said = read_call(event.body)
        except records.UNREADABLE:
            return self._row(event, "call", trouble="unreadable")
        if isinstance(said, CallErased):
            return self._row(event, "call", payload={"call": said.call, "outcome": said.outcome})
        ours = (said.party == Party.TEAM) == (self._party == Party.TEAM)
        return self._row(event, "call", payload=msgspec.structs.asdict(said), ours=ours, person=said.person)

    def _take_record(self, event: Event) -> None:
        """A customer-devices or epoch record of this conversation."""
        given = read_record(event)
        kind = record_kind(given.signed.body)
        if kind == "customer-devices":
            change = self.keyring.take_devices(given.signed)
            if change is not None:
                ours = self._party == Party.CUSTOMER
                self._devices.append(self._row(event, "devices", payload=change._asdict(), ours=ours))
        elif kind == "epoch":
            self.keyring.take_epoch(given)
            number = records.decode(given.signed.body, records.Epoch, "epoch").n
            self._epoch_now = max(self._epoch_now, number)

    def _message(self, event: Event) -> Message:
        parts = _read_plain(bytes(event.body))
        if isinstance(parts, list) and parts and parts[0] is None:
            return self._tombstone(event, parts)

        def chain(header: Header, header_hash: bytes) -> Trouble | None:
            self._erasures.note(_pos(event), header, header_hash)
            self._headers[_pos(event)] = header
            return self._senders.take(_pos(event), header, header_hash)

        return self._reader.read(event, self._epoch_now, chain)

    def _automatic(self, event: Event) -> Message:
        """An automatic answer: the words are in the signed profile, the server claims only which ones and when (S14)."""
        ours = self._party == Party.TEAM
        try:
            answer = read_answer(bytes(event.body))
        except ValueError:
            return self._row(event, Automatic.kind, ours=ours, trouble="unreadable")
        text = self._render(answer)
        content = Automatic(answer, text or "")
        trouble: Trouble | None = None if text else "unreadable"
        return self._row(
            event, Automatic.kind, content=content, ours=ours, trouble=trouble, payload=content.payload()
        )

    def _erased(self, event: Event) -> Message:
        """Drop what a verified command covers. Any other is shown, and nothing is dropped (L7)."""
        applied = None
        if 1 <= self._epoch_now <= len(self.keyring.epochs):
            signers = self.keyring.erasers(self.keyring.epochs[self._epoch_now - 1])
            held = [
                self._word(each) for each in self.messages if each.hash is not None and each.kind != "erased"
            ]
            applied = self._erasures.apply(bytes(event.body), signers, held, event.at_ms)
        self.erasure = applied
        if applied is None:
            return self._row(event, "erasure", trouble="forged")
        self._empty(applied.dropped)
        if applied.whole:
            self.state = "erased"
            self._forget_calls()
        self._doubt(applied.unasked)
        team = applied.command is None or self.keyring.staffed(applied.command.signer)
        payload = {
            "erased": applied.said.erased,
            "kept": [msgspec.structs.asdict(each) for each in applied.said.kept],
        }
        trouble: Trouble | None = "unasked" if applied.unasked else None
        ours = team == (self._party == Party.TEAM)
        return self._row(event, "erasure", payload=payload, trouble=trouble, ours=ours)

    def _expired(self, event: Event) -> Message:
        """[D3] The conversation is over by the signed profile's days. What is not believed drops nothing."""
        self.erasure = None
        try:
            said = records.decode(bytes(event.body), Expired)
        except Refusal:
            return self._row(event, "erasure", trouble="forged")
        days = self._days(said.rev, event.at_ms)
        belief = believe(days, event.at_ms, said.erased, self._holding())
        if belief.verdict == "unproven":
            self._erasures.forgive(said)
            self._leave_unproven(said, 0)
            return self._row(event, "erasure", trouble="unproven")
        if belief.verdict == "unasked":
            return self._row(event, "erasure", trouble="unasked")
        if belief.unproven:
            self._leave_unproven(said, max((each.pos for each in self._words()), default=0))
        self.erasure = applied = self._erasures.expire(said)
        self._empty(applied.dropped)
        self.state = "erased"
        self._forget_calls()
        payload = {
            "erased": said.erased,
            "kept": [msgspec.structs.asdict(each) for each in said.kept],
            "days": days,
            "unproven": belief.unproven,
        }
        return self._row(event, "erasure", payload=payload, ours=self._party == Party.TEAM)

    def _words(self) -> Iterator[Word]:
        for each in self.messages:
            if each.spoken and each.kind != "erased":
                yield self._word(each)

    def _word(self, each: Message) -> Word:
        return Word(each.pos, each.at_ms, each.written_ms, self.classes.of(each.pos))

    def _holding(self) -> Holding:
        """[D3] What this device knows of the conversation of its own."""
        ended = [each.payload.get("ended_ms") for each in self.messages if each.kind == "call"]
        calls_ms = [*self.calls_ms, *(ms for ms in ended if isinstance(ms, int))]
        held = [each.pos for each in self.messages if each.hash is not None and each.kind != "erased"]
        return Holding(list(self._words()), held, calls_ms, self.hold_ms, over=self.state == "erased")

    def _leave_unproven(self, said: Expired, after: int) -> None:
        """[D3] What went behind `after` was never held here: its places say so."""
        self._folded = None
        for at, each in enumerate(self.messages):
            if each.kind == "erased" and each.pos > after and is_listed(said.erased, each.pos):
                self.messages[at] = replace(each, trouble="unproven")

    def _empty(self, positions: Collection[int]) -> None:
        self._folded = None
        for pos in positions:
            self._headers.pop(pos, None)
        for at, each in enumerate(self.messages):
            if each.pos in positions:
                self.messages[at] = replace(
                    each, kind="erased", content=None, payload={}, trouble=None, by=None, about=None
                )

    def _forget_calls(self) -> None:
        """[C10] Of an erased conversation only the ids of calls are left."""
        for at, each in enumerate(self.messages):
            if each.kind == "call":
                left = {"call": each.payload.get("call"), "outcome": "erased"}
                self.messages[at] = replace(each, payload=left, ours=False, person=None)

    def _doubt(self, positions: Iterable[int]) -> None:
        """These are gone, or said to be, without a command: what is known of them stays, marked."""
        doubted = set(positions)
        self._folded = self._folded if not doubted else None
        for at, each in enumerate(self.messages if doubted else ()):
            if each.pos in doubted:
                self.messages[at] = replace(each, trouble="unasked")

    def _tombstone(self, event: Event, parts: list[Any]) -> Message:
        header_hash = parts[4] if len(parts) > 4 and isinstance(parts[4], bytes) else None
        if event.device is not None and header_hash is not None:
            self._senders.take_tombstone(_pos(event), event.device, header_hash)
        trouble: Trouble | None = None if self._is_accounted(event) else "unasked"
        return self._row(event, "erased", hash=header_hash, trouble=trouble)

    def _is_accounted(self, event: Event) -> bool:
        """In the back room versions of a document replace one another, and the command that a tombstone names is in the log
        of another conversation."""
        if self.keyring.recorded:
            return self._erasures.leave(_pos(event), bytes(event.body))
        place = named_by(event)
        return is_superseded(event) if place is None else self.keyring.is_ordered(place)

    def _row(self, event: Event, kind: str, **fields: Any) -> Message:
        return row(event, self.conversation, kind=kind, **fields)


def read_record(event: Event) -> SignedWraps:
    """The record in a `record` event, not verified.

    Raises:
        BrokenConversation: it cannot be read.
    """
    try:
        record = msgspec.msgpack.decode(event.body, type=Record)
    except records.UNREADABLE:
        raise BrokenConversation("a record that cannot be read") from None
    return SignedWraps(Signed(record.body, record.signature), record.wraps or [])


def record_kind(body: bytes) -> str:
    """The kind that a record claims; empty when it cannot be read."""
    fields = _read_plain(body)
    return str(fields[1]) if isinstance(fields, list) and len(fields) > 1 else ""


def epoch_bodies(events: Iterable[Event]) -> Iterator[bytes]:
    """The epoch records among a conversation's events, not verified."""
    for event in events:
        if event.kind == Kind.RECORD:
            body = read_record(event).signed.body
            if record_kind(body) == "epoch":
                yield body


def answered_revs(events: Iterable[Event]) -> Iterator[int]:
    """The revs of the profiles that automatic answers and expiries among these events name (S14, D2)."""
    for event in events:
        if event.kind == Kind.EXPIRED:
            with suppress(Refusal):
                yield records.decode(bytes(event.body), Expired).rev
        if event.kind == Kind.AUTO:
            with suppress(ValueError):
                yield read_answer(bytes(event.body)).rev


def _read_plain(data: bytes) -> Any:
    """Whatever these bytes hold; None when they cannot be read."""
    try:
        return msgspec.msgpack.decode(data)
    except records.UNREADABLE:
        return None


def _pos(event: Event) -> int:
    """What belongs to a conversation's log has a place in it (L2)."""
    if event.pos is None:
        raise BrokenConversation("an event of a conversation without its place")
    return event.pos
