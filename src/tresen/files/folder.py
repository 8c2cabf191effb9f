"""Files in a folder of the data folder: the default (F8)."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

from tresen.files.places import Folders, Threads, place, sync_folder, walk
from tresen.files.port import PIECE_BYTES


class Folder:
    """A `port.Files` on the disk that `root` is on; `staged` files must lie on the same one."""

    def __init__(self, root: Path, threads: Threads) -> None:
        self._root, self._threads = root, threads
        self._folders = Folders(root)

    async def keep(self, name: str, staged: Path) -> None:
        """Rename it into its place: at every moment it is whole, or not there."""
        await self._threads.run(lambda: self._keep(name, staged))

    async def copy(self, source: str, name: str, size: int) -> None:
        """A second name for the same bytes: files never change, and each goes when its own last name goes."""
        await self._threads.run(lambda: self._copy(source, name, size))

    async def size(self, name: str) -> int | None:
        """The bytes of a kept file, None when there is none."""
        path = place(self._root, name)
        try:
            return (await self._threads.run(path.stat)).st_size
        except FileNotFoundError:
            return None

    async def read(self, name: str, start: int, end: int) -> AsyncGenerator[bytes, None]:
        """The bytes from `start` up to `end`. What is removed meanwhile is read to the end."""
        path = place(self._root, name)
        opened = await self._threads.run(lambda: os.open(path, os.O_RDONLY | os.O_NOFOLLOW))
        try:
            while start < end:
                size = min(PIECE_BYTES, end - start)
                piece = await self._threads.run(lambda at=start, size=size: os.pread(opened, size, at))  # type: ignore[misc]
                if not piece:
                    raise OSError("the file is shorter than it was")
                start += len(piece)
                yield piece
        finally:
            os.close(opened)

    async def remove(self, name: str) -> None:
        """Remove a file; durable on return."""
        await self._threads.run(lambda: self._remove(name))

    async def names(self) -> list[tuple[str, int, float]]:
        """Every kept file with its bytes, and when its last chunk came."""
        return await self._threads.run(
            lambda: [(path.name, found.st_size, found.st_mtime) for path, found in walk(self._root)]
        )

    async def close(self) -> None:
        """Nothing is held open."""

    def _keep(self, name: str, staged: Path) -> None:
        path = place(self._root, name)
        self._folders.make(path)
        staged.replace(path)
        sync_folder(path.parent)

    def _copy(self, source: str, name: str, size: int) -> None:
        origin, path = place(self._root, source), place(self._root, name)
        if origin.stat().st_size != size:
            raise OSError("the file has another size")
        self._folders.make(path)
        try:
            os.link(origin, path)
        except FileExistsError:
            pass
        except OSError:
            if not origin.exists():
                raise
            # A file system without links.
            part = path.with_name(f"{name}.part")
            shutil.copyfile(origin, part)
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(path)
        sync_folder(path.parent)

    def _remove(self, name: str) -> None:
        path = place(self._root, name)
        try:
            path.unlink()
        except FileNotFoundError:
            return
        sync_folder(path.parent)
