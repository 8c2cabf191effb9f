"""The three primitives of suite 1: HKDF, AES-256-GCM with a random nonce, and HPKE wraps (S1)."""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tresen.core.sizes import KEY_BYTES, NONCE_BYTES, WRAP_BYTES
from tresen.seal.refused import Refused

_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def new_key() -> bytes:
    """32 random bytes."""
    return os.urandom(KEY_BYTES)


def hkdf(secret: bytes, info: bytes) -> bytes:
    """HKDF-SHA256 with an empty salt, 32 bytes out."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def lock(key: bytes, plain: bytes, context: bytes) -> bytes:
    """nonce (12) ‖ AES-256-GCM of `plain`, with `context` as associated data."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unlock(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """The reverse of `lock`.

    Raises:
        Refused: `cannot_open` when key, bytes or context differ.
    """
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        raise Refused("cannot_open", "sealed under another key, for another place, or changed") from None


def wrap(recipient: bytes, plain: bytes, info: bytes) -> bytes:
    """HPKE to an X25519 public key: enc (32) ‖ ciphertext, empty associated data, the context in `info`.

    Raises:
        Refused: `malformed` when `recipient` is not a usable public key.
    """
    try:
        return _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(recipient), info=info)
    except ValueError:
        raise Refused("malformed", "not a usable X25519 public key") from None


def unwrap(private: X25519PrivateKey, wrapped: bytes, info: bytes) -> bytes:
    """The reverse of `wrap`, for a wrapped key of 32 bytes.

    Raises:
        Refused: `cannot_open` when recipient, bytes or `info` differ.
    """
    if len(wrapped) != WRAP_BYTES:
        raise Refused("cannot_open", f"a wrap of a key has {WRAP_BYTES} bytes")
    try:
        return _SUITE.decrypt(wrapped, private, info=info)
    except (InvalidTag, ValueError):
        raise Refused("cannot_open", "wrapped for another recipient or place, or changed") from None
