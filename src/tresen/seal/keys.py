"""Devices and paper devices: their Ed25519 and X25519 keys, made, derived or read from a file (S2)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tresen.core.records import business_id, device_id, fingerprint, label
from tresen.core.sizes import KEY_BYTES, SECRET_BYTES, SHEET_BYTES
from tresen.seal import box
from tresen.seal.refused import Refused


class DeviceKeys:
    """The two private keys of one device. `id`, `ed` and `x` are public."""

    def __init__(self, seed: bytes, opening: bytes) -> None:
        """`seed` is the Ed25519 seed, `opening` the X25519 private key; 32 bytes each."""
        self._seed, self._opening = seed, opening
        self._ed = Ed25519PrivateKey.from_private_bytes(seed)
        self._x = X25519PrivateKey.from_private_bytes(opening)
        self.ed = self._ed.public_key().public_bytes_raw()
        self.x = self._x.public_key().public_bytes_raw()
        self.id = device_id(self.ed, self.x)

    @classmethod
    def generate(cls) -> Self:
        """New random keys."""
        return cls(box.new_key(), box.new_key())

    @classmethod
    def from_secret(cls, kind: str, secret: bytes) -> Self:
        """A paper device; `kind` is `sheet` (17 bytes, the last 6 bits zero) or `paper` (16 bytes)."""
        size = {"sheet": SHEET_BYTES, "paper": SECRET_BYTES}[kind]
        if len(secret) != size or (kind == "sheet" and secret[-1] & 0x3F):
            raise Refused("malformed", f"the secret of a {kind} has {size} bytes")
        return cls(box.hkdf(secret, label(f"{kind}-sign")), box.hkdf(secret, label(f"{kind}-open")))

    def sign(self, purpose: str, body: bytes) -> bytes:
        """Ed25519 over `label(purpose) ‖ body`."""
        return self._ed.sign(label(purpose) + body)

    def unwrap(self, wrapped: bytes, info: bytes) -> bytes:
        """Open an HPKE wrap made for this device.

        Raises:
            Refused: `cannot_open`.
        """
        return box.unwrap(self._x, wrapped, info)

    def export(self) -> bytes:
        """Both private keys, 64 bytes. Whoever holds them is this device."""
        return self._seed + self._opening

    @classmethod
    def restore(cls, exported: bytes) -> Self:
        """The reverse of `export`."""
        if len(exported) != 2 * KEY_BYTES:
            raise Refused("malformed", "device keys have 64 bytes")
        return cls(exported[:KEY_BYTES], exported[KEY_BYTES:])

    def save(self, path: Path) -> None:
        """Write a new file that only its owner may read (0600), durable on return.

        Raises:
            FileExistsError: keys are never overwritten.
        """
        target = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(target, self.export())
            os.fsync(target)
        finally:
            os.close(target)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Keys that `save` wrote."""
        return cls.restore(path.read_bytes())


class Identity(DeviceKeys):
    """The recovery sheet: its Ed25519 key is the business's identity key (S3)."""

    @property
    def business(self) -> bytes:
        """The business's public id."""
        return business_id(self.ed)

    @property
    def fingerprint(self) -> bytes:
        """The 160 bits in the sign's fragment."""
        return fingerprint(self.ed)


def new_sheet_secret() -> bytes:
    """130 random bits in 17 bytes, the last 6 bits zero."""
    return (int.from_bytes(os.urandom(SHEET_BYTES), "big") >> 6 << 6).to_bytes(SHEET_BYTES, "big")


def new_paper_secret() -> bytes:
    """128 random bits."""
    return os.urandom(SECRET_BYTES)
