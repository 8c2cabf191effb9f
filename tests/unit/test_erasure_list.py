"""The erasure list on the disk: half an entry is cut off, a changed one is found (L10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.backup.sealed import CHUNK, CannotOpen, new_pair, read_public, read_secret, seal, unseal
from tresen.store.backup.erasure_list import (
    MAGIC,
    PATIENCE,
    BadList,
    Damaged,
    Entry,
    Reading,
    decode,
    encode,
    heads,
)

ENTRIES = [
    Entry(10, b"b" * 16, b"g" * 16, 7, 1, b"c" * 16, b"d" * 16, b"body", ((b"d" * 16, 3),)),
    Entry(3, b"b" * 16, b"g" * 16, 9, 2, None, b"d" * 16, b"record", contents=(b"text", None)),
    Entry(0, b"b" * 16, b"h" * 16, 11, 3),
]
DATA = MAGIC + b"".join(map(encode, ENTRIES))


def test_it_reads_what_was_written() -> None:
    """Entry for entry, and how far each log is listed."""
    assert decode(DATA) == (ENTRIES, len(DATA))
    assert heads(ENTRIES) == {(b"b" * 16, b"g" * 16): 9, (b"b" * 16, b"h" * 16): 11}


@given(st.integers(0, len(DATA) - 1), st.booleans())
def test_a_torn_end_is_cut_off(at: int, zeros: bool) -> None:
    """Whatever a crash leaves of the last write: the entries before it are there, and nothing else is believed."""
    torn = DATA[:at] + bytes(len(DATA) - at) * zeros
    try:
        found, whole = decode(torn)
    except BadList:
        assert at < len(MAGIC)  # a file of which not even the mark was written is nobody's list
        return
    assert found == ENTRIES[: len(found)]
    assert DATA[:whole] == torn[:whole]


@pytest.mark.parametrize("at", [len(MAGIC) + 10, len(MAGIC) + len(encode(ENTRIES[0])) - 1])
def test_a_changed_entry_is_found(at: int) -> None:
    """A bit that flipped, with entries after it."""
    changed = bytearray(DATA)
    changed[at] ^= 1
    with pytest.raises(BadList):
        decode(bytes(changed))


@given(st.integers(len(MAGIC), len(DATA) - 1), st.integers(1, 255), st.integers(1, 40))
def test_damage_is_never_believed(at: int, flip: int, length: int) -> None:
    """[L10] Whatever is damaged, lengths included: what is read was written so, and what stands behind is not cut."""
    changed = bytearray(DATA)
    changed[at : at + length] = bytes(each ^ flip for each in changed[at : at + length])
    last = len(DATA) - len(encode(ENTRIES[-1]))
    try:
        found, _ = decode(bytes(changed))
    except Damaged:
        return
    assert found == ENTRIES[: len(found)]
    assert at + length > last


HEAD = encode(Entry(3, b"b" * 16, b"g" * 16, 9, 2))[4:44]
TORN = DATA + bytes((0, 0, 0, 9))


@pytest.mark.parametrize("size", [100_000, 2_000_000])
@pytest.mark.parametrize("length", [3000, 15_000])
def test_what_looks_like_entries_costs_little(length: int, size: int) -> None:
    """[L10] However many entries seem to begin behind a damaged one: the bytes that are hashed are bounded."""
    look = length.to_bytes(4, "big") + HEAD
    reading = Reading(TORN + look * (size // len(look)))
    with pytest.raises(BadList, match="made it look like entries"):
        reading.next_after(len(DATA))
    assert reading.hashed <= (PATIENCE + 1) * len(reading.data)
    with pytest.raises(BadList, match="made it look like entries"):
        decode(reading.data)


def test_what_begins_like_an_entry_is_not_hashed() -> None:
    """[L10] One byte in common is not enough: a torn end of any bytes is cut off, as ever."""
    reading = Reading(TORN + b"\x9b" * 500_000)
    assert reading.next_after(len(DATA)) is None
    assert reading.hashed == 0
    assert decode(reading.data) == (ENTRIES, len(DATA))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_sealed(size: int) -> None:
    """[S1] Opens to the same bytes; nothing of it can be flipped, cut off, or taken from the middle."""
    public, private = new_pair()
    plain = bytes(range(256)) * (size // 256) + bytes(size % 256)
    sealed = seal(read_public(public), plain)
    secret = read_secret(private.lower())
    assert unseal(secret, sealed) == plain
    for bad in (
        sealed[:-1],
        sealed + b"x",
        sealed[:-17],
        sealed[:96] + bytes([sealed[96] ^ 1]) + sealed[97:],
    ):
        with pytest.raises(CannotOpen):
            unseal(secret, bad)
    if size == 3 * CHUNK:
        with pytest.raises(CannotOpen):
            unseal(secret, sealed[: 96 + 2 * (CHUNK + 16)])


@pytest.mark.parametrize(
    "text", ["", "backup-key-", "backup-secret-" + "0" * 51, "backup-key-" + "0" * 52 + "!"]
)
def test_a_key_that_is_none(text: str) -> None:
    """It says what one looks like."""
    with pytest.raises(CannotOpen, match="52 letters"):
        read_public(text)
    with pytest.raises(CannotOpen, match="52 letters"):
        read_secret(text)
