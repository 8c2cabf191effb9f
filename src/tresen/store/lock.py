"""One server per data folder: the writer keeps heads in memory and must be the only one (L1)."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

FILE: Final = "tresen.lock"


class Locked(Exception):
    """Another server holds the data folder."""


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Hold the folder for as long as the block runs; the system lets go of it when the process ends, however it ends.

    Raises:
        Locked: another process holds it.
    """
    descriptor = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Locked(str(folder)) from None
        yield
    finally:
        os.close(descriptor)
