"""Carrying files: what there is room for, begin, chunks, complete, cancel, read (F4–F6)."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from contextlib import AbstractContextManager, aclosing
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import Connection

from tresen.core import files as rules
from tresen.core import policy
from tresen.core.files import Layout, Left, Range
from tresen.core.policy import Action, Who, require_in, require_program
from tresen.desk.context import Context
from tresen.desk.fileroom import FileRoom, failed
from tresen.desk.files.sweep import remove_gone
from tresen.desk.guards import require_alive, sender
from tresen.errors import Refusal
from tresen.files.staging import Missing
from tresen.store import files as store
from tresen.store.files import Blob, Place
from tresen.store.queries import assigned_to
from tresen.store.state import Conversation
from tresen.store.tx import Tx
from tresen.store.writer import Job

NAME_BYTES: Final = 16
FLOOR_SHARE: Final = 2
"""Files stop at twice the free disk at which messages do: a disk full of files must not keep anybody from writing."""


class Carried(NamedTuple):
    """What is there of a file: ranges of chunks, and whether it is complete."""

    have: list[Range]
    complete: bool


class Source(NamedTuple):
    """The file that another conversation has, to be copied (F4)."""

    conversation: bytes
    blob: bytes


def room_of(house: Context) -> FileRoom:
    """The installation's files."""
    if house.files is None:
        raise Refusal("not_found", "this server takes no files")
    return house.files


def transfer(house: Context, who: Who) -> AbstractContextManager[None]:
    """[F6] Count a transfer as long as it runs. Raises `too_many`."""
    return room_of(house).transfers.one(who)


async def look(house: Context, who: Who, conversation: bytes) -> Left:
    """[F6] What may still be sent there. Raises `unknown_conversation`, `forbidden`."""
    quotas = room_of(house).quotas

    def read(connection: Connection) -> Left:
        found = _place(connection, who, conversation, b"", Action.SEND_FILES)
        mine, whole = store.stored(connection, who.business, found.conversation)
        return rules.left(quotas, mine, whole, staff=who.staff, back_room=found.back_room)

    return await house.read(read)


async def begin(
    house: Context, who: Who, conversation: bytes, blob: bytes, size: int, source: Source | None = None
) -> Carried:
    """[F4, F6] Begin a file of `size` sealed bytes, or go on with it; with `source`, copy it from there.

    Raises:
        Refusal: `bad_request` for an impossible size, or for an id under which something else was begun; `too_large`,
            `too_many`, `conversation_full`, `business_full`, `storage_full`, `conversation_blocked`,
            `conversation_erased`, `unknown_conversation`, `forbidden`, `revoked`; `not_found` when `source` is not there.
    """
    room, layout = room_of(house), Layout.of(size)
    house.spending.file(who)
    rules.require_size(room.quotas.file, size)
    house.storage.require_room(staff=who.staff, more=size, share=FLOOR_SHARE)
    origin = None if source is None else await _readable(house, who, source.conversation, source.blob)
    if origin is not None and origin.bytes != size:
        raise Refusal("bad_request", "bytes: the file to be copied has another size")
    name = secrets.token_hex(NAME_BYTES)
    found = await house.write(_beginning(who, conversation, blob, size, name, room))
    if found.complete:
        return Carried([(0, layout.chunks - 1)], True)
    try:
        if origin is not None:
            await room.store.copy(origin.name, found.name, size)
            await _complete(house, who, conversation, found, source)
            await room.threads.run(lambda: room.staging.drop(found.name))
            return Carried([(0, layout.chunks - 1)], True)
        # Kept, but not noted: the server was killed in between. `complete` notes it.
        if found.name != name and await _is_kept(room, found):
            return Carried([(0, layout.chunks - 1)], False)
        there = await room.threads.run(lambda: room.staging.begin(found.name, layout))
    except FileNotFoundError:
        if await _is_kept(room, found):
            return Carried([(0, layout.chunks - 1)], False)
        raise Refusal("not_found", "it was erased or cancelled meanwhile") from None
    except OSError as error:
        raise failed(error) from None
    return Carried(rules.ranges(there), False)


def _beginning(who: Who, conversation: bytes, blob: bytes, size: int, name: str, room: FileRoom) -> Job[Blob]:
    def job(tx: Tx) -> Blob:
        device = sender(tx, who)
        held = tx.conversation_by_id(who.business, conversation)
        _require_open(who, held)
        known = store.find(tx, held, [blob]).get(blob)
        if known is not None:
            if (known.device, known.bytes) != (device.id, size):
                raise Refusal("bad_request", "another file was begun under this id")
            return known
        mine, whole = store.stored(tx, who.business, held.id)
        left = rules.left(room.quotas, mine, whole, staff=who.staff, back_room=held.back_room)
        rules.require_room(left, size, store.under_way(tx, device.id))
        store.begin(tx, held, blob, device.id, name, size)
        return Blob(held.id, blob, device.id, name, size, False, None)

    return job


def _require_open(who: Who, held: Conversation) -> None:
    require_in(who, Action.SEND_FILES, held.business_id, held.id, held.back_room)
    require_alive(held)
    if held.blocked and not who.staff:
        raise Refusal("conversation_blocked")


class Upload(NamedTuple):
    """A file that takes chunks. None of `name`: it is complete, and what comes is dropped."""

    layout: Layout
    name: str | None


async def upload(house: Context, who: Who, conversation: bytes, blob: bytes) -> Upload:
    """[F4] The file that chunks are to be written into. Raises as `begin`; `not_found` for one not begun."""
    room_of(house)
    house.spending.chunk(who)
    house.storage.require_room(staff=who.staff, share=FLOOR_SHARE)
    found = await house.read(lambda connection: _own(connection, who, conversation, blob))
    return Upload(Layout.of(found.bytes), None if found.complete else found.name)


async def write(house: Context, into: Upload, first: int, data: bytes | memoryview) -> None:
    """[F4] Write whole chunks from `first` on; not yet durable. Raises `not_found`, `storage_full`, `internal`."""
    room, name = room_of(house), into.name
    if name is None:
        return
    try:
        await room.threads.run(lambda: room.staging.write(name, into.layout, first, data))
    except FileNotFoundError:
        if await room.store.size(name) != into.layout.bytes:
            raise Refusal("not_found", "it was erased or cancelled meanwhile") from None
    except OSError as error:
        raise failed(error) from None


async def complete(house: Context, who: Who, conversation: bytes, blob: bytes) -> None:
    """[F4] All chunks were sent: make the file durable, so that a message may name it. The same again is harmless.

    Raises:
        Refusal: `blob_missing` while chunks are missing; else as `upload`.
    """
    room = room_of(house)
    found = await house.read(lambda connection: _own(connection, who, conversation, blob))
    if found.complete:
        return
    try:
        if not await _is_kept(room, found):
            layout = Layout.of(found.bytes)
            staged = await room.threads.run(lambda: room.staging.finish(found.name, layout))
            await room.store.keep(found.name, staged)
    except Missing as missing:
        raise Refusal("blob_missing", f"chunk {missing.first} has not come") from None
    except FileNotFoundError:
        # Another request for the same may just have moved it to its place.
        if not await _is_kept(room, found):
            raise Refusal("not_found", "it was erased or cancelled meanwhile") from None
    except OSError as error:
        raise failed(error) from None
    await _complete(house, who, conversation, found)
    await room.threads.run(lambda: room.staging.drop(found.name))


async def _is_kept(room: FileRoom, found: Blob) -> bool:
    """Whether all of it is in its place already."""
    try:
        return await room.store.size(found.name) == found.bytes
    except OSError as error:
        raise failed(error) from None


async def _complete(
    house: Context, who: Who, conversation: bytes, found: Blob, source: Source | None = None
) -> None:
    """Note that all of it is there. If it was erased or cancelled meanwhile, what was kept goes again."""
    room = room_of(house)

    def job(tx: Tx) -> bool:
        held = tx.conversation_by_id(who.business, conversation)
        now = store.find(tx, held, [found.blob]).get(found.blob)
        if now is None or now.name != found.name:
            return False
        if source is not None and not _still_there(tx, who, source):
            store.drop(tx, who.business, [now])
            return False
        store.complete(tx, now)
        return True

    if not await house.write(job):
        await room.store.remove(found.name)
        await remove_gone(house)
        raise Refusal("not_found", "it was erased or cancelled meanwhile")


def _still_there(tx: Tx, who: Who, source: Source) -> bool:
    origin = tx.conversation_by_id(who.business, source.conversation)
    found = store.find(tx, origin, [source.blob]).get(source.blob)
    return found is not None and found.seq is not None


async def cancel(house: Context, who: Who, conversation: bytes, blob: bytes) -> None:
    """[F4] Give up a file that no message names; nothing of it stays. The same again is harmless.

    Raises:
        Refusal: `forbidden` for one that a message names: it is erased with that; `unknown_conversation`, `revoked`.
    """

    def job(tx: Tx) -> None:
        device = sender(tx, who)
        held = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.SEND_FILES, held.business_id, held.id, held.back_room)
        found = store.find(tx, held, [blob]).get(blob)
        if found is None or found.device != device.id:
            return
        if found.named:
            raise Refusal("forbidden", "a message or an invitation has this file: it goes with that")
        store.drop(tx, who.business, [found])

    room_of(house)
    await house.write(job)
    await remove_gone(house)


File: TypeAlias = Blob
"""A file that can be read, for whoever asked `readable`."""


async def readable(house: Context, who: Who, conversation: bytes, blob: bytes) -> File:
    """[F5] A file that a message names, for whoever may read it. Raises `not_found`, `unknown_conversation`, `forbidden`."""
    room_of(house)
    house.spending.chunk(who)
    return await _readable(house, who, conversation, blob)


async def read(house: Context, found: File, start: int, end: int) -> AsyncGenerator[bytes, None]:
    """Its sealed bytes from `start` up to `end`. Raises `not_found` when it was erased meanwhile, `internal`."""
    try:
        async with aclosing(room_of(house).store.read(found.name, start, end)) as pieces:
            async for piece in pieces:
                yield piece
    except FileNotFoundError:
        raise Refusal("not_found", "it was erased meanwhile") from None
    except OSError as error:
        raise failed(error) from None


async def _readable(house: Context, who: Who, conversation: bytes, blob: bytes) -> Blob:
    def look_up(connection: Connection) -> Blob:
        found = _place(connection, who, conversation, blob, Action.READ_FILES).blob
        if found is None or found.seq is None:
            raise Refusal("not_found", "there is no such file, or it was erased")
        return found

    await house.turns.over(conversation)
    return await house.read(look_up)


def _place(connection: Connection, who: Who, conversation: bytes, blob: bytes, action: Action) -> Place:
    found = store.place(connection, who.business, conversation, blob)
    if found is None:
        raise Refusal("unknown_conversation")
    require_in(who, action, who.business, found.conversation, found.back_room)
    if who.program is not None and not found.back_room:
        place = policy.Place(False, (found.conversation, assigned_to(connection, found.conversation)))
        require_program(who.program, who.person, action, place)
    return found


def _own(connection: Connection, who: Who, conversation: bytes, blob: bytes) -> Blob:
    """A file that this device carries."""
    place = _place(connection, who, conversation, blob, Action.SEND_FILES)
    if place.erased:
        raise Refusal("conversation_erased")
    if place.blocked and not who.staff:
        raise Refusal("conversation_blocked")
    found = place.blob
    if found is None or found.device != who.device:
        raise Refusal("not_found", "this device has begun no such file")
    return found
