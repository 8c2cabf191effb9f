"""A second user of the machine, for tests that run as root: a folder that belongs to that user, wherever the tests lie."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

UID, GID = 54_321, 54_322
"""Nobody's on any machine. The kernel needs no name for them."""


@contextmanager
def shared_folder() -> Iterator[Path]:
    """A folder of root's that every user may walk through. The folders of pytest are closed to others."""
    if os.geteuid() != 0:
        pytest.skip("only root can be two users")
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="tresen-two-users."))
    try:
        folder.chmod(0o755)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def give(folder: Path) -> None:
    """All of it belongs to the second user."""
    for each in (folder, *folder.rglob("*")):
        os.chown(each, UID, GID, follow_symlinks=False)


def others_in(folder: Path) -> list[str]:
    """What there does not belong to the second user."""
    return sorted(
        str(each.relative_to(folder)) for each in (folder, *folder.rglob("*")) if each.lstat().st_uid != UID
    )
