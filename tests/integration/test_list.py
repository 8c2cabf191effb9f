"""The list of conversations at a few thousand rows: by index, in order, with counters that are right (W5)."""

import os
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, event, select

from tests.world.clock import NOON
from tests.world.house import Opened, opened
from tests.world.shop import found
from tresen.clock import SettableClock
from tresen.core.model import Kind, Party, Role
from tresen.core.policy import Who
from tresen.core.records import Header
from tresen.desk import reading
from tresen.errors import Refusal
from tresen.store import listing
from tresen.store.schema import conversations
from tresen.store.state import Conversation
from tresen.store.tx import Tx

ROWS = 2_000
ME = 2
HEADER = msgspec.msgpack.encode(
    Header(
        1, b"b" * 16, b"c" * 16, 1, b"e" * 32, b"d" * 16, 1, 1, None, 0, None, True, None, None, None, NOON
    )
)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[tuple[Opened, int]]:
    async with opened(tmp_path, SettableClock(NOON)) as house:
        shop = await found(house.house)
        for start in range(0, ROWS, 500):
            await house.house.write(lambda tx, start=start: fill(tx, shop.key, start))  # type: ignore[misc]
        yield house, shop.key


def fill(tx: Tx, key: int, start: int) -> None:
    business, chance = tx.business(key), random.Random(start)
    device = tx.add_device(business, os.urandom(16), "customer", 0, os.urandom(32), os.urandom(32))
    for number in range(start, start + 500):
        tx.now_ms = NOON + chance.randrange(1000) * 60_000
        conversation = tx.add_conversation(business, number.to_bytes(16, "big"))
        for _ in range(2):
            # As after its beginning: before anything was said it is in no list.
            tx.append(business, Kind.RECORD, b"\x91\x01", conversation=conversation)
        # As a customer's: staff answers are not unread.
        device.conversation_id = conversation.id
        tx.append_message(business, conversation, device, number + 1, (HEADER, b"s", b"c", b"g"), spoken=True)
        scatter(tx, conversation, chance)


def scatter(tx: Tx, conversation: Conversation, chance: random.Random) -> None:
    if chance.random() < 0.8:
        tx.move_marks(conversation, Party.TEAM, conversation.pos, conversation.pos)
    assigned = (chance.choice([None, 1, ME]),)
    tx.set_state(conversation, closed=chance.random() < 0.2, assigned=assigned)


PAGED = tuple(each for each in listing.FILTERS if each != "waiting")


def fits(filter_: str, closed: bool, waits: int, assigned: int | None) -> bool:
    if closed or filter_ == "closed":
        return closed and filter_ == "closed"
    return filter_ == "all" or (bool(waits) if filter_ == "unread" else assigned == ME)


def listed(connection: Connection, business: int, filter_: str) -> list[int]:
    """What the filter shows, in order, computed without index and counters."""
    c = conversations.c
    rows = connection.execute(
        select(c.id, c.closed, c.waits, c.assigned, c.last_ms).where(c.business_id == business, ~c.back_room)
    ).all()
    fitting = [row for row in rows if fits(filter_, row.closed, row.waits, row.assigned)]
    return [row.id for row in sorted(fitting, key=lambda row: (-row.waits, -row.last_ms, -row.id))]


def check_counts(connection: Connection, business: int) -> dict[str, int]:
    counts = listing.conversation_counts(connection, business, ME)
    assert counts == {"waiting": waiting(connection, business)} | {
        name: len(listed(connection, business, name)) for name in PAGED
    }
    return counts


def waiting(connection: Connection, business: int) -> int:
    c = conversations.c
    return len(connection.execute(select(c.id).where(c.business_id == business, c.asked_ms > 0)).all())


async def test_pages_are_the_whole_list_in_order(house: tuple[Opened, int]) -> None:
    """[W5] Under every filter the pages together are the list: unread first, then the newest. The desk gives each row's
    contents, however far down, and the numbers of all filters."""
    opened_, business = house

    def read(connection: Connection) -> None:
        for filter_ in PAGED:
            whole = listed(connection, business, filter_)
            assert len(whole) > 50
            pages: list[int] = []
            for start in range(0, len(whole) + 100, 100):
                page = listing.conversations_page(connection, business, ME, filter_, start, 100)
                pages += [each.id for each in page]
            assert pages == whole

    await opened_.house.read(read)
    page = await reading.conversations(
        opened_.house, Who(business, 1, Role.OWNER, ME, None), "all", 1_400, 100
    )
    assert page.counts["all"] == page.total > 1_500
    assert len(page.rows) == 100
    assert all(row.last is not None and len(row.marks) == 2 and row.head == 3 for row in page.rows)


async def test_every_plan_follows_the_index(house: tuple[Opened, int]) -> None:
    """[W5] No query of a page sorts, or reads a table from end to end; the numbers do not touch the conversations."""
    opened_, business = house
    asked: list[tuple[str, Any]] = []
    reading = opened_.house.database.reading

    def note(_c: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        asked.append((statement, values))

    def read(connection: Connection) -> list[tuple[str, str]]:
        event.listen(reading, "before_cursor_execute", note)
        for filter_ in PAGED:
            listing.conversations_page(connection, business, ME, filter_, 100, 100)
        for start in (0, 5_000):
            listing.waiting_page(connection, business, 1_000, NOON, start, 100)
        listing.answered_count(connection, business, NOON)
        listing.conversation_counts(connection, business, ME)
        event.remove(reading, "before_cursor_execute", note)
        return [
            (statement, row[3])
            for statement, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]

    steps = await opened_.house.read(read)
    pages = len(PAGED) + 3
    assert len(asked) == pages + 1
    assert [step for step in steps if "TEMP B-TREE" in step[1] or step[1].startswith("SCAN")] == []
    assert sum("USING INDEX ix_conversations_" in step for _, step in steps) == pages
    assert "conversations" not in asked[-1][0]


async def test_counters_follow_whatever_happens(house: tuple[Opened, int]) -> None:
    """[W5, I-10] After any acts, a job that fails half-way and a loss of all memory, the numbers are right."""
    opened_, business = house
    chance = random.Random(7)

    def acts(tx: Tx) -> None:
        for _ in range(200):
            conversation = tx.find_conversation(chance.randrange(ROWS).to_bytes(16, "big"))
            assert conversation is not None
            scatter(tx, conversation, chance)
            if chance.random() < 0.3:
                tx.append(tx.business(business), Kind.CLOSED, b"\x91\x01", conversation=conversation)

    def half(tx: Tx) -> None:
        acts(tx)
        tx.add_conversation(tx.business(business), os.urandom(16))
        raise Refusal("bad_request", "half-way")

    seen = []
    for _ in range(3):
        await opened_.house.write(acts)
        seen.append(await opened_.house.read(lambda connection: check_counts(connection, business)))
        with pytest.raises(Refusal):
            await opened_.house.write(half)
        assert await opened_.house.read(lambda connection: check_counts(connection, business)) == seen[-1]
    assert len({tuple(each.values()) for each in seen}) == 3
