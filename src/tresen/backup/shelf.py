"""Where a backup lies: a folder of this machine, or a bucket of a store that speaks S3 (`tresen.backup.s3`).

Names are paths with `/`. What has its name is whole and, once `settle` has returned, durable.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final, Protocol

TORN: Final = ".part"
"""The end of the name of what is not whole yet."""


class Busy(Exception):
    """Another backup holds the shelf."""


class Shelf(Protocol):
    """Every method raises `OSError` when the place cannot be used; its words name no secret."""

    def make(self, *folders: str) -> None:
        """The place is there, with these folders in it."""

    def read(self, name: str, most: int) -> bytes:
        """What lies there, if it has `most` bytes at most. Raises `FileNotFoundError`."""

    def write(self, name: str, data: bytes, *, settled: bool = True) -> None:
        """Lay something there, whole or not at all. Without `settled` its name is durable after `settle` alone."""

    def settle(self) -> None:
        """What was written is durable, with its name."""

    def size(self, name: str) -> int | None:
        """How many bytes; None: there is nothing of that name."""

    def names(self, below: str) -> list[str]:
        """Everything below a folder; nothing when there is no such folder."""

    def top(self) -> list[str]:
        """What lies at the top: files and folders."""

    def remove(self, name: str) -> None:
        """Remove something; harmless when it is gone."""

    def held(self, name: str) -> AbstractContextManager[None]:
        """Hold the place. Raises `Busy`."""

    def close(self) -> None:
        """Nobody asks any more."""


class FolderShelf:
    """A folder of this machine, this user's alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._fresh: set[Path] = set()

    def __str__(self) -> str:
        return str(self.path)

    def make(self, *folders: str) -> None:
        """Create what is missing, durably."""
        for each in ("", *folders):
            (self.path / each).mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in {Path(each) for folder in folders for each in (folder, Path(folder).parent)}:
            sync(self.path / name)
        sync(self.path)

    def read(self, name: str, most: int) -> bytes:
        """The file's bytes."""
        with (self.path / name).open("rb") as file:
            if os.fstat(file.fileno()).st_size > most:
                raise OSError("the file is larger than what a backup lays there")
            return file.read()

    def write(self, name: str, data: bytes, *, settled: bool = True) -> None:
        """A file that has its name only once it is whole and on the disk."""
        file = self.path / name
        if not file.parent.exists():
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._fresh.add(file.parent.parent)
        part = file.with_name(file.name + TORN)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.rename(file)
        if settled:
            sync(file.parent)
        else:
            self._fresh.add(file.parent)

    def settle(self) -> None:
        """The names are on the disk, the innermost first."""
        for folder in sorted(self._fresh, reverse=True):
            sync(folder)
        self._fresh.clear()

    def size(self, name: str) -> int | None:
        """The file's size."""
        try:
            return (self.path / name).stat().st_size
        except FileNotFoundError:
            return None

    def names(self, below: str) -> list[str]:
        """All files below."""
        found = (each for each in (self.path / below).rglob("*") if each.is_file())
        return sorted(each.relative_to(self.path).as_posix() for each in found)

    def top(self) -> list[str]:
        """What lies in the folder."""
        return [each.name for each in self.path.iterdir()]

    def remove(self, name: str) -> None:
        """Remove a file."""
        file = self.path / name
        file.unlink(missing_ok=True)
        if file.parent.exists():
            self._fresh.add(file.parent)

    @contextmanager
    def held(self, name: str) -> Iterator[None]:
        """A lock that the system lets go of when the process ends, however it ends."""
        descriptor = os.open(self.path / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Busy from None
            yield
        finally:
            os.close(descriptor)

    def close(self) -> None:
        """A folder needs no parting."""


def sync(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
