"""What erase commands cover in one conversation: nothing is dropped, and no gap believed, without one (L7, S17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from tresen.core import erasing
from tresen.core.erasing import Command, Erased, Line
from tresen.core.records import Header, Signed
from tresen.seal.erase import open_erase, read_tombstone
from tresen.seal.refused import Refused


class Left(NamedTuple):
    """A tombstone: the hash of the header that was there, and the position of the event that must account for it."""

    hash: bytes
    pos: int


class Applied(NamedTuple):
    """What a verified `erased` event does: positions to be dropped, and positions it names without a right to."""

    dropped: frozenset[int]
    unasked: frozenset[int]
    command: Command
    said: Erased


class Erasures:
    """The messages and tombstones of one conversation, as far as erasing concerns them."""

    def __init__(self, business: bytes, conversation: bytes) -> None:
        self._business, self._conversation = business, conversation
        self._lines: dict[int, Line] = {}
        self._left: dict[int, Left] = {}

    def note(self, pos: int, header: Header, header_hash: bytes) -> None:
        """A verified message."""
        self._lines[pos] = Line(pos, pos, (header.device, header.counter), header.refers, header_hash)

    def leave(self, pos: int, body: bytes) -> bool:
        """A tombstone. False when no command of this conversation can account for it."""
        try:
            hash_, _, conversation, event = read_tombstone(body)
        except Refused:
            return False
        if conversation != self._conversation or event is None or event <= pos:
            return False
        self._left[pos] = Left(hash_, event)
        return True

    def apply(self, body: bytes, signers: Mapping[bytes, bytes]) -> Applied | None:
        """Verify an `erased` event; None when its command is not one that counts here."""
        try:
            said = msgspec.msgpack.decode(body, type=Erased)
            signed = Signed(said.body, said.signature)
            command = open_erase(signed, self._business, self._conversation, signers)
        except (msgspec.DecodeError, ValueError, Refused):
            return None
        named = None if command.targets is None else dict(command.targets)
        hit = {line.seq for line in erasing.hit(self._lines.values(), named and set(named))}
        dropped: set[int] = set()
        unasked: set[int] = set()
        for first, last in said.erased:
            for pos in range(max(first, 1), min(last, self._newest) + 1):
                (dropped if self._covers(named, hit, pos) else unasked).add(pos)
        for pos in dropped:
            self._lines.pop(pos, None)
            self._left.pop(pos, None)
        return Applied(frozenset(dropped), frozenset(unasked), command, said)

    def unaccounted(self, head: int) -> list[int]:
        """Tombstones whose event should have come by now. They are named once."""
        late = [pos for pos, left in self._left.items() if left.pos <= head]
        for pos in late:
            del self._left[pos]
        return late

    @property
    def _newest(self) -> int:
        return max((*self._lines, *self._left), default=0)

    def _covers(self, named: Mapping[int, bytes] | None, hit: set[int], pos: int) -> bool:
        """Nil-targeted, named, or referring to what is named. Where only the tombstone was ever seen, nobody can say what it
        referred to: it may be any message after the first one named."""
        if named is None:
            return True
        line, left = self._lines.get(pos), self._left.get(pos)
        if pos in named:
            return named[pos] in (line and line.hash, left and left.hash)
        if line is not None:
            return pos in hit
        return left is not None and pos > min(named)
