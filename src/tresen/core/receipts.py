"""Receipts are marks that only move forward (L6)."""

from __future__ import annotations

from typing import Protocol

import msgspec


class Marked(Protocol):
    """The `pos` up to which one party has received and read messages. `read` never exceeds `delivered`."""

    @property
    def delivered(self) -> int: ...
    @property
    def read(self) -> int: ...


class Marks(msgspec.Struct, frozen=True, gc=False):
    """Marks as a value."""

    delivered: int
    read: int


def advance(before: Marked, wanted: Marked, head: int) -> Marks | None:
    """The marks after a receipt, capped at the conversation's head. None when no mark moves and nothing is to be written."""
    read = max(before.read, min(wanted.read, head))
    delivered = max(before.delivered, min(wanted.delivered, head), read)
    if delivered == before.delivered and read == before.read:
        return None
    return Marks(delivered, read)
