"""A conversation is read backwards along its events: every page of it, every repeated command, also after a migration."""

import random
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from alembic import command as alembic

from tests.contract.test_writer import header_of, who
from tests.world.clock import NOON
from tests.world.house import Opened, opened
from tests.world.shop import Customer, Device, Shop, found
from tresen.clock import SettableClock
from tresen.core.model import Kind
from tresen.core.wire import Send
from tresen.desk import messages
from tresen.store import queries
from tresen.store.database import Database
from tresen.store.migrations.run import configuration
from tresen.store.schema import STRIDE
from tresen.store.state import Event, Stored
from tresen.store.tx import Tx

PARTS = (b"h", b"s", b"c", b"g")


async def begun(house: Opened, count: int) -> tuple[Shop, list[Customer]]:
    shop = await found(house.house)
    customers = [shop.customer() for _ in range(count)]
    for customer in customers:
        await customer.begin(house.house)
    return shop, customers


def pour(shop: Shop, customers: list[Customer], count: int) -> Callable[[Tx], None]:
    """A job: messages from random devices in random conversations; every device goes on counting."""
    chance = random.Random(count)

    def job(tx: Tx) -> None:
        business = tx.business(shop.key)
        for _ in range(count):
            customer = chance.choice(customers)
            device = chance.choice([customer.device, shop.owner, shop.member])
            held = tx.device_by_id(device.keys.id)
            assert held is not None
            conversation = tx.conversation_by_id(shop.key, customer.conversation)
            tx.append_message(business, conversation, held, device.next_counter(), PARTS, spoken=True)

    return job


async def whole(house: Opened, customer: Customer) -> tuple[int, list[Event]]:
    """Internal key and all events of a conversation, as the log has them."""

    def read(connection: object) -> tuple[int, list[Event]]:
        shop = customer.shop
        found_ = queries.find_conversation(connection, shop.key, customer.conversation)  # type: ignore[arg-type]
        assert found_ is not None
        log = queries.team_events_after(connection, shop.key, 0, 10_000)  # type: ignore[arg-type]
        return found_[0], [e for e in log if e.conversation_id == found_[0] and e.pos is not None]

    return await house.house.read(read)


@pytest.mark.parametrize("count", [0, STRIDE * 2 - 4, 300, 700])
async def test_every_page_is_what_the_log_says(open_house: Opened, count: int) -> None:
    """[L2, W5] After and before any position, any number of events, in conversations that grow interleaved."""
    shop, customers = await begun(open_house, 2)
    await open_house.house.write(pour(shop, customers, count))
    chance = random.Random(count)
    for customer in customers:
        key, events = await whole(open_house, customer)
        assert [event.pos for event in events] == list(range(1, len(events) + 1))
        edges = [0, 1, STRIDE - 1, STRIDE, STRIDE + 1, len(events) - 1, len(events), len(events) + 1]
        for _ in range(40):
            pos = chance.choice([*edges, chance.randrange(len(events) + 2)])
            limit = chance.choice([1, 2, STRIDE, STRIDE + 1, 256])
            after = await open_house.house.read(
                lambda c, k=key, p=pos, n=limit: queries.events_after(c, k, p, n)  # type: ignore[misc]
            )
            before = await open_house.house.read(
                lambda c, k=key, p=pos, n=limit: queries.events_before(c, k, p, n)  # type: ignore[misc]
            )
            assert after == events[pos : pos + limit]
            assert before == events[: max(pos - 1, 0)][-limit:]


async def again(house: Opened, device: Device, message: Send) -> Stored:
    return await house.house.write(
        messages.send(await who(house, device.keys.id), message, header_of(message))
    )


@pytest.mark.parametrize("later", [0, 1, STRIDE, 3 * STRIDE])
async def test_a_repeated_command_is_found_however_old(tmp_path: Path, later: int) -> None:
    """[L4] Of a customer and of the team, from memory and after a restart; the hello's counter is the highest."""
    async with opened(tmp_path, SettableClock(NOON)) as house:
        shop, (customer,) = await begun(house, 1)
        sent = [(each, shop.message(each, customer.epoch.key)) for each in (customer.device, shop.owner)]
        first = [await again(house, device, message) for device, message in sent]
        await house.house.write(pour(shop, [customer], later))
        repeated = [await again(house, device, message) for device, message in sent]
    async with opened(tmp_path, SettableClock(NOON)) as house:
        restarted = [await again(house, device, message) for device, message in sent]
        for device in (customer.device, customer.paper, shop.owner, shop.member):
            facts = await house.house.read(lambda c, d=device: queries.find_device(c, d.keys.id))  # type: ignore[misc]
            assert facts is not None
            assert facts.counter == device.counter
    assert repeated == restarted == [msgspec.structs.replace(each, first=False) for each in first]


@pytest.mark.parametrize("later", [0, STRIDE, 3 * STRIDE])
async def test_a_counter_that_was_left_out_is_new(open_house: Opened, later: int) -> None:
    """[L4] A command that was refused once keeps its counter, though later ones were stored."""
    shop, (customer,) = await begun(open_house, 1)
    for device in (customer.device, shop.owner):
        left_out = shop.message(device, customer.epoch.key)
        await open_house.house.write(pour(shop, [customer], later))
        await again(open_house, device, shop.message(device, customer.epoch.key))
        anew = shop.message(device, customer.epoch.key, left_out.counter)
        stored = await again(open_house, device, anew)
        assert stored.first
        assert await again(open_house, device, anew) == msgspec.structs.replace(stored, first=False)


async def test_messages_dirty_no_page_of_their_own(open_house: Opened) -> None:
    """[W3] A hundred messages in a hundred long conversations touch few more pages than their own bytes fill."""
    shop, customers = await begun(open_house, 100)
    for _ in range(30):
        await open_house.house.write(pour(shop, customers, 1000))
    await open_house.house.forget()
    file = open_house.house.database.file
    frames = struct.Struct("=I")

    def log() -> int:
        with file.with_name(f"{file.name}-shm").open("rb") as index:
            index.seek(16)
            found_: int = frames.unpack(index.read(4))[0]
            return found_

    def one_each(tx: Tx) -> None:
        business = tx.business(shop.key)
        for customer in customers:
            held = tx.device_by_id(customer.device.keys.id)
            assert held is not None
            conversation = tx.conversation_by_id(shop.key, customer.conversation)
            counter = customer.device.next_counter()
            tx.append_message(business, conversation, held, counter, PARTS, spoken=True)

    before = log()
    await open_house.house.write(one_each)
    assert log() - before < 30


def talk(raw: sqlite3.Connection, chance: random.Random) -> list[tuple[int, int, int, int | None]]:
    """Writes what an earlier version wrote: two conversations and a team; returns seq, conversation, device and counter."""
    raw.execute("INSERT INTO businesses VALUES (9, x'09', 'krone', x'01', 0, NULL)")
    for id_ in (1, 2):
        raw.execute(
            "INSERT INTO conversations (id, business_id, public_id, back_room, closed, blocked, created_ms, last_ms,"
            " unread, waits, auto_off) VALUES (?, 9, ?, 0, 0, 0, 0, 0, 0, 0, 0)",
            (id_, bytes([id_]) * 16),
        )
    for id_, where in ((1, 1), (2, 2), (3, None)):
        raw.execute(
            "INSERT INTO devices (id, business_id, conversation_id, public_id, role, person, ed, x, added_ms)"
            " VALUES (?, 9, ?, ?, 'customer', 0, x'', x'', 0)",
            (id_, where, bytes([id_]) * 16),
        )
    heads, counters, said = {1: 0, 2: 0}, {1: 0, 2: 0, 3: 0}, []
    for seq in range(1, 400):
        where = chance.choice((1, 2))
        device = chance.choice((where, 3))
        kind, counter = (
            (Kind.ASSIGNED, None) if chance.random() < 0.1 else (Kind.MESSAGE, counters[device] + 1)
        )
        pos = None
        if counter is not None:
            counters[device] = counter
            pos = heads[where] = heads[where] + 1
        raw.execute(
            "INSERT INTO events (business_id, seq, conversation_id, pos, kind, at_ms, device_id, counter, header,"
            " ciphertext) VALUES (9, ?, ?, ?, ?, 0, ?, ?, x'07', ?)",
            (seq, where, pos, int(kind), device, counter, seq.to_bytes(2, "big") * 200),
        )
        said.append((seq, where, device, counter))
    return said


async def test_a_database_written_before_is_carried_over(tmp_path: Path) -> None:
    """[S11, L2, L4] Every event, the order of each conversation, the highest counters and every repeated command."""
    database = Database(tmp_path)
    with database.writing.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        alembic.upgrade(configuration(connection), "0006")
        connection.exec_driver_sql("COMMIT")
    with closing(sqlite3.connect(tmp_path / "tresen.db", isolation_level=None)) as raw:
        said = talk(raw, random.Random(3))
    database.close()
    async with opened(tmp_path, SettableClock(NOON)) as house:
        log = await house.house.read(lambda c: queries.team_events_after(c, 9, 0, 1000))
        assert [(e.seq, e.conversation_id, e.device_id, e.counter) for e in log] == said
        assert all(event.ciphertext == event.seq.to_bytes(2, "big") * 200 for event in log)
        for key in (1, 2):
            own = [event for event in log if event.conversation_id == key and event.pos is not None]
            assert await house.house.read(lambda c, k=key: queries.events_after(c, k, 0, 1000)) == own  # type: ignore[misc]
            assert await house.house.read(lambda c, k=key: queries.head_pos(c, k)) == len(own)  # type: ignore[misc]

        def first_outcomes(tx: Tx) -> list[int | None]:
            found_ = [tx.repeated(tx.device(device), counter) for _, _, device, counter in said if counter]
            return [None if each is None else each[0].seq for each in found_]

        assert await house.house.write(first_outcomes) == [seq for seq, *_, counter in said if counter]
        for device in (1, 2, 3):
            facts = await house.house.read(lambda c, d=device: queries.find_device(c, bytes([d]) * 16))  # type: ignore[misc]
            assert facts is not None
            assert facts.counter == max(counter or 0 for _, _, by, counter in said if by == device)
