"""Receipts are marks that only move forward (L6)."""

from __future__ import annotations

from typing import NamedTuple


class Marks(NamedTuple):
    """The `pos` up to which one party has received and read messages. `read` never exceeds `delivered`."""

    delivered: int
    read: int


def advance(before: Marks, wanted: Marks, head: int) -> Marks | None:
    """The marks after a receipt, capped at the conversation's head. None when no mark moves and nothing is to be written."""
    read = max(before.read, min(wanted.read, head))
    delivered = max(before.delivered, min(wanted.delivered, head), read)
    after = Marks(delivered, read)
    return None if after == before else after
