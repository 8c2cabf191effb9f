"""What customers decided after a backup holds in the copy, too; an erasure while one is read is answered (L10, L14)."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import Connection

from tests.contract.test_backup import World, world
from tests.world.erase import erase, target, who
from tests.world.patience import PATIENCE
from tresen.core.model import NEVER
from tresen.desk.forgetting import keep_forgetting
from tresen.desk.statistics.objection import object_
from tresen.store import mail, statistics
from tresen.store.backup import erasure_list
from tresen.store.backup.reading import being_read, is_being_read
from tresen.store.backup.wishes import MAILED, NOTHING, OBJECTED
from tresen.store.database import Database
from tresen.store.tx import Tx

__all__ = ["world"]


async def object_to_it(world: World, on: bool) -> None:
    house = world.house.house
    await object_(house, await who(house, world.customer.device), world.customer.conversation, on)


def conversation_of(tx: Tx, world: World) -> int:
    held = tx.find_conversation(world.customer.conversation)
    assert held is not None
    return held.id


async def give_address(world: World, mailbox: str) -> None:
    """As after its confirmation: the address is stored, and mails go there."""
    device = (await who(world.house.house, world.customer.device)).device

    def job(tx: Tx) -> None:
        conversation = conversation_of(tx, world)
        mail.give(tx, conversation, device, mailbox, language="de", due_ms=None)
        mail.change(tx, conversation, state=mail.CONFIRMED)

    await world.house.house.write(job)
    world.house.clock.advance(60_000)


async def take_back(world: World) -> None:
    await world.house.house.write(lambda tx: tx.forget_mailbox(conversation_of(tx, world)))


def in_copy(world: World) -> tuple[bool, str]:
    """Whether the customer objects there, and the address that is stored."""
    database = Database(world.restored)
    try:
        with database.snapshot() as connection:
            return _objects(connection, world), _address(connection, world)
    finally:
        database.close()


def _key(connection: Connection, world: World) -> int:
    found = connection.exec_driver_sql(
        "SELECT id FROM conversations WHERE public_id = ?", (world.customer.conversation,)
    ).scalar_one()
    return int(found)


def _objects(connection: Connection, world: World) -> bool:
    return statistics.objected_upto(connection, _key(connection, world)) == NEVER


def _address(connection: Connection, world: World) -> str:
    kept = mail.find(connection, _key(connection, world))
    return "" if kept is None else kept.mailbox


@pytest.mark.parametrize("on", [True, False])
async def test_an_objection_survives(world: World, on: bool) -> None:
    """[L14] Who objected after the backup is not counted in the copy; who took it back is."""
    await world.say(2)
    if not on:
        await object_to_it(world, True)
        await world.listed()
    world.back_up()
    await object_to_it(world, on)
    await world.restore()
    assert in_copy(world)[0] is on


async def test_an_address_that_was_taken_back_stays_away(world: World) -> None:
    """[W13] No mail goes to an address that was taken back or replaced since; one that is as it was stays."""
    await give_address(world, "krause@example.org")
    await world.listed()
    world.back_up()
    await world.restore()
    assert in_copy(world)[1] == "krause@example.org"
    await take_back(world)
    await world.restore()
    assert in_copy(world)[1] == ""
    assert world.left([], world.restored) == 0
    assert b"krause@example.org" not in (world.restored / "tresen.db").read_bytes()
    await give_address(world, "neu@example.org")
    await world.restore()
    assert in_copy(world)[1] == ""
    assert b"@example.org" not in world.list.file.read_bytes()


async def test_a_wish_is_listed_once(world: World) -> None:
    """What holds already is not written again, and an erased conversation says nothing more."""
    await object_to_it(world, True)
    await give_address(world, "krause@example.org")
    for _ in range(3):
        await world.listed()
    kinds = [each.kind for each in erasure_list.read(world.list.file)]
    assert (kinds.count(OBJECTED), kinds.count(MAILED)) == (1, 1)
    await object_to_it(world, False)
    await world.listed()
    decided = erasure_list.wishes(erasure_list.read(world.list.file))
    assert [body for wish, body in decided.items() if wish.kind == OBJECTED] == [NOTHING]
    await erase(world.house.house, world.customer)
    before = len(erasure_list.read(world.list.file))
    await world.listed()
    added = erasure_list.read(world.list.file)[before:]
    assert not [each for each in added if each.kind < erasure_list.RESTORED]


async def test_erasing_while_a_backup_is_read(world: World) -> None:
    """[L7] The answer is "erased", not `internal`; the write-ahead log is emptied as soon as the backup has ended."""
    said = await world.say(5)
    house = world.house.house
    database = Database(world.data)
    waiting = asyncio.create_task(keep_forgetting(house, lambda: None, 0.01))
    try:
        with being_read(world.data), database.snapshot() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM events").scalar_one()
            assert is_being_read(world.data)
            async with asyncio.timeout(PATIENCE):
                await erase(house, world.customer, [target(*each) for each in said])
            assert house.to_forget.is_set()
            assert world.left(said, world.data) > 0
        async with asyncio.timeout(PATIENCE):
            while house.to_forget.is_set() or world.left(said, world.data):  # noqa: ASYNC110 - another task's
                await asyncio.sleep(0.01)
    finally:
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        database.close()
    assert not is_being_read(world.data)
