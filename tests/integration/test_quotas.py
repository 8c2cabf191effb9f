"""What one conversation and one business may store, on a real server with a quota of 1 MiB."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import msgspec
import pytest

from tests.integration.conftest import FAST, PUBLIC_URL, Running
from tests.integration.test_answers_once import without_later_tables
from tests.world.clock import NOON
from tests.world.database import lay
from tests.world.erase import Target, erase
from tests.world.shop import Customer, found
from tests.world.wire_client import WireClient
from tresen.app import running
from tresen.clock import SettableClock
from tresen.config import Settings
from tresen.core.bounds.quotas import Quotas, require_room
from tresen.core.records import header_hash
from tresen.core.wire import Act, Error, Send, Stored
from tresen.errors import Refusal
from tresen.store.database import FILE

MIB = 2**20


@asynccontextmanager
async def serving(folder: Path, conversation: int, business: int) -> AsyncIterator[Running]:
    lay(folder)
    settings = Settings(
        data=folder, public_url=PUBLIC_URL, port=0, customer_burst=FAST, customer_per_minute=FAST,
        conversation_quota_mib=conversation, business_quota_mib=business,
    )  # fmt: skip
    clock = SettableClock(NOON)
    async with running(settings, clock) as (app, port):
        server = Running(app, port, clock, await found(app.house))
        yield server
        await asyncio.gather(*(line.close() for line in server.lines))


def large(message: Send) -> Send:
    """The message with the largest ciphertext."""
    return msgspec.structs.replace(message, ciphertext=os.urandom(16400))


async def answer(line: WireClient) -> Stored | Error:
    while not isinstance(frame := await line.next(), Stored | Error):
        assert frame is not None
    return frame


async def fill(line: WireClient, customer: Customer) -> tuple[list[tuple[Send, Stored]], Error]:
    """Send the largest messages until one is refused."""
    stored: list[tuple[Send, Stored]] = []
    while True:
        message = large(customer.message())
        line.send(message)
        outcome = await answer(line)
        if isinstance(outcome, Error):
            return stored, outcome
        stored.append((message, outcome))


def place(message: Send, stored: Stored) -> Target:
    assert stored.pos is not None
    return stored.pos, header_hash(message.header)


async def stored_bytes(server: Running) -> list[int]:
    rows = await server.app.house.read(
        lambda db: db.exec_driver_sql("select bytes from conversations order by id").all()
    )
    return [row[0] for row in rows]


async def counted(server: Running) -> list[int]:
    """The same, counted from the log."""
    rows = await server.app.house.read(
        lambda db: db.exec_driver_sql(
            "select coalesce(sum(192 + case when e.seq is null then -192"
            " when e.kind <> 1 then length(e.body) when e.header is null then 0"
            " else length(e.header) + length(e.ciphertext) + length(e.signature) end), 0)"
            " from conversations c left join events e on e.conversation_id = c.id"
            " group by c.id order by c.id"
        ).all()
    )
    return [row[0] for row in rows]


@pytest.mark.parametrize(
    ("conversation", "business", "customer", "team"),
    [
        (99, 999, None, None),
        (100, 0, "conversation_full", None),
        (124, 0, "conversation_full", None),
        (125, 0, "conversation_full", "conversation_full"),
        (0, 1000, "business_full", None),
        (0, 1250, "business_full", "business_full"),
    ],
)
def test_customers_are_refused_first(
    conversation: int, business: int, customer: str | None, team: str | None
) -> None:
    """Customers stop at the quota, the team at a quarter more; the back room counts for the business alone."""
    quotas = Quotas(100, 1000)
    for staff, code in ((False, customer), (True, team)):
        if code is None:
            require_room(quotas, conversation, business, staff=staff)
        else:
            with pytest.raises(Refusal, match=code):
                require_room(quotas, conversation, business, staff=staff)
    if business < 1000:
        require_room(quotas, conversation, business, staff=False, back_room=True)


async def test_a_full_conversation(tmp_path: Path) -> None:
    """The customer is told at the quota and goes on after erasing; others and the team go on meanwhile."""
    async with serving(tmp_path, 1, 8) as server:
        krause, yilmaz = await server.customer(), await server.customer()
        line, other = await server.enter(krause.device), await server.enter(yilmaz.device)
        anna = await server.enter(server.shop.owner)
        said, refused = await fill(line, krause)
        assert (refused.code, refused.retryable) == ("conversation_full", True)
        assert 60 < len(said) < MIB / 16400
        other.send(yilmaz.message())
        assert isinstance(await answer(other), Stored)
        anna.send(server.shop.message(server.shop.owner, krause.epoch.key))
        assert isinstance(await answer(anna), Stored)
        anna.send(Act(server.shop.owner.next_counter(), krause.conversation, "block", True))
        assert isinstance(await answer(anna), Stored)
        anna.send(Act(server.shop.owner.next_counter(), krause.conversation, "block", False))
        assert isinstance(await answer(anna), Stored)
        await erase(server.app.house, krause, [place(*each) for each in said[:8]])
        again, refused = await fill(line, krause)
        assert refused.code == "conversation_full"
        assert 6 <= len(again) <= 8
        assert await stored_bytes(server) == await counted(server)


async def test_a_full_business(tmp_path: Path) -> None:
    """All customers are told, and nobody begins a conversation; an erased conversation makes room for the others."""
    async with serving(tmp_path, 8, 1) as server:
        krause, yilmaz, late = await server.customer(), await server.customer(), server.shop.customer()
        line, other = await server.enter(krause.device), await server.enter(yilmaz.device)
        _, refused = await fill(line, krause)
        assert refused.code == "business_full"
        other.send(yilmaz.message())
        told = await answer(other)
        assert isinstance(told, Error)
        assert told.code == "business_full"
        with pytest.raises(Refusal, match="business_full"):
            await late.begin(server.app.house)
        await erase(server.app.house, krause)
        other.send(yilmaz.message())
        assert isinstance(await answer(other), Stored)
        await late.begin(server.app.house)
        assert await stored_bytes(server) == await counted(server)


@pytest.mark.parametrize("former", [False, True])
async def test_what_was_counted_outlasts_a_restart(tmp_path: Path, *, former: bool) -> None:
    """A server that starts again refuses at the same place; a `former` data folder, without counts, is counted first."""
    async with serving(tmp_path, 8, 1) as server:
        krause, shop = await server.customer(), server.shop
        said, _ = await fill(await server.enter(krause.device), krause)
        await erase(server.app.house, krause, [place(*said[0])])
        line = await server.enter(krause.device)
        await fill(line, krause)
        before = await stored_bytes(server)
    if former:
        with closing(sqlite3.connect(tmp_path / FILE)) as database:
            without_later_tables(database)
            for column in ("day_number", "bytes"):
                database.execute(f"ALTER TABLE conversations DROP COLUMN {column}")
            database.execute("UPDATE alembic_version SET version_num = '0009'")
            database.commit()
    settings = Settings(data=tmp_path, public_url=PUBLIC_URL, port=0, business_quota_mib=1)
    async with running(settings, SettableClock(NOON)) as (app, port):
        server = Running(app, port, SettableClock(NOON), shop)
        line = await server.enter(krause.device)
        line.send(krause.message())
        refused = await answer(line)
        assert isinstance(refused, Error)
        assert refused.code == "business_full"
        assert await stored_bytes(server) == before
        await line.close()


async def test_a_failed_batch_counts_nothing(tmp_path: Path) -> None:
    """[A2] What was not stored is not counted, whatever else was in its batch."""
    async with serving(tmp_path, 8, 8) as server:
        krause = await server.customer()
        house = server.app.house

        def spoiled(tx: object) -> None:
            held = tx.find_conversation(krause.conversation)  # type: ignore[attr-defined]
            tx.stored_bytes(tx.business(held.business_id))  # type: ignore[attr-defined]
            tx.grow(held, 5 * MIB)  # type: ignore[attr-defined]
            raise Refusal("internal")

        with pytest.raises(Refusal):
            await house.write(spoiled)
        line = await server.enter(krause.device)
        line.send(krause.message())
        assert isinstance(await answer(line), Stored)
        assert await stored_bytes(server) == await counted(server)
        business = await house.write(lambda tx: tx.stored_bytes(tx.business(server.shop.key)))
        assert business == sum(await counted(server))
