"""The puzzle that begins a conversation during a rush (wire.md)."""

from __future__ import annotations

import binascii

from tresen.client.connection.http import b64, unb64
from tresen.core.bounds.puzzle import PUZZLE_MOST_BITS, parse, solve
from tresen.errors import Refusal


def solve_puzzle(text: str) -> dict[str, str]:
    """Challenge and numbers as they are sent. Takes a tenth of a second of CPU.

    Raises:
        Refusal: `internal` for a challenge that is none, or that is too hard to be meant honestly.
    """
    try:
        challenge = unb64(text)
    except (binascii.Error, ValueError):
        challenge = b""
    read = parse(challenge)
    if read is None or read[0].bits > PUZZLE_MOST_BITS:
        raise Refusal("internal", "the server asks for a puzzle that cannot be solved")
    return {"challenge": text, "answers": b64(solve(challenge, read[0].bits))}
