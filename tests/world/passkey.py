"""A passkey as its authenticator holds it: it signs what it is asked, and what a test wants it to have been asked (S20)."""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass, field
from typing import Any

import msgspec
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from tests.world.house import PUBLIC_URL
from tresen.core.passkeys import Assertion

UP, UV = 0x01, 0x04


@dataclass
class Passkey:
    """A passkey with its private key. `counter` is what it will say next; 0: it does not count."""

    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(20))
    counter: int = 0

    @property
    def key(self) -> bytes:
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        found: bytes = self.private.public_key().public_bytes(serialization.Encoding.DER, form)
        return found

    def answer(
        self,
        challenge_: bytes,
        *,
        origin: str = PUBLIC_URL,
        rp: str = "localhost",
        flags: int = UP | UV,
        **client: Any,
    ) -> Assertion:
        """What the browser would hand over for that challenge; `client` changes what it says."""
        asked = base64.urlsafe_b64encode(challenge_).rstrip(b"=").decode()
        said = {"type": "webauthn.get", "challenge": asked, "origin": origin, "crossOrigin": False} | client
        words = msgspec.json.encode(said)
        data = hashlib.sha256(rp.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4, "big")
        signature = self._sign(data + hashlib.sha256(words).digest())
        return Assertion(self.credential, words, data, signature)

    def _sign(self, data: bytes) -> bytes:
        signature: bytes
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            signature = self.private.sign(data)
        elif isinstance(self.private, rsa.RSAPrivateKey):
            signature = self.private.sign(data, padding.PKCS1v15(), SHA256())
        else:
            signature = self.private.sign(data, ec.ECDSA(SHA256()))
        return signature
