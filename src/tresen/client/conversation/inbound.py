"""Takes what the server pushes: records, events, marks and flags, in order (L2, L10, S4)."""

from __future__ import annotations

from typing import Protocol

from tresen.client.connection.keyfile import KeyFile, Waiting
from tresen.client.connection.live import Resume
from tresen.client.connection.outbox import Outbox
from tresen.client.connection.refusals import Then, then
from tresen.client.conversation.calls import Calls
from tresen.client.conversation.log import ConversationLog, read_record
from tresen.client.conversation.logs import ConversationLogs
from tresen.client.conversation.message import Message
from tresen.client.conversation.receipts import Receipts
from tresen.client.errors import BrokenConversation
from tresen.client.trust.business import Business
from tresen.core import records, wire
from tresen.core.records import Header
from tresen.errors import Refusal


class Side(Protocol):
    """What only the customer's client, or only the team's, does with what comes in."""

    by_seq: bool
    """Events are followed by `seq` (the team) or by `pos` (a customer)."""

    def cursor(self) -> int | None:
        """From where to resume: a `pos` for a customer, a `seq` for the team."""

    def begin_generation(self) -> None:
        """Another log than before: what was learned of the former does not count any more (L10)."""

    async def on_welcome(self, welcome: wire.Welcome) -> None:
        """The public records are up to date, and what was followed before was read again."""

    async def on_event(self, event: wire.Event) -> None:
        """An event that its conversation has taken."""

    def on_frame(self, frame: wire.ServerFrame) -> None:
        """Any frame, after it was dealt with."""

    async def on_ready(self) -> None:
        """The resume is complete."""


class Inbound:
    """One device's. `typing`: the conversations in which the other side types. `lost`: see there."""

    def __init__(
        self,
        file: KeyFile,
        business: Business,
        logs: ConversationLogs,
        outbox: Outbox,
        receipts: Receipts,
        calls: Calls,
        side: Side,
    ) -> None:
        self._file, self._business, self._logs = file, business, logs
        self._outbox, self._receipts, self._calls, self._side = outbox, receipts, calls, side
        self._device = file.device().id
        self.generation = file.fact("generation")
        self._known = _read_known(file.fact("known"))
        self._written = self._known
        self._former: dict[bytes, ConversationLog] = {}
        """What was read of the log before, and is not read anew yet."""
        self.typing: set[bytes] = set()
        self.lost: list[Message] = []
        """What this device had read and a restored log no longer holds (L10): a cut that a person must be told of."""

    def resume(self) -> Resume:
        """From where this device has read."""
        return Resume(self.generation, self._side.cursor(), self._business.records.rev, self._known)

    async def on_welcome(self, welcome: wire.Welcome) -> None:
        """Another generation means that the log was restored: every conversation is read anew (L10)."""
        self._calls.on_welcome()
        if self.generation is not None and self.generation != welcome.generation:
            self._former, self._logs.held = self._former | self._logs.held, {}
            self._side.begin_generation()
            self._known = None
        self.generation = welcome.generation
        self._file.begin_generation(welcome.generation)
        await self._business.catch_up(welcome.rev)
        for log in list(self._former.values()):
            await self._read_anew(log, welcome.last_counter)
            del self._former[log.conversation]
        await self._side.on_welcome(welcome)
        if welcome.head_hash is not None:
            self._known = welcome.head, welcome.head_hash

    def on_stored(self, frame: wire.Stored) -> None:
        """[L10] This device's own event is one that it knows."""
        self._learn(frame.seq, frame.pos, frame.at_ms, self._device, frame.counter)

    def disconnected(self) -> None:
        """Write down how far the log is known, so that the next start notices a log put back (L10)."""
        if self._known is not None and self._known != self._written:
            place, hash_ = self._known
            self._file.learn(known=place.to_bytes(8, "big") + hash_)
            self._written = self._known

    async def on_frame(self, frame: wire.ServerFrame) -> None:
        """Events, marks and flags, in order."""
        if isinstance(frame, wire.Events):
            for event in frame.events:
                await self._event(event)
                self._learn(event.seq, event.pos, event.at_ms, event.device, event.counter)
        elif isinstance(frame, wire.Marks):
            self._logs.take_marks(frame.marks)
            self._receipts.on_stored()
        elif isinstance(frame, wire.Behind):
            await self._business.catch_up(frame.rev)
            for log in list(self._logs.held.values()):
                await self._logs.catch_up_soundly(log)
        elif isinstance(frame, wire.TypingNow):
            (self.typing.add if frame.on else self.typing.discard)(frame.conversation)
        elif isinstance(frame, wire.CallNow | wire.Signalled):
            await self._calls.take(frame)
        self._side.on_frame(frame)

    def on_refused(self, refusal: Refusal) -> None:
        """A signal was refused, or perhaps a receipt."""
        if not self._calls.on_refused(refusal):
            self._receipts.on_refused(refusal)

    async def on_ready(self) -> None:
        """The resume is complete: say again what was delivered."""
        self._calls.on_ready()
        for log in self._logs.held.values():
            self._receipts.arrived(log)
        await self._side.on_ready()
        self.disconnected()

    def _learn(
        self, seq: int | None, pos: int | None, at_ms: int, device: bytes | None, counter: int | None
    ) -> None:
        place = seq if self._side.by_seq else pos
        if place is not None and place > (self._known or (0, b""))[0]:
            self._known = place, records.event_hash(place, at_ms, device, counter)

    async def _event(self, event: wire.Event) -> None:
        if event.rev is not None:
            await self._business.take_next(read_record(event).signed, event.rev)
        await self._logs.take(event)
        if event.device == self._device:
            self._outbox.found_stored(event)
        await self._side.on_event(event)

    async def _read_anew(self, former: ConversationLog, last_counter: int) -> None:
        """Note what a restored log lost, and offer again what this device had said of it (L10)."""
        held: set[bytes | None] = set()
        try:
            log = await self._logs.get(former.conversation)
            log.show_again(former.messages)
            held = {each.hash for each in log.messages}
        except BrokenConversation as broken:
            self._logs.on_broken(former.conversation, broken)
            return
        except Refusal as refusal:
            if then(refusal) is not Then.TOLD:
                raise
            # The whole conversation is younger than the backup.
        self.lost += [each for each in former.messages if each.hash is not None and each.hash not in held]
        for message, header in former.still_said(self._device):
            if header.counter > last_counter:
                self._file.offer_again(header.counter, _again(message, header))


def _read_known(fact: bytes | None) -> tuple[int, bytes] | None:
    return None if fact is None else (int.from_bytes(fact[:8], "big"), fact[8:])


def _again(message: Message, header: Header) -> Waiting:
    """The same message once more, as it was put into the outbox."""
    more = {name: getattr(header, name) for name in ("spoken", "refers", "about", "doc")}
    return Waiting(bytes(message.conversation), header.at_ms, message.payload, **more)
