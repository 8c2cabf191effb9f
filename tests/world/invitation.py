"""Invitations as a device of the team makes them, and as whoever has the link answers them (S21)."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from tests.contract.test_conversations import who
from tests.world.house import Opened
from tests.world.shop import Customer, Device, Shop
from tresen.core.files import padded
from tresen.core.records import invitation_lock
from tresen.core.sizes import BLOB_CHUNK_BYTES
from tresen.desk import conversations, invitations
from tresen.desk.conversations import Begun, Parts, SealedEpoch
from tresen.desk.files import carry
from tresen.desk.invitations import Answering, Made, New, Page
from tresen.desk.invitations import Opened as Seen
from tresen.seal.invitation import InvitationKeys

DAY_MS = 24 * 60 * 60 * 1000
TEXT = {"kind": "text", "text": "Guten Tag, Frau Krause", "by": "Anna"}


@dataclass
class Invited:
    """One invitation, and all that its link gives."""

    house: Opened
    shop: Shop
    keys: InvitationKeys
    until_ms: int
    sealed: bytes
    reply: bool = True
    blobs: list[bytes] = field(default_factory=list)

    @property
    def id(self) -> bytes:
        return self.keys.id

    def new(self, **other: Any) -> New:
        fields: dict[str, Any] = {
            "public_id": self.id, "lock": invitation_lock(self.keys.proof), "sealed": self.sealed, "until_ms": self.until_ms,
            "digits": self.keys.digits != "", "reply": self.reply,
        }  # fmt: skip
        return New(**(fields | other))

    async def make(self, by: Device | None = None, **other: Any) -> Made:
        """Hand it to the server."""
        device = await who(self.house, by or self.shop.owner)
        return await invitations.make(self.house.house, device, self.new(**other), self.blobs)

    def answering(self, digits: str | None = None) -> Answering:
        """What stands in a request of whoever has the link."""
        keys = self.keys if digits is None else InvitationKeys(self.keys.business, self.keys.secret, digits)
        return Answering(self.id, keys.proof)

    async def open(self, digits: str | None = None, handle: str | None = None) -> Seen:
        """As whoever has the link."""
        return await invitations.open_(self.house.house, handle or self.shop.handle, self.answering(digits))

    async def withdraw(self, by: Device | None = None) -> str:
        """As the team."""
        return await invitations.withdraw(
            self.house.house, await who(self.house, by or self.shop.owner), self.id
        )

    async def answer(
        self, customer: Customer | None = None, digits: str | None = None, blobs: list[bytes] | None = None
    ) -> Begun:
        """Begin a conversation with it; the same customer again is a repetition."""
        customer = customer or self.shop.customer()
        named = self.blobs if blobs is None else blobs
        fields: dict[str, Any] = {"blobs": named} if named else {}
        first = customer.message(**fields)
        return await begin(self.house, customer, first_parts(first), self.answering(digits))


def first_parts(message: Any) -> Parts:
    return Parts(message.header, message.slot, message.ciphertext, message.signature)


async def begin(house: Opened, customer: Customer, parts: Parts | None, answering: Answering | None) -> Begun:
    sealed = SealedEpoch(customer.epoch.signed, customer.epoch.wraps)
    handle = customer.shop.handle
    return await conversations.begin(house.house, handle, customer.devices, sealed, parts, answering)


def invited(house: Opened, shop: Shop, digits: str = "", days: int = 14, reply: bool = True) -> Invited:
    """One that is not made yet."""
    keys, now = InvitationKeys.new(shop.business, digits), house.clock.now_ms()
    until_ms = now + days * DAY_MS
    return Invited(house, shop, keys, until_ms, keys.seal(shop.owner.keys, now, until_ms, reply, TEXT), reply)


async def listed(house: Opened, shop: Shop) -> Page:
    """What the team sees."""
    return await invitations.page(house.house, await who(house, shop.owner), 0, 100)


async def state_of(invited_: Invited) -> str:
    """What became of it, as the team sees it."""
    page = await listed(invited_.house, invited_.shop)
    return next(each.state.value for each in page.rows if each.row.public_id == invited_.id)


async def carried(house: Opened, shop: Shop, content: bytes = b"", by: Device | None = None) -> bytes:
    """A file in the back room that no message names; returns its id. `content`: sealed bytes of one chunk."""
    blob, device = os.urandom(16), await who(house, by or shop.owner)
    size = padded(min(len(content) or 1000, BLOB_CHUNK_BYTES)) + 16
    data = content.ljust(size, b"\0")[:size]
    room = shop.back_room.conversation
    await carry.begin(house.house, device, room, blob, size)
    into = await carry.upload(house.house, device, room, blob)
    await carry.write(house.house, into, 0, data)
    await carry.complete(house.house, device, room, blob)
    return blob
