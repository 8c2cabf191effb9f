"""Which messages of a conversation an erase command covers (L7, S17).

Without a command that verifies nothing is dropped, and no gap is believed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from tresen.core import erasing
from tresen.core.erasing import Candidate, Command, Erased, Expired, MessageId
from tresen.core.law.belief import Taking, Word, is_listed
from tresen.core.records import Header, Signed, decode
from tresen.errors import Refusal
from tresen.seal.erase import open_erase, read_tombstone
from tresen.seal.refused import Refused


class Left(NamedTuple):
    """A tombstone: the hash of the header that was there, and the position of the event that has its command."""

    hash: bytes
    pos: int


class Applied(NamedTuple):
    """What a verified `erased` event does, or an `expired` one that is believed: that has no command.

    `dropped`: positions that go. `unasked`: positions that the event names and the command does not cover. `ids`: the ids of
    the messages that were held here and go.
    """

    dropped: frozenset[int]
    unasked: frozenset[int]
    ids: frozenset[MessageId]
    command: Command | None
    said: Erased | Expired

    @property
    def whole(self) -> bool:
        """The conversation is over."""
        return self.command is None or self.command.targets is None


class Erasures:
    """The messages and tombstones of one conversation, by position."""

    def __init__(self, business: bytes, conversation: bytes) -> None:
        self._business, self._conversation = business, conversation
        self._lines: dict[int, Candidate] = {}
        self._left: dict[int, Left] = {}
        self._gone: dict[int, Candidate] = {}
        self._obeyed: dict[bytes, Command] = {}

    def note(self, pos: int, header: Header, header_hash: bytes) -> None:
        """A verified message."""
        self._lines[pos] = Candidate(pos, pos, (header.device, header.counter), header.refers, header_hash)

    def leave(self, pos: int, body: bytes) -> bool:
        """A tombstone. False when the event that it names cannot have a command for it."""
        try:
            hash_, _, conversation, event = read_tombstone(body)
        except Refused:
            return False
        if conversation != self._conversation or event is None or event <= pos:
            return False
        self._left[pos] = Left(hash_, event)
        return True

    def apply(
        self, body: bytes, signers: Mapping[bytes, bytes], words: Sequence[Word] = (), at_ms: int = 0
    ) -> Applied | None:
        """Verify an `erased` event of the time `at_ms`; None when its command does not count here.

        Of the `words` that are held, those that are locked then stay (D3).

        `signers` may erase at this place of the log. The server may obey a command again that counted before, once a message
        need not be retained any longer (L9): its signer may have left by then.
        """
        try:
            said = decode(body, Erased)
            command = self._command(Signed(said.body, said.signature), signers)
        except (Refusal, Refused):
            return None
        named = None if command.targets is None else dict(command.targets)
        hit = self._hit(named)
        taken = {pos for pos in (*self._lines, *self._left) if is_listed(said.erased, pos)}
        kept = {each.pos for each in said.kept}
        locked = {each.pos for each in words if each.is_locked(at_ms)}
        dropped = {pos for pos in taken if self._covers(named, hit, pos)} - locked
        unasked = taken - dropped
        unasked |= {
            each.pos for each in words if Taking(at_ms, said.erased, kept, each.pos in hit).is_alarm(each)
        }
        if named is not None:
            # What the command names is dropped here, whether or not the server says that it obeyed.
            dropped |= hit & self._lines.keys() - kept - locked
        return Applied(frozenset(dropped), frozenset(unasked), self._drop(dropped), command, said)

    def expire(self, said: Expired) -> Applied:
        """Drop what an `expired` event names that is believed (D3)."""
        dropped = {pos for pos in (*self._lines, *self._left) if is_listed(said.erased, pos)}
        return Applied(frozenset(dropped), frozenset(), self._drop(dropped), None, said)

    def forgive(self, said: Expired) -> None:
        """Doubt no tombstone that an `expired` event accounts for which cannot be checked here (D3)."""
        for pos in [pos for pos in self._left if is_listed(said.erased, pos)]:
            del self._left[pos]

    def _drop(self, dropped: Collection[int]) -> frozenset[MessageId]:
        ids = frozenset(self._lines[pos].id for pos in dropped if pos in self._lines)
        for pos in dropped:
            if pos in self._lines:
                self._gone[pos] = self._lines.pop(pos)
            self._left.pop(pos, None)
        return ids

    def referring(self, positions: Collection[int], to: Collection[MessageId]) -> set[int]:
        """The messages at these positions that refer to `to`, and those that refer to them in turn."""
        ids = set(to)
        found: set[int] = set()
        while more := {
            pos
            for pos in positions
            if pos not in found and pos in self._lines and self._lines[pos].refers in ids
        }:
            found |= more
            ids |= {self._lines[pos].id for pos in more}
        return found

    def _command(self, signed: Signed, signers: Mapping[bytes, bytes]) -> Command:
        hash_ = erasing.command_hash(signed.body)
        if hash_ not in self._obeyed:
            self._obeyed[hash_] = open_erase(signed, self._business, self._conversation, signers)
        return self._obeyed[hash_]

    def _hit(self, named: Mapping[int, bytes] | None) -> set[int]:
        """The messages that are named, and those that refer to them, also through messages that were erased before."""
        lines = self._gone | self._lines
        if named is None:
            return set(lines)
        meant = {pos for pos, hash_ in named.items() if pos in lines and lines[pos].hash == hash_}
        return {line.seq for line in erasing.affected(lines.values(), meant)}

    def unaccounted(self, head: int) -> list[int]:
        """Tombstones whose event should have come by now. Each is returned once."""
        late = [pos for pos, left in self._left.items() if left.pos <= head]
        for pos in late:
            del self._left[pos]
        return late

    def _covers(self, named: Mapping[int, bytes] | None, hit: set[int], pos: int) -> bool:
        """The command names no message and so means all, names this one, or names one that this one refers to.

        What a message referred to is unknown where only its tombstone was ever seen: it may be any message after the first
        one that is named.
        """
        if named is None:
            return True
        line, left = self._lines.get(pos), self._left.get(pos)
        if pos in named:
            return named[pos] in (line and line.hash, left and left.hash)
        if line is not None:
            return pos in hit
        return left is not None and pos > min(named)
