"""Copies the write-ahead log into the database while the writer goes on writing (SQLite: `wal_checkpoint`).

The bulk is copied on a connection and a thread of its own, which hinders nobody. The writer copies the few frames that
came meanwhile, between two transactions: then the log is empty for an instant, and SQLite writes it from the start again.
"""

from __future__ import annotations

import contextlib
import threading
from typing import Any, Final

from sqlalchemy import Engine

LOG_BYTES: Final = 16 * 1024 * 1024
"""After about so much the log is copied: rarely enough to write a page once that was changed often."""
ROW_BYTES: Final = 700
"""What a row costs in the log besides its contents: its share of the pages that each batch writes anew."""
REST_PAGES: Final = 250
"""So few frames are left to the writer; more are copied by another pass."""
PASSES: Final = 4


class Checkpointer:
    """Owns the thread. `wrote` and `finished` are called by the writer's thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._bytes = 0
        self._asked = threading.Event()
        self._working = False
        self._copied = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="tresen-checkpoint", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wrote(self, rows: int, contents: int) -> bool:
        """A batch was committed, with so many rows and bytes of contents in them.

        True when the writer is to copy what is left of the log now, and call `finished`. When as much again was written
        while the log is being copied, it waits for the copy: on a disk that lags behind, the log would grow for ever.
        """
        self._bytes += rows * ROW_BYTES + contents
        if self._bytes >= LOG_BYTES:
            if self._working:
                self._copied.wait()
            else:
                self._bytes = 0
                self._working = True
                self._asked.set()
        return self._copied.is_set()

    def finished(self) -> None:
        """The writer has copied the rest: the log begins anew."""
        self._bytes = 0
        self._working = False
        self._copied.clear()

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
