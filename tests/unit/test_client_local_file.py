"""A file that changes while it is sent: under one key a chunk is sealed from one set of bytes (F2)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.depth import examples
from tresen.client.files.local import Changed, LocalFile
from tresen.core.sizes import BLOB_CHUNK_BYTES
from tresen.seal.files import FileSeal

KEY = bytes(range(32))
SIZE = 2 * BLOB_CHUNK_BYTES + 1_000


def written(path: Path, data: bytes, at: int = 0) -> None:
    """Write in place, and put the times back: size, time and inode say that nothing happened."""
    before = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@settings(max_examples=examples(30), deadline=None)
@given(st.integers(0, SIZE - 1), st.lists(st.integers(0, 2), min_size=1, max_size=6), st.integers(0, 6))
def test_a_chunk_is_never_sealed_from_other_bytes(
    tmp_path_factory: pytest.TempPathFactory, at: int, asked: list[int], when: int
) -> None:
    """[F2] A byte changes behind the stamp's back, at any moment: what was read first is sealed, or nothing."""
    path = tmp_path_factory.mktemp("sent") / "Angebot.pdf"
    path.write_bytes(bytes(SIZE))
    file = LocalFile.of(path)
    seal = FileSeal(KEY, file.size)
    first = [seal.seal(n, bytes(min(BLOB_CHUNK_BYTES, SIZE - n * BLOB_CHUNK_BYTES))) for n in range(3)]
    for turn, n in enumerate(asked):
        if turn == when:
            written(path, b"x", at)
        if turn >= when and at // BLOB_CHUNK_BYTES == n:
            with pytest.raises(Changed):
                file.sealed(seal, n, 1)
        else:
            assert file.sealed(seal, n, 1) == first[n]


def test_going_on_later_is_another_file(tmp_path: Path) -> None:
    """[F2] What changed between two attempts has another hash, by which no key is found."""
    path = tmp_path / "Angebot.pdf"
    path.write_bytes(bytes(SIZE))
    before = LocalFile.of(path)
    written(path, b"x", SIZE - 1)
    assert LocalFile.of(path).stamp == before.stamp
    assert LocalFile.of(path).hash != before.hash


@pytest.mark.parametrize("size", [0, 1, BLOB_CHUNK_BYTES - 1, BLOB_CHUNK_BYTES, BLOB_CHUNK_BYTES + 1])
def test_every_size_is_sealed_whole(tmp_path: Path, size: int) -> None:
    """[F2] The chunks open to the file's bytes."""
    path = tmp_path / "Angebot.pdf"
    data = os.urandom(size)
    path.write_bytes(data)
    file = LocalFile.of(path)
    seal = FileSeal(KEY, file.size)
    assert b"".join(seal.open(n, file.sealed(seal, n, 1)) for n in range(seal.count)) == data
