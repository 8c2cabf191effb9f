"""A file on this machine that is to be sent: what it is, and its sealed chunks."""

from __future__ import annotations

import hashlib
import mimetypes
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from tresen.client.errors import WrongInput, local_file
from tresen.core.shopfront.pictures import picture_kind, picture_size
from tresen.core.sizes import BLOB_CHUNK_BYTES
from tresen.seal.files import FileSeal

_HEAD: Final = 256 * 1024
"""A picture's size stands in its first bytes; behind them only in odd ones, which are sent as files."""


class Stamp(NamedTuple):
    """What tells that a file is another now."""

    size: int
    mtime_ns: int
    inode: int


class Changed(WrongInput):
    """The file was changed while it was being sent. Nothing of it was said; send it again."""

    def __init__(self) -> None:
        super().__init__("the file was changed while it was sent: send it again")


class LocalFile(NamedTuple):
    """Path, size, SHA-256 and media type; the sides of a photo, None for what is none."""

    path: Path
    stamp: Stamp
    hash: bytes
    type: str
    sides: tuple[int, int] | None

    @classmethod
    @local_file()
    def of(cls, path: Path) -> LocalFile:
        """Read it once. Raises `FileFailed`, `Changed`."""
        with path.open("rb") as file:
            stamp = _stamp(path)
            head = file.read(_HEAD)
            summed = hashlib.sha256(head)
            while piece := file.read(_HEAD):
                summed.update(piece)
            if file.tell() != stamp.size:
                raise Changed
        picture = picture_kind(head)
        size = picture_size(head) if picture else None
        guessed = picture or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return cls(path, stamp, summed.digest(), guessed, None if size is None else (size.width, size.height))

    @local_file()
    def sealed(self, seal: FileSeal, first: int, count: int) -> bytes:
        """So many sealed chunks from that one on. Raises `FileFailed`, `Changed`."""
        with self.path.open("rb") as file:
            file.seek(first * BLOB_CHUNK_BYTES)
            made = [seal.seal(n, _exactly(file, self._bytes_in(n))) for n in range(first, first + count)]
        return b"".join(made)

    @local_file()
    def require_unchanged(self) -> None:
        """Raises `FileFailed`, `Changed`."""
        if _stamp(self.path) != self.stamp:
            raise Changed

    def _bytes_in(self, n: int) -> int:
        return max(0, min(BLOB_CHUNK_BYTES, self.stamp.size - n * BLOB_CHUNK_BYTES))


def _exactly(file: BinaryIO, size: int) -> bytes:
    piece = file.read(size)
    if len(piece) != size:
        raise Changed
    return piece


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
