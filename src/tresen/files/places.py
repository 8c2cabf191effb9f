"""Names of files, the folders that they lie in, and the threads that wait for the disk."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")
NAME: Final = re.compile(r"[0-9a-f]{32}")
THREADS: Final = 8
"""Files wait for the disk in threads of their own, so that logins and pages never wait behind them."""


def place(root: Path, name: str) -> Path:
    """Where that file lies, two folders deep. Nothing but a name of the server's own leads anywhere.

    Raises:
        ValueError: it is none.
    """
    if NAME.fullmatch(name) is None:
        raise ValueError("not a name of this server")
    return root / name[:2] / name[2:4] / name


def sync_folder(folder: Path) -> None:
    """Make names in this folder durable."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class Folders:
    """The folders below `root`, two deep, for this user alone.

    One that is there need not be on the disk: whoever made it may have been ended before its name was, or is about to sync
    it. So each is synced once by this process before a file in it counts.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._durable: set[Path] = set()

    def make(self, file: Path) -> None:
        """Have the folders of a file; their names are on the disk on return."""
        if file.parent in self._durable and file.parent.is_dir():
            return
        for folder in (self._root, file.parent.parent, file.parent):
            if folder not in self._durable or not folder.is_dir():
                folder.mkdir(mode=0o700, exist_ok=True)
                sync_folder(folder.parent)
                self._durable.add(folder)


def walk(root: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Every file two folders deep, with what the system says of it. What goes meanwhile is left out."""
    for outer in _folders(root):
        for inner in _folders(outer):
            with os.scandir(inner) as found:
                for each in found:
                    with contextlib.suppress(FileNotFoundError):
                        if each.is_file(follow_symlinks=False):
                            yield Path(each.path), each.stat(follow_symlinks=False)


def _folders(root: Path) -> list[Path]:
    try:
        with os.scandir(root) as found:
            return sorted(Path(each.path) for each in found if each.is_dir(follow_symlinks=False))
    except FileNotFoundError:
        return []


class Threads:
    """Runs what waits for the disk."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, "files")

    async def run(self, work: Callable[[], T]) -> T:
        """Run it in a thread. A cancelled caller still waits for it, so nothing is written after an answer."""
        running = asyncio.get_running_loop().run_in_executor(self._pool, work)
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            await asyncio.gather(running, return_exceptions=True)
            raise

    def close(self) -> None:
        """Wait for what runs."""
        self._pool.shutdown(wait=True)
