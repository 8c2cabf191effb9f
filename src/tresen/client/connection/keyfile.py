"""The keys file: one device's keys, counters and unsent messages, durable before anything is sent (L4, S8)."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from tresen.client.connection.holder import in_use, in_use_here
from tresen.client.errors import KeysUnavailable, NoKeys, Stopped, WrongKeys
from tresen.core.records import encode
from tresen.errors import Refusal
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import Envelope
from tresen.seal.refused import Refused

_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS outbox (counter INTEGER PRIMARY KEY, waiting BLOB NOT NULL, envelope BLOB)",
    "CREATE TABLE IF NOT EXISTS given_up (counter INTEGER PRIMARY KEY, waiting BLOB NOT NULL, why TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS pins (conversation BLOB PRIMARY KEY, devices BLOB, epoch BLOB) WITHOUT ROWID",
)
_NAMES: Final = frozenset({"facts", "outbox", "given_up", "pins"})
_ODD: Final = (
    "SELECT 1 FROM facts WHERE typeof(name) <> 'text' OR typeof(value) <> 'blob'",
    "SELECT 1 FROM outbox WHERE typeof(waiting) <> 'blob' OR typeof(envelope) NOT IN ('blob', 'null')",
    "SELECT 1 FROM pins WHERE typeof(conversation) <> 'blob'",
    "SELECT 1 FROM pins WHERE typeof(devices) NOT IN ('blob', 'null') OR typeof(epoch) NOT IN ('blob', 'null')",
)
"""Rows that no client wrote."""
_HELD_ELSEWHERE: Final = ("SQLITE_BUSY", "SQLITE_LOCKED")
_FOR_NOW: Final = (
    *_HELD_ELSEWHERE,
    "SQLITE_IOERR",
    "SQLITE_FULL",
    "SQLITE_CANTOPEN",
    "SQLITE_READONLY",
)
"""Errors that say nothing about what is in the file."""
_OPEN: Final[weakref.WeakValueDictionary[tuple[int, int], KeyFile]] = weakref.WeakValueDictionary()
"""What this process has open, by device and inode: between two of its own connections the system's lock says nothing, and
closing any descriptor of such a file would let go of it."""


class _Locked(KeysUnavailable):
    """Somebody else has the file open."""


class Waiting(msgspec.Struct, frozen=True):
    """A command that is to be sent: a message (`payload`), or an act of the team (`action`, `argument`).

    With `doc` the payload is a change of that document (L8): it is merged into the newest version when it is sealed.
    """

    conversation: bytes
    at_ms: int
    payload: dict[str, Any] | None = None
    spoken: bool = True
    refers: tuple[bytes, int] | None = None
    about: bytes | None = None
    doc: bytes | None = None
    action: str | None = None
    argument: int | bool | tuple[str, int] | None = None
    signed: tuple[bytes, bytes] | None = None


@dataclass(frozen=True)
class Item:
    """One command in the outbox, under its counter. `envelope`: the message, once it was sealed."""

    counter: int
    waiting: Waiting
    envelope: Envelope | None


class _Db(sqlite3.Connection):
    """Names what happened: the client was closed, or the file cannot be used now."""

    def execute(self, *what: Any) -> sqlite3.Cursor:
        try:
            return super().execute(*what)
        except sqlite3.Error as error:
            raise _named(error) from None

    def executemany(self, *what: Any) -> sqlite3.Cursor:
        try:
            return super().executemany(*what)
        except sqlite3.Error as error:
            raise _named(error) from None


class KeyFile:
    """One file, readable by its owner alone. Every method that writes is durable on return.

    While it is open nobody else opens it: SQLite holds the system's lock on it, which ends with the process. The file beside
    it with `-wal` after its name belongs to it. For a folder the file is `tresen.keys` in it.
    """

    def __init__(self, path: Path | str, *, make: bool = True) -> None:
        """Open the file, or make it (0600) with fresh device keys.

        Raises:
            NoKeys: there is none, and none is to be made.
            WrongKeys: it is no file at all, no keys file, or damaged.
            KeysInUse: a program has it open.
            KeysUnavailable: it cannot be read or written now.
        """
        self.path = Path(path)
        if self.path.is_dir():
            self.path = self.path / "tresen.keys"
        self._made = not self.path.exists()
        if self._made and not make:
            raise NoKeys(f"{self.path}: there is no keys file")
        self._there, self._db = self._connect()
        try:
            self._prepare()
        except _Locked:
            self._db.close()
            raise in_use(self.path) from None
        except KeysUnavailable as error:
            self._db.close()
            raise KeysUnavailable(f"{self.path}: {error}") from None
        except WrongKeys as error:
            self._db.close()
            raise WrongKeys(f"{self.path} is no keys file, or damaged: {error}") from None
        except (ValueError, msgspec.MsgspecError, Refused):  # what sqlite3 does not notice
            self._db.close()
            raise WrongKeys(f"{self.path} is no keys file, or damaged") from None
        self._close_to_others()
        self._learned: dict[str, bytes] = {}
        self._before = None if self.fact("business") is not None else self._facts()
        _OPEN[self._there] = self

    def _connect(self) -> tuple[tuple[int, int], _Db]:
        try:
            there = self._place()
            if there in _OPEN:
                raise in_use_here(self.path)
            return there, sqlite3.connect(self.path, isolation_level=None, factory=_Db)
        except (KeysUnavailable, WrongKeys):
            raise
        except (OSError, sqlite3.Error) as error:
            raise KeysUnavailable(f"{self.path}: {error}") from None
        except ValueError:
            raise WrongKeys("no file can have a path with a NUL or half a character in it") from None

    def _place(self) -> tuple[int, int]:
        """Make the file if it is not there; its device and inode. Raises WrongKeys when what is there is no file."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self._made:
            if self.path.is_symlink():
                raise OSError("a link that leads nowhere")
            os.close(os.open(self.path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
        there = self.path.stat()
        if not stat.S_ISREG(there.st_mode):  # opened, a pipe would wait for its other end
            raise WrongKeys(f"{self.path} is not a file, but a pipe, a device or a socket")
        if not os.access(self.path, os.R_OK | os.W_OK):
            raise OSError("this user may not read and write it")
        if not os.access(self.path.parent, os.W_OK | os.X_OK):
            raise OSError("this user may not write to its folder, where a second file belongs to it")
        if there.st_nlink > 1:
            # What waits lies in the file beside it, under the name by which it was opened.
            raise OSError(
                f"it has {there.st_nlink} names (hard links), and what waits to be sent would be missed under"
                " another one: remove those that are not needed"
            )
        return there.st_dev, there.st_ino

    def _close_to_others(self) -> None:
        """A copy, or a backup laid back, that others could read: from here on its owner alone (0600)."""
        for each in (self.path, self.path.with_name(f"{self.path.name}-wal")):
            with contextlib.suppress(OSError):  # not there, or somebody else's
                if each.stat().st_mode & 0o077:
                    each.chmod(0o600)

    def _prepare(self) -> None:
        """Make the tables, and read all that a client relies on: what is damaged is noticed here, not while it is used."""
        self._db.execute("PRAGMA busy_timeout = 1000")  # a program that is just ending
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        # Looked at before anything is written: another program's database stays as it is.
        tables = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and ("facts" not in tables or tables - _NAMES):
            raise ValueError("a database of something else")
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            self._db.execute(f"PRAGMA {pragma}")
        for table in _TABLES:
            self._db.execute(table)
        if self._db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise ValueError("damaged")
        if any(self._db.execute(odd).fetchone() for odd in _ODD):
            raise ValueError("a value of another kind")
        exported = self.fact("device")
        if exported is not None:
            DeviceKeys.restore(exported)
        item = self.next_item()
        while item is not None:
            item = self.next_item(item.counter)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
        if _OPEN.get(self._there) is self:
            del _OPEN[self._there]

    def keep(self) -> None:
        """From here on what the file says stays, whatever fails."""
        self._before = None

    @contextlib.contextmanager
    def binding(self) -> Iterator[None]:
        """What is done here may bind these keys at the server: unless it says that nothing happened, the file stays."""
        before, self._before = self._before, None
        try:
            yield
        except Refusal as refusal:
            if refusal.code != "internal":  # which may be a word of something in between
                self._before = before
            raise

    def abandon(self) -> None:
        """Let go of the file after a start that failed: it is as it was before, and gone if it was not there."""
        with contextlib.suppress(KeysUnavailable, Stopped):
            if self._before is not None:
                self._take_back(self._before)
                if self._made and not self._facts():
                    self._db.execute("PRAGMA journal_mode = DELETE")
                    self.path.unlink(missing_ok=True)
        self.close()

    def _take_back(self, before: dict[str, bytes]) -> None:
        """What this start wrote, and nothing that another program did."""
        with self._transaction():
            now = self._facts()
            for name, value in self._learned.items():
                if now.get(name) == value:
                    self._db.execute("DELETE FROM facts WHERE name = ?", (name,))
                    if name in before:
                        self._db.execute("INSERT INTO facts VALUES (?, ?)", (name, before[name]))

    def start_over(self) -> None:
        """Forget what the file was for, and the device's keys with it."""
        with self._transaction():
            self._db.execute("DELETE FROM facts")

    def _facts(self) -> dict[str, bytes]:
        return {name: bytes(value) for name, value in self._db.execute("SELECT name, value FROM facts")}

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        """All or nothing, durable at the end."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(KeysUnavailable, Stopped, sqlite3.ProgrammingError):
                if self._db.in_transaction:  # after a full disk SQLite has taken it back itself
                    self._db.execute("ROLLBACK")
            raise

    def device(self) -> DeviceKeys:
        """This device's keys, made at the first call."""
        exported = self.fact("device")
        if exported is None:
            exported = DeviceKeys.generate().export()
            self.learn(device=exported)
        return DeviceKeys.restore(exported)

    def fact(self, name: str) -> bytes | None:
        """The value under that name, when there is one."""
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return row and bytes(row[0])

    def learn(self, **facts: bytes) -> None:
        """Write values under their names, all or none."""
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", list(facts.items()))
        if self._before is not None:
            self._learned |= facts

    def forget(self, name: str) -> None:
        """Delete the value under that name."""
        self._db.execute("DELETE FROM facts WHERE name = ?", (name,))

    def enqueue(self, waiting: Waiting) -> int:
        """Put a command into the outbox; returns its counter, which is the next one."""
        with self._transaction():
            counter = self._counter() + 1
            self._remember_counter(counter)
            self._db.execute("INSERT INTO outbox VALUES (?, ?, NULL)", (counter, encode(waiting)))
        return counter

    def offer_again(self, counter: int, waiting: Waiting) -> None:
        """Put a command that the server had stored once back into the outbox, under its own counter (L10)."""
        self._db.execute("INSERT OR IGNORE INTO outbox VALUES (?, ?, NULL)", (counter, encode(waiting)))

    def raise_counter(self, at_least: int) -> None:
        """Continue above what the server has already stored of this device."""
        if at_least > self._counter():
            with self._transaction():
                self._remember_counter(max(at_least, self._counter()))

    def next_item(self, after: int = 0) -> Item | None:
        """The oldest command of the outbox with a counter above `after`."""
        row = self._db.execute(
            "SELECT counter, waiting, envelope FROM outbox WHERE counter > ? ORDER BY counter LIMIT 1",
            (after,),
        ).fetchone()
        if row is None:
            return None
        envelope = row[2] and msgspec.msgpack.decode(row[2], type=Envelope)
        return Item(row[0], msgspec.msgpack.decode(row[1], type=Waiting), envelope)

    def waiting(self) -> int:
        """How many commands the outbox has."""
        [count] = self._db.execute("SELECT count(*) FROM outbox").fetchone()
        return int(count)

    def item(self, counter: int) -> Item | None:
        """The command with this counter, if it still waits."""
        found = self.next_item(counter - 1)
        return found if found and found.counter == counter else None

    def sealed(self, counter: int, envelope: Envelope | None) -> None:
        """Write down the exact bytes before they are sent. None: they were refused and will be sealed anew."""
        data = None if envelope is None else encode(envelope)
        self._db.execute("UPDATE outbox SET envelope = ? WHERE counter = ?", (data, counter))

    def renumber(self, counter: int) -> int:
        """Put a command under the next counter, to be sealed anew; returns that counter."""
        with self._transaction():
            after = self._counter() + 1
            self._remember_counter(after)
            self._db.execute(
                "UPDATE outbox SET counter = ?, envelope = NULL WHERE counter = ?", (after, counter)
            )
        return after

    def settled(self, counter: int) -> None:
        """The command was stored, or given up."""
        self._db.execute("DELETE FROM outbox WHERE counter = ?", (counter,))

    def give_up(self, counter: int, why: str) -> None:
        """The command was refused for good and nobody waits for its answer: it is kept until somebody asks."""
        with self._transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO given_up SELECT counter, waiting, ? FROM outbox WHERE counter = ?",
                (why, counter),
            )
            self._db.execute("DELETE FROM outbox WHERE counter = ?", (counter,))

    def given_up(self) -> list[tuple[int, Waiting, str]]:
        """What was given up, the oldest first, with the counter of each and why."""
        rows = self._db.execute("SELECT counter, waiting, why FROM given_up ORDER BY counter").fetchall()
        return [
            (counter, msgspec.msgpack.decode(waiting, type=Waiting), why) for counter, waiting, why in rows
        ]

    def forget_given_up(self, counters: Iterable[int]) -> None:
        """They were told."""
        with self._transaction():
            self._db.executemany("DELETE FROM given_up WHERE counter = ?", [(each,) for each in counters])

    def scrub(self) -> None:
        """Leave no trace of what was deleted, neither in gaps of the file nor in its write-ahead log (L7)."""
        self._db.execute("VACUUM")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def pins(self, conversation: bytes) -> tuple[bytes | None, bytes | None]:
        """The newest customer-devices and epoch records known of a conversation, each as `n ‖ hash` (S4).

        The ids of the devices that were taken out follow the first. No epoch: the log began anew since (L10).
        """
        row = self._db.execute(
            "SELECT devices, epoch FROM pins WHERE conversation = ?", (conversation,)
        ).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def set_pins(self, conversation: bytes, devices: bytes, epoch: bytes) -> None:
        """Write down the newest records of a conversation."""
        self._db.execute("INSERT OR REPLACE INTO pins VALUES (?, ?, ?)", (conversation, devices, epoch))

    def begin_generation(self, generation: bytes) -> None:
        """Remember which log is being read (L10).

        When another one was read before, its epochs bind no more (`pins`), and what waits is sealed anew: its place in the
        chain, and the version that it replaces, were the other log's.
        """
        known = self.fact("generation")
        if known == generation:
            return
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO facts VALUES ('generation', ?)", (generation,))
            self._db.execute("DELETE FROM facts WHERE name = 'known'")
            if known is not None:
                self._db.execute("UPDATE pins SET epoch = NULL")
                self._db.execute("UPDATE outbox SET envelope = NULL")

    def _counter(self) -> int:
        return int.from_bytes(self.fact("counter") or b"", "big")

    def _remember_counter(self, counter: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES ('counter', ?)", (counter.to_bytes(8, "big"),))


def _named(error: sqlite3.Error) -> KeysUnavailable | WrongKeys | Stopped:
    """What went wrong with the file, by its name."""
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
        return Stopped("closed")
    name = getattr(error, "sqlite_errorname", "SQLITE_ERROR")
    if name.startswith(_HELD_ELSEWHERE):
        return _Locked(str(error))
    if name.startswith(_FOR_NOW):
        return KeysUnavailable(str(error))
    return WrongKeys(str(error))
