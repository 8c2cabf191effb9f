"""A long erasure holds nobody up; a server killed in the middle finishes it before anybody reads (L7)."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

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
from tresen.desk.pace import MOST
from tresen.store import erasing as store
from tresen.store.tx import Tx
from tresen.store.writer import Job, Writer

T = TypeVar("T")
FLOOD = 20_016
SOME = 600
"""So many jobs of an erasure may come between another's message and its answer: one for each turn on the way."""


class Watched(Writer):
    """The house's writer as one erasure has it: counts its jobs, and never comes to the one after `until`."""

    def __init__(self, writer: Writer, until: int | None = None) -> None:
        self._whole, self._until = writer, until
        self.jobs, self.halted = 0, asyncio.Event()

    async def run(self, job: Job[T]) -> T:
        if self.jobs == self._until:
            self.halted.set()
            await asyncio.Future()
        self.jobs += 1
        return await self._whole.run(job)

    async def truncate(self) -> bool:
        return await self._whole.truncate()


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
    """[L7] While 20,016 messages are erased another customer's message is stored after a few of their slices, again and
    again."""
    krause, yilmaz = await server.customer(), await server.customer()
    said: list[Send] = []
    for _ in range(0, FLOOD, 500):
        some: list[Send] = []
        pour(krause, 500, some)
        said += some
        await server.app.house.write(storing(krause, some))
    line = await server.enter(yilmaz.device)
    writer = Watched(server.app.house.writer)
    erasing = asyncio.create_task(erase(replace(server.app.house, writer=writer), krause))
    between = []
    while not erasing.done():
        before = writer.jobs
        line.send(yilmaz.message())
        await line.take(Stored)
        between.append(writer.jobs - before)
    outcome = await erasing
    assert outcome.erased == [(3, 3 + len(said))]
    assert writer.jobs > FLOOD // MOST
    left = await server.app.house.read(
        lambda db: db.exec_driver_sql(
            "select count(*) from events where conversation_id = 2 and header is not null"
        ).scalar_one()
    )
    assert left == 0


@pytest.mark.parametrize("jobs", [1, 3], ids=["before the first", "between two"])
@pytest.mark.parametrize("again", [True, False], ids=["asked again", "at the next start"])
async def test_stopped_between_two_slices(server: Running, jobs: int, *, again: bool) -> None:
    """[L7] If the asker goes away in the middle, the rest is emptied at the next start or when the command comes again."""
    krause = await server.customer()
    said: list[Send] = []
    pour(krause, SOME, said)
    house = server.app.house
    await house.write(storing(krause, said))
    signed = command(krause.device, server.shop, krause.conversation)
    asker = await who(house, krause.device)
    halting = Watched(house.writer, jobs)
    stopped = replace(house, writer=halting)
    erasing = asyncio.create_task(take_command(stopped, asker, krause.conversation, signed))
    await halting.halted.wait()
    erasing.cancel()
    await asyncio.gather(erasing, return_exceptions=True)
    [(_, conversation, _)] = await house.read(store.unfinished)
    assert 0 < await house.read(lambda db: headers(db, conversation)) <= SOME + 1
    if again:
        outcome = await take_command(house, asker, krause.conversation, signed)
        assert outcome.erased == [(3, 3 + SOME)]
    else:
        await finish_all(house)
    assert await house.read(store.unfinished) == []
    assert await house.read(lambda db: headers(db, conversation)) == 0


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
