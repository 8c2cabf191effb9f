"""The write-ahead log is copied beside the writer: it stays short while messages pour in, and erasing goes on (S11, W3)."""

import asyncio
import os
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from tests.world.clock import NOON
from tests.world.house import Opened, opened
from tests.world.patience import PATIENCE
from tests.world.shop import Customer, Shop, found
from tresen.clock import SettableClock
from tresen.store.checkpoint import LOG_BYTES, STEP_BYTES, Checkpointer
from tresen.store.tx import Tx


def pour(shop: Shop, customer: Customer, count: int, size: int) -> Any:
    def job(tx: Tx) -> None:
        business = tx.business(shop.key)
        held = tx.device_by_id(customer.device.keys.id)
        conversation = tx.conversation_by_id(shop.key, customer.conversation)
        assert held is not None
        for _ in range(count):
            parts = (b"h", b"s", os.urandom(size), b"g")
            tx.append_message(
                business, conversation, held, customer.device.next_counter(), parts, spoken=True
            )

    return job


async def begun(house: Opened) -> tuple[Shop, Customer]:
    shop = await found(house.house)
    customer = shop.customer()
    await customer.begin(house.house)
    return shop, customer


def log_of(house: Opened) -> Path:
    file = house.house.database.file
    return file.with_name(f"{file.name}-wal")


async def put(house: Opened, job: Any) -> None:
    """Write a batch. If the log is being copied, wait for the copy: on a busy machine it lags behind by as much again."""
    await house.house.write(job)
    await asyncio.to_thread(copied, house.house.writer._checkpoints)


def copied(checkpoints: Checkpointer) -> None:
    """Wait until no copy is under way. The writer may end it at any moment, and then calls it neither copied nor working."""
    deadline = time.monotonic() + 60
    while checkpoints._working and not checkpoints._copied.wait(0.02):
        assert time.monotonic() < deadline


async def test_the_log_stays_short(open_house: Opened) -> None:
    """[W3] Four times as much as fits into the log is written: the log begins anew each time by itself."""
    shop, customer = await begun(open_house)
    file, log = open_house.house.database.file, log_of(open_house)
    for _ in range(4 * LOG_BYTES // (100 * 16_400)):
        await put(open_house, pour(shop, customer, 100, 16_400))
    assert log.stat().st_size < 2 * LOG_BYTES
    assert file.stat().st_size > 2.5 * LOG_BYTES


async def lone(house: Opened, shop: Shop, customer: Customer, until: int) -> int:
    """Messages, each a batch of its own, until the log is so long, or has begun anew; how long it was."""
    log, longest = log_of(house), 0
    while (size := log.stat().st_size) >= longest and size <= until:
        longest = size
        await put(house, pour(shop, customer, 1, 8_192))
    return max(size, longest)


async def test_lone_messages_do_not_lengthen_it(open_house: Opened) -> None:
    """[W3] A message that is a batch of its own writes many times its size; the log is bounded by what it holds."""
    shop, customer = await begun(open_house)
    assert LOG_BYTES < await lone(open_house, shop, customer, 2 * LOG_BYTES) < LOG_BYTES + 2 * STEP_BYTES
    assert log_of(open_house).stat().st_size == LOG_BYTES


async def test_a_reader_keeps_it_long_only_while_it_reads(open_house: Opened) -> None:
    """[W3] Whoever reads an old state prevents that the log begins anew. Right after that, and not a log later, it does."""
    shop, customer = await begun(open_house)
    with open_house.house.database.snapshot() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM events").fetchone()
        held = await lone(open_house, shop, customer, LOG_BYTES + 2 * STEP_BYTES)
        assert held > LOG_BYTES + 2 * STEP_BYTES
    assert await lone(open_house, shop, customer, 2 * LOG_BYTES) < held + 2 * STEP_BYTES
    assert log_of(open_house).stat().st_size == LOG_BYTES


async def test_erasing_goes_on_beside_it(open_house: Opened) -> None:
    """[L7, S11] The log is emptied for an erasure while it is being copied and written."""
    shop, customer = await begun(open_house)
    over = asyncio.Event()

    async def write() -> int:
        batches = 0
        while not over.is_set():
            await open_house.house.write(pour(shop, customer, 200, 16_400))
            batches += 1
        return batches

    writing = asyncio.create_task(write())
    for _ in range(20):
        await open_house.house.forget()
    over.set()
    assert await writing > 0


async def test_a_database_left_at_any_moment_is_whole(tmp_path: Path) -> None:
    """[I-1] What was stored is there after a stop, even what only the log held."""
    async with opened(tmp_path, SettableClock(NOON)) as house:
        shop, customer = await begun(house)
        for _ in range(40):
            await house.house.write(pour(shop, customer, 100, 4_112))
    with closing(sqlite3.connect(tmp_path / "tresen.db")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("SELECT count(*) FROM events WHERE length(ciphertext) = 4112").fetchone() == (
            4000,
        )


def as_long_as(log: Path, size: int) -> None:
    """A log of that length; nobody looks inside."""
    with log.open("ab") as file:
        file.truncate(size)


def test_a_copy_that_fails_is_left_to_the_writer(tmp_path: Path) -> None:
    """[W3] Whatever keeps the thread from copying, the writer copies instead, and the thread tries again next time.

    What did not begin anew is tried again after a step, with patience; what did, once it is as long again.
    """

    class Broken(Engine):
        def __init__(self) -> None:
            self.asked = 0

        def connect(self) -> Any:
            self.asked += 1
            raise OSError("no more files")

    engine, log = Broken(), tmp_path / "log"
    checkpoints = Checkpointer(engine, log)
    checkpoints.start()
    assert not checkpoints.wrote()
    size = LOG_BYTES
    for round_ in (1, 2, 3):
        as_long_as(log, size)
        assert not checkpoints.wrote()
        as_long_as(log, size + 1)
        while not checkpoints.wrote():
            os.sched_yield()
        assert engine.asked == round_
        assert bool(checkpoints.patience_ms) == (round_ > 1)
        checkpoints.finished()
        size += 1 + STEP_BYTES
    as_long_as(log, LOG_BYTES)
    assert not checkpoints.wrote()
    assert not checkpoints.patience_ms
    as_long_as(log, LOG_BYTES + 1)
    while not checkpoints.wrote():
        os.sched_yield()
    assert engine.asked == 4
    checkpoints.close()


def test_the_writer_waits_for_a_copy_that_lags(tmp_path: Path) -> None:
    """[W3] As much as fits into the log may come while it is copied; before more comes, the copy is over."""
    over, begun_ = threading.Event(), threading.Event()

    class Slow(Engine):
        def __init__(self) -> None:
            pass

        def connect(self) -> Any:
            begun_.set()
            assert over.wait(PATIENCE)
            raise OSError("too slow a disk")

    log = tmp_path / "log"
    checkpoints = Checkpointer(Slow(), log)
    checkpoints.start()
    as_long_as(log, LOG_BYTES + 1)
    assert not checkpoints.wrote()
    assert begun_.wait(PATIENCE)
    as_long_as(log, 2 * LOG_BYTES)
    assert not checkpoints.wrote()
    as_long_as(log, 2 * LOG_BYTES + 2)
    with ThreadPoolExecutor(1) as writer:
        waiting = writer.submit(checkpoints.wrote)
        assert not wait([waiting], timeout=0.05).done
        over.set()
        assert waiting.result(30)
    checkpoints.finished()
    checkpoints.close()
