"""The curve of Ed25519 in plain numbers (RFC 8032, 5.1): slow, for keys and signatures that no library produces."""

from __future__ import annotations

import hashlib
from typing import Final, TypeAlias

P: Final = 2**255 - 19
L: Final = 2**252 + 27742317777372353535851937790883648493
_D: Final = -121665 * pow(121666, P - 2, P) % P

Point: TypeAlias = tuple[int, int]
ZERO: Final[Point] = (0, 1)


def plus(a: Point, b: Point) -> Point:
    """The sum of two points."""
    product = _D * a[0] * b[0] * a[1] * b[1] % P
    x = (a[0] * b[1] + a[1] * b[0]) * pow(1 + product, P - 2, P)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - product, P - 2, P)
    return x % P, y % P


def times(factor: int, point: Point) -> Point:
    """`factor` times the point."""
    total = ZERO
    while factor:
        if factor & 1:
            total = plus(total, point)
        point, factor = plus(point, point), factor >> 1
    return total


def encoded(point: Point) -> bytes:
    """32 bytes: y, and the lowest bit of x on top."""
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def on_curve(y: int) -> Point | None:
    """The point of that y with an even x; None when there is none."""
    square = (y * y - 1) * pow(_D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square:
        return None
    return (P - x if x & 1 else x), y


BASE: Final[Point] = on_curve(4 * pow(5, P - 2, P) % P) or ZERO


def _order_eight() -> Point:
    """A point of order 8: what multiplying some point by L leaves."""
    y = 2
    while True:
        found = on_curve(y)
        if found is not None:
            rest = times(L, found)
            if times(4, rest) != ZERO:
                return rest
        y += 1


EIGHT: Final[Point] = _order_eight()


def challenge(nonce: bytes, key: bytes, message: bytes) -> int:
    """The hash that binds nonce, key and message."""
    return int.from_bytes(hashlib.sha512(nonce + key + message).digest(), "little") % L


def signed(nonce: bytes, number: int) -> bytes:
    """A signature's 64 bytes."""
    return nonce + number.to_bytes(32, "little")
