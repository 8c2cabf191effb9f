"""Says that a command of the host reads one state of the database for long: a backup, or the export of a business.

Meanwhile the write-ahead log cannot be emptied. The server knows from this that it is no mistake, and goes on.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def being_read(data: Path) -> Iterator[None]:
    """Several may read at once. The system lets go when the process ends, however it ends.

    The lock is on the folder itself: a full disk has no room for a file.
    """
    descriptor = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


def is_being_read(data: Path) -> bool:
    """Whether one of them is at work."""
    try:
        descriptor = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
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
