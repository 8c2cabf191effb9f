"""Copies the write-ahead log into the database while the writer goes on writing (SQLite: `wal_checkpoint`).

The bulk is copied on a connection and a thread of its own, which hinders nobody. The writer copies the few frames that
came meanwhile, between two transactions: then nobody needs the log, and SQLite writes it from the start again.
"""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

LOG_BYTES: Final = 24 * 1024 * 1024
"""The log is copied once it is longer: rarely enough to write a page once that was changed often.

Readers' connections aside, SQLite cuts the file to this when the log begins anew (`journal_size_limit`). So a file that is
longer says that the log is, whatever was written into it, and whether or not the last attempt to begin anew succeeded.
"""
STEP_BYTES: Final = LOG_BYTES // 8
"""A reader may keep the log from beginning anew. After it has grown by so much, that is tried again."""
PATIENCE_MS: Final = 15
"""So long the writer then waits for readers."""
REST_PAGES: Final = 250
"""So few frames are left to the writer; more are copied by another pass."""
PASSES: Final = 4


class Checkpointer:
    """Owns the thread. `wrote` and `finished` are called by the writer's thread. `log` is the write-ahead log's file."""

    def __init__(self, engine: Engine, log: Path) -> None:
        self._engine = engine
        self._log = log
        self._due = LOG_BYTES
        self._working = False
        self._asked_at = 0
        self._asked = threading.Event()
        self._copied = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="tresen-checkpoint", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    @property
    def patience_ms(self) -> int:
        """How long the writer waits for readers when it copies the rest: not at all before that was needed once."""
        return PATIENCE_MS if self._due > LOG_BYTES else 0

    def wrote(self) -> bool:
        """A batch was committed. True when the writer is to copy what is left of the log now, and call `finished`.

        When as much again was written while the log is being copied, it waits for the copy: on a disk that lags behind, the
        log would grow for ever.
        """
        size = self._size()
        if size <= LOG_BYTES:
            self._due = LOG_BYTES
        if self._working:
            if size > self._asked_at + LOG_BYTES:
                self._copied.wait()
        elif size > self._due:
            self._working, self._asked_at = True, size
            self._asked.set()
        return self._copied.is_set()

    def finished(self) -> None:
        """The writer has copied the rest. If the log does not begin anew with the next batch, it is copied again."""
        self._due = self._size() + STEP_BYTES
        self._working = False
        self._copied.clear()

    def _size(self) -> int:
        try:
            return self._log.stat().st_size
        except OSError:
            return 0

    def close(self) -> None:
        """End the thread; it finishes its pass first."""
        self._closing = True
        self._asked.set()
        if self._thread.is_alive():
            self._thread.join()

    def _serve(self) -> None:
        while True:
            self._asked.wait()
            self._asked.clear()
            if self._closing:
                return
            # What fails here fails again when the writer copies, and is reported there.
            with contextlib.suppress(Exception), self._engine.connect() as connection:
                copy(connection.connection.cursor())
            self._copied.set()


def copy(cursor: Any) -> None:
    """Pass over the log until few frames came during the last pass."""
    before = 0
    for _ in range(PASSES):
        _, frames, copied = passed(cursor)
        if copied < frames or frames - before <= REST_PAGES:
            return
        before = frames


def passed(cursor: Any) -> tuple[int, int, int]:
    """One pass that waits for nobody: busy, frames in the log, frames copied so far (SQLite: `wal_checkpoint(PASSIVE)`)."""
    row: tuple[int, int, int] = cursor.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return row
