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
from tresen.core.sizes import (
    ALT_CHARACTERS,
    BLOB_CHUNK_BYTES,
    CAPTION_CHARACTERS,
    FILE_NAME_CHARACTERS,
    FILE_TYPE_CHARACTERS,
    PREVIEW_BYTES,
    VOICE_MS,
    WAVE_BYTES,
)
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
        "file-contents": ("What a message with a file says.", ["S9"], _contents()),
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
        opened("a version of a document with a file", BEN, epoch,
               header_of(BEN, epoch, blobs=[one], doc=two, replaces=7), hello),
        misshapen("no file in the list", blobs=[]),
        misshapen("the same file twice", blobs=[one, one]),
        misshapen("five files", blobs=[bytes((n,)) * 16 for n in range(5)]),
        misshapen("an id that is none", blobs=[one[:15]]),
    ]  # fmt: skip


REF: dict[str, Any] = {
    "blob": fixed("a blob")[:16],
    "key": bytes.fromhex(KEY),
    "size": 1_234_567,
    "hash": fixed("its hash"),
    "type": "image/jpeg",
    "name": "Foto.jpg",
}
PHOTO = {"kind": "photo", "width": 4000, "height": 3000, "file": REF}
VIDEO = {"kind": "video", "width": 1920, "height": 1080, "file": REF, "duration_ms": 61_000}
VOICE = {"kind": "voice", "file": REF, "duration_ms": 4200, "wave": bytes(range(64))}
OTHER_FILE = {"kind": "file", "file": {**REF, "type": "application/pdf", "name": "Angebot 7.pdf"}}


def _contents() -> list[Case]:
    known: dict[str, dict[str, Any]] = {
        "a photo": PHOTO,
        "a photo with all it can say": {
            **PHOTO, "caption": "Die *neue* Torte\n🎂", "preview": b"\xff\xd8" * 1500, "alt": "Eine Torte", "by": "Anna",
        },
        "the longest words": {**PHOTO, "caption": "🥨" * CAPTION_CHARACTERS, "alt": "ß" * ALT_CHARACTERS},
        "an empty caption says nothing": {**PHOTO, "caption": "", "alt": ""},
        "an empty preview": {**PHOTO, "preview": b""},
        "a quoted message": {**PHOTO, "quote": [fixed("device")[:16], 7]},
        "a later version's field": {**PHOTO, "place": [52, 13], "file": {**REF, "parts": 2}},
        "the largest sides": {**PHOTO, "width": 65535, "height": 1},
        "a video": VIDEO,
        "a voice note": VOICE,
        "a voice note without a sound": {**VOICE, "wave": b"", "duration_ms": 0},
        "the longest voice note": {**VOICE, "duration_ms": VOICE_MS},
        "a file": OTHER_FILE,
        "a file with a preview": {**OTHER_FILE, "preview": b"\xff\xd8", "caption": "Anbei."},
        "an empty file": {**OTHER_FILE, "file": {**REF, "size": 0}},
        "the longest name": {**OTHER_FILE, "file": {**REF, "name": "ß" * FILE_NAME_CHARACTERS}},
        "a name with dots": {**OTHER_FILE, "file": {**REF, "name": "..Angebot.tar.gz"}},
        "no type": {**OTHER_FILE, "file": {**REF, "type": ""}},
    }  # fmt: skip
    refs: dict[str, dict[str, Any]] = {
        "a short id": {"blob": REF["blob"][:15]},
        "a long key": {"key": bytes(33)},
        "no hash": {"hash": None},
        "a size below nothing": {"size": -1},
        "a size that is no number": {"size": "1"},
        "a size that is yes": {"size": True},
        "no name": {"name": ""},
        "a name of another folder": {"name": "../Foto.jpg"},
        "a name with a backslash": {"name": "C:\\Foto.jpg"},
        "a name with a line break": {"name": "Foto\n.jpg"},
        "a name with a control character": {"name": "Foto\x85.jpg"},
        "a name too long": {"name": "ß" * (FILE_NAME_CHARACTERS + 1)},
        "a type too long": {"type": "a" * (FILE_TYPE_CHARACTERS + 1)},
        "a type that is none": {"type": 7},
    }
    others: dict[str, dict[str, Any]] = {
        "a photo without a file": {**PHOTO, "file": None},
        "a photo whose file is a list": {**PHOTO, "file": [1, 2]},
        "a photo without a width": {key: value for key, value in PHOTO.items() if key != "width"},
        "a photo without height": {**PHOTO, "height": 0},
        "a photo too wide": {**PHOTO, "width": 65536},
        "a photo half a pixel wide": {**PHOTO, "width": 0.5},
        "a caption too long": {**PHOTO, "caption": "a" * (CAPTION_CHARACTERS + 1)},
        "a caption that is nil": {**PHOTO, "caption": None},
        "a description too long": {**PHOTO, "alt": "a" * (ALT_CHARACTERS + 1)},
        "a preview too long": {**PHOTO, "preview": bytes(PREVIEW_BYTES + 1)},
        "a preview that is text": {**PHOTO, "preview": "data:"},
        "a preview that is nil": {**PHOTO, "preview": None},
        "a video without a duration": {**PHOTO, "kind": "video"},
        "a voice note too long": {**VOICE, "duration_ms": VOICE_MS + 1},
        "a voice note without a wave": {**VOICE, "wave": None},
        "a wave too long": {**VOICE, "wave": bytes(WAVE_BYTES + 1)},
        "a file that is only named": {"kind": "file", "file": "Foto.jpg"},
    }
    others |= {f"a file with {name}": {**PHOTO, "file": {**REF, **wrong}} for name, wrong in refs.items()}

    def case(name: str, payload: dict[str, Any], **expected: Any) -> Case:
        return accepted(name, "content", {"payload": records.encode(payload).hex()}, expected or None)

    return [
        *(case(name, payload, kind=payload["kind"]) for name, payload in known.items()),
        *(case(name, payload, kind="unknown") for name, payload in others.items()),
    ]
