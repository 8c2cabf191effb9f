"""A file on this machine that is to be sent: what it is, and its sealed chunks."""

from __future__ import annotations

import errno
import hashlib
import mimetypes
import stat
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from tresen.client.cleaning import Clean, clean
from tresen.client.cleaning.patches import patched
from tresen.client.errors import FileFailed, WrongInput, local_file
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
    """Path, SHA-256 and media type of what is sent; the sides of a photo, None for what is none.

    `clean`: what a camera wrote beside a picture or film is taken out; None: it is sent as it is.
    """

    path: Path
    stamp: Stamp
    hash: bytes
    type: str
    sides: tuple[int, int] | None
    clean: Clean | None
    sums: tuple[bytes, ...] = ()
    """The SHA-256 of each chunk. Under one key no other bytes are ever sealed in its place, also not when it goes on later:
    the key is found again by the hash of the whole."""

    @classmethod
    @local_file()
    def of(cls, path: Path, *, as_it_is: bool = False) -> LocalFile:
        """Read it once. Raises `FileFailed`, `Changed`, `NotCleaned`."""
        stamp = _stamp(path)
        made = cls(path, stamp, b"", "", None, None if as_it_is else clean(path))
        with path.open("rb") as file:
            head, summed, sums = b"", hashlib.sha256(), []
            for n in range(-(-made.size // BLOB_CHUNK_BYTES)):
                piece = made._plain(file, n * BLOB_CHUNK_BYTES, made._bytes_in(n))
                head += piece[: _HEAD - len(head)]
                summed.update(piece)
                sums.append(hashlib.sha256(piece).digest())
        made.require_unchanged()
        picture = picture_kind(head)
        size = picture_size(head) if picture else None
        guessed = picture or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        sides = None if size is None else (size.width, size.height)
        return made._replace(hash=summed.digest(), type=guessed, sides=sides, sums=tuple(sums))

    @property
    def size(self) -> int:
        """The bytes that are sent."""
        whole = self.clean and self.clean.whole
        return self.stamp.size if whole is None else len(whole)

    @local_file()
    def sealed(self, seal: FileSeal, first: int, count: int) -> bytes:
        """So many sealed chunks from that one on. Raises `FileFailed`, `Changed`."""
        with self.path.open("rb") as file:
            return b"".join(seal.seal(n, self._chunk(file, n)) for n in range(first, first + count))

    @local_file()
    def require_unchanged(self) -> None:
        """Raises `FileFailed`, `Changed`."""
        if _stamp(self.path) != self.stamp:
            raise Changed

    def _bytes_in(self, n: int) -> int:
        return max(0, min(BLOB_CHUNK_BYTES, self.size - n * BLOB_CHUNK_BYTES))

    def _chunk(self, file: BinaryIO, n: int) -> bytes:
        """What is sealed as chunk `n`: exactly what was read there first. Raises what the system does, `Changed`."""
        plain = self._plain(file, n * BLOB_CHUNK_BYTES, self._bytes_in(n))
        if n < len(self.sums) and hashlib.sha256(plain).digest() != self.sums[n]:
            raise Changed
        return plain

    def _plain(self, file: BinaryIO, at: int, size: int) -> bytes:
        """So many bytes of what is sent. Raises what the system does, `Changed`."""
        if self.clean is not None and self.clean.whole is not None:
            return self.clean.whole[at : at + size]
        file.seek(at)
        piece = file.read(size)
        if len(piece) != size:
            raise Changed
        return piece if self.clean is None else patched(piece, at, self.clean.patches)


def _stamp(path: Path) -> Stamp:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        code = errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.EINVAL
        raise FileFailed(code, "only a plain file can be sent", str(path))
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
