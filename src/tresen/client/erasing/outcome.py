"""What an erase command left behind (L7, L9)."""

from __future__ import annotations

from typing import NamedTuple


class Kept(NamedTuple):
    """A message that is kept by law although it was, or were, asked to be erased: its class, and until when (L9)."""

    pos: int
    class_: str
    until_ms: int


class Erasure(NamedTuple):
    """An erase command was obeyed: place and time, the erased messages as ranges of `pos` with both ends, what is kept."""

    pos: int
    at_ms: int
    erased: list[tuple[int, int]]
    kept: list[Kept]
