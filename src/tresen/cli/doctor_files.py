"""`tresen doctor`: are the files of all messages where they belong, whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from tresen.config import MIB, Settings
from tresen.desk.fileroom import FILES_FOLDER, STAGING_FOLDER
from tresen.files.places import walk


class FilesFound(NamedTuple):
    """How many files messages name, their bytes, how many are missing or cut, how many are under way, and strays.

    `left` are erased, and the disk or the store has still to remove them.
    """

    said: int
    bytes: int
    broken: int
    under_way: int
    strays: int
    left: int = 0

    @property
    def text(self) -> str:
        """As the terminal says it."""
        text = f"{self.said} files of messages, {self.bytes / MIB:.1f} MiB"
        text += f"; {self.under_way} under way" if self.under_way else ""
        text += f"; {self.left} erased, to be removed yet" if self.left else ""
        return text + (f"; {self.strays} that nothing knows of" if self.strays else "")


class Unreachable(Exception):
    """The store does not answer; the words say how."""


def examine_files(database: closing[sqlite3.Connection], settings: Settings) -> FilesFound | None:
    """Compare the tables with what lies there. None: a database of an older version knows no files.

    Raises:
        Unreachable: the store for files does not answer.
    """
    with database as connection:
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'blobs'").fetchone() is None:
            return None
        rows = connection.execute("SELECT name, bytes, complete, seq FROM blobs").fetchall()
        gone = {name for (name,) in connection.execute("SELECT name FROM blobs_gone")}
    there = dict(_stored(settings))
    said = [(name, size) for name, size, complete, seq in rows if complete and seq is not None]
    broken = sum(there.get(name) != size for name, size in said)
    known = {name for name, *_ in rows} | gone
    strays = sum(name not in known for name in there) + sum(
        name not in known for name in _staged(settings.data)
    )
    total = sum(size for _, size in said)
    return FilesFound(len(said), total, broken, len(rows) - len(said), strays, len(gone))


def _stored(settings: Settings) -> Iterator[tuple[str, int]]:
    if settings.files_s3 is None:
        yield from ((path.name, found.st_size) for path, found in walk(settings.data / FILES_FOLDER))
        return
    import asyncio

    try:
        found = asyncio.run(_listed(settings))
    except OSError as error:
        raise Unreachable(f"{error}") from None
    yield from ((name, size) for name, size, _ in found)


async def _listed(settings: Settings) -> list[tuple[str, int, float]]:
    from tresen.app import bucket_of

    store = bucket_of(settings)
    if store is None:
        return []
    try:
        return await store.names()
    finally:
        await store.close()


def _staged(data: Path) -> list[str]:
    return [path.name for path, _ in walk(data / STAGING_FOLDER) if path.suffix != ".map"]
