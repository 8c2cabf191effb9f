"""A long erasure holds nobody up; a server killed in the middle finishes it before anybody reads (L7)."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.contract.test_erased_bytes import seen, windows
from tests.integration.conftest import Running
from tests.integration.test_crash import PUBLIC_URL, furnish, log_of, process
from tests.integration.test_erasing_crash import ask
from tests.world.erase import command, erase, who
from tests.world.shop import Customer
from tests.world.wire_client import WireClient
from tresen.core.messages import peek_header
from tresen.core.wire import Send, Stored
from tresen.desk.erasing.command import erase as take_command
from tresen.desk.erasing.slices import finish_all
from tresen.store import erasing as store
from tresen.store.tx import Tx
from tresen.store.writer import Job

FLOOD = 20_016
SOME = 600


def pour(customer: Customer, count: int, said: list[Send]) -> None:
    """The customer's messages, each with bytes of its own."""
    said += [customer.message() for _ in range(count)]


def storing(customer: Customer, said: list[Send]) -> Job[None]:
    """A job that stores these messages as the session would."""

    def job(tx: Tx) -> None:
        held = tx.find_conversation(customer.conversation)
        sender = tx.device_by_id(customer.device.keys.id)
        assert held is not None
        assert sender is not None
        business = tx.business(held.business_id)
        for each in said:
            spoken = peek_header(each.header).spoken
            parts = (each.header, each.slot, each.ciphertext, each.signature)
            tx.append_message(business, held, sender, each.counter, parts, spoken)

    return job


async def test_others_do_not_wait_for_twenty_thousand_messages(server: Running) -> None:
    """[L7] While 20,016 messages are erased another customer's message is stored in a moment, again and again."""
    krause, yilmaz = await server.customer(), await server.customer()
    said: list[Send] = []
    for _ in range(0, FLOOD, 500):
        some: list[Send] = []
        pour(krause, 500, some)
        said += some
        await server.app.house.write(storing(krause, some))
    line = await server.enter(yilmaz.device)
    erasing = asyncio.create_task(erase(server.app.house, krause))
    slowest = 0.0
    while not erasing.done():
        begun = time.monotonic()
        line.send(yilmaz.message())
        await line.take(Stored)
        slowest = max(slowest, time.monotonic() - begun)
    outcome = await erasing
    assert outcome.erased == [(3, 3 + len(said))]
    assert slowest < 1.0, slowest
    left = await server.app.house.read(
        lambda db: db.exec_driver_sql(
            "select count(*) from events where conversation_id = 2 and header is not null"
        ).scalar_one()
    )
    assert left == 0


async def test_stopped_between_two_slices(server: Running) -> None:
    """[L7] If the asker goes away in the middle, the rest is emptied at the next start or when the command comes again."""
    for again in (True, False):
        krause = await server.customer()
        said: list[Send] = []
        pour(krause, SOME, said)
        house = server.app.house
        await house.write(storing(krause, said))
        signed = command(krause.device, server.shop, krause.conversation)
        asker = await who(house, krause.device)
        erasing = asyncio.create_task(take_command(house, asker, krause.conversation, signed))
        while not (unfinished := await house.read(store.unfinished)):
            assert not erasing.done()
        erasing.cancel()
        await asyncio.gather(erasing, return_exceptions=True)
        [(_, conversation, _)] = unfinished
        assert await house.read(lambda db, id_=conversation: headers(db, id_))  # type: ignore[misc]
        if again:
            outcome = await take_command(house, asker, krause.conversation, signed)
            assert outcome.erased == [(3, 3 + SOME)]
        else:
            await finish_all(house)
        assert await house.read(store.unfinished) == []
        assert await house.read(lambda db, id_=conversation: headers(db, id_)) == 0  # type: ignore[misc]


def headers(connection: Connection, conversation: int) -> int:
    """How many messages of a conversation still have their header."""
    return len(store.headers(connection, conversation))


@pytest.mark.parametrize("delay", [0.02, 0.06, 0.15, 0.4])
async def test_killed_between_two_slices(tmp_path: Path, delay: float) -> None:
    """[L7, A4, A10] kill -9: all or nothing is erased once the server runs again, and the same command has one outcome."""
    shop, customer = await furnish(tmp_path)
    said: list[Send] = []
    signed = command(customer.device, shop, customer.conversation)
    async with process(tmp_path) as (server, port):
        krause = await WireClient.enter(port, PUBLIC_URL, customer.device)
        pour(customer, SOME, said)
        for each in said:
            krause.send(each)
            await krause.take(Stored)
        asking = asyncio.create_task(ask(port, krause, customer, signed))
        await asyncio.sleep(delay)
        server.kill()
        before = await asking
        await krause.closed()
    wanted = {window for each in said for window in windows(each)}
    async with process(tmp_path) as (_, port):
        krause = await WireClient.enter(port, PUBLIC_URL, customer.device)
        kinds = [row[1] for row in log_of(tmp_path, customer.device.keys.id)]
        if SOME + 4 in kinds:  # the command is in the log, so the rows are emptied without being asked again
            assert emptied(tmp_path) == SOME + 1
        outcome = await ask(port, krause, customer, signed)
        assert outcome is not None
        assert before in (None, outcome)
        assert (outcome["pos"], outcome["erased"]) == (SOME + 4, [[3, SOME + 3]])
        assert seen(tmp_path, wanted) == set()
        await krause.close()


def emptied(folder: Path) -> int:
    """How many messages are tombstones in the file."""
    with closing(sqlite3.connect(folder / "tresen.db")) as raw, raw:
        found: int = raw.execute("select count(*) from events where kind = 1 and header is null").fetchone()[
            0
        ]
    return found
