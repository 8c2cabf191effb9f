"""What an update does in the data folder. As root it runs in a child that is the folder's owner (`owner.as_owner`)."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tresen.cli.owner import require_file, require_folder
from tresen.store.database import FILE, SET_ASIDE
from tresen.store.migrations import version_of


def tables(data: Path) -> str | None:
    """The newest step that was done to the database; None when there is none."""
    file = data / FILE
    if not os.path.lexists(file):
        return None
    require_file(file)
    return version_of(file)


def set_aside(data: Path) -> str | None:
    """A copy of the database, like those before a migration: it counts as a backup of slots (S11). None: there is none."""
    file = data / FILE
    if not os.path.lexists(file):
        return None
    require_file(file)
    folder = data / SET_ASIDE
    folder.mkdir(mode=0o700, exist_ok=True)
    require_folder(folder)
    copy = folder / f"{time.time_ns() // 1_000_000:015d}.db"
    part = copy.with_suffix(".part")
    _create(part)
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as target:
        source.backup(target)
    _sync(part)
    part.rename(copy)
    _sync(folder)
    return str(copy)


def has_more(data: Path, copy: Path) -> bool:
    """Whether the database holds another number of events than the copy."""
    return _events(data / FILE) != _events(copy)


def put_back(data: Path, copy: Path | None) -> bool:
    """The copy takes the database's place; without one the database was not there before and goes. Whether all is done."""
    file = data / FILE
    part = file.with_suffix(".part")
    if copy is not None:
        require_folder(copy.parent)
        require_file(copy)
        part.unlink(missing_ok=True)
        _create(part)
        with copy.open("rb") as source, part.open("wb") as target:
            shutil.copyfileobj(source, target)
        _sync(part)
    for name in ("-wal", "-shm"):
        file.with_name(file.name + name).unlink(missing_ok=True)
    if copy is None:
        file.unlink(missing_ok=True)
    else:
        part.rename(file)
    _sync(data)
    return True


def _create(file: Path) -> None:
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))


def _events(file: Path) -> int:
    require_file(file)
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
