"""The cast of the shared vectors, with fixed keys, and how a case is written down."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import pytest

from tests.contract.vector_ops import OPERATIONS, Values, reason_of
from tresen.core.records import Published, Signed
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys, Identity
from tresen.seal.refused import Refused

Case = dict[str, Any]
AT_MS: Final = 1_795_500_000_000


def fixed(name: str, size: int = 32) -> bytes:
    """Bytes that are the same in every run."""
    return hashlib.sha256(b"vector " + name.encode()).digest()[:size]


def device(name: str) -> DeviceKeys:
    """A device with fixed keys."""
    return DeviceKeys(fixed(name + " seed"), fixed(name + " opening"))


SHEET_SECRET: Final = fixed("sheet", 16) + b"\xc0"
IDENTITY: Final = Identity.from_secret("sheet", SHEET_SECRET)
BUSINESS: Final = IDENTITY.business
ANNA, BEN, CEM, AUDITOR = (device(name) for name in ("anna", "ben", "cem", "auditor"))
KRAUSE, SECOND = device("krause"), device("krause's tablet")
PAPER_SECRET: Final = fixed("paper", 16)
PAPER: Final = DeviceKeys.from_secret("paper", PAPER_SECRET)


def private_of(keys: DeviceKeys) -> Values:
    """A device's private keys, so that the other side can play it."""
    exported = keys.export()
    return {"seed": exported[:32].hex(), "opening": exported[32:].hex()}


def signed_value(signed: Signed) -> Values:
    """A record as it stands in a vector file."""
    contents = {"text": signed.text, "picture": signed.picture} if isinstance(signed, Published) else {}
    beside = {name: part.hex() for name, part in contents.items() if part is not None}
    return {"body": signed.body.hex(), "signature": signed.signature.hex()} | beside


def accepted(name: str, op: str, given: Values, expected: Values | None = None) -> Case:
    """A case that succeeds. `expected` is what is known beforehand of the result, which is then written in full."""
    out = OPERATIONS[op](given)
    for key, value in (expected or {}).items():
        assert out[key] == value, (name, key, out[key], value)
    return {"name": name, "op": op, "in": given, "out": out}


def refused(name: str, op: str, reason: str, given: Values) -> Case:
    """A case that is refused for `reason`."""
    with pytest.raises((Refused, Refusal)) as caught:
        OPERATIONS[op](given)
    assert reason_of(caught.value) == reason, (name, caught.value)
    return {"name": name, "op": op, "in": given, "refused": reason}


def flipped(data: bytes, at: int = -1) -> bytes:
    """The same bytes with one bit changed."""
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)
