"""What an erase command left behind (L7, L9)."""

from __future__ import annotations

from typing import Any, NamedTuple


class Retained(NamedTuple):
    """A message that the law retains although somebody asked, or may ask, to erase it: its class, and until when (L9)."""

    pos: int
    class_: str
    until_ms: int


class Erasure(NamedTuple):
    """An erase command was obeyed, at this place and time. `erased`: ranges of `pos`, both ends included."""

    pos: int
    at_ms: int
    erased: list[tuple[int, int]]
    retained: list[Retained]


def read_erasure(answer: dict[str, Any]) -> Erasure:
    """The server's answer to an erase command."""
    ranges = [(first, last) for first, last in answer["erased"]]
    return Erasure(answer["pos"], answer["at_ms"], ranges, read_retained(answer))


def read_retained(answer: dict[str, Any]) -> list[Retained]:
    """The retained messages in an answer of the server."""
    return [Retained(each["pos"], each["class"], each["until_ms"]) for each in answer["kept"]]
