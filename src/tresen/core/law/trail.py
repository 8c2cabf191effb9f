"""The audit trail: what was done with data, by whom, when; each line is chained to the one before it (D9). No content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from tresen.core.records import digest

BEGINNING: Final = bytes(32)
"""What stands in place of the hash before the first line."""

_encode = msgspec.msgpack.encode


class Line(NamedTuple):
    """A line of the trail. `person` is a staff number, `conversation` a public id."""

    n: int
    at_ms: int
    what: str
    person: int | None
    conversation: bytes | None
    hash: bytes = b""


def line_hash(line: Line, before: bytes) -> bytes:
    """[D9] The hash that chains a line to the one before it."""
    fields = (line.n, line.at_ms, line.what, line.person, line.conversation, before)
    return digest("audit", _encode(fields))


def first_wrong(lines: Iterable[Line]) -> int | None:
    """[D9] The number of the first line that is missing or is not what was written; None when the trail is whole.

    `lines` come in order, from the first.
    """
    expected, before = 1, BEGINNING
    for line in lines:
        if line.n != expected or line_hash(line, before) != line.hash:
            return expected
        expected, before = line.n + 1, line.hash
    return None
