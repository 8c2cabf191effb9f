"""Makes a backup while the server runs: one state of the database, as rows, in two halves (S11)."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

import tresen
from tresen.backup.files import MessageFiles
from tresen.backup.folder import BackupFolder, BadBackup, Contents, LogState, TableParts
from tresen.config import PUBLIC_URL_FILE
from tresen.core.backups import SLOTS_MS, Part, ends_part, outdated, part_of
from tresen.store.backup import erasure_list, rows
from tresen.store.backup.reading import being_read
from tresen.store.database import FILE, Database
from tresen.store.lock import lock
from tresen.store.migrations import HEAD

SMALL_FILES: Final = ("push.key", PUBLIC_URL_FILE)
"""What else a server needs of its folder. Settings are the host's own."""
NAMING_FILE: Final = "tresen.backup-naming"
"""The secret with which parts of sealed backups are named."""


class Taken(NamedTuple):
    """When the set was made, the bytes it added to the folder, the sets that were pruned, and the damaged ones removed."""

    made_ms: int
    written: int
    pruned: int
    damaged: int


def take(
    data: Path,
    folder: BackupFolder,
    list_file: Path,
    now_ms: int,
    keep_days: int | None,
    files: MessageFiles | None = None,
) -> Taken:
    """Add a set to the folder, verify it, and remove what is outdated. The server may run, and writes on meanwhile.

    `files` is where the files of messages lie; None: they are left out.

    Raises:
        BadBackup: there is nothing to back up, or the folder cannot be used.
        OSError, sqlite3.Error: something cannot be read or written; the folder's sets are as they were.
    """
    file = data / FILE
    if not file.exists():
        raise BadBackup(f"there is no database in {data}")
    folder.open()
    with folder.locked():
        made = {each.made_ms for half in Part for each in folder.sets(half)}
        made_ms = next(at for at in count(now_ms) if at not in made)
        with being_read(data), _snapshot(data) as connection:
            state = _read(connection, data, folder, list_file)
        # Files never change, so they need no state of the database to be held while they are copied.
        kept = [] if files is None else copy_files(folder, files, state.whole)
        _finish(folder, made_ms, state, kept)
        pruned, damaged = prune(folder, now_ms, keep_days)
    return Taken(made_ms, folder.written, pruned, damaged)


@contextmanager
def _snapshot(data: Path) -> Iterator[Connection]:
    """One state of the database, also where a full disk has no room for the shared memory that readers of it need.

    A server that runs has that memory. If none does, none may begin meanwhile.
    """
    with ExitStack() as held:
        database = Database(data)
        held.callback(database.close)
        try:
            connection = held.enter_context(database.snapshot())
            connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first()
        except (sqlite3.OperationalError, OperationalError):
            held.close()
            held.enter_context(lock(data))
            database = Database(data, alone=True)
            held.callback(database.close)
            connection = held.enter_context(database.snapshot())
        yield connection


def prune(folder: BackupFolder, now_ms: int, keep_days: int | None) -> tuple[int, int]:
    """[S11] Remove sets that are outdated or damaged, and parts that no set needs; how many sets of each."""
    gone = []
    for half in Part:
        sets = folder.sets(half)
        old = set(outdated([each.made_ms for each in sets], half, now_ms, keep_days))
        gone += [each for each in sets if each.made_ms in old]
    for each in folder.damaged:
        folder.shelf.remove(each)
    folder.drop(gone)
    folder.drop_files(now_ms - SLOTS_MS)
    return len(gone), len(folder.damaged)


def naming_secret(data: Path) -> bytes:
    """The secret of this data folder for the names of sealed parts; made when it is first needed.

    Where it cannot be kept, because the disk is full, this backup shares no part with another.
    """
    file = data / NAMING_FILE
    held = file.read_bytes() if file.exists() else b""
    if held:
        return held
    fresh, part = secrets.token_bytes(32), file.with_suffix(".part")
    with suppress(OSError):
        part.touch(mode=0o600)
        part.write_bytes(fresh)
        part.replace(file)
    return fresh


class _State(NamedTuple):
    """What was read in one transaction; its rows are stored already."""

    halves: dict[Part, list[TableParts]]
    indexes: list[str]
    logs: list[LogState]
    small: dict[str, bytes]
    listed: bytes
    whole: list[tuple[str, int]]
    """The files of messages, and how many bytes each has."""


def _read(connection: Connection, data: Path, folder: BackupFolder, list_file: Path) -> _State:
    raw: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    version = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if version != HEAD:
        raise BadBackup(
            f"{data} is of another version of Tresen (tables {version}): start this one's server once"
        )
    tables, indexes = rows.shapes(raw)
    small = {name: (data / name).read_bytes() for name in SMALL_FILES if (data / name).is_file()}
    halves: dict[Part, list[TableParts]] = {half: [] for half in Part}
    for shape in tables:
        half = part_of(shape.name)
        names, found = [], 0
        for part, held in rows.parts(raw, shape, ends_part):
            names.append(folder.put(half, part))
            found += held
        halves[half].append(TableParts(shape, names, found))
    whole = raw.execute("SELECT name, bytes FROM blobs WHERE complete ORDER BY name").fetchall()
    return _State(halves, indexes, _logs(raw), small, _listed(connection, list_file), whole)


def copy_files(folder: BackupFolder, files: MessageFiles, whole: list[tuple[str, int]]) -> list[str]:
    """The files of messages, under their names in the backup. What was erased meanwhile is left out, and what lies beyond
    a file's end: a store may say that it has any number of bytes.
    """
    kept = []
    for name, most in whole:
        try:
            size = min(files.size(name), most)
        except FileNotFoundError:
            continue
        held = folder.keep_file(name, size, partial(files.read, name, size))
        if held is not None:
            kept.append(held)
    return kept


def _finish(folder: BackupFolder, made_ms: int, state: _State, kept: list[str]) -> None:
    """The slots first: a set of content counts only when something opens it. The list before both, so it is never older."""
    about = (tresen.__version__, HEAD)
    slots = Contents(*about, state.halves[Part.SLOTS], [], state.logs, {})
    content = Contents(*about, state.halves[Part.CONTENT], state.indexes, state.logs, state.small, kept)
    folder.put_list(made_ms, state.listed)
    folder.finish(Part.SLOTS, made_ms, slots)
    folder.finish(Part.CONTENT, made_ms, content)


def _logs(raw: sqlite3.Connection) -> list[LogState]:
    found = raw.execute(
        "SELECT public_id, generation, (SELECT coalesce(max(seq), 0) FROM events WHERE business_id = b.id),"
        " (SELECT coalesce(max(seq), 0) FROM events WHERE business_id = b.id AND kind IN (?, ?, ?))"
        " FROM businesses b ORDER BY id",
        erasure_list.LISTED,
    ).fetchall()
    return [LogState(*row) for row in found]


def _listed(connection: Connection, file: Path) -> bytes:
    """The erasure list as this state of the database has it, whether or not a server kept its own up to date."""
    try:
        entries = erasure_list.read(file)
    except FileNotFoundError:
        entries = []
    except erasure_list.Damaged:  # the server mends its own
        entries = erasure_list.mended(connection, file.read_bytes())
    except erasure_list.BadList as wrong:
        raise BadBackup(f"{file} {wrong}") from None
    entries += erasure_list.missing(connection, erasure_list.heads(entries), erasure_list.wishes(entries))
    return erasure_list.MAGIC + b"".join(map(erasure_list.encode, entries))
