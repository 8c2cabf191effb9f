"""Copies the write-ahead log into the database while the writer goes on writing (SQLite: `wal_checkpoint`).

The bulk is copied on a connection and a thread of its own, which hinders nobody. The writer copies the few frames that
came meanwhile, between two transactions: then the log is empty for an instant, and SQLite writes it from the start again.
"""

from __future__ import annotations

import contextlib
import threading
from typing import Any, Final

from sqlalchemy import Engine

ROWS: Final = 3000
"""After so many rows the log is copied. Together with `PASSES` this bounds it: usually to 10 or 20 MiB."""
REST_PAGES: Final = 250
"""So few frames are left to the writer; more are copied by another pass."""
PASSES: Final = 4


class Checkpointer:
    """Owns the thread. `wrote` and `finished` are called by the writer's thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._rows = 0
        self._asked = threading.Event()
        self._working = False
        self._copied = False
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="tresen-checkpoint", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def wrote(self, rows: int) -> bool:
        """A batch was committed. True when the writer is to copy what is left of the log now, and call `finished`."""
        self._rows += rows
        if self._rows >= ROWS and not self._working:
            self._rows = 0
            self._working = True
            self._asked.set()
        return self._copied

    def finished(self) -> None:
        """The writer has copied the rest."""
        self._copied = self._working = False

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
            self._copied = True


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
