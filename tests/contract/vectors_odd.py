"""Vectors: Ed25519 keys and signatures that libraries judge differently; Tresen has one strict rule for them (S2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from tests.contract import edwards
from tests.contract.edwards import BASE, EIGHT, L, P, Point, challenge, encoded, plus, signed, times
from tests.contract.vectors_case import ANNA, Case, accepted, fixed
from tresen.core.records import label

PURPOSE: Final = "message"
SECRET: Final = int.from_bytes(fixed("odd secret"), "little") % L
NONCE: Final = int.from_bytes(fixed("odd nonce"), "little") % L
SMALL: Final = [times(each, EIGHT) for each in range(8)]
MIXED: Final = plus(times(SECRET, BASE), EIGHT)
UNREDUCED_ZERO: Final = (P + 1).to_bytes(32, "little")
"""The neutral element once more: y = 1 written as p + 1."""


def scenarios() -> dict[str, tuple[str, list[str], list[Case]]]:
    """The files of this module."""
    about = "Keys of small order, points with two encodings, numbers that are not reduced: refused alike everywhere."
    return {"odd-signatures": (about, ["S2"], [*_keys(), *_signatures()])}


def _keys() -> Iterator[Case]:
    yield accepted("a device's key", "can_sign", {"ed": ANNA.ed.hex()}, {"usable": True})
    yield accepted(
        "a key with a part of small order", "can_sign", {"ed": encoded(MIXED).hex()}, {"usable": True}
    )
    for at, point in enumerate(SMALL):
        yield accepted(f"small order, {at}", "can_sign", {"ed": encoded(point).hex()}, {"usable": False})
    for y in (0, 1, P - 1):
        odd = (y | 1 << 255).to_bytes(32, "little")
        yield accepted(f"zero with a sign, y = {y % 3}", "can_sign", {"ed": odd.hex()}, {"usable": False})
    for more in range(19):
        odd = (P + more).to_bytes(32, "little")
        yield accepted(f"y = p + {more}", "can_sign", {"ed": odd.hex()}, {"usable": False})
    for size in (0, 31, 33):
        yield accepted(f"{size} bytes", "can_sign", {"ed": bytes(range(size)).hex()}, {"usable": False})


def _signatures() -> Iterator[Case]:
    ordinary = ANNA.sign(PURPOSE, b"bread")
    yield _case("an ordinary signature", ANNA.ed, b"bread", ordinary, True)
    yield _case("another text", ANNA.ed, b"cake", ordinary, False)
    yield _case("63 bytes", ANNA.ed, b"bread", ordinary[:-1], False)
    yield _case("65 bytes", ANNA.ed, b"bread", ordinary + b"\0", False)
    yield _odd("0: small key, small nonce", EIGHT, _small, lambda h: 0, False)
    yield _odd("1: small key, mixed nonce", EIGHT, _mixed, lambda h: NONCE, False)
    yield _odd("2: mixed key, small nonce", MIXED, _small, lambda h: h * SECRET % L, False)
    yield _odd("3: mixed key, mixed nonce", MIXED, _mixed, lambda h: (NONCE + h * SECRET) % L, True)
    yield _cofactor_only("4: valid only with the cofactor, mixed nonce", plus(times(NONCE, BASE), EIGHT))
    yield _cofactor_only("5: valid only with the cofactor, plain nonce", times(NONCE, BASE))
    nonce, number = ordinary[:32], int.from_bytes(ordinary[32:], "little")
    yield _case("6: number above L", ANNA.ed, b"bread", signed(nonce, number + L), False)
    yield _case("7: number far above L", ANNA.ed, b"bread", signed(nonce, number + 14 * L), False)
    yield _unreduced_nonce("8: nonce not reduced", UNREDUCED_ZERO)
    yield _unreduced_nonce("9: nonce not reduced, hashed reduced", encoded(edwards.ZERO))
    yield _unreduced_key("10: key not reduced", UNREDUCED_ZERO)
    yield _unreduced_key("11: key not reduced, with a sign", UNREDUCED_ZERO[:31] + b"\xff")


def _case(name: str, ed: bytes, body: bytes, signature: bytes, valid: bool) -> Case:
    given = {"ed": ed.hex(), "purpose": PURPOSE, "body": body.hex(), "signature": signature.hex()}
    return accepted(name, "verify", given, {"valid": valid})


def _bodies() -> Iterator[bytes]:
    return (f"bread {number}".encode() for number in range(10_000))


def _small(rest: Point) -> Point:
    return rest


def _mixed(rest: Point) -> Point:
    return plus(times(NONCE, BASE), rest)


def _odd(
    name: str, key: Point, nonce: Callable[[Point], Point], number: Callable[[int], int], valid: bool
) -> Case:
    """A signature that satisfies number·B = nonce + h·key without the cofactor."""
    for body in _bodies():
        for rest in SMALL:
            found = nonce(rest)
            h = challenge(encoded(found), encoded(key), label(PURPOSE) + body)
            if times(number(h), BASE) == plus(found, times(h, key)):
                return _case(name, encoded(key), body, signed(encoded(found), number(h)), valid)
    raise AssertionError(name)


def _cofactor_only(name: str, nonce: Point) -> Case:
    for body in _bodies():
        h = challenge(encoded(nonce), encoded(MIXED), label(PURPOSE) + body)
        number = (NONCE + h * SECRET) % L
        one, other = times(number, BASE), plus(nonce, times(h, MIXED))
        if one != other:
            assert times(8, one) == times(8, other)
            return _case(name, encoded(MIXED), body, signed(encoded(nonce), number), False)
    raise AssertionError(name)


def _unreduced_nonce(name: str, hashed: bytes) -> Case:
    key = times(SECRET, BASE)
    h = challenge(hashed, encoded(key), label(PURPOSE) + b"bread")
    return _case(name, encoded(key), b"bread", signed(UNREDUCED_ZERO, h * SECRET % L), False)


def _unreduced_key(name: str, ed: bytes) -> Case:
    # h times the neutral element vanishes: the nonce alone signs every text.
    return _case(name, ed, b"bread", signed(encoded(times(NONCE, BASE)), NONCE), False)
