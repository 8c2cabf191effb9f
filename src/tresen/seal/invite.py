"""Invites: adding a device of the staff, with four words that nobody can aim at (S12)."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from tresen.core.records import digest, label
from tresen.core.sizes import INVITE_NONCE_BYTES, SECRET_BYTES
from tresen.seal.refused import Refused
from tresen.seal.words import four_words


def new_nonce() -> bytes:
    """What one side adds to the words, drawn before it knows the other's."""
    return os.urandom(INVITE_NONCE_BYTES)


def commitment(nonce: bytes) -> bytes:
    """Binds the inviting device to its nonce before the other side has answered (32 bytes)."""
    return digest("invite-commit", nonce)


def check_commitment(commit: bytes, nonce: bytes) -> None:
    """Whether this is the nonce that was committed to.

    Raises:
        Refused: `wrong_commit`: the nonce was chosen afterwards.
    """
    if len(nonce) != INVITE_NONCE_BYTES or not hmac.compare_digest(commitment(nonce), commit):
        raise Refused("wrong_commit", "not the nonce that the inviting device had committed to")


@dataclass(frozen=True)
class Answer:
    """What the new device posts: its public keys (32 bytes each) and its nonce (16 bytes)."""

    ed: bytes
    x: bytes
    nonce: bytes


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

    def mac(self, answer: Answer) -> bytes:
        """Proves that this answer was posted by whoever holds the link (32 bytes)."""
        return self._hmac("invite", answer)

    def check(self, answer: Answer, mac: bytes) -> None:
        """Compare in constant time.

        Raises:
            Refused: `wrong_mac`: somebody without the link answered.
        """
        if not hmac.compare_digest(self.mac(answer), mac):
            raise Refused("wrong_mac", "answered by somebody who does not hold the invite link")

    def words(self, answer: Answer, nonce: bytes) -> tuple[str, str, str, str]:
        """The four words that both screens show: the first 40 bits, ten to a word.

        `nonce` is the inviting device's. Neither side could choose its part knowing the other's, so whoever stands between
        them has one guess per invite, with a chance of 2^-40.
        """
        return four_words(self._hmac("words", answer, nonce))

    def _hmac(self, purpose: str, answer: Answer, *more: bytes) -> bytes:
        known = (label(purpose), self.id, self.fingerprint, answer.ed, answer.x, answer.nonce, *more)
        return hmac.new(self.secret, b"".join(known), hashlib.sha256).digest()
