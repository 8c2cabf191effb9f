"""One reading rule for everything signed or sealed (S4): whatever two languages could read differently is refused.

A value is plain, and its bytes are the only bytes that encode it. So nobody needs to know how a library treats a length that
is too long, a whole number written as a float, or a key that comes twice.
"""

from __future__ import annotations

import math
from typing import Final

import msgspec

from tresen.core.sizes import WHOLE_MOST

DEPTH: Final = 32
"""Arrays and maps are nested at most this deep."""


def is_canonical(data: bytes | msgspec.Raw) -> bool:
    """Whether these bytes are the canonical encoding of one plain value (S4).

    Plain are nil, booleans, whole numbers up to 2^53 − 1 either way, finite floats that are not whole, text, bytes, arrays,
    and maps whose keys are text and not `__proto__`. Each number and length has its shortest form; floats have 8 bytes.
    """
    try:
        value = msgspec.msgpack.decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False
    return _is_plain(value, DEPTH) and msgspec.msgpack.encode(value) == bytes(data)


def _is_plain(value: object, depth: int) -> bool:
    match value:
        case None | bool() | str() | bytes():
            plain = depth >= 0
        case int():
            plain = depth >= 0 and abs(value) <= WHOLE_MOST
        case float():
            plain = depth >= 0 and math.isfinite(value) and not value.is_integer()
        case list():
            plain = depth >= 0 and all(_is_plain(each, depth - 1) for each in value)
        case dict():
            # In JavaScript `__proto__` is no ordinary name.
            named = all(isinstance(key, str) and key != "__proto__" for key in value)
            plain = depth >= 0 and named and all(_is_plain(each, depth - 1) for each in value.values())
        case _:
            plain = False
    return plain


def plain(value: object) -> bytes:
    """For the encoders: ids that can be read aloud are written as the bytes that they are; there is nothing else to say.

    Raises:
        NotImplementedError: it has no place in what is signed or sent.
    """
    if isinstance(value, bytes):
        return bytes(value)
    raise NotImplementedError(f"{type(value).__name__} is not written")
