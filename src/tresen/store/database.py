"""Opens the database: connections with the right settings, migrations at start, and a copy set aside before them (S11)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.dialects import registry
from sqlalchemy.pool import NullPool, QueuePool
from sqlalchemy.util import LRUCache

from tresen.store.checkpoint import LOG_BYTES, copy
from tresen.store.migrations import HEAD, Newer, newer_text
from tresen.store.schema import metadata
from tresen.store.sql import OneDialect

FILE: Final = "tresen.db"
SET_ASIDE: Final = "set-aside"
KEPT: Final = 3
COPY_MS: Final = 14 * 24 * 60 * 60 * 1000
READERS: Final = 4
_INCREMENTAL: Final = 2
"""What `PRAGMA auto_vacuum` answers for INCREMENTAL."""
_VERSION_TABLE: Final = """CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
)"""
"""Where Alembic notes its newest step; here for a database that was made without it."""


registry.register("sqlite.tresen", OneDialect.__module__, OneDialect.__name__)
_COMPILED: Final[LRUCache[Any, Any]] = LRUCache(500)
"""The statements of Core that all engines have compiled: the writer's, the readers', those of a database opened later."""


class Database:
    """One SQLite database in a data folder, with an engine for the writer and one of read-only connections for readers."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        """`alone`: nobody else has it open, so one connection reads it without shared memory, which a full disk has no room
        for."""
        self.folder = folder
        self.file = folder / FILE
        self.writing = _engine(self.file, NullPool, _for_writing)
        prepare, readers = (_for_reading_alone, 1) if alone else (_for_reading, READERS)
        self.reading = _engine(self.file, QueuePool, prepare, pool_size=readers, max_overflow=0)
        self._closed = False
        # Waited for here and not in the pool, which tells nobody who waits that a closed database gives connections anew.
        self._turns = BoundedSemaphore(readers)

    def migrate(self, now_ms: int) -> bool:
        """Bring the tables to this version; existing ones are set aside first. Returns False when there was nothing to do.

        An empty database gets the tables of `schema.py` at once, and Alembic is not loaded.

        Raises:
            Newer: a newer version of Tresen has changed the tables.
        """
        at = self._version()
        if at == HEAD:
            return False
        if at is not None and at > HEAD:
            raise Newer(newer_text(at))
        if at is not None:
            self._set_aside(now_ms)
        with self.writing.connect() as connection:
            if not _created(connection):
                from tresen.store.migrations.run import upgrade

                upgrade(connection)
        self.file.chmod(0o600)
        return True

    def _version(self) -> str | None:
        if not self.file.exists():
            return None
        with self.writing.connect() as connection:
            versioned = text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
            if connection.execute(versioned).scalar() is None:
                return None  # a first start that was stopped before anything was written
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return found

    def _set_aside(self, now_ms: int) -> None:
        """Copy the database while nobody writes, and keep only the newest copies. They count as backups of slots (S11).

        The copy has its name only once it is whole and on the disk: what was torn never counts as one.
        """
        folder = self.folder / SET_ASIDE
        folder.mkdir(mode=0o700, exist_ok=True)
        for torn in folder.glob("*.part*"):
            torn.unlink()
        part = folder / f"{now_ms:015d}.part"
        part.touch(mode=0o600)
        with closing(sqlite3.connect(self.file)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        sync(part)
        part.rename(folder / f"{now_ms:015d}.db")
        sync(folder)
        for old in sorted(folder.glob("*.db"))[:-KEPT]:
            old.unlink()

    def drop_old_copies(self, now_ms: int) -> None:
        """[S11] Remove copies that were set aside more than 14 days ago, because they hold slots."""
        for old in (self.folder / SET_ASIDE).glob("*.db"):
            if old.stem.isdecimal() and int(old.stem) < now_ms - COPY_MS:
                old.unlink(missing_ok=True)

    def copy_log(self) -> None:
        """Copy most of the write-ahead log into the database, on a connection of its own, while the writer goes on."""
        with self.writing.connect() as connection:
            copy(connection.connection.cursor())

    @contextmanager
    def snapshot(self) -> Iterator[Any]:
        """A read-only connection that sees one state of the database for as long as it is held."""
        try:
            with self._turns, self.reading.connect() as connection:
                cursor = connection.connection.cursor()
                cursor.execute("BEGIN")
                try:
                    yield connection
                finally:
                    cursor.execute("ROLLBACK")
        finally:
            # Asked after it was given back: whichever comes second, this or `close`, closes it.
            if self._closed:
                self.reading.pool.dispose()

    def close(self) -> None:
        """Close all connections; the last one copies the write-ahead log into the database.

        Who is reading in a thread reads to the end, and closes then.
        """
        self._closed = True
        # Not the engine's `dispose`, which forgets the pool that readers give their connections back to.
        self.reading.pool.dispose()


def _created(connection: Connection) -> bool:
    """Create the tables, all or nothing, and note the newest step. Returns False when the database is not empty."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        empty = connection.exec_driver_sql("SELECT 1 FROM sqlite_master").first() is None
        if empty:
            metadata.create_all(connection, checkfirst=False)
            connection.exec_driver_sql(_VERSION_TABLE)
            connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (HEAD,))
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")
    return empty


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _engine(
    file: Path, pool: type[Any], prepare: Callable[[sqlite3.Connection], None], **options: Any
) -> Engine:
    engine = create_engine(
        f"sqlite+tresen:///{file}",
        poolclass=pool,
        connect_args={"check_same_thread": False, "cached_statements": 256},
        isolation_level="AUTOCOMMIT",
        execution_options={"compiled_cache": _COMPILED},
        **options,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        try:
            prepare(connection)
        except BaseException:
            connection.close()  # nobody else knows of it yet
            raise

    return engine


def _for_writing(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None
    for pragma in (
        "busy_timeout=5000",
        # Counts for a database that is still empty, so it comes before the first write (docs/adr/0026). To say it to another
        # one is a write: a commit, and two syncs when that connection is closed.
        *(() if _is_vacuumed(connection) else ("auto_vacuum=INCREMENTAL",)),
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "foreign_keys=ON",
        "wal_autocheckpoint=0",
        f"journal_size_limit={LOG_BYTES}",
        "cache_size=-16384",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _is_vacuumed(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA auto_vacuum").fetchone() == (_INCREMENTAL,))


def _for_reading_alone(connection: sqlite3.Connection) -> None:
    # Before the first look at the log: from then on its index lies in this process's memory.
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    _for_reading(connection)


def _for_reading(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout=5000", "query_only=ON", "cache_size=-2048"):
        connection.execute(f"PRAGMA {pragma}")
