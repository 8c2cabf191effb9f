"""A backup folder: parts that are stored once, sets that name them, and the erasure list beside the sets.

    content/parts, content/sets    everything but the slots
    content/files                  the files of messages, sealed as the server has them
    slots/parts, slots/sets        what opens the messages: 14 days at most (S11)
    erasures                       what was erased, whatever a set still says

A file has its name only once it is whole and on the disk, and the name says what its bytes must be. A set is written after
all of its parts: what a crash leaves counts for nothing, and the next backup removes it.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tresen.backup.sealed import MAGIC, CannotOpen, public_of, seal, unseal
from tresen.core.backups import Log, Made, Part
from tresen.store.backup.rows import Shape

MARK: Final = "tresen.backups"
"""Says that this is a backup folder: files of others are never touched."""
_MARK: Final = b"A backup folder of Tresen. Docs: docs/howto/backup.md\n"
_VERSION: Final = 1
_CHECK: Final = 16
_LISTS_KEPT: Final = 3
PARTS, SETS, LISTS, FILES = "parts", "sets", "erasures", "files"


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
    file: Path
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

    def __init__(self, path: Path, *, public: bytes | None = None, naming: bytes = b"") -> None:
        self.path = path
        self._public, self._naming = public, naming
        self._known: dict[Part, dict[str, str]] = {}
        self._fresh: set[Path] = set()
        self.written = 0
        self.damaged: set[Path] = set()
        self._held: dict[str, str] | None = None

    def open(self) -> None:
        """Create the folder, or take one that is a backup folder. Raises `BadBackup`, `OSError`."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark = self.path / MARK
        if not mark.exists():
            others = [each.name for each in self.path.iterdir() if not each.name.startswith(MARK)]
            if others:
                raise BadBackup(
                    f"{self.path} holds other files ({min(others)}): name a folder for backups alone"
                )
            _place(mark, _MARK)
        for half in Part:
            for kind in (PARTS, SETS):
                (self.path / half / kind).mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.path / LISTS).mkdir(mode=0o700, exist_ok=True)
        (self.path / Part.CONTENT / FILES).mkdir(mode=0o700, exist_ok=True)
        for each in (*self.path.glob("*/*"), *self.path.glob("*"), self.path):
            if each.is_dir():
                _sync(each)

    def require(self) -> None:
        """Raises `BadBackup` unless it is a backup folder."""
        if not (self.path / MARK).is_file():
            raise BadBackup(f"{self.path} is no backup folder of Tresen")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder. Raises `BadBackup` while another backup writes into it."""
        descriptor = os.open(self.path / (MARK + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise BadBackup(f"another backup writes into {self.path}: wait until it has ended") from None
            yield
        finally:
            os.close(descriptor)

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
        file = self._file(half, name)
        if not file.parent.exists():
            file.parent.mkdir(mode=0o700, exist_ok=True)
            self._fresh.add(file.parent.parent)
        _place(file, data, sync_folder=False)
        self._fresh.add(file.parent)
        if held is not None and held != name:
            self._file(half, held).unlink(missing_ok=True)
        if not self._is_whole(half, name):
            raise BadBackup(f"{file} is not what was written: the disk cannot be trusted")
        known[id_] = name
        self.written += len(data)
        return name

    def get(self, half: Part, name: str, secret: X25519PrivateKey | None) -> bytes:
        """A part's bytes. Raises `BadBackup` when it is missing, damaged, or cannot be opened."""
        try:
            data = self._file(half, name).read_bytes()
        except OSError:
            raise BadBackup(f"a part of the backup is missing: {half}/{PARTS}/{name[:2]}/{name}") from None
        if _check(data) != name.partition("-")[2]:
            raise BadBackup(f"a part of the backup is damaged: {half}/{PARTS}/{name[:2]}/{name}")
        return _opened(data, secret)

    def _names(self, half: Part) -> dict[str, str]:
        if half not in self._known:
            found = (file.name for file in (self.path / half / PARTS).glob("*/*") if "-" in file.name)
            self._known[half] = {name.partition("-")[0]: name for name in found if not name.endswith(".part")}
        return self._known[half]

    def _is_whole(self, half: Part, name: str) -> bool:
        try:
            return _check(self._file(half, name).read_bytes()) == name.partition("-")[2]
        except OSError:
            return False

    def _file(self, half: Part, name: str) -> Path:
        return self.path / half / PARTS / name[:2] / name

    # Files of messages

    def keep_file(self, name: str, source: Path) -> str | None:
        """Copy a file of a message once; its name here, None when it was erased meanwhile. They never change."""
        held = self._kept().get(name)
        try:
            if held is not None and self.file(held).stat().st_size == source.stat().st_size:
                return held
            data = source.read_bytes()
        except FileNotFoundError:
            return None
        kept = f"{name}-{_check(data)}"
        target = self.file(kept)
        if not target.parent.exists():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._fresh.add(target.parent.parent)
        _place(target, data, sync_folder=False)
        self._fresh.add(target.parent)
        self.written += len(data)
        return kept

    def get_file(self, kept: str) -> bytes:
        """The bytes of a file. Raises `BadBackup` when it is missing or damaged."""
        try:
            data = self.file(kept).read_bytes()
        except OSError:
            raise BadBackup(
                f"a file of a message is missing: {Part.CONTENT}/{FILES}/{kept[:2]}/{kept}"
            ) from None
        if _check(data) != kept.partition("-")[2]:
            raise BadBackup(f"a file of a message is damaged: {Part.CONTENT}/{FILES}/{kept[:2]}/{kept}")
        return data

    def file(self, kept: str) -> Path:
        """Where a file lies here."""
        return self.path / Part.CONTENT / FILES / kept[:2] / kept

    def drop_files(self, since_ms: int) -> None:
        """Remove files that no set since then names, and not the newest: their messages were erased."""
        sets = self.sets(Part.CONTENT)
        needed = {kept for each in sets if each.made_ms >= since_ms for kept in each.kept}
        needed |= set(sets[-1].kept) if sets else set()
        for file in (self.path / Part.CONTENT / FILES).glob("*/*"):
            if file.name not in needed:
                file.unlink(missing_ok=True)

    def _kept(self) -> dict[str, str]:
        if self._held is None:
            found = (self.path / Part.CONTENT / FILES).glob("*/*")
            self._held = {each.name.partition("-")[0]: each.name for each in found if each.suffix != ".part"}
        return self._held

    # Sets

    def finish(self, half: Part, made_ms: int, contents: Contents) -> None:
        """Write the set, after all of its parts are on the disk: from here on it counts."""
        for folder in sorted(self._fresh, reverse=True):
            _sync(folder)
        self._fresh.clear()
        names = sorted({name for table in contents.tables for name in table.parts})
        body = msgspec.msgpack.encode(contents)
        if self._public is not None:
            body = seal(self._public, body)
        logs = sorted({each.log for each in contents.logs})
        data = msgspec.msgpack.encode(
            _Set(_VERSION, half, made_ms, names, self._public, logs, body, contents.kept)
        )
        _place(self.path / half / SETS / f"{made_ms:015d}-{_check(data)}.set", data)

    def sets(self, half: Part) -> list[SetFile]:
        """The whole sets of a half, by time; `damaged` names the others. Raises `BadBackup` for a newer version's."""
        files = sorted((self.path / half / SETS).glob("*.set"))
        found = [read for read in (self._read_set(half, file) for file in files) if read is not None]
        return sorted(found, key=lambda each: each.made_ms)

    def _read_set(self, half: Part, file: Path) -> SetFile | None:
        try:
            data = file.read_bytes()
            if _check(data) != file.stem.partition("-")[2]:
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
            each.file.unlink(missing_ok=True)
            _sync(each.file.parent)
        removed = 0
        for half in Part:
            needed = {name for each in self.sets(half) for name in each.names}
            for file in (self.path / half / PARTS).glob("*/*"):
                if file.name not in needed:
                    file.unlink(missing_ok=True)
                    removed += 1
            for file in (self.path / half / SETS).glob("*.part"):
                file.unlink(missing_ok=True)
        self._known.clear()
        return removed

    # The erasure list

    def put_list(self, made_ms: int, data: bytes) -> None:
        """Lay the erasure list beside the sets; the one before stays as well."""
        sealed = data if self._public is None else seal(self._public, data)
        folder = self.path / LISTS
        _place(folder / f"{made_ms:015d}-{_check(sealed)}.list", sealed)
        for torn in folder.glob("*.part"):
            torn.unlink(missing_ok=True)
        for old in sorted(folder.glob("*.list"))[:-_LISTS_KEPT]:
            old.unlink(missing_ok=True)

    def newest_list(self, secret: X25519PrivateKey | None) -> bytes | None:
        """The newest erasure list that is whole; None: there is none. Raises `BadBackup` when it cannot be opened."""
        for file in sorted((self.path / LISTS).glob("*.list"), reverse=True):
            with suppress(OSError):
                data = file.read_bytes()
                if _check(data) == file.stem.partition("-")[2]:
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


def _place(file: Path, data: bytes, *, sync_folder: bool = True) -> None:
    """Write a file that has its name only once it is whole and on the disk."""
    part = file.with_name(file.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.rename(file)
    if sync_folder:
        _sync(file.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
