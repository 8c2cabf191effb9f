"""The puzzle that a device solves before it begins a conversation during a rush: a little arithmetic, checked in no time.

Sixteen numbers are searched, each such that a SHA-256 hash over label, challenge, place and number begins with twelve zero
bits: 65,536 hashes on average. A single search for sixteen bits would take the same on average, but far longer now and then.
The idea: Back, Hashcash (2002). Each hash is over one block, so that a script can compute it quickly.
"""

from __future__ import annotations

import hashlib
from typing import Final, NamedTuple

LABEL: Final = b"tresen/v1/puzzle\0"
PUZZLE_BYTES: Final = 29
"""Nonce (8), end of validity in seconds since 1970 (4, big endian), zero bits (1), tag (16), which only the server reads."""
PUZZLE_PARTS: Final = 16
ANSWER_BYTES: Final = 4
BITS: Final = 12
PUZZLE_MOST_BITS: Final = 16
"""A client solves nothing harder: it would be at it for minutes."""
_UNTAGGED: Final = PUZZLE_BYTES - 16


class Challenge(NamedTuple):
    """What the server reads in a challenge of its own."""

    nonce: bytes
    until_s: int
    bits: int


def untagged(challenge: Challenge) -> bytes:
    """The challenge's bytes before the tag."""
    return challenge.nonce + challenge.until_s.to_bytes(4, "big") + bytes([challenge.bits])


def parse(data: bytes) -> tuple[Challenge, bytes] | None:
    """Challenge and tag, None for anything of another length."""
    if len(data) != PUZZLE_BYTES:
        return None
    return Challenge(data[:8], int.from_bytes(data[8:12], "big"), data[12]), data[_UNTAGGED:]


def is_solution(challenge: bytes, bits: int, answers: bytes) -> bool:
    """Whether each of the sixteen numbers does it."""
    if len(answers) != PUZZLE_PARTS * ANSWER_BYTES:
        return False
    return all(
        _fits(challenge, place, answers[place * ANSWER_BYTES : (place + 1) * ANSWER_BYTES], bits)
        for place in range(PUZZLE_PARTS)
    )


def solve(challenge: bytes, bits: int) -> bytes:
    """The sixteen numbers, each the smallest that does it, four bytes big endian."""
    found = bytearray()
    for place in range(PUZZLE_PARTS):
        number = 0
        while not _fits(challenge, place, number.to_bytes(ANSWER_BYTES, "big"), bits):
            number += 1
        found += number.to_bytes(ANSWER_BYTES, "big")
    return bytes(found)


def _fits(challenge: bytes, place: int, answer: bytes, bits: int) -> bool:
    digest = hashlib.sha256(LABEL + challenge + bytes([place]) + answer).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - min(bits, 32)) == 0
