"""Work that nobody waits for takes a small share of the writer while people write (ADR 56)."""

from __future__ import annotations

import asyncio
import math
import time

from tests.world.house import Opened
from tresen.desk.pace import ALONE, SHARE, TALK_SECONDS, give_way
from tresen.store.tx import Tx

SLICE_SECONDS = 0.002


def nothing(tx: Tx) -> None:
    """A job that changes nothing."""


async def said(house: Opened) -> None:
    """Somebody says something; it is durable when this returns."""
    done: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
    house.house.writer.submit(nothing, lambda _, error: done.set_result(error))
    assert await done is None


async def rested(house: Opened) -> float:
    """How many times as long as its slice the work rested."""
    began = time.monotonic()
    await give_way(house.house, SLICE_SECONDS)
    return (time.monotonic() - began) / SLICE_SECONDS


async def test_it_rests_longer_while_somebody_writes(open_house: Opened) -> None:
    """The server's own jobs are no talk; a message is, for a minute."""
    writer = open_house.house.writer
    await open_house.house.write(nothing)
    assert writer.asked == -math.inf
    assert await rested(open_house) >= ALONE
    await said(open_house)
    assert await rested(open_house) >= SHARE
    writer.asked -= TALK_SECONDS
    began = time.monotonic()
    await give_way(open_house.house, 0)
    assert time.monotonic() - began < TALK_SECONDS


async def test_ten_of_ten_are_ended_while_people_write(open_house: Opened) -> None:
    """[D1] However busy it is: slices that give way come to their end, and a message is stored between them."""
    stored: list[int] = []

    async def work() -> None:
        for _ in range(10):
            await open_house.house.write(nothing)
            await give_way(open_house.house, SLICE_SECONDS / 10)

    working = asyncio.create_task(work())
    while not working.done():
        await said(open_house)
        stored.append(1)
    await working
    assert len(stored) >= 10
