"""Furnishes a data folder with many conversations: really sealed, stored by the writer itself, hundreds in a transaction.

Conversation `i` says "Zeile i"; when a card names its customer, the name is "Kunde i". So whoever opens a row can tell
whether it is the right one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from tests.world.bakery import PROFILE
from tests.world.house import opened
from tresen.app import running
from tresen.client import Owner
from tresen.client.connection.keyfile import KeyFile
from tresen.clock import SettableClock, SystemClock
from tresen.config import Settings
from tresen.core.model import Kind, Party, Role
from tresen.core.records import (
    Header,
    Signed,
    back_room_id,
    conversation_id,
    digest,
    header_hash,
    record_hash,
)
from tresen.desk.team.setup import new_setup
from tresen.seal.epoch import EpochKey, Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.links import SetupLink
from tresen.seal.message import Envelope, seal_message
from tresen.seal.records import customer_device, sign_customer_devices
from tresen.seal.team import TeamKey
from tresen.store import queries
from tresen.store.schema import businesses, team_keys, team_wraps
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx

HANDLE = "sonnenschein"
OWNER_KEYS = "owner.keys"
CHUNK = 200
MINUTE = 60_000
NAMED_EACH, UNREAD_EACH, MINE_EACH, CLOSED_EACH = 3, 20, 10, 10
"""One conversation in this many has a card, is unread, is Ben's (`ME`, whose inbox is opened) or Anna's, is closed."""
ME = 2
SEALED_BYTES = 272
"""A short message, padded and sealed."""

encode = msgspec.msgpack.encode


@dataclass(frozen=True)
class Sealing:
    """What sealing needs of the furnished business."""

    business: bytes
    team_private: bytes
    team_hash: bytes
    owner: bytes
    """The owner's device keys."""
    counter: int
    """The last counter that the owner's device has used."""
    num: int
    """The number of the owner's device's messages in the back room."""
    prev: bytes | None

    @property
    def team(self) -> TeamKey:
        return TeamKey(self.business, 1, self.team_private)


@dataclass(frozen=True)
class Made:
    """A conversation ready to be stored."""

    number: int
    at_ms: int
    conversation: bytes
    device: tuple[bytes, bytes, bytes]
    listed: Signed
    epoch: Signed
    epoch_hash: bytes
    wraps: list[tuple[bytes, bytes]]
    last: Envelope
    card: Envelope | None


def expected(number: int) -> tuple[str | None, str]:
    """Name and last line of conversation `number`; a guest has no name."""
    return (f"Kunde {number}" if number % NAMED_EACH == 0 else None), f"Zeile {number}"


async def furnish(folder: Path, port: int, count: int, messages: int) -> None:
    """Write a business with `count` conversations of `messages` messages into `folder`, its owner's keys beside them.

    The last message of each is sealed; those before it have valid headers and random bytes of the right size, which is
    what a server sees.
    """
    await _found(folder, port)
    clock = SettableClock(SystemClock().now_ms())
    async with opened(folder / "data", clock) as shop:
        key, sealing = await shop.house.read(lambda connection: _sealing(connection, folder))
        for chunk in _sealed(sealing, count, clock.now_ms()):
            await shop.house.write(
                lambda tx, chunk=chunk: _store(tx, tx.business(key), chunk, sealing, messages)  # type: ignore[misc]
            )
            shop.batches.clear()


async def _found(folder: Path, port: int) -> None:
    url = f"http://localhost:{port}"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    async with running(Settings(data=folder / "data", public_url=url, port=port), SystemClock()) as (app, _):
        link = str(SetupLink(url, await new_setup(app.house)))
        owner = await Owner.setup(link, keys=folder / OWNER_KEYS, handle=HANDLE, profile=PROFILE, name="Anna")
        async with owner:
            await owner.team.write_people({1: "Anna", ME: "Ben"})


def _sealing(connection: Connection, folder: Path) -> tuple[int, Sealing]:
    file = KeyFile(folder / OWNER_KEYS)
    keys = file.device()
    file.close()
    business, public_id = connection.execute(select(businesses.c.id, businesses.c.public_id)).one()
    team_hash, x = connection.execute(select(team_keys.c.hash, team_keys.c.x)).one()
    device = queries.find_device(connection, keys.id)
    assert device is not None
    wrap = connection.execute(
        select(team_wraps.c.wrap).where(team_wraps.c.device_id == device.id)
    ).scalar_one()
    room = queries.back_room(connection, business)
    assert room is not None
    written = [
        event.header
        for event in queries.events_after(connection, room[0], 0, 100)
        if event.header is not None
    ]
    team = TeamKey.unwrapped(keys, public_id, 1, team_hash, x, wrap)
    prev = header_hash(written[-1]) if written else None
    return business, Sealing(
        public_id, team.private, team_hash, keys.export(), device.counter, len(written), prev
    )


def _sealed(sealing: Sealing, count: int, now_ms: int) -> Iterator[list[Made]]:
    """All conversations in chunks, oldest first, sealed by every core while the writer stores."""
    starts = range(0, count, CHUNK)
    with ProcessPoolExecutor() as pool:
        ahead = 4
        waiting = []
        for start in starts:
            waiting.append(
                pool.submit(
                    _seal_chunk, sealing, range(start, min(start + CHUNK, count)), now_ms - count * MINUTE
                )
            )
            if len(waiting) > ahead:
                yield waiting.pop(0).result()
        for each in waiting:
            yield each.result()


def _seal_chunk(sealing: Sealing, numbers: range, start_ms: int) -> list[Made]:
    team, owner = sealing.team, DeviceKeys.restore(sealing.owner)
    room = EpochKey(sealing.business, back_room_id(sealing.business), 1, sealing.team_hash, team.back_room())
    return [_seal_one(sealing, team, owner, room, number, start_ms + number * MINUTE) for number in numbers]


def _seal_one(
    sealing: Sealing, team: TeamKey, owner: DeviceKeys, room: EpochKey, number: int, at_ms: int
) -> Made:
    keys = DeviceKeys.generate()
    devices = [customer_device(keys, False)]
    listed = sign_customer_devices(keys, sealing.business, 1, None, at_ms, devices)
    conversation = conversation_id(listed.body)
    to = Recipients(1, sealing.team_hash, team.x, 1, record_hash(listed.body), devices)
    epoch = make_epoch(keys, sealing.business, conversation, at_ms, to)
    name, line = expected(number)
    last = seal_message(
        keys, epoch.key, _header(keys, epoch.key, 1, 1, at_ms), {"kind": "text", "text": line}
    )
    card = None if name is None else _card(sealing, owner, room, number, conversation, name, at_ms)
    return Made(
        number, at_ms, conversation, (keys.id, keys.ed, keys.x), listed, epoch.signed, epoch.key.hash, epoch.wraps,
        last, card,
    )  # fmt: skip


def _card(
    sealing: Sealing, owner: DeviceKeys, room: EpochKey, number: int, about: bytes, name: str, at_ms: int
) -> Envelope:
    nth = number // NAMED_EACH + 1
    doc = digest("doc", b"card:" + about)[:16]
    header = _header(owner, room, sealing.counter + nth, sealing.num + nth, at_ms)
    # No card has a second version here, so reading one does not need the chain of headers.
    placed = msgspec.structs.replace(header, prev=sealing.prev, spoken=False, about=about, doc=doc)
    return seal_message(owner, room, placed, {"kind": "card", "name": name})


def _header(keys: DeviceKeys, epoch: EpochKey, counter: int, num: int, at_ms: int) -> Header:
    return Header(
        1, epoch.business, epoch.conversation, epoch.n, epoch.hash, keys.id, counter, num, None, 0, None, True, None,
        None, None, at_ms,
    )  # fmt: skip


def _store(tx: Tx, business: Business, chunk: list[Made], sealing: Sealing, messages: int) -> None:
    owner = tx.device_by_id(DeviceKeys.restore(sealing.owner).id)
    assert owner is not None
    assert business.back_room_id is not None
    room = tx.conversation(business.back_room_id)
    for made in chunk:
        tx.now_ms = made.at_ms
        conversation = _store_one(tx, business, made, messages)
        if made.card is not None:
            card = made.card
            counter = sealing.counter + made.number // NAMED_EACH + 1
            parts = (card.header, card.slot, card.ciphertext, card.signature)
            stored = tx.append_message(business, room, owner, counter, parts, spoken=False)
            doc = digest("doc", b"card:" + made.conversation)[:16]
            tx.put_document(business, doc, stored.seq, conversation.id, None)
        _place(tx, conversation, made.number)


def _store_one(tx: Tx, business: Business, made: Made, messages: int) -> Conversation:
    conversation = tx.add_conversation(business, made.conversation)
    device_id, ed, x = made.device
    device = tx.add_device(business, device_id, Role.CUSTOMER.value, 0, ed, x, conversation.id)
    listed = encode((made.listed.body, made.listed.signature, None))
    seq = tx.append(business, Kind.RECORD, listed, conversation=conversation, device=device).seq
    tx.add_customer_devices(conversation, 1, record_hash(made.listed.body), seq)
    epoch = encode((made.epoch.body, made.epoch.signature, made.wraps))
    seq = tx.append(business, Kind.RECORD, epoch, conversation=conversation, device=device).seq
    tx.add_epoch(conversation, 1, made.epoch_hash, seq, 1, 1)
    place = EpochKey(business.public_id, made.conversation, 1, made.epoch_hash, b"")
    for counter in range(2, messages + 1):
        sent = encode(_older(device_id, place, counter, made.at_ms))
        older = (sent, os.urandom(60), os.urandom(SEALED_BYTES), os.urandom(64))
        tx.append_message(business, conversation, device, counter, older, spoken=True)
    last = (made.last.header, made.last.slot, made.last.ciphertext, made.last.signature)
    tx.append_message(business, conversation, device, 1, last, spoken=True)
    return conversation


def _older(device: bytes, epoch: EpochKey, counter: int, at_ms: int) -> Header:
    return Header(
        1, epoch.business, epoch.conversation, 1, epoch.hash, device, counter, counter, None, 0, None, True, None,
        None, None, at_ms,
    )  # fmt: skip


def _place(tx: Tx, conversation: Conversation, number: int) -> None:
    if number % UNREAD_EACH:
        tx.move_marks(conversation, Party.TEAM, conversation.pos, conversation.pos)
    assigned = {1: (ME,), 3: (1,)}.get(number % MINE_EACH)
    tx.set_state(conversation, closed=number % CLOSED_EACH == 2 or None, assigned=assigned)
