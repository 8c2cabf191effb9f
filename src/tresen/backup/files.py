"""Where the files of messages lie for a backup: the data folder, or the store that the server keeps them in (F8)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol, TypeVar

from tresen.files.places import Folders, place
from tresen.files.port import Files

T = TypeVar("T")


class MessageFiles(Protocol):
    """Every method raises `OSError`, `read` `FileNotFoundError` for what is not there."""

    def size(self, name: str) -> int:
        """A file's size. Raises `FileNotFoundError`."""

    def read(self, name: str, size: int) -> bytes:
        """A file's first `size` bytes."""

    def lay(self, name: str, data: bytes) -> None:
        """Put a file there, durable on return."""

    def remove(self, name: str) -> None:
        """Remove a file; harmless when there is none."""

    def clear(self) -> None:
        """Begin anew after an interrupted restore."""


class FolderFiles:
    """The folder `files` of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._folders = Folders(folder)

    def size(self, name: str) -> int:
        """A file's size."""
        return place(self._folder, name).stat().st_size

    def read(self, name: str, size: int) -> bytes:
        """A file's first bytes."""
        with place(self._folder, name).open("rb") as file:
            return file.read(size)

    def lay(self, name: str, data: bytes) -> None:
        """Write a file; the folders are made when the first comes."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        path = place(self._folder, name)
        self._folders.make(path)
        _write(path, data)

    def remove(self, name: str) -> None:
        """Remove a file."""
        place(self._folder, name).unlink(missing_ok=True)

    def clear(self) -> None:
        """What an interrupted restore laid there is not to be trusted."""
        for each in sorted(self._folder.rglob("*"), reverse=True):
            each.rmdir() if each.is_dir() else each.unlink()
        if self._folder.exists():
            self._folder.rmdir()


class StoreFiles:
    """A store that speaks S3. What is there is not carried again: files never change. `make` connects to it."""

    def __init__(self, make: Callable[[], Files], scratch: Path) -> None:
        self._make, self._scratch = make, scratch

    def size(self, name: str) -> int:
        """A file's size."""
        found = self._ask(lambda store: store.size(name))
        if found is None:
            raise FileNotFoundError("the store has no such file")
        return found

    def read(self, name: str, size: int) -> bytes:
        """A file's first bytes, however many the store says it has."""

        async def whole(store: Files) -> bytes:
            return b"".join([piece async for piece in store.read(name, 0, size)])

        return self._ask(whole)

    def lay(self, name: str, data: bytes) -> None:
        """Hand a file on, unless the store has it whole: it may have outlived the server."""
        staged = self._scratch / "staged"

        async def hand_on(store: Files) -> None:
            if await store.size(name) != len(data):
                _write(staged, data)
                await store.keep(name, staged)
                staged.unlink(missing_ok=True)

        self._ask(hand_on)

    def remove(self, name: str) -> None:
        """Remove an object."""
        self._ask(lambda store: store.remove(name))

    def clear(self) -> None:
        """Nothing in a store is half there."""

    def _ask(self, call: Callable[[Files], Awaitable[T]]) -> T:
        async def asked() -> T:
            store = self._make()
            try:
                return await call(store)
            finally:
                await store.close()

        return asyncio.run(asked())


def _write(file: Path, data: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    names = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(names)
    finally:
        os.close(names)
