"""Automatic answers come exactly once: despite repetitions, a failed commit, a server killed after acknowledging."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from tests.contract.test_writer import Fault, header_of, who
from tests.integration.test_crash import PUBLIC_URL, process
from tests.world.clock import MINUTE, at
from tests.world.house import Opened, opened
from tests.world.profile import AWAY, BAKERY, GREETING
from tests.world.shop import Customer, Shop, found
from tests.world.wire_client import WireClient
from tresen.clock import SettableClock
from tresen.core.model import Kind
from tresen.core.policy import Who
from tresen.core.records import Profile
from tresen.core.wire import Act, Events, Send, Stored
from tresen.desk import messages
from tresen.desk.shopfront.publish import chain_of
from tresen.desk.shopfront.publish import publish as publish_records
from tresen.errors import Refusal
from tresen.seal.records import sign_public
from tresen.store.schema import businesses, conversations, events

ALWAYS = {**AWAY, "when": "always", "from_ms": 0}
ANSWERED_BY_ITSELF = {**BAKERY, "greeting": GREETING, "away": ALWAYS}


async def publish(house: Opened, shop: Shop, fields: dict[str, Any]) -> None:
    """The owner publishes a profile."""
    chain = await house.house.read(lambda connection: chain_of(connection, shop.key))
    owner = shop.owner.keys
    record = sign_public(
        owner, shop.business, chain.rev + 1, chain.head, house.clock.now_ms(), Profile(fields)
    )
    await publish_records(house.house, await who(house, owner.id), [record], [])


async def furnished(house: Opened) -> tuple[Shop, Customer, Who]:
    """The bakery with its profile, and a customer who has written and was greeted."""
    shop = await found(house.house)
    await publish(house, shop, ANSWERED_BY_ITSELF)
    customer = shop.customer()
    await customer.begin(house.house)
    return shop, customer, await who(house, customer.device.keys.id)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Opened]:
    async with opened(tmp_path, SettableClock(at("2026-11-23 09:00"))) as house:
        yield house


def names_in(rows: list[tuple[int, int, bytes | None]]) -> list[str]:
    return [msgspec.msgpack.decode(body)[0] for _, kind, body in rows if kind == Kind.AUTO and body]


async def log_of(house: Opened, customer: Customer) -> list[tuple[int, int, bytes | None]]:
    """pos, kind and body of what the customer may see."""

    def read(connection: Any) -> list[tuple[int, int, bytes | None]]:
        key = select(conversations.c.id).where(conversations.c.public_id == customer.conversation)
        query = select(events.c.pos, events.c.kind, events.c.body).order_by(events.c.pos)
        rows = connection.execute(
            query.where(events.c.conversation_id == key.scalar_subquery(), events.c.pos > 2)
        )
        return [tuple(row) for row in rows]

    return await house.house.read(read)


async def say(house: Opened, sender: Who, message: Send) -> Stored:
    stored = await house.house.write(messages.send(sender, message, header_of(message)))
    return Stored(message.counter, stored.pos, stored.at_ms, stored.seq)


async def test_the_first_message_and_its_answers_are_one_transaction(house: Opened) -> None:
    """[W8, L13] A conversation begins with the message and its automatic answers; posted again, nothing is added."""
    _, customer, _ = await furnished(house)
    assert names_in(await log_of(house, customer)) == ["greeting", "away.always"]
    [batch] = [b for b in house.batches if any(e.kind == Kind.AUTO for e in b.events)]
    assert [event.kind for event in batch.events] == [
        Kind.RECORD,
        Kind.RECORD,
        Kind.MESSAGE,
        Kind.AUTO,
        Kind.AUTO,
    ]
    assert [(e.pos, e.device, e.counter) for e in batch.events[3:]] == [(4, None, None), (5, None, None)]
    before = await log_of(house, customer)
    await customer.begin(house.house)
    assert await log_of(house, customer) == before


async def test_the_same_command_again_is_not_answered_again(house: Opened) -> None:
    """[L4, L13] Sent three times, also together: one message, one greeting."""
    _, customer, sender = await furnished(house)
    house.clock.advance(14 * 24 * 60 * MINUTE)
    message = customer.message()
    answers = await asyncio.gather(*(say(house, sender, message) for _ in range(3)))
    assert len(set(answers)) == 1
    house.clock.advance(14 * 24 * 60 * MINUTE)
    assert await say(house, sender, message) == answers[0]
    assert names_in(await log_of(house, customer)) == ["greeting", "away.always", "greeting"]


async def test_many_messages_in_one_batch_are_answered_once(house: Opened) -> None:
    """[S14, L1] A batch is decided message by message: the second is no longer the first."""
    _, customer, sender = await furnished(house)
    house.clock.advance(20 * 24 * 60 * MINUTE)
    together = [customer.message() for _ in range(40)]
    await asyncio.gather(*(say(house, sender, message) for message in together))
    rows = await log_of(house, customer)
    assert names_in(rows) == ["greeting", "away.always", "greeting"]
    assert [pos for pos, _, _ in rows] == list(range(3, 3 + len(rows)))


@pytest.mark.parametrize("error", ["database or disk is full", "disk I/O error"])
async def test_a_failed_commit_stores_neither_message_nor_answer(house: Opened, error: str) -> None:
    """[A2, L13] Nothing is announced; sent again, both are stored, once."""
    _, customer, sender = await furnished(house)
    house.clock.advance(14 * 24 * 60 * MINUTE)
    fault = Fault(error)
    await house.house.write(fault.wrap)
    before, announced = await log_of(house, customer), len(house.batches)
    message = customer.message()
    fault.left = 0
    with pytest.raises(Refusal) as refused:
        await say(house, sender, message)
    assert refused.value.retryable
    assert await log_of(house, customer) == before
    assert len(house.batches) == announced
    await say(house, sender, message)
    await say(house, sender, message)
    assert names_in(await log_of(house, customer)) == ["greeting", "away.always", "greeting"]


async def test_a_batch_that_is_given_up_because_of_another_job(house: Opened) -> None:
    """[I-12, L13] The batch runs again without the spoilt job: the answers are stored once."""
    shop, customer, sender = await furnished(house)
    house.clock.advance(14 * 24 * 60 * MINUTE)

    def spoilt(tx: Any) -> None:
        tx.append(tx.business(shop.key), Kind.BLOCKED, b"\x91\xc3")
        raise Refusal("bad_request", "spoilt")

    message = customer.message()
    both = await asyncio.gather(
        say(house, sender, message), house.house.write(spoilt), return_exceptions=True
    )
    assert isinstance(both[1], Refusal)
    assert names_in(await log_of(house, customer)) == ["greeting", "away.always", "greeting"]


async def test_a_profile_whose_batch_failed_says_nothing(house: Opened) -> None:
    """[A2] A profile refused at the commit is not the one that answers."""
    shop = await found(house.house)
    fault = Fault("disk I/O error")
    await house.house.write(fault.wrap)
    fault.left = 0
    with pytest.raises(Refusal):
        await publish(house, shop, ANSWERED_BY_ITSELF)
    await publish(house, shop, {**BAKERY, "greeting": None, "away": None})
    customer = shop.customer()
    await customer.begin(house.house)
    assert names_in(await log_of(house, customer)) == []


async def test_after_a_restart_it_goes_on_where_it_was(tmp_path: Path) -> None:
    """[S14] What was answered, who spoke when, and the profile are read back from disk."""
    clock = SettableClock(at("2026-11-23 09:00"))
    async with opened(tmp_path, clock) as house:
        _, customer, sender = await furnished(house)
    clock.advance(MINUTE)
    async with opened(tmp_path, clock) as house:
        await say(house, sender, customer.message())
        assert names_in(await log_of(house, customer)) == ["greeting", "away.always"]
        clock.advance(14 * 24 * 60 * MINUTE)
        await say(house, sender, customer.message())
        assert names_in(await log_of(house, customer)) == ["greeting", "away.always", "greeting"]


async def test_what_nobody_spoke_is_not_answered(house: Opened) -> None:
    """[S14, S7] A reaction, an edit or a deletion is not spoken: it is not answered and does not end the silence."""
    _, customer, sender = await furnished(house)
    house.clock.advance(14 * 24 * 60 * MINUTE)
    await say(house, sender, customer.message(spoken=False))
    assert names_in(await log_of(house, customer)) == ["greeting", "away.always"]
    await say(house, sender, customer.message())
    assert names_in(await log_of(house, customer)) == ["greeting", "away.always", "greeting"]


async def test_the_team_is_told_of_the_switch_the_customer_is_not(house: Opened) -> None:
    """[L2, L5] `auto_off` is an event for the team: with seq, without pos; the same act again gets the first outcome."""
    shop, customer, sender = await furnished(house)
    owner = await who(house, shop.owner.keys.id)
    head = len(await log_of(house, customer))
    off = Act(shop.owner.next_counter(), customer.conversation, "auto", False)
    first = await house.house.write(messages.act(owner, off))
    again = await house.house.write(messages.act(owner, off))
    assert (first.pos, again.seq) == (None, first.seq)
    event = house.batches[-1].events[-1]
    assert (event.kind, event.pos, event.body) == (Kind.AUTO_OFF, None, msgspec.msgpack.encode([True]))
    assert len(await log_of(house, customer)) == head
    house.clock.advance(14 * 24 * 60 * MINUTE)
    await say(house, sender, customer.message())
    assert names_in(await log_of(house, customer)) == ["greeting", "away.always"]
    on = Act(shop.owner.next_counter(), customer.conversation, "auto", True)
    await house.house.write(messages.act(owner, on))
    assert house.batches[-1].events[-1].body == msgspec.msgpack.encode([False])


@pytest.mark.parametrize(
    "fields",
    [{**BAKERY, "name": ""}, {**BAKERY, "email": "x"}, {**BAKERY, "away": {"when": "range"}}, {"name": 1}],
)
async def test_a_profile_with_mistakes_is_refused_and_changes_nothing(
    house: Opened, fields: dict[str, Any]
) -> None:
    """[I-10, S14] `bad_record` names the places and repeats nothing that was filled in."""
    shop = await found(house.house)
    before = await house.house.read(lambda connection: chain_of(connection, shop.key))
    with pytest.raises(Refusal, match="bad_record: profile: ") as refused:
        await publish(house, shop, fields)
    assert "Sonnenschein" not in refused.value.detail
    after = await house.house.read(lambda connection: chain_of(connection, shop.key))
    assert after.rev == before.rev


def newest(folder: Path) -> list[tuple[int, int, bytes | None]]:
    with closing(sqlite3.connect(folder / "tresen.db")) as database:
        return database.execute(
            "SELECT pos, kind, body FROM events WHERE conversation_id = (SELECT id FROM conversations WHERE back_room = 0)"
            " AND pos > 2 ORDER BY pos"
        ).fetchall()


async def furnish(folder: Path) -> Customer:
    """The bakery on disk, with a customer who wrote fifteen days ago."""
    clock = SettableClock(at("2026-11-01 09:00"))
    async with opened(folder, clock) as house:
        _, customer, _ = await furnished(house)
    return customer


@pytest.mark.parametrize("round_", range(3))
async def test_killed_right_after_the_acknowledgement(tmp_path: Path, round_: int) -> None:
    """[I-1, I-2, L13] kill -9 between message and answer, from the customer's view: sent again, there is one of each."""
    customer = await furnish(tmp_path)
    message = customer.message()
    for _ in range(2):
        async with process(tmp_path) as (server, port):
            krause = await WireClient.enter(port, PUBLIC_URL, customer.device)
            krause.send(message)
            assert (await krause.take(Stored)).pos == 6
            server.send_signal(signal.SIGKILL)
            await krause.closed()
    rows = newest(tmp_path)
    assert names_in(rows) == ["greeting", "away.always", "greeting"]
    assert [pos for pos, _, _ in rows] == [3, 4, 5, 6, 7]
    async with process(tmp_path) as (server, port):
        krause = await WireClient.enter(port, PUBLIC_URL, customer.device, cursor=6)
        [resumed] = [event for frame in krause.seen if isinstance(frame, Events) for event in frame.events]
        assert (resumed.pos, resumed.kind) == (7, Kind.AUTO)
        server.kill()


async def test_killed_at_any_moment(tmp_path: Path) -> None:
    """[I-1, L13] kill -9 without waiting for anything: message and answer are both there, or neither is."""
    customer = await furnish(tmp_path)
    message = customer.message()
    for delay_turns in (0, 1, 5, 25):
        async with process(tmp_path) as (server, port):
            krause = await WireClient.enter(port, PUBLIC_URL, customer.device)
            krause.send(message)
            for _ in range(delay_turns):
                await asyncio.sleep(0)
            server.send_signal(signal.SIGKILL)
            await krause.closed()
        rows = newest(tmp_path)
        assert (len(rows), names_in(rows)) in (
            (3, ["greeting", "away.always"]),
            (5, ["greeting", "away.always", "greeting"]),
        )


async def test_the_migration_reads_what_it_needs_from_the_log(tmp_path: Path) -> None:
    """[A9] Who spoke when, and which profile counts, come from the log."""
    clock = SettableClock(at("2026-11-23 09:00"))
    async with opened(tmp_path, clock) as house:
        shop, customer, sender = await furnished(house)
        owner = await who(house, shop.owner.keys.id)
        clock.advance(MINUTE)
        answer = shop.message(shop.owner, customer.epoch.key)
        await house.house.write(messages.send(owner, answer, header_of(answer)))
        clock.advance(MINUTE)
        await say(house, sender, customer.message())

        def read(connection: Any) -> list[Any]:
            c = conversations.c
            spoken = connection.execute(select(c.customer_ms, c.team_ms).where(c.back_room.is_(False))).one()
            return [tuple(spoken), connection.execute(select(businesses.c.profile_rev)).scalar()]

        kept = await house.house.read(read)
    _back_to_the_first_step(tmp_path)
    async with opened(tmp_path, clock) as house:
        assert await house.house.read(read) == kept
        assert list((tmp_path / "set-aside").iterdir())


def without_later_tables(database: sqlite3.Connection) -> None:
    """As before the migrations 0012 to 0027, which add tables and what the list knows of waits."""
    for table in (
        "invitations",
        "invitation_seals",
        "passkeys",
        "statistics_days",
        "statistics_conversations",
        "statistics_cursors",
        "published_hours",
        "objections",
        "pushes",
        "push_doubts",
        "push_news",
        "noted",
        "quiets",
        "mutes",
        "mail_links",
        "mailboxes",
        "mails",
        "blobs",
        "calls",
        "silent_devices",
        "requests",
        "holds",
        "restrictions",
        "audit",
        "law_documents",
        "retention_runs",
        "law_clock",
        "former_handles",
        "blobs_gone",
        "file_totals",
    ):
        database.execute(f"DROP TABLE {table}")
    database.execute("DROP INDEX ix_events_calls")
    for index in ("asked", "answered"):
        database.execute(f"DROP INDEX ix_conversations_{index}")
    database.execute("ALTER TABLE conversations DROP COLUMN asked_ms")
    database.execute("ALTER TABLE devices DROP COLUMN program")


def _back_to_the_first_step(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "tresen.db")) as database:
        without_later_tables(database)
        database.execute("ALTER TABLE conversations DROP COLUMN day_number")
        database.execute("DROP TABLE list_counts")
        database.execute("DROP TABLE profile_contents")
        database.execute("ALTER TABLE businesses DROP COLUMN profile_rev")
        database.execute("ALTER TABLE devices DROP COLUMN seen_day")
        for name in ("by_device", "commitment", "nonce", "answer_nonce"):
            database.execute(f"ALTER TABLE invites DROP COLUMN {name}")
        for table in ("erasures", "retention", "abouts", "commands"):
            database.execute(f"DROP TABLE {table}")
        for name in (
            "customer_ms",
            "team_ms",
            "told_ms",
            "auto_off",
            "erased_ms",
            "head",
            "head_seq",
            "bytes",
        ):
            database.execute(f"ALTER TABLE conversations DROP COLUMN {name}")
        database.execute("DROP INDEX ix_events_stride")
        database.execute("ALTER TABLE events DROP COLUMN before_seq")
        database.execute("UPDATE alembic_version SET version_num = '0001'")
        database.commit()
