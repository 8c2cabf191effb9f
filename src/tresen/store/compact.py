"""Rewrites a database whose server does not run, so that it has no free space and gives freed pages back from then on."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from tresen.store.database import sync

MARGIN_BYTES: Final = 64 * 2**20
"""So much disk stays free besides the copy."""


class NoRoom(Exception):
    """The disk has too little room for the copy. `missing` is how many bytes it lacks."""

    def __init__(self, missing: int) -> None:
        super().__init__(f"{missing} bytes of free disk are missing")
        self.missing = missing


class InUse(Exception):
    """Another process has the database open: a backup, an export, a report."""


def compact(file: Path, free: Callable[[], int] | None = None, busy_ms: int = 5_000) -> tuple[int, int]:
    """Write the database anew and put it in place of the old one; returns the bytes before and after.

    The copy takes the name only once it is whole and on the disk: a crash leaves the old database as it was. Hold the lock
    of the folder. `free` measures the free disk, in bytes; `busy_ms` is how long others are waited for.

    Raises:
        NoRoom, InUse: nothing was changed.
        sqlite3.Error: the database cannot be read; nothing was changed.
    """
    part = file.with_suffix(".part")
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(file, isolation_level=None)) as source:
        source.execute(f"PRAGMA busy_timeout={busy_ms}")
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        before = file.stat().st_size
        missing = before + MARGIN_BYTES - (free or partial(_free, file.parent))()
        if missing > 0:
            raise NoRoom(missing)
        _alone(source)
        part.touch(mode=0o600)
        source.execute("PRAGMA auto_vacuum=INCREMENTAL")
        source.execute("VACUUM INTO ?", (str(part),))
        sync(part)
        part.rename(file)
        sync(file.parent)
    return before, file.stat().st_size


def _alone(source: sqlite3.Connection) -> None:
    """Nobody else opens the database until this connection is closed, and it has no write-ahead log any more.

    While another process reads, the log of the old database would stay, and be laid over the new one.
    """
    try:
        source.execute("PRAGMA locking_mode=EXCLUSIVE").fetchone()
        mode = source.execute("PRAGMA journal_mode=DELETE").fetchone()
        if mode == ("delete",):
            source.execute("BEGIN EXCLUSIVE")
            source.execute("COMMIT")
            return
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
    raise InUse


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free
