"""Files: sealed in chunks, opened chunk by chunk, and believed only as a whole (F1, F2)."""

from __future__ import annotations

import hashlib
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tresen.core.files import chunks_of, padded
from tresen.core.records import label
from tresen.core.sizes import BLOB_CHUNK_BYTES, HASH_BYTES, TAG_BYTES
from tresen.seal.refused import Refused

_LABEL: Final = label("file")


def nonce(n: int, last: bool) -> bytes:
    """[F2] 7 zero bytes, the chunk's number, and whether it is the last: no two chunks of a file have the same."""
    return bytes(7) + n.to_bytes(4, "big") + bytes((last,))


class FileSeal:
    """Seals and opens the chunks of one file of `size` bytes under its key."""

    def __init__(self, key: bytes, size: int) -> None:
        """Raises Refused `malformed` for a key that is none."""
        try:
            self._aead = AESGCM(key)
        except ValueError:
            raise Refused("malformed", "a file's key has 32 bytes") from None
        self.size, self.padded = size, padded(size)
        self.count = chunks_of(self.padded)

    def plain_of(self, n: int) -> int:
        """The bytes of chunk `n`, padding included."""
        return min(BLOB_CHUNK_BYTES, self.padded - n * BLOB_CHUNK_BYTES)

    def seal(self, n: int, plain: bytes) -> bytes:
        """[F2] Seal chunk `n`. `plain` is what the file holds there: what is missing to the padded size becomes zeros."""
        whole = plain + bytes(self.plain_of(n) - len(plain))
        return self._aead.encrypt(nonce(n, n == self.count - 1), whole, _LABEL)

    def open(self, n: int, sealed: bytes) -> bytes:
        """[F2] Open chunk `n`; what comes after the file's end is checked and cut off.

        Raises:
            Refused: `wrong_size`, `cannot_open`, `wrong_padding`.
        """
        if not 0 <= n < self.count or len(sealed) != self.plain_of(n) + TAG_BYTES:
            raise Refused("wrong_size", "this is no chunk of a file of that size")
        try:
            plain = self._aead.decrypt(nonce(n, n == self.count - 1), sealed, _LABEL)
        except InvalidTag:
            raise Refused("cannot_open", "sealed under another key, for another place, or changed") from None
        end = max(0, min(len(plain), self.size - n * BLOB_CHUNK_BYTES))
        if plain.count(0, end) != len(plain) - end:
            raise Refused("wrong_padding", "the padding of a file is zeros")
        return plain[:end]


class FileReader:
    """Takes the chunks of a file in order. What it gives is of the file for certain only once `finish` has returned."""

    def __init__(self, key: bytes, size: int, hash_: bytes) -> None:
        """`hash_`: the SHA-256 of the file that the message names. Raises Refused `malformed`."""
        if len(hash_) != HASH_BYTES:
            raise Refused("malformed", "the hash of a file has 32 bytes")
        self.seal = FileSeal(key, size)
        self._hash, self._wanted = hashlib.sha256(), hash_
        self.next = 0
        """The chunk that comes next."""

    def take(self, sealed: bytes) -> bytes:
        """The next chunk's part of the file. Raises `Refused` as `FileSeal.open`."""
        plain = self.seal.open(self.next, sealed)
        self.again(plain)
        return plain

    def again(self, plain: bytes) -> None:
        """Count a chunk that was opened and written down before."""
        self._hash.update(plain)
        self.next += 1

    def finish(self) -> None:
        """[F2] All chunks came, and together they are the file that the message means.

        Raises:
            Refused: `wrong_size` when chunks are missing, `wrong_hash`.
        """
        if self.next != self.seal.count:
            raise Refused("wrong_size", "chunks of this file are missing")
        if self._hash.digest() != self._wanted:
            raise Refused("wrong_hash", "this is not the file that the message means")
