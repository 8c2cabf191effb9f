"""The lies about records: a business's public ones and a conversation's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from tests.liar.lie import Call, Json, Lie, rewritten
from tresen.client.connection.http import SignedWraps, b64
from tresen.core import records, wire
from tresen.core.model import Kind
from tresen.core.records import Published, Signed
from tresen.core.wire import Event

Made = Callable[[int, bytes], Signed]
"""Makes the record `rev` that follows the hash of the one before."""


def rev_of(record: Signed) -> int:
    """A record's place in its chain."""
    return records.decode(record.body, records.PublicRecord).rev


def before(rev: int, chain: list[Signed]) -> list[Signed]:
    """The records of a chain before `rev`; superseded profiles may be missing."""
    return [each for each in chain if rev_of(each) < rev]


class OtherBusiness(Lie):
    """Behind the same address is a business of the server's own, complete and correctly signed."""

    name = "another business"

    def __init__(self, chain: list[Signed]) -> None:
        self._chain = chain
        self._business = records.decode(chain[0].body, records.PublicRecord).business

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return self._chain[after:]

    def answer(self, call: Call, body: Json) -> Json:
        told = super().answer(call, body)
        return told | {"business": b64(self._business)} if "business" in told else told


class Added(Lie):
    """One more record at the end of the chain, or in place of the next one."""

    def __init__(self, chain: list[Signed], made: Made) -> None:
        self._rev = rev_of(chain[-1]) + 1
        self._made = made(self._rev, records.record_hash(chain[-1].body))

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return [*before(self._rev, chain), self._made]

    def events(self, events: Sequence[Event]) -> list[Event]:
        body = [self._made.body, self._made.signature, None]
        return [rewritten(each, body=body) if each.rev == self._rev else each for each in events]


class SwappedTeamKey(Added):
    """A team record with a key of the server's own: sealing to it means sealing to the server."""

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
        return [self._altered(each) for each in chain]

    def _altered(self, record: Signed) -> Signed:
        if isinstance(record, Published) and record.text is not None:
            return msgspec.structs.replace(record, text=record.text.replace(self._old, self._new))
        return Signed(record.body.replace(self._old, self._new), record.signature)

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [
            each if each.rev is None
            else msgspec.structs.replace(each, body=msgspec.Raw(bytes(each.body).replace(self._old, self._new)))
            for each in events
        ]  # fmt: skip


class SwappedPicture(Lie):
    """The published profile comes with a picture that nobody signed."""

    name = "swapped picture"

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return [
            msgspec.structs.replace(each, picture=b"\x89PNG\r\n\x1a\n another one")
            if isinstance(each, Published) and each.text is not None
            else each
            for each in chain
        ]


class OlderRecords(Lie):
    """The newest public records are withheld from a device that has seen them."""

    name = "older records"

    def __init__(self, rev: int) -> None:
        self._rev = rev

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return before(self._rev + 1, chain)

    def welcome(self, welcome: wire.Welcome) -> wire.Welcome:
        return msgspec.structs.replace(welcome, rev=self._rev)


class OtherVersion(Lie):
    """The newest public record claims an older version."""

    name = "weaker suite"

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return [*chain[:-1], self._older(chain[-1])] if chain else []

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [each if each.rev is None else self._event(each) for each in events]

    def _event(self, event: Event) -> Event:
        body, signature, wraps = msgspec.msgpack.decode(event.body)
        return rewritten(event, body=[self._older(Signed(body, signature)).body, signature, wraps])

    def _older(self, signed: Signed) -> Signed:
        record = records.decode(signed.body, records.PublicRecord)
        return Signed(records.encode(msgspec.structs.replace(record, version=0)), signed.signature)


class ForkedChain(Lie):
    """From one record on the chain differs, with true signatures: a record that an owner signed and that came too late."""

    name = "forked record chain"

    def __init__(self, rev: int, other: list[Signed]) -> None:
        self._rev, self._other = rev, other

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return [*before(self._rev, chain), *self._other[max(0, after - self._rev + 1) :]]

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [self._event(each) for each in events]

    def _event(self, event: Event) -> Event:
        if event.rev is None or not 0 <= event.rev - self._rev < len(self._other):
            return event
        other = self._other[event.rev - self._rev]
        return rewritten(event, body=[other.body, other.signature, None])


class OlderKeys(Lie):
    """A conversation's newest records are withheld: a removed device would still read."""

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
    """A device that was shut out of the team makes the next epoch, whose key it knows; the recipients are right."""

    name = "epoch of a device that was shut out"


class ForkedEpoch(InsteadOfEpoch):
    """Another epoch under the same number, truly signed: one that lost the race and was never stored."""

    name = "forked epoch"


class Frozen(OlderRecords):
    """A state that was true once is shown longer than allowed, to somebody who never saw a newer one."""

    name = "frozen state"

    def __init__(self, chain: list[Signed]) -> None:
        super().__init__(rev_of(chain[-1]))
        self._chain = chain

    def records(self, chain: list[Signed], after: int) -> list[Signed]:
        return [each for each in self._chain if rev_of(each) > after]

    def events(self, events: Sequence[Event]) -> list[Event]:
        return [each for each in events if each.rev is None or each.rev <= self._rev]
