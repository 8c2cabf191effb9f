"""Files while they are carried: chunks in any order, across restarts, until all are there and durable (F4).

Beside each file lies a *map* with five bytes for each chunk: whether it came, and its CRC-32. Neither is synced while
chunks come. So after a start a chunk counts only if its bytes still have that sum: a crash of the machine may have kept the
map and lost the chunk. `finish` syncs the file once, before anybody is told that it is there.
"""

from __future__ import annotations

import contextlib
import os
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tresen.core.files import Layout
from tresen.core.sizes import BLOB_SEALED_BYTES
from tresen.files.places import Folders, place, sync_folder, walk

ENTRY: Final = 5
REMEMBERED: Final = 1024
"""So many uploads are held in mind. One that was forgotten is read again when its next chunk comes."""
DEAD: Final = 65_536
"""So many names that were dropped are remembered: a chunk that is under way meanwhile does not bring a file back."""


class Missing(Exception):
    """Chunks are missing; `first` is the first of them."""

    def __init__(self, first: int) -> None:
        super().__init__(f"chunk {first} is missing")
        self.first = first


class _Upload:
    """Which chunks of one file are there. Whoever writes holds the lock."""

    __slots__ = ("ended", "lock", "there")

    def __init__(self, count: int) -> None:
        self.there = bytearray(count)
        self.lock = threading.Lock()
        self.ended = False
        """Dropped, or forgotten: nothing more is written here."""


class Staging:
    """The folder of unfinished files. Every method waits for the disk: call it in a thread.

    All but `drop` raise `OSError`; of an upload that ended, `FileNotFoundError`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders = Folders(root)
        self._uploads: OrderedDict[str, _Upload] = OrderedDict()
        self._dead: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def path(self, name: str) -> Path:
        """Where the file lies."""
        return place(self.root, name)

    def begin(self, name: str, layout: Layout) -> list[int]:
        """The chunks that are there; makes the file when there is none."""
        with self._held(name, layout) as upload:
            return [n for n, there in enumerate(upload.there) if there]

    def write(self, name: str, layout: Layout, first: int, data: bytes | memoryview) -> None:
        """Write whole chunks from `first` on. The same again is harmless."""
        with self._held(name, layout) as upload:
            path, size = self.path(name), len(data)
            sums = b"".join(
                b"\x01" + zlib.crc32(data[at : at + BLOB_SEALED_BYTES]).to_bytes(4, "big")
                for at in range(0, size, BLOB_SEALED_BYTES)
            )
            _write_at(path, data, first * BLOB_SEALED_BYTES)
            _write_at(_map_of(path), sums, first * ENTRY)
            for n in range(first, first + len(sums) // ENTRY):
                upload.there[n] = 1

    def finish(self, name: str, layout: Layout) -> Path:
        """Make a whole file durable; nothing of it changes any more. The same again is harmless.

        Raises:
            Missing: not all chunks are there.
        """
        with self._held(name, layout) as upload:
            first = upload.there.find(0)
            if first >= 0:
                raise Missing(first)
            path = self.path(name)
            opened = os.open(path, os.O_RDONLY)
            try:
                os.fsync(opened)
            except OSError:
                # The system may have forgotten pages that it could not write: what is there now is not to be trusted.
                upload.there = bytearray(layout.chunks)
                _map_of(path).unlink(missing_ok=True)
                raise
            finally:
                os.close(opened)
            sync_folder(path.parent)
            return path

    def drop(self, name: str) -> None:
        """The file was handed on or given up: nothing of it is here on return, and nothing comes back."""
        with self._lock:
            self._dead[name] = None
            while len(self._dead) > DEAD:
                self._dead.popitem(last=False)
            upload = self._uploads.pop(name, None)
        if upload is None:
            self._unlink(name)
            return
        with upload.lock:
            upload.ended = True
            self._unlink(name)

    def left(self, older_than: float) -> list[str]:
        """The names of unfinished files that nobody has written to since that time (seconds since 1970)."""
        return [
            path.name
            for path, found in walk(self.root)
            if path.suffix != ".map" and found.st_mtime < older_than
        ]

    @contextlib.contextmanager
    def _held(self, name: str, layout: Layout) -> Iterator[_Upload]:
        """The upload, nobody else's meanwhile. One that was forgotten while this waited is read again."""
        while True:
            upload = self._get(name, layout)
            with upload.lock:
                if not upload.ended:
                    yield upload
                    return

    def _get(self, name: str, layout: Layout) -> _Upload:
        with self._lock:
            if name in self._dead:
                raise FileNotFoundError(name)
            upload = self._uploads.get(name)
            if upload is not None:
                self._uploads.move_to_end(name)
                return upload
            # Another thread that asks meanwhile waits for its lock, not for everybody's.
            upload = self._uploads[name] = _Upload(layout.chunks)
            upload.lock.acquire()
            self._forget()
        try:
            self._load(name, layout, upload)
        except BaseException:
            with self._lock:
                self._uploads.pop(name, None)
            upload.ended = True
            raise
        finally:
            upload.lock.release()
        return upload

    def _forget(self) -> None:
        """Those used longest ago, unless somebody works on them just now."""
        for name in list(self._uploads)[: max(0, len(self._uploads) - REMEMBERED)]:
            upload = self._uploads[name]
            if upload.lock.acquire(blocking=False):
                # Who took it from here a moment ago must not go on with a map that the next one does not see.
                upload.ended = True
                del self._uploads[name]
                upload.lock.release()

    def _load(self, name: str, layout: Layout, upload: _Upload) -> None:
        path = self.path(name)
        self._folders.make(path)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
        map_ = _map_of(path)
        try:
            entries = map_.read_bytes()
        except FileNotFoundError:
            os.close(os.open(map_, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
            return
        with path.open("rb") as file:
            for n in range(min(layout.chunks, len(entries) // ENTRY)):
                entry = entries[n * ENTRY : (n + 1) * ENTRY]
                if entry[0] != 1:
                    continue
                file.seek(n * BLOB_SEALED_BYTES)
                data = file.read(layout.size_of(n))
                if len(data) == layout.size_of(n) and zlib.crc32(data).to_bytes(4, "big") == entry[1:]:
                    upload.there[n] = 1

    def _unlink(self, name: str) -> None:
        path = self.path(name)
        path.unlink(missing_ok=True)
        _map_of(path).unlink(missing_ok=True)


def _map_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.map")


def _write_at(path: Path, data: bytes | memoryview, offset: int) -> None:
    opened = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        view = memoryview(data)
        while view:
            written = os.pwrite(opened, view, offset)
            view, offset = view[written:], offset + written
    finally:
        os.close(opened)
