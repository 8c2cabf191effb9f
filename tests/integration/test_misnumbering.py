"""A customer's client that counts wrong is refused by the server, so that nobody else is blamed for it (S7, S10)."""

from __future__ import annotations

import os
from typing import Any

import pytest

from tests.integration.conftest import Running
from tests.world.erase import erase
from tests.world.shop import Customer
from tests.world.wire_client import WireClient
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
        {"num": 3, "prev": os.urandom(32)},
        {"seen_pos": 5, "seen_hash": os.urandom(32)},
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
    """[L7] A tombstone keeps no number that the server reads: whatever comes next is taken."""
    customer, _, message, stored = await pair(server)
    assert stored.pos is not None
    await erase(server.app.house, customer, [(stored.pos, header_hash(message.header))])
    await server.app.house.write(lambda tx: tx.rollback())
    line = await server.enter(customer.device)
    assert isinstance(await said(line, customer.message()), Stored)


async def test_a_gap_passes(server: Running) -> None:
    """[S7] A number that was left out blames nobody: something may still come."""
    customer, line, _, _ = await pair(server)
    assert isinstance(await said(line, customer.message(num=9, prev=bytes(32))), Stored)
