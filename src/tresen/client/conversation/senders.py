"""Each sender's chain of messages in one conversation (S7, S10)."""

from __future__ import annotations

from typing import NamedTuple

from tresen.client.conversation.message import Trouble
from tresen.core.records import Header


class Place(NamedTuple):
    """How far a device's messages go in a conversation: the number and header hash of its last one (S7)."""

    num: int
    hash: bytes | None


class Senders:
    """Numbers and header hashes of the messages so far."""

    def __init__(self) -> None:
        self._places: dict[bytes, Place] = {}
        self._hashes: dict[int, bytes] = {}
        self.seen: tuple[int, bytes | None] = 0, None
        """The highest message position known without doubt, and its header hash: what a lying server showed is never
        claimed to have been seen, or a truthful one would refuse what is said next."""

    def place(self, device: bytes) -> Place:
        """How far a device's messages go."""
        return self._places.get(device, Place(0, None))

    def take(self, pos: int, header: Header, header_hash: bytes) -> Trouble | None:
        """Add a message whose signature verified. `gap` or `fork` when it does not continue what was there."""
        before = self.place(header.device)
        if header.num > before.num:
            self._places[header.device] = Place(header.num, header_hash)
        trouble = self._trouble(pos, header, before)
        self._stands(pos, header_hash, doubted=trouble is not None)
        return trouble

    def _trouble(self, pos: int, header: Header, before: Place) -> Trouble | None:
        if header.num > before.num + 1:
            return "gap"
        if header.num <= before.num or header.prev != before.hash:
            return "fork"
        if header.seen_pos >= pos:
            return "fork"
        if header.seen_pos and self._hashes.get(header.seen_pos) != header.seen_hash:
            return "fork"
        return None

    def take_tombstone(self, pos: int, device: bytes, header_hash: bytes) -> None:
        """Add what is left of an erased message: its sender's chain goes on from its hash (L7)."""
        self._places[device] = Place(self.place(device).num + 1, header_hash)
        self._stands(pos, header_hash)

    def _stands(self, pos: int, header_hash: bytes, *, doubted: bool = False) -> None:
        self._hashes[pos] = header_hash
        if not doubted and pos > self.seen[0]:
            self.seen = pos, header_hash
