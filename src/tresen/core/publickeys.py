"""Which public keys and signatures are taken at all (S2): one strict rule, the same on every platform.

Libraries differ in what they let pass: keys of small order, for which one signature is valid for every text, numbers that
are not reduced, and points that have two encodings. Tresen refuses all of these before a library sees them, so what is
left is verified alike everywhere (RFC 8032, 5.1.7, without the cofactor).
"""

from __future__ import annotations

from typing import Final

from tresen.core.sizes import KEY_BYTES, SIGNATURE_BYTES

_P: Final = 2**255 - 19
_L: Final = 2**252 + 27742317777372353535851937790883648493
"""The order of the base point (RFC 8032, 5.1)."""
_SIGN: Final = 2**255

_SMALL_X: Final = frozenset(
    int(each, 16)
    for each in (
        "0",
        "1",
        "b8495f16056286fdb1329ceb8d09da6ac49ff1fae35616aeb8413b7c7aebe0",
        "57119fd0dd4e22d8868e1c58c45c44045bef839c55b1d0b1248c50a3bc959c5f",
        f"{_P - 1:x}",
        f"{_P:x}",
        f"{_P + 1:x}",
    )
)
"""The u-coordinates, also unreduced, of the X25519 points whose order divides 8 (RFC 7748, 6.1)."""

_SMALL_Y: Final = frozenset(
    int(each, 16)
    for each in (
        "0",
        "1",
        f"{_P - 1:x}",
        "5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826",
        "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7",
    )
)
"""The y-coordinates of the Ed25519 points whose order divides 8."""


def can_be_sealed_to(x: bytes) -> bool:
    """Whether this is an X25519 public key of 32 bytes and not of small order.

    Nothing can be sealed to a key of small order: whoever listed one would keep everybody from changing keys (S2).
    """
    return len(x) == KEY_BYTES and int.from_bytes(x, "little") % _SIGN not in _SMALL_X


def can_sign(ed: bytes) -> bool:
    """Whether this is an Ed25519 public key of 32 bytes, in its one encoding and not of small order (S2).

    With a key of small order one signature is valid for every text, so its holder could deny or swap each word.
    """
    return len(ed) == KEY_BYTES and _is_strict_point(ed)


def is_strict_signature(signature: bytes) -> bool:
    """Whether an Ed25519 signature has 64 bytes, a reduced number, and a point as `can_sign` asks of keys (S2)."""
    if len(signature) != SIGNATURE_BYTES:
        return False
    return _is_strict_point(signature[:KEY_BYTES]) and int.from_bytes(signature[KEY_BYTES:], "little") < _L


def _is_strict_point(point: bytes) -> bool:
    y = int.from_bytes(point, "little") % _SIGN
    return y < _P and y not in _SMALL_Y
