"""How files are padded, cut and counted (F1, F2, F6), and uploads in any order across restarts (F4)."""

from __future__ import annotations

import hashlib
import os
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core import files
from tresen.core.files import (
    FileQuotas,
    Layout,
    left,
    padded,
    ranges,
    require_room,
    sealed_bytes,
)
from tresen.core.sizes import BLOB_CHUNK_BYTES, BLOB_CHUNKS_AT_ONCE, BLOB_SEALED_BYTES
from tresen.errors import Refusal
from tresen.files.staging import Missing, Staging
from tresen.seal.files import FileReader, FileSeal
from tresen.seal.refused import Refused

SIZES = st.one_of(st.integers(0, 400_000), st.integers(0, 2**40))


@given(SIZES)
def test_padding(size: int) -> None:
    """[F1] Never less than the file, 12 % more at most, never padded twice, and few sizes are left."""
    whole = padded(size)
    assert size <= whole <= size * 1.12 + 1
    assert padded(whole) == whole
    if size > 1:
        bits = size.bit_length() - 1
        assert whole % (1 << (bits - bits.bit_length())) == 0


@given(SIZES, SIZES)
def test_padding_keeps_the_order(one: int, other: int) -> None:
    """[F1] A larger file is never told to be smaller."""
    assert (padded(one) <= padded(other)) or one > other


@given(st.integers(0, 2**40))
def test_the_layout_is_that_of_the_sealed_size(size: int) -> None:
    """[F2] The server finds the chunks from the sealed size alone, and they add up to it."""
    layout = Layout.of(sealed_bytes(size))
    assert layout.chunks == files.chunks_of(padded(size))
    assert (layout.chunks - 1) * BLOB_SEALED_BYTES + layout.size_of(layout.chunks - 1) == layout.bytes


@given(st.integers(0, 3_000_000))
def test_no_other_size_is_one(sealed: int) -> None:
    """[F1, F2] A size passes exactly if a file has it."""
    plain = sealed - 16 * max(1, -(-sealed // BLOB_SEALED_BYTES))
    real = plain >= 0 and sealed_bytes(plain) == sealed
    if real:
        assert Layout.of(sealed).bytes == sealed
        return
    with pytest.raises(Refusal, match="bad_request"):
        Layout.of(sealed)


@given(st.integers(0, 2_000_000), st.integers(-3, 50), st.integers(0, 18 * BLOB_SEALED_BYTES))
def test_runs_are_whole_chunks(size: int, first: int, sent: int) -> None:
    """[F4] What one request carries are 1 to 16 whole chunks inside the file, or it is refused."""
    layout = Layout.of(sealed_bytes(size))
    allowed = {
        sum(layout.size_of(n) for n in range(first, first + count))
        for count in range(1, BLOB_CHUNKS_AT_ONCE + 1)
        if first >= 0 and first + count <= layout.chunks
    }
    if sent in allowed:
        assert sum(layout.size_of(n) for n in range(first, first + layout.run(first, sent))) == sent
    else:
        with pytest.raises(Refusal, match="bad_request"):
            layout.run(first, sent)


@given(st.sets(st.integers(0, 60)))
def test_ranges_say_what_is_there(there: set[int]) -> None:
    """[F4] As few ranges as can be, ascending, ends included."""
    made = ranges(there)
    assert {n for first, last in made for n in range(first, last + 1)} == there
    assert all(after[0] > before[1] + 1 for before, after in pairwise(made))


@pytest.mark.parametrize("staff", [False, True])
def test_quotas(staff: bool) -> None:
    """[F6] The team has a quarter more, the back room counts for the business alone, and each refusal has its code."""
    quotas = FileQuotas(100, 1000, 10_000)
    most = 1250 if staff else 1000
    assert left(quotas, 200, 300, staff=staff, back_room=False).conversation == most - 200
    assert left(quotas, 5000, 300, staff=staff, back_room=False).conversation == 0
    assert left(quotas, 0, 9_990 if not staff else 12_490, staff=staff, back_room=False).conversation == 10
    assert left(quotas, 5000, 300, staff=True, back_room=True).conversation == 12_200
    room = left(quotas, 0, 0, staff=staff, back_room=False)
    require_room(room, sealed_bytes(100), 19)
    for size, under_way, code in ((sealed_bytes(120), 0, "too_large"), (20, 20, "too_many")):
        with pytest.raises(Refusal, match=code):
            require_room(room, size, under_way)
    with pytest.raises(Refusal, match="conversation_full"):
        require_room(room._replace(conversation=10), 20, 0)
    with pytest.raises(Refusal, match="business_full"):
        require_room(room._replace(business=10), 20, 0)


@given(st.integers(0, 200_000))
def test_sealed_and_opened(size: int) -> None:
    """[F2] What was sealed is read; whatever is left out, doubled or moved is not."""
    plain, key = os.urandom(size), os.urandom(32)
    seal = FileSeal(key, size)
    sealed = [
        seal.seal(n, plain[n * BLOB_CHUNK_BYTES : (n + 1) * BLOB_CHUNK_BYTES]) for n in range(seal.count)
    ]

    def read(chunks: list[bytes]) -> bytes:
        reader = FileReader(key, size, hashlib.sha256(plain).digest())
        found = b"".join(reader.take(each) for each in chunks)
        reader.finish()
        return found

    assert read(sealed) == plain
    for wrong in (sealed[:-1], [*sealed, sealed[-1]], sealed[1:] + sealed[:1], [sealed[0], *sealed]):
        if wrong != sealed:
            with pytest.raises(Refused):
                read(wrong)


NAME = "0123456789abcdef" * 2
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 11), st.integers(1, 4)),
        st.tuples(st.just("restart"), st.just(0), st.just(0)),
        st.tuples(st.just("power"), st.integers(0, 11), st.integers(0, 3)),
        st.tuples(st.just("finish"), st.just(0), st.just(0)),
    ),
    max_size=40,
)


@given(STEPS)
def test_uploads_in_any_order_across_crashes(steps: list[tuple[str, int, int]]) -> None:
    """[F4] A chunk counts only while its bytes are there; what is finished is the file, byte by byte, or it is not finished.

    "power": the machine failed, and of a chunk the map was kept and the bytes were not.
    """
    data = os.urandom(sealed_bytes(12 * BLOB_CHUNK_BYTES))
    layout = Layout.of(len(data))
    with tempfile.TemporaryDirectory() as folder:
        staging, there = Staging(Path(folder)), set[int]()
        for step, n, count in steps:
            if step == "write":
                until = min(n + count, layout.chunks)
                staging.write(NAME, layout, n, data[n * BLOB_SEALED_BYTES : until * BLOB_SEALED_BYTES])
                there |= set(range(n, until))
            elif step == "restart":
                staging = Staging(Path(folder))
            elif step == "power":
                staging.begin(NAME, layout)
                spoil(staging.path(NAME), n, count, layout)
                staging = Staging(Path(folder))
                there.discard(n)
                if count == 3:
                    there = {each for each in there if each < n}
            else:
                check_finish(staging, layout, there, data)
            if step != "power":
                assert set(staging.begin(NAME, layout)) == there
        for n in set(range(layout.chunks)) - there:
            staging.write(NAME, layout, n, data[n * BLOB_SEALED_BYTES :][: layout.size_of(n)])
        assert staging.finish(NAME, layout).read_bytes() == data
        staging.drop(NAME)
        assert not [each for each in Path(folder).rglob("*") if each.is_file()]
        with pytest.raises(FileNotFoundError):
            staging.write(NAME, layout, 0, data[:BLOB_SEALED_BYTES])


def check_finish(staging: Staging, layout: Layout, there: set[int], data: bytes) -> None:
    missing = set(range(layout.chunks)) - there
    if missing:
        with pytest.raises(Missing) as caught:
            staging.finish(NAME, layout)
        assert caught.value.first == min(missing)
    else:
        assert staging.finish(NAME, layout).read_bytes() == data


def spoil(path: Path, n: int, how: int, layout: Layout) -> None:
    """Zeros, other bytes, half of it, or the file ends there."""
    with path.open("rb+") as file:
        if how == 3:
            file.truncate(n * BLOB_SEALED_BYTES)
            return
        file.seek(n * BLOB_SEALED_BYTES)
        size = layout.size_of(n)
        file.write([bytes(size), os.urandom(size), bytes(size // 2)][how])
