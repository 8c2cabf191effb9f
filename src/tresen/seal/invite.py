"""Invites: adding a device to the team (S12)."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from tresen.core.records import label
from tresen.core.sizes import SECRET_BYTES
from tresen.seal.refused import Refused
from tresen.seal.words import four_words


@dataclass(frozen=True)
class Invite:
    """What an invite link carries: id and secret (16 bytes each) and the business's fingerprint (20 bytes)."""

    id: bytes
    secret: bytes
    fingerprint: bytes

    @classmethod
    def new(cls, fingerprint: bytes) -> Invite:
        """A fresh id and secret."""
        return cls(os.urandom(SECRET_BYTES), os.urandom(SECRET_BYTES), fingerprint)

    def mac(self, ed: bytes, x: bytes) -> bytes:
        """32 bytes that prove that the holder of the link posted these keys."""
        return self._hmac("invite", ed, x)

    def check(self, ed: bytes, x: bytes, mac: bytes) -> None:
        """Compare a MAC in constant time.

        Raises:
            Refused: `wrong_mac`: somebody without the link answered.
        """
        if not hmac.compare_digest(self.mac(ed, x), mac):
            raise Refused("wrong_mac", "answered by somebody who does not hold the invite link")

    def words(self, ed: bytes, x: bytes) -> tuple[str, str, str, str]:
        """The four words that both screens show: the first 40 bits, ten to a word."""
        return four_words(self._hmac("words", ed, x))

    def _hmac(self, purpose: str, ed: bytes, x: bytes) -> bytes:
        return hmac.new(
            self.secret, label(purpose) + self.id + self.fingerprint + ed + x, hashlib.sha256
        ).digest()
