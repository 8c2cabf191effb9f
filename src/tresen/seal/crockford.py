"""Crockford base32, in which people read and type secrets and fingerprints (S3)."""

from __future__ import annotations

from typing import Final

from tresen.seal.refused import Refused

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES: Final = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}


def encode(data: bytes, bits: int | None = None) -> str:
    """The first `bits` bits of `data` (None: all), five to a character; zero bits fill the last character."""
    count = 8 * len(data) if bits is None else bits
    chars = -(-count // 5)
    number = int.from_bytes(data, "big") >> (8 * len(data) - count) << (5 * chars - count)
    return "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(chars)))


def decode(text: str, bits: int) -> bytes:
    """The bytes behind `bits` bits of text. Case, hyphens and spaces do not matter; O is 0, I and L are 1.

    The result is padded with zero bits to whole bytes.

    Raises:
        Refused: `malformed` for another length, another character, or filling bits that are not zero.
    """
    letters = text.upper().replace("-", "").replace(" ", "")
    chars = -(-bits // 5)
    if len(letters) != chars or any(letter not in _VALUES for letter in letters):
        raise Refused("malformed", f"{chars} characters of Crockford base32 expected")
    number = 0
    for letter in letters:
        number = number << 5 | _VALUES[letter]
    extra = 5 * chars - bits
    if number & ((1 << extra) - 1):
        raise Refused("malformed", "the last character holds bits that do not belong there")
    size = -(-bits // 8)
    return (number >> extra << (8 * size - bits)).to_bytes(size, "big")
