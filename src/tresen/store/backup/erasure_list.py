"""The erasure list: every erase command that was obeyed and every signed record, outside the database (L10).

An older copy of the database does not know what was erased later. The list does, so a restored backup is brought up to it
before anybody is served. It is written from the log, by a server that runs and again by each backup: what a crash or a full
disk kept out of it follows the next time. An entry is its length (4 bytes), its MessagePack, and 16 bytes of their SHA-256.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from tresen.core.model import Kind
from tresen.store.backup.restoring import NotServable
from tresen.store.backup.wishes import WISHES, Wish, changed_wishes
from tresen.store.chain import between
from tresen.store.database import sync
from tresen.store.profiles import newest_contents
from tresen.store.schema import businesses, conversations, devices, events

FILE: Final = "tresen.erasures"
"""The list's name in the data folder, unless the setting `erasure_list` names another file."""
MAGIC: Final = b"tresen erasure list 1\n"
RESTORED: Final = 0
"""The kind of an entry that says: from here on the business's log is of another generation. Higher ones are kinds of
events."""
REMOVED: Final = -1
"""The host removed the business: nothing of it comes back. Its other entries are gone from the list."""
_LENGTH: Final = 4
_CHECK: Final = 16
_FIRST: Final = bytes((0x90 + 11,))
"""Every entry is an array of eleven (MessagePack)."""
_HEAD: Final = re.compile(_FIRST + rb"[\x00-\x7f\xe0-\xff]\xc4\x10.{16}\xc4\x10", re.DOTALL)
"""It begins with its kind, in one byte, and two ids of 16 bytes."""
PATIENCE: Final = 64
"""So many times a list's size is hashed at most to find what is whole: damage alone needs about once."""
LISTED: Final = (int(Kind.RECORD), int(Kind.ERASED), int(Kind.EXPIRED))
"""The kinds of events that stand on the list."""
TOLD: Final = (*LISTED, int(Kind.CLASS))
"""The kinds of events after which something is to be written: what is kept is told by the table (`wishes.KEPT`)."""


class BadList(Exception):
    """The file is no erasure list, or somebody changed it."""


class Damaged(BadList):
    """An entry in the middle is not what was written; others stand behind it."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One event of a log, named by its business, the generation of its log and its `seq`.

    `body` is the event's (L5). `ids` names the messages that a command for single messages erased (device, counter): a
    client may offer one again. `contents` are text and picture of a published profile. `whole`: the whole conversation went.
    """

    kind: int
    business: bytes
    generation: bytes
    seq: int
    at_ms: int
    conversation: bytes | None = None
    device: bytes | None = None
    body: bytes = b""
    ids: tuple[tuple[bytes, int], ...] = ()
    contents: tuple[bytes, bytes | None] | None = None
    whole: bool = False

    @property
    def log(self) -> tuple[bytes, bytes]:
        """The log it is of."""
        return self.business, self.generation

    @property
    def place(self) -> tuple[int, bytes, bytes, int]:
        """What names it."""
        return self.kind, self.business, self.generation, self.seq


_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final = msgspec.msgpack.Decoder(Entry)


def encode(entry: Entry) -> bytes:
    """The entry as it stands in the file."""
    body = _encoder.encode(entry)
    return len(body).to_bytes(_LENGTH, "big") + body + hashlib.sha256(body).digest()[:_CHECK]


def decode(data: bytes) -> tuple[list[Entry], int]:
    """The entries of a list, and how many bytes of it are whole: a crash may have left half an entry at the end.

    Raises:
        BadList: it is none, or of a newer version. `Damaged`: an entry in the middle is not what was written.
    """
    if not data.startswith(MAGIC):
        if MAGIC.startswith(data):
            return [], 0
        raise BadList("is no erasure list")
    found: list[Entry] = []
    at, reading = len(MAGIC), Reading(data)
    while at < len(data):
        end = reading.end_of(at)
        if end is None:
            # A torn write leaves half an entry, or zeros where it was to stand, but nothing can follow them.
            if reading.next_after(at) is not None:
                raise Damaged(f"is damaged at byte {at}")
            break
        found.append(entry_at(data, at, end))
        at = end
    return found, at


class Reading:
    """One pass over the bytes of a list. `hashed` counts those that were hashed: `PATIENCE` bounds them."""

    def __init__(self, data: bytes) -> None:
        self.data, self.hashed = data, 0

    def end_of(self, at: int) -> int | None:
        """Where the entry that begins there ends; None: none begins there, or it is not what was written."""
        data, begin = self.data, at + _LENGTH
        length = int.from_bytes(data[at:begin], "big")
        check = begin + length
        if check + _CHECK > len(data) or not data.startswith(_FIRST, begin):
            return None
        self.hashed += length
        whole = hashlib.sha256(data[begin:check]).digest()[:_CHECK] == data[check : check + _CHECK]
        return check + _CHECK if whole else None

    def next_after(self, at: int) -> int | None:
        """Where the next whole entry behind a damaged one begins; None: there is none.

        Raises:
            BadList: more looks like an entry and is none than damage brings about.
        """
        found = _HEAD.search(self.data, at + 1 + _LENGTH)
        while found is not None:
            begin = found.start()
            if self.end_of(begin - _LENGTH) is not None:
                return begin - _LENGTH
            if self.hashed > PATIENCE * len(self.data):
                raise BadList(f"is damaged at byte {at}, and somebody made it look like entries behind that")
            found = _HEAD.search(self.data, begin + 1)
        return None


def entry_at(data: bytes, at: int, end: int) -> Entry:
    """The entry. Raises `BadList`: a newer version wrote it."""
    try:
        return _decoder.decode(data[at + _LENGTH : end - _CHECK])
    except msgspec.DecodeError:
        raise BadList(f"is damaged at byte {at}, or of a newer version") from None


def heads(entries: Iterable[Entry]) -> dict[tuple[bytes, bytes], int]:
    """The highest `seq` that is listed of each log."""
    found: dict[tuple[bytes, bytes], int] = {}
    for entry in entries:
        if entry.kind >= RESTORED:
            found[entry.log] = max(found.get(entry.log, 0), entry.seq)
    return found


def wishes(entries: Iterable[Entry]) -> dict[Wish, bytes]:
    """What was decided last of each thing that needs no event."""
    return {
        Wish(entry.kind, entry.business, entry.conversation or b"", entry.seq): entry.body
        for entry in entries
        if entry.kind in WISHES
    }


def removed(entries: Iterable[Entry]) -> frozenset[bytes]:
    """The public ids of businesses that were removed."""
    return frozenset(entry.business for entry in entries if entry.kind == REMOVED)


def read(file: Path) -> list[Entry]:
    """The entries of a list that somebody else may be writing. Raises `BadList`, `OSError`."""
    return decode(file.read_bytes())[0]


def missing(
    connection: Connection, listed: dict[tuple[bytes, bytes], int], decided: dict[Wish, bytes]
) -> Iterator[Entry]:
    """What the logs hold past `listed`, in the order of each log, then what was decided otherwise than `decided`."""
    b, e = businesses.c, events.c
    for key, business, generation in connection.execute(select(b.id, b.public_id, b.generation)).all():
        after = listed.get((business, generation), 0)
        query = (
            select(e.seq, e.kind, e.at_ms, e.conversation_id, e.device_id, e.body, e.rev)
            .where(e.business_id == key, e.seq > after, e.kind.in_(LISTED))
            .order_by(e.seq)
        )
        for row in connection.execute(query).all():
            more: dict[str, Any] = {}
            if row.kind == int(Kind.ERASED):
                more = _erased(connection, row.conversation_id, row.body)
            elif row.kind == int(Kind.EXPIRED):
                more = {"whole": True}
            elif row.rev is not None:
                more = {"contents": _contents(connection, key, row.rev)}
            yield Entry(
                kind=row.kind,
                business=business,
                generation=generation,
                seq=row.seq,
                at_ms=row.at_ms,
                conversation=_public_id(connection, conversations, row.conversation_id),
                device=_public_id(connection, devices, row.device_id),
                body=row.body,
                **more,
            )
    for wish, said in changed_wishes(connection, decided):
        yield Entry(
            wish.kind, wish.business, said.generation, wish.n, said.at_ms, wish.conversation, body=said.body
        )


def mended(connection: Connection, data: bytes) -> list[Entry]:
    """[L10] The entries of a damaged list: those that are whole, and what the logs hold of those that are not.

    What only the list knew and the damage took cannot come back: of a log that was restored since, or that was removed.
    """
    before, behind = _whole(data)
    places = {entry.place: entry for entry in behind if entry.kind >= RESTORED}
    again = [
        places.pop(entry.place, entry)
        for entry in missing(connection, heads(before), wishes(before + behind))
    ]
    left = [entry for entry in behind if entry.kind < RESTORED or entry.place in places]
    return before + left + again


def _whole(data: bytes) -> tuple[list[Entry], list[Entry]]:
    """The entries before the first damage, and those that are whole behind it."""
    before: list[Entry] = []
    behind: list[Entry] = []
    at: int | None = len(MAGIC)
    found, reading = before, Reading(data)
    while at is not None and at < len(data):
        end = reading.end_of(at)
        if end is None:
            at, found = reading.next_after(at), behind
        else:
            found.append(entry_at(data, at, end))
            at = end
    return before, behind


def _erased(connection: Connection, conversation: int, body: bytes) -> dict[str, Any]:
    """A command for a whole conversation needs no list of what was in it."""
    e = events.c
    command, _, erased, *_ = msgspec.msgpack.decode(body)
    if msgspec.msgpack.decode(command)[6] is None:
        return {"whole": True}
    ids: list[tuple[bytes, int]] = []
    for first, last in erased:
        query = (
            select(devices.c.public_id, e.counter)
            .join(devices, devices.c.id == e.device_id)
            .where(between(connection, conversation, first - 1, last))
            .where(e.pos >= first, e.pos <= last, e.counter.is_not(None))
        )
        ids += [(device, counter) for device, counter in connection.execute(query)]
    return {"ids": tuple(ids)}


def _contents(connection: Connection, business: int, rev: int) -> tuple[bytes, bytes | None] | None:
    """Text and picture of a profile, while it is the published one."""
    b = businesses.c
    if connection.execute(select(b.profile_rev).where(b.id == business)).scalar() != rev:
        return None
    found = newest_contents(connection, business)
    return None if found is None else (found.text, found.picture)


def _public_id(connection: Connection, table: Any, key: int | None) -> bytes | None:
    if key is None:
        return None
    found: bytes | None = connection.execute(select(table.c.public_id).where(table.c.id == key)).scalar()
    return found


class ErasureList:
    """The list that a running server keeps. One process writes it; `catch_up` is called on one thread at a time."""

    def __init__(self, file: Path, report: Callable[[Exception], None] = lambda _: None) -> None:
        """`report` hears of damage that was mended."""
        self.file, self._report = file, report
        self._heads: dict[tuple[bytes, bytes], int] | None = None
        self._decided: dict[Wish, bytes] = {}
        self._removed: frozenset[bytes] = frozenset()
        self.gone: set[tuple[bytes, int]] = set()
        """The single messages that were erased, by device and counter."""

    def catch_up(self, connection: Connection) -> int:
        """Append what the logs hold and the list does not; it is on the disk when this returns. How many entries.

        Raises:
            OSError: it cannot be written. The next call writes what is missing.
            BadList: another file stands there.
            NotServable: the list knows more of a log than the log itself.
        """
        listed = self._heads
        if listed is None or not self.file.exists():
            try:
                held = self._opened()
            except Damaged as damage:
                held = self._mend(connection, damage)
            self.gone.update(id_ for entry in held for id_ in entry.ids)
            listed, self._decided, self._removed = heads(held), wishes(held), removed(held)
        reached = newest(connection)
        require_not_older(reached, listed, self.file, self._removed)
        fresh = list(missing(connection, listed, self._decided))
        self._heads = (
            None  # if writing fails, the next call reads the list anew and cuts off what is half there
        )
        if fresh:
            self.append(fresh)
            self.gone.update(id_ for entry in fresh for id_ in entry.ids)
        # Between two entries there may be a million messages: they are looked through once.
        self._heads = listed | reached
        self._decided |= wishes(fresh)
        return len(fresh)

    def remove(self, business: bytes, generation: bytes, head: int, now_ms: int) -> None:
        """Take a business off the list, but for one entry which says that it was removed; on the disk when this returns.

        Raises:
            OSError, BadList: as `catch_up`.
        """
        left = [entry for entry in self._opened() if entry.business != business]
        left.append(Entry(REMOVED, business, generation, head, now_ms))
        self._replace(left)
        self._heads = None

    def _mend(self, connection: Connection, damage: Damaged) -> list[Entry]:
        """What is whole, and what the logs still hold of the rest. The damaged file is kept beside it."""
        data = self.file.read_bytes()
        held = mended(connection, data)
        require_not_older(newest(connection), heads(held), self.file, removed(held))
        aside = self.file.with_name(self.file.name + ".damaged")
        _written(aside, data)
        self._replace(held)
        self._report(damage)
        return held

    def _replace(self, entries: Iterable[Entry]) -> None:
        part = self.file.with_name(self.file.name + ".part")
        _written(part, MAGIC + b"".join(map(encode, entries)))
        part.rename(self.file)
        sync(self.file.parent)

    def append(self, entries: Iterable[Entry]) -> None:
        """Write these entries, on the disk when this returns."""
        with self.file.open("ab") as out:
            out.write(b"".join(map(encode, entries)))
            out.flush()
            os.fsync(out.fileno())

    def _opened(self) -> list[Entry]:
        """Read the list, or begin one. Half an entry at its end is cut off."""
        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            data = b""
        found, whole = decode(data)
        if whole == len(data) and data:
            return found
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(descriptor, whole)
            if not whole:
                os.pwrite(descriptor, MAGIC, 0)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync(self.file.parent)
        return found


def _written(file: Path, data: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def require_not_older(
    reached: dict[tuple[bytes, bytes], int],
    listed: dict[tuple[bytes, bytes], int],
    file: Path,
    removed: frozenset[bytes] = frozenset(),
) -> None:
    """[L10] A log that ends before what was listed of it is a copy that was put back: what was erased would be back.

    Raises:
        NotServable: it does.
    """
    if any(business in removed for business, _ in reached):
        raise NotServable(
            f"a business that was removed is there again, says the erasure list {file}: an older copy was put back, or its"
            " removal was interrupted. Remove it again (tresen business list, tresen business remove)"
        )
    if any(listed.get(log, 0) > head for log, head in reached.items()):
        raise NotServable(
            f"the database is older than its erasure list {file}: a copy was put back, and what was erased since would be"
            " there again. Restore a backup with tresen restore instead, or put the newer folder back"
        )


def newest(connection: Connection) -> dict[tuple[bytes, bytes], int]:
    """The head of every log."""
    b = businesses.c
    found: dict[tuple[bytes, bytes], int] = {}
    for key, business, generation in connection.execute(select(b.id, b.public_id, b.generation)).all():
        query = select(events.c.seq).where(events.c.business_id == key).order_by(events.c.seq.desc()).limit(1)
        found[business, generation] = connection.execute(query).scalar() or 0
    return found
