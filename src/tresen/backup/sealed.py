"""Backups locked with a public key: what steals the folder, or rents it out, reads nothing of them (S1).

A file is a mark, the HPKE wrap of a key that is this file's alone, and chunks of 64 KiB under AES-256-GCM. A chunk's nonce
is its number and whether it is the last, so none can be left out, exchanged or cut off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tresen.core.records import label
from tresen.core.sizes import KEY_BYTES, WRAP_BYTES
from tresen.seal import crockford
from tresen.seal.box import new_key, unwrap, wrap
from tresen.seal.refused import Refused

MAGIC: Final = b"tresen sealed 1\n"
CHUNK: Final = 65_536
_TAG: Final = 16
_INFO: Final = label("backup-file")
_PUBLIC: Final = "backup-key-"
_SECRET: Final = "backup-secret-"  # noqa: S105 - a prefix
_BITS: Final = KEY_BYTES * 8


class CannotOpen(Exception):
    """Another key than it was sealed to, or other bytes."""


def new_pair() -> tuple[str, str]:
    """A public key, and the secret key that opens what is sealed to it, as people copy them."""
    private = X25519PrivateKey.generate()
    return (
        _PUBLIC + crockford.encode(private.public_key().public_bytes_raw()),
        _SECRET + crockford.encode(private.private_bytes_raw()),
    )


def read_public(text: str) -> bytes:
    """The bytes of a public key. Raises `CannotOpen` with what would be right."""
    return _read(text, _PUBLIC, "a public key begins with backup-key- and goes on with 52 letters and digits")


def read_secret(text: str) -> X25519PrivateKey:
    """The secret key. Raises `CannotOpen` with what would be right."""
    wrong = "a secret key begins with backup-secret- and goes on with 52 letters and digits"
    return X25519PrivateKey.from_private_bytes(_read(text, _SECRET, wrong))


def public_of(secret: X25519PrivateKey) -> bytes:
    """The public key that belongs to it."""
    return secret.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _read(text: str, prefix: str, wrong: str) -> bytes:
    given = text.strip()
    if not given.lower().startswith(prefix):
        raise CannotOpen(wrong)
    try:
        return crockford.decode(given[len(prefix) :], _BITS)
    except Refused:
        raise CannotOpen(wrong) from None


def seal(public: bytes, plain: bytes) -> bytes:
    """Seal a file to a public key. Raises `CannotOpen` for a key that nothing can be sealed to."""
    key = new_key()
    try:
        wrapped = wrap(public, key, _INFO)
    except Refused:
        raise CannotOpen("nothing can be sealed to this public key") from None
    lock = AESGCM(key)
    chunks = [lock.encrypt(nonce, chunk, _INFO) for nonce, chunk in _numbered(plain, CHUNK)]
    return b"".join((MAGIC, wrapped, *chunks))


def unseal(secret: X25519PrivateKey, sealed: bytes) -> bytes:
    """The reverse of `seal`. Raises `CannotOpen`."""
    start = len(MAGIC) + WRAP_BYTES
    if sealed[: len(MAGIC)] != MAGIC:
        raise CannotOpen("is not sealed")
    try:
        lock = AESGCM(unwrap(secret, sealed[len(MAGIC) : start], _INFO))
        return b"".join(
            lock.decrypt(nonce, chunk, _INFO) for nonce, chunk in _numbered(sealed[start:], CHUNK + _TAG)
        )
    except (Refused, InvalidTag, ValueError):
        raise CannotOpen("is sealed to another key, or damaged") from None


def _numbered(data: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Chunks with their nonces; of nothing one empty chunk."""
    count = max(1, -(-len(data) // size))
    for number in range(count):
        last = number == count - 1
        yield bytes(7) + number.to_bytes(4, "big") + bytes([last]), data[number * size : (number + 1) * size]
