"""A long conversation is erased within seconds, in several events if one is too small, while others go on (L7)."""

import asyncio
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from alembic import command as alembic
from sqlalchemy import Connection, text

from tests.contract.test_erased_bytes import seen
from tests.world.clock import NOON
from tests.world.erase import bodies, erase, log, say, who
from tests.world.house import Opened, Tape
from tests.world.patience import PATIENCE
from tests.world.shop import Customer, Shop, found
from tresen.core.log import events_frames, for_customer
from tresen.core.model import Kind
from tresen.core.records import Header
from tresen.core.wire import FRAME_BYTES
from tresen.desk.feed import Follower
from tresen.errors import Refusal
from tresen.store import erasing as store
from tresen.store.database import Database
from tresen.store.migrations.run import configuration
from tresen.store.tx import Tx

MANY = 10_000
encode = msgspec.msgpack.encode


def pour(customer: Customer, keeping: bool) -> list[int]:
    """A job that stores many messages; on request every second one is to be retained."""
    shop, device, epoch = customer.shop, customer.device, customer.epoch.key

    def job(tx: Tx) -> None:
        business = tx.business(shop.key)
        held = tx.conversation_by_id(shop.key, customer.conversation)
        sender = tx.device_by_id(device.keys.id)
        assert sender is not None
        for number in range(MANY):
            header = Header(
                1, shop.business, epoch.conversation, epoch.n, epoch.hash, device.keys.id, 2 + number, 2 + number,
                None, 0, None, True, None, None, None, NOON,
            )  # fmt: skip
            parts = (encode(header), bytes([7]) * 60, bytes([8]) * 272, bytes([9]) * 64)
            stored = tx.append_message(business, held, sender, 2 + number, parts, spoken=True)
            if keeping and number % 2:
                store.keep(tx, held, stored.seq, "letter", NOON * 2)

    return job  # type: ignore[return-value]


async def furnished(house: Opened, *, keeping: bool) -> tuple[Shop, Customer]:
    shop = await found(house.house)
    customer = shop.customer()
    await customer.begin(house.house)
    await house.house.write(pour(customer, keeping))  # type: ignore[arg-type]
    return shop, customer


async def test_ten_thousand_messages(open_house: Opened) -> None:
    """[L7] All in one event; a message sent elsewhere meanwhile is stored."""
    shop, customer = await furnished(open_house, keeping=False)
    other = shop.customer()
    await other.begin(open_house.house)
    erasing = asyncio.create_task(erase(open_house.house, customer))
    said = 0
    while not erasing.done():
        await say(open_house.house, shop, other.device, other.epoch.key)
        said += 1
    outcome = await erasing
    assert outcome.erased == [(3, MANY + 3)]
    assert said > 0
    assert len(bodies(open_house)) == 1
    left = [event for event in await log(open_house.house, shop) if event.ciphertext == bytes([8]) * 272]
    assert left == []


async def test_more_than_an_event_can_say(open_house: Opened) -> None:
    """[L5, W1] Thousands of retained messages: several events of one command, each within a frame, are the outcome."""
    shop, customer = await furnished(open_house, keeping=True)
    outcome = await erase(open_house.house, customer)
    said = bodies(open_house)
    assert len(said) > 3
    assert [each for body in said for each in body.erased] == outcome.erased
    assert [each for body in said for each in body.kept] == outcome.kept
    assert len(outcome.kept) == MANY // 2
    assert len({body.body for body in said}) == 1
    events = await log(open_house.house, shop)
    places = {event.pos for event in events if event.kind == Kind.ERASED}
    assert len(places) == len(said)
    for event in events:
        if event.kind == Kind.ERASED:
            assert len(events_frames([for_customer(event)])[0]) <= FRAME_BYTES
        elif event.kind == Kind.MESSAGE and event.header is None:
            assert msgspec.msgpack.decode(event.body or b"")[7] in places
    assert await erase(open_house.house, customer) == outcome


async def test_somebody_reads_an_old_state(open_house: Opened) -> None:
    """[L7] While a reader holds the log back, no outcome is told; asking again tells it, and nothing is erased twice."""
    shop = await found(open_house.house)
    customer = shop.customer()
    await customer.begin(open_house.house)
    reader = open_house.house.database.snapshot()
    with reader as connection:
        connection.exec_driver_sql("SELECT count(*) FROM events").scalar()
        impatient = replace(open_house.house, forget_seconds=(0.02, 0.02))
        with pytest.raises(Refusal, match="internal") as refused:
            await erase(impatient, customer)
        assert refused.value.retryable
        await say(open_house.house, shop, shop.owner, shop.back_room, spoken=False)
    outcome = await erase(open_house.house, customer)
    assert outcome.erased == [(3, 3)]
    assert len(bodies(open_house)) == 1


async def test_a_cancelled_sweep_waits_for_its_thread(open_house: Opened) -> None:
    """When the server stops in mid-sweep, no thread goes on reading a database that is being closed."""
    entered, leave = threading.Event(), threading.Event()
    done = []

    def slow(_: Connection) -> None:
        entered.set()
        leave.wait(PATIENCE)
        done.append(True)

    reading = asyncio.create_task(open_house.house.read(slow))
    await asyncio.to_thread(entered.wait, PATIENCE)
    reading.cancel()
    await asyncio.to_thread(leave.set)
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert done == [True]


async def test_memory_forgets_as_well(open_house: Opened) -> None:
    """[L7, L3] A client that is catching up during an erasure gets the rest from the database, not from memory."""
    shop = await found(open_house.house)
    customer = shop.customer()
    await customer.begin(open_house.house)
    owner = await who(open_house.house, shop.owner)
    follower = Follower(shop.key, owner.device, None, Tape())
    open_house.feed.follow(follower)
    head = len(await log(open_house.house, shop))
    await say(open_house.house, shop, customer.device, customer.epoch.key)
    await erase(open_house.house, customer)
    assert not open_house.feed.go_live(follower, head, lambda: None)
    assert open_house.feed.go_live(follower, head + 2, lambda: None)


def talk_about(raw: sqlite3.Connection) -> None:
    """Two messages of a back room about a customer: one that is a document, and one that is not."""
    raw.execute("INSERT INTO businesses VALUES (9, x'09', 'krone', x'01', 0, NULL)")
    for id_, room in ((1, True), (2, False)):
        place = (id_, 9, bytes([id_]) * 16, room)
        raw.execute(
            "INSERT INTO conversations (id, business_id, public_id, back_room, closed, blocked, created_ms, last_ms,"
            " unread, waits, auto_off) VALUES (?, ?, ?, ?, 0, 0, 0, 0, 0, 0, 0)",
            place,
        )
    for seq, doc in ((1, None), (2, b"D" * 16)):
        header = Header(
            1, b"b" * 16, bytes([1]) * 16, 1, b"e" * 32, b"d" * 16, seq, seq, None, 0, None, False, None,
            bytes([2]) * 16, doc, NOON,
        )  # fmt: skip
        raw.execute(
            "INSERT INTO events (business_id, seq, conversation_id, pos, kind, at_ms, header) VALUES (9, ?, 1, ?, 1, 0, ?)",
            (seq, seq, encode(header)),
        )


def test_the_migration_leaves_nothing_behind(tmp_path: Path) -> None:
    """[S11, L8] Slots deleted before leave no copy in the pages of the old table; the others are carried over, and
    what the back room says about whom is found.
    """
    database = Database(tmp_path)
    with database.writing.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        alembic.upgrade(configuration(connection), "0004")
        connection.exec_driver_sql("COMMIT")
    slot = {
        (b, s): bytes([b]) * 4 + s.to_bytes(4, "big") + bytes(52) for s in range(1, 400) for b in (1, 2, 3)
    }
    with closing(sqlite3.connect(tmp_path / "tresen.db", isolation_level=None)) as raw:
        raw.execute("PRAGMA secure_delete = ON")
        for (business, seq), value in slot.items():
            raw.execute("INSERT INTO slots VALUES (?, ?, ?)", (business, seq, value))
        gone = {key for key in slot if key[1] % 3}
        for key in sorted(gone):
            raw.execute("DELETE FROM slots WHERE business_id = ? AND seq = ?", key)
        talk_about(raw)
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    deleted = {slot[key][:8] for key in gone}
    with database.writing.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        alembic.upgrade(configuration(connection), "head")
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        left = connection.execute(text("SELECT business_id, seq, slot FROM slots")).all()
        about = connection.execute(text("SELECT business_id, about_id, seq FROM abouts")).all()
    assert about == [(9, 2, 1)]
    assert {(business, seq): value for business, seq, value in left} == {
        key: value for key, value in slot.items() if key not in gone
    }
    assert seen(tmp_path, deleted) == set()
    database.close()
