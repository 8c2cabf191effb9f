"""Challenges for passkeys: none that is given out is remembered, one that was answered until it ends (S20)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from tresen.errors import Refusal

CHALLENGE_SECONDS: Final = 300
ANSWERED: Final = 20_000
"""So many answered challenges are remembered; beyond them nobody is let in before some have ended."""
_NONCE, _UNTIL, _TAG = 16, 4, 16
CHALLENGE: Final = _NONCE + _UNTIL + _TAG


class Challenges:
    """Nonce (16), end of validity in seconds since 1970 (4, big endian), tag (16), under a secret that a restart replaces.

    Giving one out costs no memory, so whoever asks for many fills nothing.
    """

    def __init__(self, most: int = ANSWERED) -> None:
        self._secret = secrets.token_bytes(32)
        self._answered: dict[bytes, int] = {}
        self._most = most

    def __len__(self) -> int:
        return len(self._answered)

    def make(self, now_ms: int) -> tuple[bytes, int]:
        """A new challenge, and until when it is good."""
        until_s = now_ms // 1000 + CHALLENGE_SECONDS
        data = secrets.token_bytes(_NONCE) + until_s.to_bytes(_UNTIL, "big")
        return data + self._tag(data), until_s * 1000

    def check(self, challenge: bytes, now_ms: int) -> None:
        """Raises `passkey_refused` unless this server made it, it is good, and nobody was let in by it."""
        data, tag = challenge[: _NONCE + _UNTIL], challenge[_NONCE + _UNTIL :]
        if len(challenge) != CHALLENGE or not hmac.compare_digest(tag, self._tag(data)):
            raise Refusal("passkey_refused", "this server did not ask that")
        if int.from_bytes(data[_NONCE:], "big") < now_ms // 1000:
            raise Refusal("passkey_refused", "this challenge is not valid any longer")
        if data in self._answered:
            raise Refusal("passkey_refused", "this challenge was answered before")

    def spend(self, challenge: bytes, now_ms: int) -> None:
        """Nobody is let in by it again. Raises `passkey_refused` as `check`, `too_many` when too many were answered."""
        self.check(challenge, now_ms)
        now_s = now_ms // 1000
        # In the order in which they were answered, not in that of their ends: a few stay a little longer.
        while self._answered and next(iter(self._answered.values())) < now_s:
            del self._answered[next(iter(self._answered))]
        if len(self._answered) >= self._most:
            raise Refusal("too_many", f"{CHALLENGE_SECONDS * 1000} ms until the next passkey")
        self._answered[challenge[: _NONCE + _UNTIL]] = now_s + CHALLENGE_SECONDS

    def _tag(self, data: bytes) -> bytes:
        return hashlib.blake2b(data, key=self._secret, digest_size=_TAG, person=b"passkey").digest()
