"""Each store keeps files alike: the folder, and one that speaks S3, on a real server (F8)."""

from __future__ import annotations

import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.s3 import BUCKET, partial, s3_server
from tresen.files.folder import Folder
from tresen.files.listing import MOST_KEYS
from tresen.files.places import Threads, place
from tresen.files.port import PIECE_BYTES, Files
from tresen.files.s3 import S3
from tresen.files.signature import Bucket

NAME, OTHER = "ab" * 16, "cd" * 16
MIB = 2**20


@pytest.fixture(params=["folder", "s3", "s3 without ranges"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Files]:
    if request.param == "folder":
        threads = Threads()
        yield Folder(tmp_path / "files", threads)
        threads.close()
        return
    async with s3_server(tmp_path / "s3") as bucket, contextlib.AsyncExitStack() as stack:
        exact = (
            bucket
            if request.param == "s3 without ranges"
            else await stack.enter_async_context(partial(bucket))
        )
        made = S3(exact)
        stack.push_async_callback(made.close)
        yield made


def staged(folder: Path, size: int) -> tuple[Path, bytes]:
    data = os.urandom(size)
    path = folder / "staged"
    path.write_bytes(data)
    return path, data


async def whole(store: Files, name: str, start: int, end: int) -> bytes:
    pieces = [piece async for piece in store.read(name, start, end)]
    assert all(len(piece) <= PIECE_BYTES for piece in pieces)
    return b"".join(pieces)


@pytest.mark.parametrize("size", [16, 70_000, 12 * MIB + 5])
async def test_kept_read_removed(store: Files, tmp_path: Path, size: int) -> None:
    """What is kept is read in any part, listed with its size, and gone when it is removed; each step again is harmless."""
    assert await store.size(NAME) is None
    path, data = staged(tmp_path, size)
    await store.keep(NAME, path)
    assert await store.size(NAME) == size
    assert await whole(store, NAME, 0, size) == data
    assert await whole(store, NAME, size // 3, size // 2) == data[size // 3 : size // 2]
    assert [each[:2] for each in await store.names()] == [(NAME, size)]
    for _ in range(2):
        await store.copy(NAME, OTHER, size)
    for _ in range(2):
        await store.remove(NAME)
    assert await store.size(NAME) is None
    assert await whole(store, OTHER, 0, size) == data
    with pytest.raises(OSError):  # noqa: PT011 - whichever the system has
        await whole(store, NAME, 0, 1)


async def test_what_is_not_there_is_not_copied(store: Files, tmp_path: Path) -> None:
    """A copy of nothing is none, nor is one of another size."""
    with pytest.raises(OSError):  # noqa: PT011 - whichever the system has
        await store.copy(NAME, OTHER, 100)
    path, _ = staged(tmp_path, 100)
    await store.keep(NAME, path)
    with pytest.raises(OSError, match="another size"):
        await store.copy(NAME, OTHER, 99)
    assert await store.size(OTHER) is None


async def test_more_than_a_page(tmp_path: Path) -> None:
    """[F7] A listing of a real server goes on from page to page until all of it is there."""
    async with s3_server(tmp_path / "s3") as bucket:
        names = [f"{n:032x}" for n in range(2 * MOST_KEYS + 1)]
        for name in names:
            (tmp_path / "s3" / BUCKET / name).write_bytes(b"x")
        made = S3(bucket)
        assert sorted(each[0] for each in await made.names()) == names
        await made.close()


async def test_a_wrong_secret_and_no_server(tmp_path: Path) -> None:
    """What fails says so without naming key, secret or address."""
    async with s3_server(tmp_path / "s3") as bucket:
        wrong = S3(bucket._replace(secret="another"))
        path, _ = staged(tmp_path, 100)
        with pytest.raises(OSError) as failed:  # noqa: PT011 - whichever it is
            await wrong.keep(NAME, path)
        await wrong.close()
        assert path.exists()
    gone = S3(Bucket(bucket.url, bucket.key, bucket.secret))
    with pytest.raises(OSError) as away:  # noqa: PT011 - whichever it is
        await gone.size(NAME)
    await gone.close()
    for error in (failed, away):
        assert not any(word in str(error.value) for word in (bucket.url, bucket.secret, "127.0.0.1", NAME))


@pytest.mark.parametrize(
    "name", ["", "..", "../" * 8, "a" * 31, "A" * 32, "ab/" + "c" * 29, "a" * 33, "\0" * 32]
)
def test_only_own_names_are_paths(tmp_path: Path, name: str) -> None:
    """[F8] Nothing but a name that the server drew leads anywhere."""
    with pytest.raises(ValueError, match="not a name"):
        place(tmp_path, name)


class Disk:
    """What a power cut would leave of folders: names that were synced, by whoever, since this began to look."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.synced: list[Path] = []
        real = os.fsync

        def fsync(descriptor: int) -> None:
            real(descriptor)
            self.synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())

        monkeypatch.setattr(os, "fsync", fsync)

    def has(self, file: Path, root: Path) -> bool:
        """Whether every name on the way from beside `root` to the file was synced."""
        return all(each.parent in self.synced for each in (file, *file.parents) if each.is_relative_to(root))


@pytest.mark.parametrize("left", ["nothing", "root", "outer", "inner"])
async def test_a_folder_that_is_there_need_not_be_on_the_disk(
    tmp_path: Path, left: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[F4, F8] Another process made it and was killed before its name was synced: a file in it survives a power cut.

    So does a second file, whose folders this process knows, and one whose folder was removed meanwhile.
    """
    root, threads = tmp_path / "files", Threads()
    names = [f"abcd{n:028x}" for n in range(3)]
    files = [place(root, name) for name in names]
    inner = files[0].parent
    made = {"nothing": None, "root": root, "outer": inner.parent, "inner": inner}[left]
    if made is not None:
        made.mkdir(parents=True)
    disk, folder = Disk(monkeypatch), Folder(root, threads)
    for name, file in zip(names[:2], files[:2], strict=True):
        await folder.keep(name, staged(tmp_path, 10)[0])
        assert disk.has(file, root)
    known = len(disk.synced)
    await folder.keep(names[1], staged(tmp_path, 10)[0])
    assert disk.synced[known:] == [inner]
    for each in files[:2]:
        each.unlink()
    inner.rmdir()
    disk.synced.clear()
    await folder.keep(names[2], staged(tmp_path, 10)[0])
    assert {inner, inner.parent} <= set(disk.synced)
    threads.close()
