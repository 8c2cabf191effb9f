"""A customer's client that counts wrong is refused by the server, so that nobody else is blamed for it (S7, S10)."""

from __future__ import annotations

import os
from typing import Any

import pytest

from tests.integration.conftest import Running
from tests.world.erase import erase
from tests.world.shop import Customer
from tests.world.wire_client import WireClient
from tresen.core.messages import peek_header
from tresen.core.records import header_hash
from tresen.core.wire import Error, Send, Stored

Fields = dict[str, Any]


async def said(line: WireClient, message: Send) -> Stored | Error:
    line.send(message)
    while not isinstance(frame := await line.next(), Stored | Error):
        assert frame is not None
    return frame


async def pair(server: Running) -> tuple[Customer, WireClient, Send, Stored]:
    """A customer whose first message and one more are stored."""
    customer = await server.customer()
    line = await server.enter(customer.device)
    message = customer.message()
    stored = await said(line, message)
    assert isinstance(stored, Stored)
    return customer, line, message, stored


@pytest.mark.parametrize(
    "fields",
    [
        {"num": 1},
        {"num": 2},
        {"num": 1, "prev": None},
        {"num": 3, "prev": None},
        {"num": 4},
        {"num": 3, "prev": os.urandom(32)},
        {"seen_pos": 5, "seen_hash": os.urandom(32)},
        {"seen_pos": 4, "seen_hash": os.urandom(32)},
        {"seen_pos": 3, "seen_hash": os.urandom(32)},
        {"seen_pos": 2, "seen_hash": os.urandom(32)},
        {"seen_pos": 4, "seen_hash": None},
        {"seen_pos": 0, "seen_hash": os.urandom(32)},
    ],
)
async def test_what_the_server_sees_to_be_wrong(server: Running, fields: Fields) -> None:
    """[S7, S10] A number used before, another hash before it, something seen that is not there: refused, not stored."""
    customer, line, message, _ = await pair(server)
    prev = header_hash(message.header)
    refused = await said(line, customer.message(**{"num": 3, "prev": prev, **fields}))
    assert isinstance(refused, Error)
    assert (refused.code, refused.retryable) == ("header_mismatch", False)
    anew = customer.message(num=3, prev=prev, seen_pos=4, seen_hash=prev)
    assert isinstance(await said(line, anew), Stored)


async def test_it_is_known_after_a_new_session_and_a_restart(server: Running) -> None:
    """[S7] The last header is looked up once when the writer does not remember it; also when it lies far back."""
    customer, line, message, _ = await pair(server)
    prev = header_hash(message.header)
    anna = await server.enter(server.shop.owner)
    for _ in range(130):
        assert isinstance(
            await said(anna, server.shop.message(server.shop.owner, customer.epoch.key)), Stored
        )
    await line.close()

    await server.app.house.write(lambda tx: tx.rollback())
    line = await server.enter(customer.device)
    assert isinstance(await said(line, customer.message(num=2, prev=None)), Error)
    assert isinstance(await said(line, customer.message(num=3, prev=bytes(32))), Error)
    assert isinstance(await said(line, customer.message(num=3, prev=prev)), Stored)


async def test_after_its_last_message_was_erased(server: Running) -> None:
    """[L7, S10] A tombstone keeps no number, so one left out passes; one used before it is refused all the same."""
    customer, _, message, stored = await pair(server)
    assert stored.pos is not None
    first = peek_header(message.header).prev
    await erase(server.app.house, customer, [(stored.pos, header_hash(message.header))])
    await server.app.house.write(lambda tx: tx.rollback())
    line = await server.enter(customer.device)
    for wrong in ({"num": 1, "prev": None}, {"num": 1, "prev": first}, {"num": 2, "prev": bytes(32)}):
        assert isinstance(await said(line, customer.message(**wrong)), Error)
    assert isinstance(await said(line, customer.message(num=3, prev=header_hash(message.header))), Stored)


async def test_who_knows_only_what_was_not_erased_goes_on_from_there(server: Running) -> None:
    """[A9, S10] A device that read the log anew counts without the erased one."""
    customer, _, message, stored = await pair(server)
    assert stored.pos is not None
    await erase(server.app.house, customer, [(stored.pos, header_hash(message.header))])
    await server.app.house.write(lambda tx: tx.rollback())
    line = await server.enter(customer.device)
    first = peek_header(message.header).prev
    assert isinstance(await said(line, customer.message(num=2, prev=first)), Stored)


async def test_a_gap_passes(server: Running) -> None:
    """[S7] A number that was left out blames nobody: something may still come."""
    customer, line, _, _ = await pair(server)
    assert isinstance(await said(line, customer.message(num=9, prev=bytes(32))), Stored)


async def head(server: Running, customer: Customer) -> int:
    return await server.app.house.write(
        lambda tx: tx.conversation_by_id(server.shop.key, customer.conversation).pos
    )


async def is_seen_there(line: WireClient, customer: Customer, pos: int, hash_: bytes) -> bool:
    """A message that claims to have seen this hash there is stored, and one with any other hash is refused."""
    device, where = customer.device, customer.conversation
    num, prev = device.num[where], device.prev[where]
    answers = []
    for claimed in (os.urandom(32), hash_):
        anew = customer.message(num=num + 1, prev=prev, seen_pos=pos, seen_hash=claimed)
        answers.append(await said(line, anew))
    device.num[where] = num + 1
    refused, stored = answers
    return isinstance(refused, Error) and refused.code == "header_mismatch" and isinstance(stored, Stored)


async def test_what_was_seen_is_compared_wherever_it_stands(server: Running) -> None:
    """[S7, S10] The newest message, one far back, and both again after the writer forgot them."""
    customer, line, message, stored = await pair(server)
    anna = await server.enter(server.shop.owner)
    for _ in range(130):
        assert isinstance(
            await said(anna, server.shop.message(server.shop.owner, customer.epoch.key)), Stored
        )
    assert stored.pos is not None
    for _ in range(2):
        assert await is_seen_there(line, customer, stored.pos, header_hash(message.header))
        own = customer.device.prev[customer.conversation]
        assert await is_seen_there(line, customer, await head(server, customer), own)
        await server.app.house.write(lambda tx: tx.rollback())


async def test_what_was_seen_and_erased_since(server: Running) -> None:
    """[L7, S10] A tombstone keeps the header hash: who saw the message may say so, and who makes one up is refused."""
    customer, line, message, stored = await pair(server)
    assert stored.pos is not None
    await erase(server.app.house, customer, [(stored.pos, header_hash(message.header))])
    assert await is_seen_there(line, customer, stored.pos, header_hash(message.header))
    await server.app.house.write(lambda tx: tx.rollback())
    assert await is_seen_there(line, customer, stored.pos, header_hash(message.header))


async def test_the_team_is_held_to_it_too(server: Running) -> None:
    """[S10] A device of the team that names another hash would make the customer ask at the counter."""
    customer, _, message, stored = await pair(server)
    anna, shop = await server.enter(server.shop.owner), server.shop
    wrong = shop.message(shop.owner, customer.epoch.key, seen_pos=stored.pos, seen_hash=bytes(32))
    refused = await said(anna, wrong)
    assert isinstance(refused, Error)
    assert refused.code == "header_mismatch"
    right = header_hash(message.header)
    assert isinstance(
        await said(anna, shop.message(shop.owner, customer.epoch.key, seen_pos=stored.pos, seen_hash=right)),
        Stored,
    )
