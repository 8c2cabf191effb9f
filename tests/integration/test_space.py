"""Freed pages go back to the file system, and long work holds the writer for a moment at a time (L7)."""

from __future__ import annotations

import gc
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tests.contract.test_erased_bytes import seen, windows
from tests.integration.test_erasing_slices import pour, storing
from tests.world.clock import NOON
from tests.world.erase import erase, say
from tests.world.house import Opened, opened
from tests.world.shop import Customer, found
from tresen.clock import SettableClock
from tresen.core.wire import Send
from tresen.desk import space, upkeep
from tresen.desk.pace import AIM_SECONDS, LEAST, MOST, SLICE_SECONDS, Pace
from tresen.store.compact import InUse, NoRoom, compact
from tresen.store.database import FILE, Database
from tresen.store.tx import Tx

MIB = 2**20


class Processor:
    """A meter that keeps how much processor time the writer's thread took for each batch."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._before = 0.0

    def batch(self, rows: int) -> None:
        now = time.thread_time()
        self.seconds.append(now - self._before)
        self._before = now

    def failed(self, code: str) -> None:
        raise AssertionError


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


async def fill(house: Opened, customer: Customer, count: int, size: int) -> list[Send]:
    """Store so many messages of that size."""
    said: list[Send] = []
    for _ in range(0, count, 100):
        some: list[Send] = []
        pour(customer, 100, some)
        some = [msgspec.structs.replace(each, ciphertext=os.urandom(size)) for each in some]
        await house.house.write(storing(customer, some))
        said += some
    return said


async def test_the_file_shrinks_while_others_go_on(tmp_path: Path) -> None:
    """[L7, A10] 50 MB are stored and erased: the file shrinks, each slice is short, and nothing erased is left."""
    meter = Processor()
    async with opened(tmp_path, SettableClock(NOON), meter) as house:
        shop = await found(house.house)
        krause, yilmaz = shop.customer(), shop.customer()
        await krause.begin(house.house)
        await yilmaz.begin(house.house)
        said = await fill(house, krause, 3200, 16_400)
        await house.house.forget()
        before = (tmp_path / FILE).stat().st_size
        assert before > 50 * MIB
        await erase(house.house, krause)
        del meter.seconds[:]
        kept = [(await say(house.house, shop, yilmaz.device, yilmaz.epoch.key))[1]]
        await upkeep.sweep(house.house)
        kept.append((await say(house.house, shop, yilmaz.device, yilmaz.epoch.key))[1])
        after = (tmp_path / FILE).stat().st_size
        assert after < 10 * MIB
        assert max(meter.seconds) < SLICE_SECONDS
        assert len(meter.seconds) > 20
        assert seen(tmp_path, {window for each in said[::50] for window in windows(each)}) == set()
        live = {each.slot[:8] for each in kept}
        assert seen(tmp_path, live) == live
        check = await house.house.read(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar())
        assert check == "ok"


@pytest.fixture
def collected() -> None:
    """What earlier tests left is not collected meanwhile. What stands at the start never is, as in a server (`app.py`)."""
    gc.collect()


@pytest.mark.usefixtures("collected")
async def test_twenty_thousand_messages_in_short_slices(tmp_path: Path) -> None:
    """[L7] Erasing 20,000 messages never takes the writer 20 ms of processor time at a stretch."""
    meter = Processor()
    async with opened(tmp_path, SettableClock(NOON), meter) as house:
        shop = await found(house.house)
        # The first command has its statements compiled, once in the life of a server.
        for count in (200, 20_000):
            customer = shop.customer()
            await customer.begin(house.house)
            await fill(house, customer, count, 272)
            del meter.seconds[:]
            await erase(house.house, customer)
        assert len(meter.seconds) > 20
        assert max(meter.seconds) < SLICE_SECONDS, sorted(meter.seconds)[-5:]


@pytest.mark.parametrize(
    ("items", "seconds", "then"),
    [
        (100, AIM_SECONDS, 100),
        (100, AIM_SECONDS * 2, 50),
        (100, AIM_SECONDS * 100, LEAST),
        (100, AIM_SECONDS / 100, 200),
        (MOST, AIM_SECONDS / 100, MOST),
        (100, 0.0, 200),
    ],
)
def test_the_pace(items: int, seconds: float, then: int) -> None:
    """Fewer items after a slow slice, at most twice as many after a quick one."""
    pace = Pace()
    pace.items = items
    pace.took(items, seconds)
    assert pace.items == then


@pytest.mark.parametrize(
    ("each_seconds", "slices"),
    [
        (AIM_SECONDS / 8, [32, 64, 4]),
        (AIM_SECONDS / 2, [16, 16, 16, 16, 16, 16, 4]),
        (AIM_SECONDS * 5, [LEAST] * 12 + [4]),
    ],
)
async def test_a_slice_ends_when_its_time_is_over(
    tmp_path: Path, each_seconds: float, slices: list[int]
) -> None:
    """[L7] Not when its items are done: the clock is looked at within it. What is left comes next, each item once."""
    now = 0.0
    done: list[int] = []
    taken: list[int] = []

    def work(tx: Tx, first: int, until: int) -> None:
        nonlocal now
        now += each_seconds
        done.extend(range(at + first, at + until))

    async with opened(tmp_path, SettableClock(NOON)) as house:
        pace, at = Pace(lambda: now), 0
        while at < 100:
            took = await pace.slice(house.house, work, 100 - at)
            at += took
            taken.append(took)
    assert done == list(range(100))
    assert taken == slices


async def test_a_database_of_an_older_version_is_compacted(tmp_path: Path) -> None:
    """It gives nothing back by itself; rewritten, it is small, whole, private and gives pages back from then on."""
    with closing(sqlite3.connect(tmp_path / FILE)) as database:
        # The first write decides: without auto_vacuum, as versions before made it.
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE t (a)")
        database.execute("DROP TABLE t")
        database.commit()
    async with opened(tmp_path, SettableClock(NOON)) as house:
        shop = await found(house.house)
        krause = shop.customer()
        await krause.begin(house.house)
        await fill(house, krause, 300, 16_400)
        await erase(house.house, krause)
        assert await space.give_back(house.house) == 0
    before, after = compact(tmp_path / FILE)
    assert after < before / 3
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == [FILE]
    async with opened(tmp_path, SettableClock(NOON)) as house:
        krause = shop.customer()
        await krause.begin(house.house)
        await fill(house, krause, 300, 16_400)
        await erase(house.house, krause)
        assert await space.give_back(house.house) > 500
        check = await house.house.read(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar())
        assert check == "ok"


def test_not_while_somebody_reads(tmp_path: Path) -> None:
    """A backup or an export keeps the log of the old database, which must never be laid over the new one."""
    Database(tmp_path).migrate(NOON)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as writing:
        writing.execute("PRAGMA wal_autocheckpoint=0")
        writing.execute("CREATE TABLE filler (id INTEGER PRIMARY KEY, x BLOB)")
        writing.executemany("INSERT INTO filler VALUES (?, randomblob(1000))", ((n,) for n in range(3000)))
        writing.execute("DELETE FROM filler WHERE id % 3 = 0")
        writing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        reading = sqlite3.connect(tmp_path / FILE, isolation_level=None)
        reading.execute("BEGIN")
        assert reading.execute("SELECT count(*) FROM filler").fetchone() == (2000,)
        writing.execute("DELETE FROM filler WHERE id < 30")
    for _ in range(2):
        with pytest.raises(InUse):
            compact(tmp_path / FILE, busy_ms=50)
        with closing(sqlite3.connect(tmp_path / FILE)) as again:
            assert again.execute("SELECT count(*) FROM filler").fetchone() == (1980,)
            assert again.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        # Also when what it reads is the newest: it could go on after the log is gone.
        if reading.in_transaction:
            reading.execute("COMMIT")
    assert sorted(names(tmp_path)) == [FILE, f"{FILE}-shm", f"{FILE}-wal"]
    reading.close()
    compact(tmp_path / FILE, busy_ms=50)
    assert names(tmp_path) == [FILE]
    with closing(sqlite3.connect(tmp_path / FILE)) as again:
        assert again.execute("SELECT count(*) FROM filler").fetchone() == (1980,)
        assert again.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_no_room_for_a_copy(tmp_path: Path) -> None:
    """Nothing is changed when the disk has too little room."""
    Database(tmp_path).migrate(NOON)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(NoRoom):
        compact(tmp_path / FILE, free=lambda: MIB)
    assert (tmp_path / FILE).read_bytes() == before
