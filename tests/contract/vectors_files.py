"""Vectors: files, cut, padded, sealed and opened (F1, F2)."""

from __future__ import annotations

import hashlib
from typing import Any

from tests.contract.file_ops import file_size, pattern, seal_file
from tests.contract.vectors_case import BEN, Case, accepted, fixed, refused
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_message import ONE, by_hand, given_of, header_of, opened
from tresen.core import records
from tresen.core.files import chunks_of, padded
from tresen.core.sizes import BLOB_CHUNK_BYTES
from tresen.seal.message import pad

KEY, OTHER = fixed("a file's key").hex(), fixed("another file's key").hex()
SIZES = (
    0, 1, 2, 3, 7, 8, 9, 17, 255, 1000, 65_519, 65_535, 65_536, 65_537, 131_072, 200_000, 1_000_000, 5_000_001,
    104_857_600, 2**31 + 1,
)  # fmt: skip


def scenarios() -> Scenarios:
    """The files of this module."""
    return {
        "files": ("Files padded, sealed in chunks, opened, and every refusal.", ["F1", "F2", "S9"], _cases()),
        "files-named": ("Messages that name files, opened and refused.", ["F3", "S7"], _named()),
    }


def _chunks(size: int) -> list[dict[str, Any]]:
    count = chunks_of(padded(size))
    return [{"size": size, "n": n, "as": n, "last": n == count - 1, "key": KEY} for n in range(count)]


def _file(size: int, chunks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"key": KEY, "size": size, "hash": hashlib.sha256(pattern(size)).hexdigest(), "chunks": chunks}


def _opened(size: int) -> dict[str, Any]:
    return {"bytes": size, "hash": hashlib.sha256(pattern(size)).hexdigest()}


def _cases() -> list[Case]:
    open_, size = "open_file", 150_000
    whole = _chunks(size)
    one, two, three = whole
    of_other = [{**each, "size": size + 300} for each in whole]
    full = 2 * BLOB_CHUNK_BYTES
    return [
        *(
            accepted(f"the size of {each}", "file_size", {"size": each}, file_size({"size": each}))
            for each in SIZES
        ),
        *(
            accepted(f"{each} bytes sealed", "seal_file", given, seal_file(given))
            for each in (0, 1, 1000, BLOB_CHUNK_BYTES, BLOB_CHUNK_BYTES + 1, size)
            for given in [{"key": KEY, "size": each}]
        ),
        *(
            accepted(f"{each} bytes opened", open_, _file(each, _chunks(each)), _opened(each))
            for each in (0, 1, 1000, BLOB_CHUNK_BYTES, BLOB_CHUNK_BYTES + 1, full, size)
        ),
        *(
            refused(name, open_, reason, _file(size, chunks))
            for name, reason, chunks in (
                ("the last chunk is missing", "wrong_size", [one, two]),
                ("all chunks are missing", "wrong_size", []),
                ("cut, and marked as the last", "cannot_open", [one, {**two, "last": True}, three]),
                ("the last chunk cut", "wrong_size", [one, two, {**three, "cut": 1}]),
                ("a chunk too many", "wrong_size", [*whole, three]),
                ("two chunks swapped", "cannot_open", [two, one, three]),
                ("a chunk twice", "cannot_open", [one, one, three]),
                ("a chunk under another key", "cannot_open", [one, {**two, "key": OTHER}, three]),
                ("no chunk marked as the last", "cannot_open", [one, two, {**three, "last": False}]),
                ("an earlier chunk marked as the last", "cannot_open", [{**one, "last": True}, two, three]),
                ("a flipped bit", "cannot_open", [one, {**two, "flip": 1234}, three]),
                ("a flipped bit of the tag", "cannot_open", [one, two, {**three, "flip": 20_495}]),
                ("padding that is not zero", "wrong_padding", [one, two, {**three, "pad": 1}]),
                ("another size of the same class", "wrong_padding", of_other),
            )
        ),
        refused("another file of the same size", open_, "wrong_hash", {**_file(size, whole), "hash": OTHER}),
        refused("said to be longer than it is", open_, "wrong_hash", _file(size + 300, whole)),
        refused("a key that is none", open_, "malformed", {**_file(size, whole), "key": KEY[:-2]}),
        refused("a hash that is none", open_, "malformed", {**_file(size, whole), "hash": OTHER[:-2]}),
    ]


def _named() -> list[Case]:
    epoch, one, two = ONE.key, fixed("a blob")[:16], fixed("another blob")[:16]
    hello = {"kind": "text", "text": "Bitte schön."}

    def misshapen(name: str, **fields: Any) -> Case:
        header = records.encode_header(header_of(BEN, epoch, **fields))
        envelope = by_hand(BEN, epoch, header, pad(records.encode(hello)))
        return refused(name, "open_message", "malformed", given_of(envelope, BEN, epoch))

    return [
        opened("a message with a file", BEN, epoch, header_of(BEN, epoch, blobs=[one]), hello),
        opened("a message with two files", BEN, epoch, header_of(BEN, epoch, blobs=[one, two]), hello),
        misshapen("no file in the list", blobs=[]),
        misshapen("the same file twice", blobs=[one, one]),
        misshapen("five files", blobs=[bytes((n,)) * 16 for n in range(5)]),
        misshapen("an id that is none", blobs=[one[:15]]),
        misshapen("a version of a document with a file", blobs=[one], doc=two),
    ]
