"""Makes a data folder of a backup: rows, then what the erasure list has since, then a new generation of every log (L10).

All of it happens in a folder inside the data folder, which is there first and goes last: no server serves meanwhile.
The database takes its name when it is whole and on the disk.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tresen.backup.choose import Chosen
from tresen.backup.files import FolderFiles, MessageFiles
from tresen.backup.folder import BackupFolder, BadBackup, Contents
from tresen.backup.take import SMALL_FILES
from tresen.clock import Clock
from tresen.config import CONFIG_FILE
from tresen.core.backups import Part
from tresen.desk.bearers import Bearers
from tresen.desk.context import Context
from tresen.desk.fileroom import FILES_FOLDER
from tresen.desk.restoring.replay import Replayed, begin_generation, replay
from tresen.desk.restoring.wishes import hold_first, keep_wishes, removing
from tresen.desk.sessions import Sessions
from tresen.store.backup import erasure_list, rows
from tresen.store.backup.erasure_list import RESTORED, Entry
from tresen.store.backup.restoring import FOLDER
from tresen.store.backup.rows import Shape
from tresen.store.database import FILE, Database, sync
from tresen.store.lock import FILE as LOCK_FILE
from tresen.store.migrations import HEAD
from tresen.store.writer import Writer

WHOLE: Final = "whole.db"
_OURS: Final = (CONFIG_FILE, LOCK_FILE, FOLDER)


class Put(NamedTuple):
    """What was restored: events and messages, and what the list changed."""

    events: int
    messages: int
    replayed: Replayed
    files: int = 0
    missing: int = 0
    """Files that messages name and the backup does not have: they lie in another store, or came while it was made."""


def require_empty(data: Path, list_file: Path) -> None:
    """Nothing is overwritten: the folder holds no database, nor anything else of a server. Raises `BadBackup`.

    Settings may lie there, and the erasure list of the server that is restored. What an interrupted restore left goes.
    """
    if not data.is_dir() or (data / FOLDER).exists():
        return
    kept = {*_OURS, list_file.name, erasure_list.FILE}
    others = sorted(each.name for each in data.iterdir() if each.name not in kept)
    if others:
        raise BadBackup(
            f"{data} is not empty ({others[0]}): move it aside, or name an empty folder with --data"
        )


def put(
    folder: BackupFolder,
    chosen: Chosen,
    secret: X25519PrivateKey | None,
    data: Path,
    list_file: Path | None,
    clock: Clock,
    files: MessageFiles | None = None,
) -> Put:
    """Restore into the data folder, whose lock the caller holds. With `list_file` the list goes on there.

    `files` is where the server will look for files of messages; None: in the data folder.

    Raises:
        BadBackup: a part is missing or damaged, or the rows do not make a whole database.
        OSError, sqlite3.Error, Refusal: it cannot be written. The folder refuses to serve, and the next restore begins anew.
    """
    work = data / FOLDER
    files = files or FolderFiles(data / FILES_FOLDER)
    if work.exists():
        # The one before was interrupted: what it made of the folder is not to be trusted.
        for left in data.glob(FILE + "*"):
            left.unlink()
        files.clear()
        shutil.rmtree(work)
    work.mkdir(mode=0o700)
    sync(data)
    counts = _fill(folder, chosen, secret, work / FILE)
    replayed, restored = asyncio.run(_bring_up(work, chosen, clock))
    _check(work / FILE)
    laid = _lay_files(folder, chosen.contents.kept, work / FILE, files)
    _rewrite(work / FILE, work / WHOLE)
    for name in SMALL_FILES:  # whatever else the set holds: settings, for instance, are not the backup's
        if name in chosen.contents.files:
            _write(data / name, chosen.contents.files[name])
    if list_file is not None:
        _go_on(list_file, chosen.listed, restored)
    (work / WHOLE).rename(data / FILE)
    sync(data)
    shutil.rmtree(work)
    sync(data)
    return Put(*counts, replayed, *laid)


def _fill(
    folder: BackupFolder, chosen: Chosen, secret: X25519PrivateKey | None, file: Path
) -> tuple[int, int]:
    """Write the rows of both halves into an empty database; the numbers of events and messages in it."""
    file.touch(mode=0o600)
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        for pragma in (
            "auto_vacuum=INCREMENTAL",
            "synchronous=OFF",
            "journal_mode=MEMORY",
            "temp_store=MEMORY",
        ):
            raw.execute(f"PRAGMA {pragma}").fetchall()
        raw.execute("BEGIN")
        everything = [(Part.CONTENT, chosen.contents), (Part.SLOTS, chosen.slots)]
        shapes = [table.shape for _, contents in everything for table in contents.tables]
        rows.create(raw, (shape.sql for shape in shapes if shape.sql))
        for half, contents in everything:
            for shape, some in _rows(folder, half, contents, secret):
                rows.fill(raw, shape, some)
        # The newest slots may be younger than the content: they open what is there, and nothing else is wanted.
        raw.execute(
            "DELETE FROM slots WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.business_id = slots.business_id"
            " AND e.seq = slots.seq AND e.kind = 1)"
        )
        names = {table.shape.name for table in chosen.contents.tables}
        if "invitations" in names:
            raw.execute("DELETE FROM invitation_seals WHERE id NOT IN (SELECT id FROM invitations)")
        elif "invitation_seals" in {shape.name for shape in shapes}:
            raw.execute(
                "DROP TABLE invitation_seals"
            )  # the content is older than invitations: migrating makes it
        rows.create(raw, chosen.contents.indexes)
        raw.execute("COMMIT")
        if chosen.contents.schema != HEAD:
            _migrate(file)
        counts = raw.execute("SELECT count(*), count(header) FROM events").fetchone()
    return int(counts[0]), int(counts[1])


def _rows(
    folder: BackupFolder, half: Part, contents: Contents, secret: X25519PrivateKey | None
) -> Iterator[tuple[Shape, list[list[Any]]]]:
    for table in contents.tables:
        found = 0
        for name in table.parts:
            some = rows.unpacked(folder.get(half, name, secret))
            found += len(some)
            yield table.shape, some
        if found != table.rows:
            raise BadBackup(f"the backup says {table.rows} rows of {table.shape.name} and holds {found}")


def _migrate(file: Path) -> None:
    """Bring the tables of an older version to this one's."""
    from tresen.store.migrations.run import upgrade

    database = Database(file.parent)
    try:
        with database.writing.connect() as connection:
            upgrade(connection)
    finally:
        database.close()


async def _bring_up(work: Path, chosen: Chosen, clock: Clock) -> tuple[Replayed, list[Entry]]:
    """Replay the list; then every log is another generation. Returns the entries that say so."""
    database = Database(work)
    writer = Writer(database.writing, clock, lambda _: None)
    writer.start()
    house = Context("http://localhost", clock, database, writer, Sessions(), Bearers())
    try:
        for gone in chosen.removed:
            await house.write(removing(gone))
        decided = erasure_list.wishes(chosen.listed)
        await hold_first(house, decided)
        replayed = await replay(house, chosen.lacking)
        await keep_wishes(house, decided)
        begun = await begin_generation(house)
    finally:
        await writer.close()
        database.close()
    now = clock.now_ms()
    return replayed, [
        Entry(RESTORED, business, generation, seq, now) for business, (generation, seq) in begun.items()
    ]


def _lay_files(folder: BackupFolder, kept: list[str], database: Path, files: MessageFiles) -> tuple[int, int]:
    """Copy the files that messages still name: what the list erased again has none. How many there are, and are missing."""
    here = {each.partition("-")[0]: each for each in kept}
    with closing(sqlite3.connect(database)) as raw:
        known = raw.execute("SELECT name, bytes FROM blobs WHERE complete ORDER BY name").fetchall()
    laid = [(name, size) for name, size in known if name in here]
    for name, size in laid:
        files.lay(name, folder.get_file(here[name], size))
    return len(laid), len(known) - len(laid)


def _check(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        wrong = [row[0] for row in raw.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
        if wrong or raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise BadBackup(
                f"the backup does not make a whole database: {(wrong or ['rows are missing'])[0]}"
            )


def _rewrite(file: Path, whole: Path) -> None:
    """Only what counts is copied: of what was erased again, no byte is left in pages, gaps or logs (L7)."""
    whole.touch(mode=0o600)
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("PRAGMA auto_vacuum=INCREMENTAL")
        raw.execute("VACUUM INTO ?", (str(whole),))
    descriptor = os.open(whole, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _go_on(file: Path, listed: list[Entry], restored: list[Entry]) -> None:
    """The list goes on in the new folder, with everything it knew: an older backup may be restored after this one."""
    part = file.with_name(file.name + ".part")
    data = erasure_list.MAGIC + b"".join(map(erasure_list.encode, [*listed, *restored]))
    _write(part, data)
    part.rename(file)
    with suppress(OSError):
        sync(file.parent)


def _write(file: Path, data: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
