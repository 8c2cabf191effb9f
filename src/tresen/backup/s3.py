"""A backup in a bucket of a store that speaks S3, over the same bounded line as files (F8, S11)."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Iterator
from typing import Final

from tresen.backup.shelf import Busy
from tresen.files.line import Line
from tresen.files.signature import Bucket

ANSWERS_SECONDS: Final = 30.0
"""So long a store may take to answer, and longer by what it carries."""
LISTS_SECONDS: Final = 600.0
MOST_LISTED: Final = 1_000_000
"""A store that lists more objects than this, or for longer, is not believed."""
HELD_SECONDS: Final = 6 * 60 * 60
"""A store has no locks that end with a process: one that is older than this was left by a crash."""
_SINCE_BYTES: Final = 32


class S3Shelf:
    """Objects below a prefix of a bucket. The store shows an object at once and whole, or not at all."""

    def __init__(
        self,
        bucket: Bucket,
        prefix: str,
        seconds: float = ANSWERS_SECONDS,
        listing: float = LISTS_SECONDS,
        most: int = MOST_LISTED,
    ) -> None:
        """`seconds` to answer, `listing` to list no more than `most` objects.

        Raises `ValueError` for a bucket or a prefix that leads elsewhere.
        """
        place = bucket.url.rpartition("/")[2] + (f"/{prefix}" if prefix else "")
        if {"", ".", ".."} & set(place.split("/")):
            raise ValueError(
                "a bucket and a prefix are words between single slashes, such as s3://backups/host"
            )
        self._name = f"s3://{place}"
        self._below = prefix + "/" if prefix else ""
        self._listing, self._most = listing, most
        self._loop = asyncio.Runner()
        self._line = Line(bucket, seconds=seconds)

    def __str__(self) -> str:
        return self._name

    def make(self, *folders: str) -> None:
        """A bucket has no folders."""

    def read(self, name: str, most: int) -> bytes:
        """An object's bytes."""
        return self._loop.run(self._line.whole(self._below + name, most))

    def write(self, name: str, data: bytes, *, settled: bool = True) -> None:
        """The store has it durably when it has answered."""
        del settled
        self._loop.run(self._line.lay(self._below + name, data))

    def settle(self) -> None:
        """Nothing waits."""

    def size(self, name: str) -> int | None:
        """An object's size."""
        return self._loop.run(self._line.size(self._below + name))

    def names(self, below: str) -> list[str]:
        """All objects below."""
        prefix = f"{self._below}{below}/"
        found = self._loop.run(self._line.listed(prefix, self._most, self._listing, lambda _: True))
        return sorted(each.name.removeprefix(self._below) for each in found)

    def top(self) -> list[str]:
        """The first parts of all names, as far as one page of them tells."""
        page = self._loop.run(self._line.page(self._below))
        return sorted({each.name.removeprefix(self._below).partition("/")[0] for each in page.objects})

    def remove(self, name: str) -> None:
        """Remove an object."""
        self._loop.run(self._line.remove(self._below + name))

    @contextlib.contextmanager
    def held(self, name: str) -> Iterator[None]:
        """An object that says since when. It keeps a mistaken second timer out, not two backups of the same second."""
        with contextlib.suppress(FileNotFoundError, ValueError):
            if time.time() - int(self.read(name, _SINCE_BYTES)) < HELD_SECONDS:
                raise Busy
        self.write(name, str(int(time.time())).encode())
        try:
            yield
        finally:
            self.remove(name)

    def close(self) -> None:
        """Part from the store."""
        self._loop.run(self._line.close())
        self._loop.close()
