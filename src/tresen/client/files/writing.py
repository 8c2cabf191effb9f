"""A new file on this computer: for its owner alone, beside its place until it is whole, never in place of another."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from tresen.client.errors import AlreadyThere, FileFailed, local_file

_NAMED: Final = 50
"""So much of a file's name stands in the name that it has until it is whole: with 4 bytes a character it still fits."""
_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


@local_file()
def check_free(path: Path) -> None:
    """Check that a file can be made there.

    Raises:
        WrongInput: no file can have such a path.
        AlreadyThere: something is there: a file, a folder, a device, a link, also one to nowhere.
        FileFailed: its folder is not there, or is none.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        pass
    else:
        raise AlreadyThere(errno.EEXIST, "there is something already", str(path))
    if not path.parent.is_dir():
        raise FileFailed(errno.ENOENT, "there is no such folder", str(path.parent))


def part_of(path: Path, mark: str) -> Path:
    """What a file is called until it is whole: hidden, beside its place."""
    return path.with_name(f".{path.name[:_NAMED]}.{mark}.part")


def open_part(part: Path, *, again: bool = False) -> BinaryIO:
    """Open it for reading and writing, 0600. It is made here; with `again` one that is there already is gone on with.

    A link is never followed and nothing but a plain file of one name is written to. Raises what the system does.
    """
    try:
        opened = os.open(part, _FLAGS | (0 if again else os.O_EXCL), 0o600)
    except OSError as error:
        raise _taken(part) if error.errno == errno.ELOOP else error from None
    found = os.fstat(opened)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
        os.close(opened)
        raise _taken(part)
    return os.fdopen(opened, "r+b")


def _taken(part: Path) -> FileExistsError:
    return FileExistsError(errno.EEXIST, "there is something else already", str(part))


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Write a file within; it is whole and durable when it gets its name at the end. After an error nothing of it stays.

    Raises as `check_free`; FileFailed when it cannot be written.
    """
    check_free(path)
    part = part_of(path, secrets.token_hex(8))
    with local_file():
        file = open_part(part)
    try:
        with local_file(), file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        name_it(part, path)
    finally:
        part.unlink(missing_ok=True)


@local_file()
def name_it(part: Path, path: Path) -> None:
    """Give a whole file its name. What has that name meanwhile is never written over. Raises AlreadyThere, FileFailed."""
    try:
        os.link(part, path, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        # A file system without links. The place is taken first, so that the new name replaces nothing but that.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
        part.rename(path)
        return
    part.unlink()
