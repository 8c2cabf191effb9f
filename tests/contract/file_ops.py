"""The operations of vectors for files (F1, F2)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tresen.core import files
from tresen.core.records import label
from tresen.core.sizes import BLOB_CHUNK_BYTES, BLOB_SEALED_BYTES
from tresen.seal.files import FileReader, FileSeal, nonce

Values = dict[str, Any]


def pattern(size: int) -> bytes:
    """The plain bytes of a file in the vectors: byte i is i mod 251."""
    return (bytes(range(251)) * (size // 251 + 1))[:size]


def piece(size: int, n: int) -> bytes:
    """What chunk `n` of that file holds, padding included."""
    whole = pattern(size) + bytes(files.padded(size) - size)
    return whole[n * BLOB_CHUNK_BYTES : (n + 1) * BLOB_CHUNK_BYTES]


def file_size(given: Values) -> Values:
    plain = files.padded(given["size"])
    sealed = files.sealed_bytes(given["size"])
    return {"padded": plain, "chunks": files.chunks_of(plain), "sealed": sealed}


def seal_file(given: Values) -> Values:
    seal = FileSeal(bytes.fromhex(given["key"]), given["size"])
    plain = pattern(given["size"])
    sealed = [
        seal.seal(n, plain[n * BLOB_CHUNK_BYTES : (n + 1) * BLOB_CHUNK_BYTES]) for n in range(seal.count)
    ]
    return {
        "bytes": sum(map(len, sealed)),
        "hash": hashlib.sha256(plain).hexdigest(),
        "sealed_hash": hashlib.sha256(b"".join(sealed)).hexdigest(),
    }


def made(chunk: Values) -> bytes:
    """A sealed chunk as a case describes it: by whichever rules, for a reader to judge."""
    plain = piece(chunk["size"], chunk["n"])
    if "pad" in chunk:
        plain = plain[:-1] + bytes((chunk["pad"],))
    sealed = AESGCM(bytes.fromhex(chunk["key"])).encrypt(
        nonce(chunk["as"], chunk["last"]), plain, label("file")
    )
    at = chunk.get("flip")
    if at is not None:
        sealed = sealed[:at] + bytes((sealed[at] ^ 1,)) + sealed[at + 1 :]
    return sealed[: len(sealed) - chunk.get("cut", 0)]


def open_file(given: Values) -> Values:
    key, hash_ = bytes.fromhex(given["key"]), bytes.fromhex(given["hash"])
    reader = FileReader(key, given["size"], hash_)
    stream = b"".join(made(chunk) for chunk in given["chunks"])
    found = b"".join(
        reader.take(stream[at : at + BLOB_SEALED_BYTES]) for at in range(0, len(stream), BLOB_SEALED_BYTES)
    )
    reader.finish()
    return {"bytes": len(found), "hash": hashlib.sha256(found).hexdigest()}


OPERATIONS: dict[str, Callable[[Values], Values]] = {
    each.__name__: each for each in (file_size, seal_file, open_file)
}
