"""Erase commands with real signatures, for tests of the server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from tests.world.house import Opened
from tests.world.shop import Customer, Device, Shop
from tresen.core.erasing import Erased, erase_body
from tresen.core.messages import peek_header
from tresen.core.model import Role
from tresen.core.policy import Who
from tresen.core.records import Signed, header_hash
from tresen.core.wire import Act, Send
from tresen.desk import messages
from tresen.desk.context import Context
from tresen.desk.erasing.carry_out import Outcome
from tresen.desk.erasing.command import erase as take_command
from tresen.seal.epoch import EpochKey
from tresen.store import queries
from tresen.store.state import Event, Stored

Target = tuple[int, bytes]


def command(
    device: Device, shop: Shop, conversation: bytes, targets: Sequence[Target] | None = None, at_ms: int = 1
) -> Signed:
    """A signed erase command. Two with the same `at_ms` and targets are identical."""
    body = erase_body(shop.business, conversation, device.keys.id, at_ms, targets)
    return Signed(body, device.keys.sign("erase", body))


async def who(house: Context, device: Device) -> Who:
    facts = await house.read(lambda connection: queries.find_device(connection, device.keys.id))
    assert facts is not None
    return Who(facts.business_id, facts.id, Role(facts.role), facts.person, facts.conversation_id)


async def erase(
    house: Context,
    customer: Customer,
    targets: Sequence[Target] | None = None,
    by: Device | None = None,
    **more: Any,
) -> Outcome:
    """Erase as the customer's device, or as `by`."""
    device = by or customer.device
    signed = command(device, customer.shop, customer.conversation, targets, **more)
    return await take_command(house, await who(house, device), customer.conversation, signed)


async def say(
    house: Context, shop: Shop, device: Device, epoch: EpochKey, **fields: Any
) -> tuple[Stored, Send]:
    message = shop.message(device, epoch, **fields)
    job = messages.send(await who(house, device), message, peek_header(message.header))
    return await house.write(job), message


async def act(
    house: Context, device: Device, conversation: bytes, action: str, argument: Any = None
) -> Stored:
    command_ = Act(device.next_counter(), conversation, action, argument)
    return await house.write(messages.act(await who(house, device), command_))


def target(stored: Stored, message: Send) -> Target:
    assert stored.pos is not None
    return stored.pos, header_hash(message.header)


def id_of(message: Send) -> tuple[bytes, int]:
    header = peek_header(message.header)
    return header.device, header.counter


async def log(house: Context, shop: Shop) -> list[Event]:
    return await house.read(lambda connection: queries.team_events_after(connection, shop.key, 0, 100_000))


def bodies(batches: Opened) -> list[Erased]:
    """The `erased` events announced so far."""
    return [
        msgspec.msgpack.decode(event.body or b"", type=Erased)
        for batch in batches.batches
        for event in batch.events
        if event.kind == 10
    ]
