"""A business and its customers with real keys and records, stored through the writer. Most tests of the server use it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import update

from tests.world.clock import NOON
from tresen.core.model import Kind
from tresen.core.records import (
    Header,
    Signed,
    Team,
    back_room_id,
    conversation_id,
    encode_header,
    header_hash,
    record_hash,
)
from tresen.core.wire import Hello, Send
from tresen.desk import conversations
from tresen.desk.context import Context
from tresen.desk.conversations import Begun, Parts, SealedEpoch
from tresen.seal.epoch import EpochKey, MadeEpoch, Recipients, make_epoch
from tresen.seal.keys import DeviceKeys, Identity, new_sheet_secret
from tresen.seal.records import customer_device, device_payload, sign_customer_devices, sign_public
from tresen.seal.team import TeamKey
from tresen.store.schema import conversations as conversation_rows
from tresen.store.tx import Tx

encode = msgspec.msgpack.encode


@dataclass
class Device:
    """Somebody's device and the counters it has used."""

    keys: DeviceKeys
    counter: int = 0
    num: dict[bytes, int] = field(default_factory=dict)
    prev: dict[bytes, bytes] = field(default_factory=dict)

    def next_counter(self) -> int:
        self.counter += 1
        return self.counter

    def hello(self, public_url: str, challenge: bytes, **place: int | bytes | None) -> Hello:
        signature = self.keys.sign("hello", public_url.encode() + challenge)
        return Hello(self.keys.id, signature, **place)  # type: ignore[arg-type]


@dataclass
class Customer:
    """A conversation as its customer's device knows it."""

    shop: Shop
    device: Device
    paper: Device
    devices: Signed
    epoch: MadeEpoch

    @property
    def conversation(self) -> bytes:
        return self.epoch.key.conversation

    def message(self, counter: int | None = None, **fields: Any) -> Send:
        return self.shop.message(self.device, self.epoch.key, counter, **fields)

    async def begin(self, house: Context, *, empty: bool = False) -> Begun:
        """Begin the conversation; `empty`: without a message, as before a file (F3)."""
        parts = None
        if not empty:
            first = self.message()
            parts = Parts(first.header, first.slot, first.ciphertext, first.signature)
        sealed = SealedEpoch(self.epoch.signed, self.epoch.wraps)
        return await conversations.begin(house, self.shop.handle, self.devices, sealed, parts)


@dataclass
class Shop:
    """A business with its sheet, an owner's device and a member's device."""

    handle: str
    sheet: Identity
    owner: Device
    member: Device
    auditor: Device
    team: TeamKey
    team_hash: bytes
    key: int

    @property
    def business(self) -> bytes:
        return self.sheet.business

    @property
    def back_room(self) -> EpochKey:
        """What a header needs of the back room: its epoch is the team record (S6)."""
        return EpochKey(self.business, back_room_id(self.business), self.team.n, self.team_hash, b"")

    def customer(self) -> Customer:
        keys, paper = DeviceKeys.generate(), DeviceKeys.generate()
        listed = [customer_device(keys, False), customer_device(paper, True)]
        devices = sign_customer_devices(keys, self.business, 1, None, NOON, listed)
        conversation = conversation_id(devices.body)
        to = Recipients(1, self.team_hash, self.team.x, 1, record_hash(devices.body), listed)
        epoch = make_epoch(keys, self.business, conversation, NOON, to)
        return Customer(self, Device(keys), Device(paper), devices, epoch)

    def message(self, device: Device, epoch: EpochKey, counter: int | None = None, /, **fields: Any) -> Send:
        """A message as the server sees it: a valid header and random bytes of the right sizes (S10)."""
        number = device.next_counter() if counter is None else counter
        num = device.num[epoch.conversation] = device.num.get(epoch.conversation, 0) + 1
        prev = device.prev.get(epoch.conversation)
        header = Header(
            1, self.business, epoch.conversation, epoch.n, epoch.hash, device.keys.id, number, num,
            prev, 0, None, True, None, None, None, NOON,
        )  # fmt: skip
        changed = encode_header(msgspec.structs.replace(header, **fields))
        device.prev[epoch.conversation] = header_hash(changed)
        return Send(number, changed, os.urandom(60), os.urandom(1040), os.urandom(64))


async def found(house: Context, handle: str = "sonnenschein") -> Shop:
    """Set a business up in the log: sheet, owner, member, auditor, team key 1, back room."""
    sheet = Identity.from_secret("sheet", new_sheet_secret())
    owner, member, auditor = (Device(DeviceKeys.generate()) for _ in range(3))
    team = TeamKey.first(sheet.business)
    payloads = [
        device_payload(sheet, "sheet", 0),
        device_payload(owner.keys, "owner", 1),
        device_payload(member.keys, "member", 2),
        device_payload(auditor.keys, "auditor", 3),
    ]
    signed: list[Signed] = []
    for payload in payloads:
        prev = record_hash(signed[-1].body) if signed else None
        signed.append(sign_public(sheet, sheet.business, len(signed) + 1, prev, NOON, payload))
    team_record = sign_public(
        sheet, sheet.business, len(signed) + 1, record_hash(signed[-1].body), NOON, Team(1, team.x, None)
    )
    team_hash = record_hash(team_record.body)

    def job(tx: Tx) -> int:
        business = tx.add_business(sheet.business, handle, os.urandom(16))
        tx.add_conversation(business, back_room_id(sheet.business), back_room=True)
        for payload, each in zip(payloads, signed, strict=True):
            device = tx.add_device(business, payload.id, payload.role, payload.person, payload.ed, payload.x)
            tx.append(
                business, Kind.RECORD, encode((each.body, each.signature, None)), public=True, device=device
            )
        wraps = [
            (each.keys.id, team.wrap_to(each.keys.id, each.keys.x, team_hash)) for each in (owner, member)
        ]
        body = encode((team_record.body, team_record.signature, wraps))
        stored = tx.append(business, Kind.RECORD, body, public=True)
        tx.add_team_key(business, 1, team_hash, team.x, stored.rev or 0)
        return business.id

    key = await house.write(job)
    return Shop(handle, sheet, owner, member, auditor, team, team_hash, key)


async def answer(house: Context, shop: Shop, conversation: bytes) -> None:
    """[C4] The team has written there once: from then on the customer rings. The log does not get longer by it."""

    def job(tx: Tx) -> None:
        held = tx.conversation_by_id(shop.key, conversation)
        held.team_ms = tx.now_ms
        tx.execute(
            update(conversation_rows).where(conversation_rows.c.id == held.id).values(team_ms=tx.now_ms)
        )

    await house.write(job)
