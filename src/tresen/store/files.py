"""Reads and changes of the tables of files: begun, complete, named by a message, dropped (F3, F6, F7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, func, insert, literal_column, select, update

from tresen.store.schema import blobs, blobs_gone, conversations, file_totals
from tresen.store.sql import Query
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx

IDS: Final = 500
"""The most keys in one statement."""
_b, _t, _c = blobs.c, file_totals.c, conversations.c


class Blob(NamedTuple):
    """One file of a conversation. `seq`: the message that names it, None while none does."""

    conversation: int
    blob: bytes
    device: int
    name: str
    bytes: int
    complete: bool
    seq: int | None
    invitation: int | None = None
    """The invitation that it came with, while that is open (S21)."""

    @property
    def named(self) -> bool:
        """A message or an invitation has it: it is under way no more."""
        return self.seq is not None or self.invitation is not None


class Place(NamedTuple):
    """The conversation that a call is about, and the file if it is there."""

    conversation: int
    back_room: bool
    blocked: bool
    erased: bool
    blob: Blob | None


_UNDER_WAY: Final = (_b.seq.is_(None), _b.invitation_id.is_(None))
_COLUMNS: Final = (
    _b.conversation_id,
    _b.blob,
    _b.device_id,
    _b.name,
    _b.bytes,
    _b.complete,
    _b.seq,
    _b.invitation_id,
)
_PLACE: Final = Query(
    select(_c.id, _c.back_room, _c.blocked, _c.erased_ms, *_COLUMNS)
    .outerjoin(blobs, (_b.conversation_id == _c.id) & (_b.blob == bindparam("blob")))
    .where(_c.business_id == bindparam("business"), _c.public_id == bindparam("conversation"))
)


def place(connection: Connection, business: int, conversation: bytes, blob: bytes) -> Place | None:
    """Conversation and file by their public ids; None when the business has no such conversation."""
    row = _PLACE.one(connection, business=business, conversation=conversation, blob=blob)
    if row is None:
        return None
    found = (
        None
        if row[4] is None
        else Blob(row[4], row[5], row[6], row[7], row[8], bool(row[9]), row[10], row[11])
    )
    return Place(row[0], bool(row[1]), bool(row[2]), row[3] is not None, found)


def find(tx: Tx, conversation: Conversation, wanted: Sequence[bytes]) -> dict[bytes, Blob]:
    """These files of the conversation, by id."""
    query = select(*_COLUMNS).where(_b.conversation_id == conversation.id, _b.blob.in_(wanted))
    return {row.blob: Blob(*row) for row in tx.execute(query)}


_STORED: Final = Query(
    select(_t.conversation_id, _t.bytes).where(
        _t.business_id == bindparam("business"),
        (_t.conversation_id == bindparam("conversation")) | (_t.conversation_id == literal_column("0")),
    )
)


def stored(source: Tx | Connection, business: int, conversation: int) -> tuple[int, int]:
    """The bytes of the files of a conversation, and of the whole business."""
    found: dict[int, int] = dict(_STORED.all(source, business=business, conversation=conversation))
    return found.get(conversation, 0), found.get(0, 0)


def under_way(tx: Tx, device: int) -> int:
    """How many files a device has begun that no message names yet."""
    query = select(func.count()).select_from(blobs).where(_b.device_id == device, *_UNDER_WAY)
    found: int = tx.execute(query).scalar_one()
    return found


def begin(tx: Tx, conversation: Conversation, blob: bytes, device: int, name: str, size: int) -> None:
    """Note a file whose id is new in the conversation; it counts in the quotas from now on."""
    row = {
        "conversation_id": conversation.id,
        "blob": blob,
        "business_id": conversation.business_id,
        "device_id": device,
        "name": name,
        "bytes": size,
        "begun_ms": tx.now_ms,
        "complete": False,
        "seq": None,
    }
    tx.execute(insert(blobs).values(row))
    _count(tx, conversation.business_id, conversation.id, size)


def complete(tx: Tx, blob: Blob) -> None:
    """All of the file is there and durable."""
    tx.execute(update(blobs).where(*_key(blob)).values(complete=True))


def name(tx: Tx, business: Business, found: Iterable[Blob], seq: int) -> None:
    """[F3] From now on these files belong to the message at `seq`."""
    for blob in found:
        tx.execute(update(blobs).where(*_key(blob)).values(seq=seq, business_id=business.id))


def drop(tx: Tx, business: int, gone: Sequence[Blob]) -> None:
    """[F7] These files are no more: their bytes are to be removed, and count no longer."""
    for blob in gone:
        tx.execute(delete(blobs).where(*_key(blob)))
        tx.execute(insert(blobs_gone).values(name=blob.name))
        _count(tx, business, blob.conversation, -blob.bytes)


def drop_said(tx: Tx, business: int, seqs: Sequence[int]) -> None:
    """[F7] Drop the files of these messages, which are being erased."""
    if not stored(tx, business, 0)[1]:
        return
    for at in range(0, len(seqs), IDS):
        part = seqs[at : at + IDS]
        query = select(*_COLUMNS).where(_b.business_id == business, _b.seq.in_(part))
        drop(tx, business, [Blob(*row) for row in tx.execute(query)])


_UNNAMED: Final = Query(
    select(*_COLUMNS).where(_b.conversation_id == bindparam("conversation"), _b.seq.is_(None))
)


def drop_under_way(tx: Tx, conversation: Conversation) -> None:
    """[F7] Drop the files of a conversation that no message names: it is over."""
    rows = _UNNAMED.all(tx, conversation=conversation.id)
    drop(tx, conversation.business_id, [Blob(*row) for row in rows])


def invite(tx: Tx, found: Iterable[Blob], invitation: int) -> None:
    """[S21] From now on these files belong to that invitation, in this order, which their times keep."""
    for place, blob in enumerate(found):
        ordered = {"invitation_id": invitation, "begun_ms": tx.now_ms + place}
        tx.execute(update(blobs).where(*_key(blob)).values(ordered))


def invited(source: Tx | Connection, invitation: int) -> list[Blob]:
    """The files of an invitation that is open, in its order."""
    query = select(*_COLUMNS).where(_b.invitation_id == invitation).order_by(_b.begun_ms)
    return [Blob(*row) for row in source.execute(query)]


def drop_invited(tx: Tx, business: int, invitation: int) -> None:
    """[S21] The files of an invitation that is over are no more."""
    drop(tx, business, invited(tx, invitation))


def move_invited(tx: Tx, invitation: int, conversation: Conversation, seq: int) -> None:
    """[F3, S21] They belong to the message at `seq` now, and count in its conversation."""
    for blob in invited(tx, invitation):
        moved = {"conversation_id": conversation.id, "seq": seq, "invitation_id": None}
        tx.execute(update(blobs).where(*_key(blob)).values(moved))
        _count(tx, conversation.business_id, blob.conversation, -blob.bytes)
        _count(tx, conversation.business_id, conversation.id, blob.bytes)


def waited(connection: Connection, before_ms: int) -> list[tuple[int, int, bytes]]:
    """[F7] Business, conversation and id of each file that was begun before that time and that no message names."""
    query = select(_b.business_id, _b.conversation_id, _b.blob).where(*_UNDER_WAY, _b.begun_ms < before_ms)
    return [tuple(row) for row in connection.execute(query)]


def drop_waited(tx: Tx, business: int, conversation: int, blob: bytes) -> None:
    """[F7] Drop a file unless a message names it meanwhile."""
    query = select(*_COLUMNS).where(_b.conversation_id == conversation, _b.blob == blob, *_UNDER_WAY)
    drop(tx, business, [Blob(*row) for row in tx.execute(query)])


def gone(connection: Connection) -> list[str]:
    """The names of files whose bytes are to be removed."""
    return [found for (found,) in connection.execute(select(blobs_gone.c.name))]


def removed(tx: Tx, names: Sequence[str]) -> None:
    """The bytes of these are removed."""
    for at in range(0, len(names), IDS):
        tx.execute(delete(blobs_gone).where(blobs_gone.c.name.in_(names[at : at + IDS])))


def known(connection: Connection, names: Sequence[str]) -> set[str]:
    """Which of these names belong to a file."""
    wanted = set(names)
    return {found for (found,) in connection.execute(select(_b.name)) if found in wanted}


def _key(blob: Blob) -> tuple[Any, ...]:
    return (_b.conversation_id == blob.conversation, _b.blob == blob.blob)


def _count(tx: Tx, business: int, conversation: int, size: int) -> None:
    for where in (conversation, 0):
        which = (_t.business_id == business, _t.conversation_id == where)
        held = tx.execute(select(_t.bytes).where(*which)).scalar()
        if held is None:
            row = {"business_id": business, "conversation_id": where, "bytes": size}
            tx.execute(insert(file_totals).values(row))
        elif held + size > 0:
            tx.execute(update(file_totals).where(*which).values(bytes=held + size))
        else:
            tx.execute(delete(file_totals).where(*which))
