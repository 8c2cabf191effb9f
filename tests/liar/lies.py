"""The lies, each a few lines. Its subject is given when it is told; the real server goes on telling the truth."""

from __future__ import annotations

import os
from collections.abc import Sequence

import msgspec

from tests.liar.chains import (
    AlteredProfile,
    ForkedChain,
    ForkedEpoch,
    Frozen,
    GhostStaff,
    InsteadOfEpoch,
    OlderKeys,
    OlderRecords,
    OtherBusiness,
    OtherVersion,
    OutsidersEpoch,
    SwappedPicture,
    SwappedTeamKey,
    rev_of,
)
from tests.liar.lie import Lie, rewritten
from tresen.client.connection.http import SignedWraps
from tresen.core import records, wire
from tresen.core.model import Kind
from tresen.core.records import Header, Signed
from tresen.core.wire import Event
from tresen.seal.message import Envelope

__all__ = [
    "AlteredAnswer",
    "AlteredHeader",
    "AlteredProfile",
    "At",
    "Drop",
    "Ended",
    "Erased",
    "ForkedChain",
    "ForkedEpoch",
    "Frozen",
    "GhostCustomer",
    "GhostStaff",
    "Instead",
    "InsteadOfEpoch",
    "Named",
    "OlderKeys",
    "OlderRecords",
    "OtherBusiness",
    "OtherSender",
    "OtherVersion",
    "OutsidersEpoch",
    "Pasted",
    "Reheaded",
    "Reorder",
    "Replay",
    "RolledBack",
    "StaleEpoch",
    "SwappedPicture",
    "SwappedSlots",
    "SwappedTeamKey",
    "WeakerSuite",
    "Withdrawn",
    "every",
    "rev_of",
]


class At(Lie):
    """A lie about what stands at one place of a conversation."""

    def __init__(self, conversation: bytes, pos: int) -> None:
        self._conversation, self.pos = bytes(conversation), pos

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
    """Another true message, of the same or another conversation, is in its place."""

    def __init__(self, conversation: bytes, pos: int, other: Event) -> None:
        super().__init__(conversation, pos)
        self._other = other

    def change(self, event: Event) -> list[Event]:
        other = self._other
        return [msgspec.structs.replace(event, device=other.device, counter=other.counter, body=other.body)]


class Replay(Instead):
    """An earlier message is repeated."""

    name = "replay"


class Named(At):
    """The message is unchanged; its event names another device."""

    name = "pasted under another sender"

    def __init__(self, conversation: bytes, pos: int, device: bytes) -> None:
        super().__init__(conversation, pos)
        self._device = device

    def change(self, event: Event) -> list[Event]:
        return [rewritten(event, device=self._device)]


class Pasted(Instead):
    """A message of another conversation is in its place."""

    name = "pasted from another conversation"


class SwappedSlots(Instead):
    """The message has the slot of another one."""

    name = "swapped slots"

    def change(self, event: Event) -> list[Event]:
        slot = msgspec.msgpack.decode(self._other.body, type=Envelope).slot
        return [rewritten(event, body=msgspec.structs.replace(_envelope(event), slot=slot))]


class Erased(At):
    """The message is said to be erased by a command at the next place, where there is none."""

    name = "erased without a command"

    def change(self, event: Event) -> list[Event]:
        hash_ = records.header_hash(_envelope(event).header)
        return [
            rewritten(event, body=[None, None, None, None, hash_, "erased", self._conversation, self.pos + 1])
        ]


class Ended(At):
    """The days of the profile are said to be over although something has just been said: all before this place would go."""

    name = "over before its time"

    def __init__(self, conversation: bytes, pos: int, rev: int) -> None:
        super().__init__(conversation, pos)
        self._body = [rev, [[1, pos - 1]], []]

    def change(self, event: Event) -> list[Event]:
        return [rewritten(event, kind=Kind.EXPIRED, device=None, counter=None, body=self._body)]


class StaleEpoch(At):
    """A message sealed under an epoch that was no longer current: the server refused it and kept it."""

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
    """The message claims another time, number or place than it was signed with."""

    name = "altered header"

    def __init__(self, conversation: bytes, pos: int, field: str = "at_ms", by: int = 86_400_000) -> None:
        super().__init__(conversation, pos)
        self._field, self._by = field, by

    def header(self, header: Header) -> Header:
        return msgspec.structs.replace(header, **{self._field: getattr(header, self._field) + self._by})


class WeakerSuite(Reheaded):
    """The message claims another suite than the only one there is."""

    name = "weaker suite"

    def __init__(self, conversation: bytes, pos: int, version: int = 0) -> None:
        super().__init__(conversation, pos)
        self._version = version

    def header(self, header: Header) -> Header:
        return msgspec.structs.replace(header, version=self._version)


class OtherSender(Reheaded):
    """The message is attributed to somebody else's device."""

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
    """A message is left out, and all after it move up."""

    name = "drop"

    def head(self, head: int) -> int:
        return head - 1 if head >= self.pos else head

    def _told(self, event: Event) -> list[Event]:
        if event.conversation != self._conversation or event.pos is None or event.pos < self.pos:
            return [event]
        return [] if event.pos == self.pos else [msgspec.structs.replace(event, pos=event.pos - 1)]


class Withdrawn(At):
    """The last messages are denied: the log is cut back without any sign of it."""

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
        self.generation, self._last_counter = os.urandom(16), last_counter

    def welcome(self, welcome: wire.Welcome) -> wire.Welcome:
        told = msgspec.structs.replace(super().welcome(welcome), generation=self.generation)
        if self._last_counter is None:
            return told
        return msgspec.structs.replace(told, last_counter=self._last_counter)


def _envelope(event: Event) -> Envelope:
    return msgspec.msgpack.decode(event.body, type=Envelope)


def every() -> set[str]:
    """The names of all lies."""

    def below(lie: type[Lie]) -> set[type[Lie]]:
        return {lie, *(each for kind in lie.__subclasses__() for each in below(kind))}

    return {lie.name for lie in below(Lie)} - {Lie.name}
