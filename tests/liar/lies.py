"""The lies, each a few lines. What is lied about is given when it is told; the real server goes on telling the truth."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

import msgspec

from tests.liar.lie import Lie, rewritten
from tresen.client.http import SignedWraps
from tresen.core import records, wire
from tresen.core.model import Kind
from tresen.core.records import Header, Signed
from tresen.core.wire import Event
from tresen.seal.message import Envelope

Made = Callable[[int, bytes], Signed]
"""Makes the record `rev` that follows the hash of the one before."""


class OtherBusiness(Lie):
    """Behind the same address stands a business of the server's own, whole and well signed."""

    name = "another business"

    def __init__(self, chain: list[Signed]) -> None:
        self._chain = chain

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return self._chain[after:]


class Added(Lie):
    """One more record at the end of the chain, or in place of the next one."""

    def __init__(self, chain: list[Signed], made: Made) -> None:
        self._rev = len(chain) + 1
        self._made = made(self._rev, records.record_hash(chain[-1].body))

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return [*chain[: self._rev - 1 - after], self._made]

    def events(self, events: Sequence[Event]) -> list[Event]:
        body = [self._made.body, self._made.signature, None]
        return [rewritten(each, body=body) if each.rev == self._rev else each for each in events]


class SwappedTeamKey(Added):
    """A team record with a key of the server's own: whoever seals to it seals to the server."""

    name = "swapped team key"


class GhostStaff(Added):
    """A device of the server's own is said to belong to the team."""

    name = "ghost device of the team"


class AlteredProfile(Lie):
    """The published profile says something else."""

    name = "altered profile text"

    def __init__(self, old: str, new: str) -> None:
        assert len(old.encode()) == len(new.encode()), "the record's lengths stay as they are"
        self._old, self._new = old.encode(), new.encode()

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return [Signed(each.body.replace(self._old, self._new), each.signature) for each in chain]

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [
            each if each.rev is None
            else msgspec.structs.replace(each, body=msgspec.Raw(bytes(each.body).replace(self._old, self._new)))
            for each in events
        ]  # fmt: skip


class OlderRecords(Lie):
    """The newest public records are kept back from a device that has seen them."""

    name = "older records"

    def __init__(self, rev: int) -> None:
        self._rev = rev

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return chain[: max(0, self._rev - after)]

    def welcome(self, welcome: wire.Welcome) -> wire.Welcome:
        return msgspec.structs.replace(welcome, rev=self._rev)


class ForkedChain(Lie):
    """From one record on the chain is another, as truly signed: a record that an owner signed and that came too late."""

    name = "forked record chain"

    def __init__(self, rev: int, other: list[Signed]) -> None:
        self._rev, self._other = rev, other

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return [*chain[: max(0, self._rev - 1 - after)], *self._other[max(0, after - self._rev + 1) :]]

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [self._event(each) for each in events]

    def _event(self, event: Event) -> Event:
        if event.rev is None or not 0 <= event.rev - self._rev < len(self._other):
            return event
        other = self._other[event.rev - self._rev]
        return rewritten(event, body=[other.body, other.signature, None])


class OlderKeys(Lie):
    """A conversation's newest records are kept back: who was taken out of it would still read."""

    name = "older keys"

    def keys(
        self, devices: list[Signed], epochs: list[SignedWraps]
    ) -> tuple[list[Signed], list[SignedWraps]]:
        return devices[:1], epochs[:1]


class InsteadOfEpoch(Lie):
    """Another record stands in place of epoch `n`."""

    def __init__(self, n: int, other: SignedWraps) -> None:
        self._n, self._other = n, other

    def keys(
        self, devices: list[Signed], epochs: list[SignedWraps]
    ) -> tuple[list[Signed], list[SignedWraps]]:
        return devices, [*epochs[: self._n - 1], self._other]

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [self._event(each) for each in events]

    def _event(self, event: Event) -> Event:
        if event.kind != Kind.RECORD or event.rev is not None:
            return event
        fields = msgspec.msgpack.decode(msgspec.msgpack.decode(event.body)[0])
        if fields[1] != "epoch" or fields[4] != self._n:
            return event
        other = self._other
        return rewritten(event, body=[other.signed.body, other.signed.signature, other.wraps])


class OutsidersEpoch(InsteadOfEpoch):
    """A device that was shut out of the team makes the next epoch: it knows the key; the recipients are the right ones."""

    name = "epoch of a device that was shut out"


class ForkedEpoch(InsteadOfEpoch):
    """Another epoch under the same number, as truly signed: one that lost the race and was never stored."""

    name = "forked epoch"


class At(Lie):
    """A lie about what stands at one place of a conversation."""

    def __init__(self, conversation: bytes, pos: int) -> None:
        self._conversation, self.pos = conversation, pos

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [told for each in events for told in self._told(each)]

    def _told(self, event: Event) -> list[Event]:
        here = event.conversation == self._conversation and event.pos == self.pos
        return self.change(event) if here else [event]

    def change(self, event: Event) -> list[Event]:
        """What is told in place of the event there."""
        raise NotImplementedError


class GhostCustomer(At):
    """A device of the server's own is said to be the customer's."""

    name = "ghost device of the customer"

    def __init__(self, conversation: bytes, pos: int, ghost: Signed) -> None:
        super().__init__(conversation, pos)
        self._ghost = ghost

    def keys(
        self, devices: list[Signed], epochs: list[SignedWraps]
    ) -> tuple[list[Signed], list[SignedWraps]]:
        here = records.conversation_id(devices[0].body) == self._conversation
        return [*devices, *([self._ghost] if here else [])], epochs

    def change(self, event: Event) -> list[Event]:
        body = [self._ghost.body, self._ghost.signature, None]
        return [rewritten(event, kind=Kind.RECORD, device=None, counter=None, body=body)]


class Instead(At):
    """Another true message of the same or another conversation stands there."""

    def __init__(self, conversation: bytes, pos: int, other: Event) -> None:
        super().__init__(conversation, pos)
        self._other = other

    def change(self, event: Event) -> list[Event]:
        other = self._other
        return [msgspec.structs.replace(event, device=other.device, counter=other.counter, body=other.body)]


class Replay(Instead):
    """What was said before is said again."""

    name = "replay"


class Pasted(Instead):
    """What was said in another conversation stands here."""

    name = "pasted from another conversation"


class SwappedSlots(Instead):
    """The message has the slot of another one."""

    name = "swapped slots"

    def change(self, event: Event) -> list[Event]:
        slot = msgspec.msgpack.decode(self._other.body, type=Envelope).slot
        return [rewritten(event, body=msgspec.structs.replace(_envelope(event), slot=slot))]


class Erased(At):
    """The message was erased, they say; the command is said to stand at the next place, where nobody gave one."""

    name = "erased without a command"

    def change(self, event: Event) -> list[Event]:
        hash_ = records.header_hash(_envelope(event).header)
        return [
            rewritten(event, body=[None, None, None, None, hash_, "erased", self._conversation, self.pos + 1])
        ]


class StaleEpoch(At):
    """A message sealed under an epoch that was no longer the current one: the server refused it and kept it."""

    name = "stale epoch"

    def __init__(self, conversation: bytes, pos: int, refused: Envelope) -> None:
        super().__init__(conversation, pos)
        self._refused = refused

    def change(self, event: Event) -> list[Event]:
        return [rewritten(event, body=self._refused)]


class Reheaded(At):
    """The header says something else."""

    def change(self, event: Event) -> list[Event]:
        envelope = _envelope(event)
        header = records.decode(envelope.header, Header)
        other = self.header(header)
        told = msgspec.structs.replace(envelope, header=records.encode(other))
        return [rewritten(event, device=other.device, body=told)]

    def header(self, header: Header) -> Header:
        """The other header."""
        raise NotImplementedError


class AlteredHeader(Reheaded):
    """The message claims to have been written a day later."""

    name = "altered header"

    def header(self, header: Header) -> Header:
        return msgspec.structs.replace(header, at_ms=header.at_ms + 86_400_000)


class WeakerSuite(Reheaded):
    """The message claims an older suite."""

    name = "weaker suite"

    def header(self, header: Header) -> Header:
        return msgspec.structs.replace(header, version=0)


class OtherSender(Reheaded):
    """The message stands under somebody else's device."""

    name = "pasted under another sender"

    def __init__(self, conversation: bytes, pos: int, device: bytes) -> None:
        super().__init__(conversation, pos)
        self._device = device

    def header(self, header: Header) -> Header:
        return msgspec.structs.replace(header, device=self._device)


class AlteredAnswer(At):
    """An automatic answer in the server's own words."""

    name = "altered automatic answer"

    def __init__(self, conversation: bytes, pos: int, rev: int, words: str) -> None:
        super().__init__(conversation, pos)
        self._body = ["greeting", rev, words, 0, None]

    def change(self, event: Event) -> list[Event]:
        return [rewritten(event, kind=Kind.AUTO, device=None, counter=None, body=self._body)]


class Reorder(At):
    """Two messages have changed places."""

    name = "reorder"

    def __init__(self, conversation: bytes, pos: int) -> None:
        super().__init__(conversation, pos)
        self._held: Event | None = None

    def _told(self, event: Event) -> list[Event]:
        if event.conversation != self._conversation or event.pos not in (self.pos, self.pos + 1):
            return [event]
        if event.pos == self.pos:
            self._held = event
            return []
        assert self._held is not None
        places = {"pos": self.pos, "seq": self._held.seq}
        return [
            msgspec.structs.replace(event, **places),
            msgspec.structs.replace(self._held, pos=event.pos, seq=event.seq),
        ]


class Drop(At):
    """A message is left out, and all behind it move up."""

    name = "drop"

    def head(self, head: int) -> int:
        return head - 1 if head >= self.pos else head

    def _told(self, event: Event) -> list[Event]:
        if event.conversation != self._conversation or event.pos is None or event.pos < self.pos:
            return [event]
        return [] if event.pos == self.pos else [msgspec.structs.replace(event, pos=event.pos - 1)]


class Withdrawn(At):
    """What came last was never said: the log is cut back, and says so in no way."""

    name = "log cut back"

    def head(self, head: int) -> int:
        return min(head, self.pos - 1)

    def _told(self, event: Event) -> list[Event]:
        gone = event.conversation == self._conversation and event.pos is not None and event.pos >= self.pos
        return [] if gone else [event]

    def welcome(self, welcome: wire.Welcome) -> wire.Welcome:
        head = self.pos - 1 if welcome.conversation is not None else welcome.head - 1
        return msgspec.structs.replace(welcome, head=head)


class RolledBack(Withdrawn):
    """The same, under another generation, as if a backup had been restored."""

    name = "generation rolled back"

    def __init__(self, conversation: bytes, pos: int, last_counter: int | None = None) -> None:
        super().__init__(conversation, pos)
        self._generation, self._last_counter = os.urandom(16), last_counter

    def welcome(self, welcome: wire.Welcome) -> wire.Welcome:
        told = msgspec.structs.replace(super().welcome(welcome), generation=self._generation)
        if self._last_counter is None:
            return told
        return msgspec.structs.replace(told, last_counter=self._last_counter)


class Frozen(Lie):
    """A state that was true once is shown for longer than it may be."""

    name = "frozen state"


def _envelope(event: Event) -> Envelope:
    return msgspec.msgpack.decode(event.body, type=Envelope)


def every() -> set[str]:
    """The names of all lies."""

    def below(lie: type[Lie]) -> set[type[Lie]]:
        return {lie, *(each for kind in lie.__subclasses__() for each in below(kind))}

    return {lie.name for lie in below(Lie)} - {Lie.name}
