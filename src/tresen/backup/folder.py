"""A backup folder: parts that are stored once, sets that name them, and the erasure list beside the sets.

    content/parts, content/sets    everything but the slots
    content/files                  the files of messages, sealed as the server has them
    slots/parts, slots/sets        what opens the messages: 14 days at most (S11)
    erasures                       what was erased, whatever a set still says

A file has its name only once it is whole and on the disk, and the name says what its bytes must be. A set is written after
all of its parts: what a crash leaves counts for nothing, and the next backup removes it. All of it lies on a shelf: a folder
of this machine, or a bucket (`tresen.backup.shelf`).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tresen.backup.sealed import MAGIC, CannotOpen, public_of, seal, unseal
from tresen.backup.shelf import TORN, Busy, FolderShelf, Shelf
from tresen.core.backups import Log, Made, Part
from tresen.store.backup.rows import Shape

MARK: Final = "tresen.backups"
"""Says that this is a backup folder: files of others are never touched."""
_MARK: Final = b"A backup folder of Tresen. Docs: docs/howto/backup.md\n"
_VERSION: Final = 1
_CHECK: Final = 16
_LISTS_KEPT: Final = 3
PART_BYTES: Final = 64 * 2**20
"""No part is larger: it ends with the row that fills `core.backups.MOST_BYTES`."""
WHOLE_BYTES: Final = 512 * 2**20
"""Nor is a set or an erasure list: four million parts, eight million erasures."""
PARTS, SETS, LISTS, FILES = "parts", "sets", "erasures", "files"
_FILES: Final = f"{Part.CONTENT}/{FILES}"


class BadBackup(Exception):
    """The folder, or something in it, cannot be used; the message says what and why."""


class LogState(msgspec.Struct, frozen=True, array_like=True):
    """A log in a set: how far it goes, and where its newest erasure or record is."""

    business: bytes
    generation: bytes
    head: int
    listed: int

    @property
    def log(self) -> Log:
        """The log's name."""
        return self.business, self.generation


class TableParts(msgspec.Struct, frozen=True):
    """A table and the names of its parts, in order; `rows` in all."""

    shape: Shape
    parts: list[str]
    rows: int


class Contents(msgspec.Struct, frozen=True):
    """What a set says: the versions of program and tables, tables, indexes, logs, small files of the folder."""

    program: str
    schema: str
    tables: list[TableParts]
    indexes: list[str]
    logs: list[LogState]
    files: dict[str, bytes]
    kept: list[str] = []
    """The files of messages, by their names here."""


class _Set(msgspec.Struct, frozen=True):
    version: int
    part: str
    made_ms: int
    names: list[str]
    """In clear, so that a server without the secret key knows which parts are still needed."""
    key: bytes | None
    logs: list[tuple[bytes, bytes]]
    body: bytes
    kept: list[str] = []


class SetFile(msgspec.Struct, frozen=True):
    """A set in the folder: half, time, logs, file, the parts it needs, and the public key it is sealed to."""

    part: Part
    made_ms: int
    logs: frozenset[Log]
    file: str
    names: frozenset[str]
    key: bytes | None
    body: bytes
    kept: frozenset[str]

    @property
    def made(self) -> Made:
        """When, and of which logs."""
        return Made(self.made_ms, self.logs)


class BackupFolder:
    """One folder. `public`: seal what is written. `naming`: only with this secret does a part's name say what it holds."""

    def __init__(self, place: Path | Shelf, *, public: bytes | None = None, naming: bytes = b"") -> None:
        self.shelf = FolderShelf(place) if isinstance(place, Path) else place
        self._public, self._naming = public, naming
        self._known: dict[Part, dict[str, str]] = {}
        self.written = 0
        self.damaged: set[str] = set()
        self._held: dict[str, str] | None = None

    def __str__(self) -> str:
        return str(self.shelf)

    def close(self) -> None:
        """Nobody asks any more."""
        self.shelf.close()

    def open(self) -> None:
        """Create the folder, or take one that is a backup folder. Raises `BadBackup`, `OSError`."""
        self.shelf.make()
        if self.shelf.size(MARK) is None:
            others = [each for each in self.shelf.top() if not each.startswith(MARK)]
            if others:
                raise BadBackup(f"{self} holds other files ({min(others)}): name a folder for backups alone")
            self.shelf.write(MARK, _MARK)
        self.shelf.make(*(f"{half}/{kind}" for half in Part for kind in (PARTS, SETS)), LISTS, _FILES)

    def require(self) -> None:
        """Raises `BadBackup` unless it is a backup folder; `OSError` when that cannot be told."""
        if self.shelf.size(MARK) is None:
            raise BadBackup(f"{self} is no backup folder of Tresen")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder. Raises `BadBackup` while another backup writes into it."""
        try:
            with self.shelf.held(MARK + ".lock"):
                yield
        except Busy:
            raise BadBackup(f"another backup writes into {self}: wait until it has ended") from None

    # Parts

    def put(self, half: Part, plain: bytes) -> str:
        """Store a part unless it is there already and whole; its name."""
        id_ = hmac.new(self._naming or b"tresen", (self._public or b"") + plain, hashlib.sha256).hexdigest()
        known = self._names(half)
        held = known.get(id_)
        if held is not None and self._is_whole(half, held):
            return held
        data = plain if self._public is None else seal(self._public, plain)
        name = f"{id_}-{_check(data)}"
        self._lay(_part(half, name), data, settled=False)
        if held is not None and held != name:
            self.shelf.remove(_part(half, held))
        known[id_] = name
        self.written += len(data)
        return name

    def get(self, half: Part, name: str, secret: X25519PrivateKey | None) -> bytes:
        """A part's bytes. Raises `BadBackup` when it is missing, damaged, or cannot be opened."""
        try:
            data = self.shelf.read(_part(half, name), PART_BYTES)
        except OSError:
            raise BadBackup(f"a part of the backup is missing: {_part(half, name)}") from None
        if _check(data) != name.partition("-")[2]:
            raise BadBackup(f"a part of the backup is damaged: {_part(half, name)}")
        return _opened(data, secret)

    def _names(self, half: Part) -> dict[str, str]:
        if half not in self._known:
            found = [PurePosixPath(each).name for each in self.shelf.names(f"{half}/{PARTS}")]
            self._known[half] = {
                name.partition("-")[0]: name for name in found if "-" in name and not name.endswith(TORN)
            }
        return self._known[half]

    def _is_whole(self, half: Part, name: str) -> bool:
        try:
            return _check(self.shelf.read(_part(half, name), PART_BYTES)) == name.partition("-")[2]
        except OSError:
            return False

    def _lay(self, name: str, data: bytes, *, settled: bool = True) -> None:
        """Write, and read again: a place that says yes and gives back something else keeps no backup."""
        self.shelf.write(name, data, settled=settled)
        try:
            same = self.shelf.read(name, len(data)) == data
        except FileNotFoundError:
            same = False
        if not same:
            raise BadBackup(f"{name} is not what was written: the place of the backup cannot be trusted")

    # Files of messages

    def keep_file(self, name: str, size: int, read: Callable[[], bytes]) -> str | None:
        """Copy a file of a message once; its name here, None when it was erased meanwhile. They never change.

        `read` gives its `size` bytes, or raises `FileNotFoundError`.
        """
        held = self._kept().get(name)
        try:
            if held is not None and self.shelf.size(_file(held)) == size:
                return held
            data = read()
        except FileNotFoundError:
            return None
        kept = f"{name}-{_check(data)}"
        self._lay(_file(kept), data, settled=False)
        self.written += len(data)
        return kept

    def get_file(self, kept: str, size: int) -> bytes:
        """The bytes of a file that had about `size`. Raises `BadBackup` when it is missing or damaged."""
        try:
            data = self.shelf.read(_file(kept), size + PART_BYTES)
        except OSError:
            raise BadBackup(f"a file of a message is missing: {_file(kept)}") from None
        if _check(data) != kept.partition("-")[2]:
            raise BadBackup(f"a file of a message is damaged: {_file(kept)}")
        return data

    def drop_files(self, since_ms: int) -> None:
        """Remove files that no set since then names, and not the newest: their messages were erased."""
        sets = self.sets(Part.CONTENT)
        needed = {kept for each in sets if each.made_ms >= since_ms for kept in each.kept}
        needed |= set(sets[-1].kept) if sets else set()
        for file in self.shelf.names(_FILES):
            if PurePosixPath(file).name not in needed:
                self.shelf.remove(file)

    def _kept(self) -> dict[str, str]:
        if self._held is None:
            found = [PurePosixPath(each).name for each in self.shelf.names(_FILES)]
            self._held = {each.partition("-")[0]: each for each in found if not each.endswith(TORN)}
        return self._held

    # Sets

    def finish(self, half: Part, made_ms: int, contents: Contents) -> None:
        """Write the set, after all of its parts are on the disk: from here on it counts."""
        self.shelf.settle()
        names = sorted({name for table in contents.tables for name in table.parts})
        body = msgspec.msgpack.encode(contents)
        if self._public is not None:
            body = seal(self._public, body)
        logs = sorted({each.log for each in contents.logs})
        data = msgspec.msgpack.encode(
            _Set(_VERSION, half, made_ms, names, self._public, logs, body, contents.kept)
        )
        self._lay(f"{half}/{SETS}/{made_ms:015d}-{_check(data)}.set", data)

    def sets(self, half: Part) -> list[SetFile]:
        """The whole sets of a half, by time; `damaged` names the others. Raises `BadBackup` for a newer version's."""
        files = sorted(each for each in self.shelf.names(f"{half}/{SETS}") if each.endswith(".set"))
        found = [read for read in (self._read_set(half, file) for file in files) if read is not None]
        return sorted(found, key=lambda each: each.made_ms)

    def _read_set(self, half: Part, file: str) -> SetFile | None:
        try:
            data = self.shelf.read(file, WHOLE_BYTES)
            if _check(data) != PurePosixPath(file).stem.partition("-")[2]:
                self.damaged.add(file)
                return None
            read = msgspec.msgpack.decode(data, type=_Set)
        except (OSError, msgspec.DecodeError):
            self.damaged.add(file)
            return None
        if read.version != _VERSION:
            raise BadBackup(f"{file} was made by a newer version of Tresen")
        logs = frozenset((business, generation) for business, generation in read.logs)
        return SetFile(
            half, read.made_ms, logs, file, frozenset(read.names), read.key, read.body, frozenset(read.kept)
        )

    def contents(self, found: SetFile, secret: X25519PrivateKey | None) -> Contents:
        """What the set says. Raises `BadBackup` without the right secret key."""
        try:
            if found.key is not None and secret is None:
                raise BadBackup("the backup is sealed: name the file with its secret key, --secret FILE")
            if found.key is not None and secret is not None and public_of(secret) != found.key:
                raise BadBackup("the backup is sealed to another key than this secret key's")
            return msgspec.msgpack.decode(_opened(found.body, secret), type=Contents)
        except msgspec.DecodeError:
            raise BadBackup(f"{found.file} cannot be read, or is of a newer version") from None

    def drop(self, gone: Iterable[SetFile]) -> int:
        """Remove these sets, then every part that no set needs any more; how many parts."""
        for each in gone:
            self.shelf.remove(each.file)
        self.shelf.settle()
        removed = 0
        for half in Part:
            needed = {_part(half, name) for each in self.sets(half) for name in each.names}
            for file in self.shelf.names(f"{half}/{PARTS}"):
                if file not in needed:
                    self.shelf.remove(file)
                    removed += 1
            for file in self.shelf.names(f"{half}/{SETS}"):
                if file.endswith(TORN):
                    self.shelf.remove(file)
        self._known.clear()
        return removed

    # The erasure list

    def put_list(self, made_ms: int, data: bytes) -> None:
        """Lay the erasure list beside the sets; the one before stays as well."""
        sealed = data if self._public is None else seal(self._public, data)
        self._lay(f"{LISTS}/{made_ms:015d}-{_check(sealed)}.list", sealed)
        there = sorted(self.shelf.names(LISTS))
        whole = [each for each in there if each.endswith(".list")]
        for old in [each for each in there if each.endswith(TORN)] + whole[:-_LISTS_KEPT]:
            self.shelf.remove(old)

    def newest_list(self, secret: X25519PrivateKey | None) -> bytes | None:
        """The newest erasure list that is whole; None: there is none. Raises `BadBackup` when it cannot be opened."""
        for file in sorted(self.shelf.names(LISTS), reverse=True):
            if not file.endswith(".list"):
                continue
            with suppress(OSError):
                data = self.shelf.read(file, WHOLE_BYTES)
                if _check(data) == PurePosixPath(file).stem.partition("-")[2]:
                    return _opened(data, secret)
        return None


def _opened(data: bytes, secret: X25519PrivateKey | None) -> bytes:
    if not data.startswith(MAGIC):
        return data
    if secret is None:
        raise BadBackup("the backup is sealed: name the file with its secret key, --secret FILE")
    try:
        return unseal(secret, data)
    except CannotOpen as wrong:
        raise BadBackup(f"a part of the backup {wrong}") from None


def _check(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[: 2 * _CHECK]


def _part(half: Part, name: str) -> str:
    return f"{half}/{PARTS}/{name[:2]}/{name}"


def _file(kept: str) -> str:
    return f"{_FILES}/{kept[:2]}/{kept}"
