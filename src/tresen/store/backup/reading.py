"""Says that a command of the host reads one state of the database for long: a backup, or the export of a business.

Meanwhile the write-ahead log cannot be emptied. The server knows from this that it is no mistake, and goes on.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

FILE: Final = "tresen.reading"


@contextmanager
def being_read(data: Path) -> Iterator[None]:
    """Several may read at once. The system lets go when the process ends, however it ends."""
    descriptor = os.open(data / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def is_being_read(data: Path) -> bool:
    """Whether one of them is at work."""
    try:
        descriptor = os.open(data / FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)
