"""Who waits for an answer, and since when: the list and the statistics say the same, whatever happens (W5, L14)."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from tests.contract.test_statistics import AUTUMN, OPS, Story
from tests.world.clock import MINUTE
from tests.world.depth import examples
from tests.world.house import Opened, opened
from tresen.clock import SettableClock
from tresen.core.model import NEVER, Kind, Party, Role
from tresen.core.policy import Who
from tresen.desk import reading
from tresen.desk.reading import Page
from tresen.desk.statistics.counting import count
from tresen.store import listing, schema
from tresen.store import statistics as store

STORY = st.lists(
    st.tuples(st.sampled_from(OPS), st.integers(0, 5), st.integers(0, 40)), min_size=10, max_size=60
)
c, e = schema.conversations.c, schema.events.c


async def listed(house: Opened, story: Story, start: int = 0, limit: int = 100, since: int = NEVER) -> Page:
    who = Who(story.shop.key, 1, Role.OWNER, 1, None)
    return await reading.conversations(house.house, who, "waiting", start, limit, since=since)


def asked(connection: Connection, one: Any) -> int | None:
    """The definition, word for word, from the raw log."""
    since = None
    for line in connection.execute(select(schema.events).where(e.conversation_id == one.id).order_by(e.seq)):
        if line.kind == Kind.CLOSED or (line.kind == Kind.MESSAGE and line.spoken_by == Party.TEAM):
            since = None
        elif line.kind == Kind.MESSAGE and line.spoken_by == Party.CUSTOMER and since is None:
            since = line.at_ms
    return None if one.closed or one.blocked else since


def expected(connection: Connection, since_ms: int) -> tuple[list[bytes], list[bytes], list[int]]:
    """Who waits in order, who was answered since then in order, and the waits of those who let themselves be counted."""
    waiting, answered, counted = [], [], []
    objecting = {
        row.conversation_id
        for row in connection.execute(select(schema.objections).where(schema.objections.c.upto_seq > 0))
    }
    for one in connection.execute(select(schema.conversations).where(c.back_room.is_(False))).all():
        since = asked(connection, one)
        if since is not None:
            waiting.append((since, one.id, one.public_id))
            if one.id not in objecting:
                counted.append(since)
        elif one.waits >= 0 and (one.team_ms or -1) >= since_ms and one.asked_ms == 0:
            answered.append((-one.team_ms, -one.id, one.public_id))
    return [each[2] for each in sorted(waiting)], [each[2] for each in sorted(answered)], counted


async def compare(house: Opened, story: Story) -> None:
    since = AUTUMN + 60 * MINUTE
    waiting, answered, counted = await house.house.read(lambda connection: expected(connection, since))
    page = await listed(house, story, since=since)
    assert [row.conversation for row in page.rows] == waiting + answered
    assert (page.counts["waiting"], page.total) == (len(waiting), len(waiting) + len(answered))
    assert [row.asked_ms is not None for row in page.rows] == [True] * len(waiting) + [False] * len(answered)
    for start in range(page.total):
        (row,) = (await listed(house, story, start, 1, since)).rows
        assert row == page.rows[start]
    assert [row.conversation for row in (await listed(house, story)).rows] == waiting
    assert await count(house.house)
    now = await house.house.read(lambda connection: store.now(connection, story.shop.key))
    assert now.waiting <= len(waiting)
    if len(counted) == len(waiting):
        assert (now.waiting, now.oldest_ms) == (len(waiting), min(counted, default=None))


def before_the_list_knew(folder: Path) -> None:
    """As a data folder of a version that did not know who waits."""
    (file,) = folder.glob("*.db")
    with closing(sqlite3.connect(file)) as database:
        for index in ("asked", "answered"):
            database.execute(f"DROP INDEX ix_conversations_{index}")
        database.execute("ALTER TABLE conversations DROP COLUMN asked_ms")
        for column in ("signalled_ms", "unfollowed", "silent_ms", "since_ms", "words"):
            database.execute(f"ALTER TABLE pushes DROP COLUMN {column}")
        database.execute("ALTER TABLE mails DROP COLUMN words")
        database.execute("ALTER TABLE devices DROP COLUMN program")
        database.execute("DROP INDEX ix_blobs_invited")
        database.execute("ALTER TABLE blobs DROP COLUMN invitation_id")
        for table in ("noted", "push_doubts", "invitations", "invitation_seals"):
            database.execute(f"DROP TABLE {table}")
        database.execute("DROP TABLE list_counts")
        database.execute(
            "CREATE TABLE list_counts (business_id BIGINT NOT NULL, closed BOOLEAN NOT NULL, waits SMALLINT NOT NULL,"
            " assigned BIGINT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (business_id, closed, waits, assigned))"
        )
        database.execute("UPDATE alembic_version SET version_num = '0021'")
        database.commit()


async def tell(ops: list[tuple[str, int, int]], folder: Path) -> None:
    async with opened(folder, SettableClock(AUTUMN)) as house:
        story = await Story.begin(house)
        for n, op in enumerate(ops):
            await story.play(*op)
            if n % 20 == 7:
                await compare(house, story)
        await compare(house, story)
        last = house.clock.now_ms()
        counts = await house.house.read(lambda it: listing.conversation_counts(it, story.shop.key, 1))
    before_the_list_knew(folder)
    async with opened(folder, SettableClock(last)) as again:
        await compare(again, story)
        assert await again.house.read(lambda it: listing.conversation_counts(it, story.shop.key, 1)) == counts


@given(ops=STORY)
@settings(deadline=None, max_examples=examples(20), suppress_health_check=list(HealthCheck))
def test_list_and_statistics_agree_on_who_waits(ops: list[tuple[str, int, int]]) -> None:
    """[W5, L14] Any history of questions, answers, closings, blocks, erasures and clock jumps: the list's first filter is
    who waits by the log, the longest on top, page by page; the statistics count the same; and so it is after an upgrade."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(tell(ops, Path(folder)))


async def test_reading_and_automatic_answers_end_no_wait(open_house: Opened) -> None:
    """[W5] What was read waits on where it stood; what a closing, an answer or a block ends is gone from those that wait."""
    story = await Story.begin(open_house)
    for n, op in enumerate(("arrive", "wait", "arrive", "wait", "arrive", "wait")):
        await story.play(op, n, 1)
    first = await listed(open_house, story)
    await story.play("mark", 0, 7)
    await story.play("ask", 0, 1)
    assert [row.conversation for row in (await listed(open_house, story)).rows] == [
        row.conversation for row in first.rows
    ]
    for op, n, left in (("answer", 0, [1, 2]), ("close", 1, [2]), ("block", 3, [])):
        await story.play(op, 2 - len(left), n)
        assert [row.conversation for row in (await listed(open_house, story)).rows] == [
            first.rows[at].conversation for at in left
        ]
