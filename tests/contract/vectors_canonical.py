"""Vectors: the one reading rule; what two languages could read differently is refused (S4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from tests.contract.vectors_case import Case, accepted

EDGES: Final = [0, 127, 128, 255, 256, 65_535, 65_536, 2**32 - 1, 2**32, 2**53 - 1]
NEGATIVE: Final = [-1, -32, -33, -128, -129, -32_768, -32_769, -(2**31), -(2**31) - 1, -(2**53) + 1]
UNSIGNED: Final = [(0xCC, ">B"), (0xCD, ">H"), (0xCE, ">I"), (0xCF, ">Q")]
SIGNED: Final = [(0xD0, ">b"), (0xD1, ">h"), (0xD2, ">i"), (0xD3, ">q")]


def scenarios() -> dict[str, tuple[str, list[str], list[Case]]]:
    """The files of this module."""
    about = "Canonical MessagePack: one encoding for each value, and no value that some language reads differently."
    return {"canonical": (about, ["S4"], [*_values(), *_numbers(), *_lengths(), *_others()])}


def _case(name: str, data: bytes, canonical: bool) -> Case:
    return accepted(name, "canonical", {"bytes": data.hex()}, {"canonical": canonical})


def _values() -> Iterator[Case]:
    plain: list[Any] = [None, True, False, "", "ß", "\ufeffx", b"", b"\0", [], {}, 0.5, -1e-300]
    for value in [*plain, [1, [2, {"a": b"b"}]], {"b": 1, "a": 2}, {"2": 0, "1": 0}]:
        yield _case(f"plain: {value!r}", msgspec.msgpack.encode(value), True)


def _numbers() -> Iterator[Case]:
    for value in [*EDGES, *NEGATIVE]:
        shortest = msgspec.msgpack.encode(value)
        yield _case(f"{value}", shortest, True)
        for mark, form in [*UNSIGNED, *SIGNED]:
            try:
                longer = bytes([mark]) + struct.pack(form, value)
            except struct.error:
                continue
            if longer != shortest:
                yield _case(f"{value} as {mark:x}", longer, False)
        yield _case(f"{value} as a float", b"\xcb" + struct.pack(">d", value), False)
    for value in (2**53, -(2**53), 2**63, 2**64 - 1, -(2**63)):
        yield _case(f"{value}", msgspec.msgpack.encode(value), False)
    for odd in (-0.0, 1e300, float("inf"), float("-inf"), float("nan")):
        yield _case(f"the float {odd}", msgspec.msgpack.encode(odd), False)
    yield _case("a float in 4 bytes", b"\xca" + struct.pack(">f", 0.5), False)


def _lengths() -> Iterator[Case]:
    for size in (0, 1, 15, 16, 31, 32, 255, 256):
        forms: dict[str, tuple[Any, list[tuple[int, str]], bytes]] = {
            "text": ("x" * size, [(0xD9, ">B"), (0xDA, ">H"), (0xDB, ">I")], b"x" * size),
            "bytes": (b"x" * size, [(0xC4, ">B"), (0xC5, ">H"), (0xC6, ">I")], b"x" * size),
            "an array": ([None] * size, [(0xDC, ">H"), (0xDD, ">I")], b"\xc0" * size),
            "a map": (
                {f"{at:03}": None for at in range(size)},
                [(0xDE, ">H"), (0xDF, ">I")],
                b"".join(msgspec.msgpack.encode(f"{at:03}") + b"\xc0" for at in range(size)),
            ),
        }
        for name, (value, marks, rest) in forms.items():
            shortest = msgspec.msgpack.encode(value)
            yield _case(f"{name} of {size}", shortest, True)
            for mark, form in marks:
                if size < 2 ** (8 * struct.calcsize(form)):
                    longer = bytes([mark]) + struct.pack(form, size) + rest
                    if longer != shortest:
                        yield _case(f"{name} of {size} as {mark:x}", longer, False)


def _others() -> Iterator[Case]:
    yield _case("nothing", b"", False)
    yield _case("two values", b"\x01\x01", False)
    yield _case("a cut text", b"\xa5a", False)
    yield _case("broken UTF-8", b"\xa1\xff", False)
    yield _case("half of a pair of surrogates", b"\xa3\xed\xa0\x80", False)
    yield _case("the form that is never used", b"\xc1", False)
    yield _case("a key that comes twice", b"\x82\xa1a\x01\xa1a\x02", False)
    yield _case("a key that is a number", b"\x81\x01\x01", False)
    yield _case("a key that is nil", b"\x81\xc0\x01", False)
    yield _case("__proto__", msgspec.msgpack.encode({"__proto__": 1}), False)
    yield _case("an extension", b"\xd4\x01\x00", False)
    yield _case("a time", b"\xd6\xff\x00\x00\x00\x01", False)
    yield _case("32 arrays in each other", b"\x91" * 32 + b"\xc0", True)
    yield _case("33 arrays in each other", b"\x91" * 33 + b"\xc0", False)
    yield _case("5,000 arrays in each other", b"\x91" * 5_000 + b"\xc0", False)
