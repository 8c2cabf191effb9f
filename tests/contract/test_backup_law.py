"""Holds, restrictions and the register of requests after a restore: as they were last (D6-D8, L10)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

import pytest

from tests.contract.test_backup import Said, World
from tests.contract.test_erasing import spoken
from tests.contract.test_expiry_restored import world
from tests.contract.test_kept import classed, keeping
from tests.world.clock import travel
from tests.world.erase import act, erase, who
from tests.world.expiring import DAYS, pass_days
from tests.world.house import Opened, opened
from tests.world.shop import Customer
from tresen.clock import SettableClock
from tresen.core.law.days import DAY_MS
from tresen.desk import upkeep
from tresen.desk.erasing.retention import end_holds
from tresen.desk.law import holds, requests
from tresen.desk.statistics.objection import object_, objects
from tresen.store.backup import erasure_list
from tresen.store.backup.wishes import HELD, REQUESTED, RESTRICTED
from tresen.store.law import Hold
from tresen.store.requests import Request

__all__ = ["world"]


class State(NamedTuple):
    """What the law's tables say of a shop and one customer."""

    held: list[Hold]
    restricted: int
    register: list[Request]
    objects: bool


async def state(world: World, house: Opened) -> State:
    owner = await who(house.house, world.shop.owner)
    report = await holds.report(house.house, owner)
    asked = await requests.register(house.house, owner, "all", None)
    customer = await who(house.house, world.customer.device)
    return State(
        await holds.holds(house.house, owner),
        report.restricted,
        asked.requests,
        await objects(house.house, customer, world.customer.conversation),
    )


@asynccontextmanager
async def copy(world: World) -> AsyncIterator[Opened]:
    """A server on the restored copy."""
    await world.restore()
    async with opened(world.restored, SettableClock(world.house.clock.now_ms())) as house:
        yield house


async def hold(world: World, on: bool, until_ms: int | None = None, of: Customer | None = None) -> None:
    owner = await who(world.house.house, world.shop.owner)
    conversation = (of or world.customer).conversation
    if on:
        await holds.hold(world.house.house, owner, conversation, "dispute", until_ms)
    else:
        await holds.let_go(world.house.house, owner, conversation)


async def restrict(world: World, on: bool) -> None:
    customer = await who(world.house.house, world.customer.device)
    await requests.restrict(world.house.house, customer, world.customer.conversation, on)


async def ask(world: World, kind: str) -> Request:
    customer = await who(world.house.house, world.customer.device)
    return await requests.ask(world.house.house, customer, world.customer.conversation, kind)


async def answer(world: World, n: int, *states: str) -> None:
    owner = await who(world.house.house, world.shop.owner)
    for each in states:
        await requests.set_state(world.house.house, owner, n, each)


async def test_what_was_placed_since_is_there(world: World) -> None:
    """[L10, D6, D7] A hold and a restriction placed after the backup keep what would go by itself."""
    second = world.shop.customer()
    await second.begin(world.house.house)
    said = await world.say(2)
    other = [await spoken(world.house, second)]
    world.back_up()
    await hold(world, True)
    await hold(world, True, of=second)
    await restrict(world, True)
    before = await state(world, world.house)
    async with copy(world) as house:
        assert await state(world, house) == before
        assert (len(before.held), before.restricted) == (2, 1)
        await pass_days(house, DAYS + 1)
        assert await upkeep.sweep(house.house) == 0
    assert world.left(said + other, world.restored) > 0


async def test_what_was_lifted_since_is_gone(world: World) -> None:
    """[L10, D6, D7] What was held and restricted then, and is not now, goes by itself; it counts in statistics again."""
    said = await world.say(2)
    await hold(world, True)
    await restrict(world, True)
    await world.listed()
    world.back_up()
    await hold(world, False)
    await restrict(world, False)
    before = await state(world, world.house)
    async with copy(world) as house:
        assert await state(world, house) == before
        assert (before.held, before.restricted) == ([], 0)
        await pass_days(house, DAYS + 1)
        assert await upkeep.sweep(house.house) == 1
    assert world.left(said, world.restored) == 0


@pytest.mark.parametrize("on", [True, False])
async def test_a_restriction_and_an_objection(world: World, on: bool) -> None:
    """[D7, L14] Who objected while restricted objects afterwards too, in the copy as well."""
    await restrict(world, True)
    await world.listed()
    world.back_up()
    customer = await who(world.house.house, world.customer.device)
    await object_(world.house.house, customer, world.customer.conversation, True)
    await restrict(world, on)
    before = await state(world, world.house)
    assert before.objects
    async with copy(world) as house:
        assert await state(world, house) == before
        if on:
            customer = await who(house.house, world.customer.device)
            await requests.restrict(house.house, customer, world.customer.conversation, False)
            assert await objects(house.house, customer, world.customer.conversation)


async def test_a_hold_that_ended_by_itself_stays_ended(world: World) -> None:
    """[D6] And one that was prolonged lasts as long as it was prolonged."""
    end = world.house.clock.now_ms() + 10 * DAY_MS
    await hold(world, True, end)
    await world.listed()
    world.back_up()
    await hold(world, True, end + DAY_MS)
    async with copy(world) as house:
        owner = await who(house.house, world.shop.owner)
        assert [each.until_ms for each in await holds.holds(house.house, owner)] == [end + DAY_MS]
    await pass_days(world.house, 12)
    await end_holds(world.house.house, world.house.clock.now_ms())
    async with copy(world) as house:
        assert await state(world, house) == await state(world, world.house)


async def test_the_register_is_as_it_was(world: World) -> None:
    """[D8, L10] Answered stays answered, extended is due when it was, and what came since the backup has its number."""
    first, second, third = [(await ask(world, kind)).n for kind in ("access", "correct", "portability")]
    await world.listed()
    world.back_up()
    world.house.clock.advance(DAY_MS)
    await answer(world, first, "looked", "answered")
    await answer(world, second, "extended")
    customer = await who(world.house.house, world.customer.device)
    await requests.withdraw(world.house.house, customer, world.customer.conversation, third)
    fourth = (await ask(world, "erase")).n
    await erase(world.house.house, world.customer)
    await answer(world, fourth, "answered")
    before = await state(world, world.house)
    assert [each.state for each in before.register] == ["answered", "withdrawn", "extended", "answered"]
    async with copy(world) as house:
        assert (await state(world, house)).register == before.register
    # A conversation that is younger than the backup begins again with its records, and its request is there.
    young = world.shop.customer()
    await young.begin(world.house.house)
    asking = await who(world.house.house, young.device)
    await requests.ask(world.house.house, asking, young.conversation, "access")
    before = await state(world, world.house)
    async with copy(world) as house:
        assert (await state(world, house)).register == before.register
    async with copy(world) as house:
        assert (await state(world, house)).register == before.register


async def test_what_a_hold_kept_stays_and_what_went_before_it_is_gone(world: World) -> None:
    """[D6, L9, L10] A letter that went before the hold does not come back with it; one that the hold kept does not go."""
    early = await classed(world.house, world.customer, "letter")
    await pass_days(world.house, DAYS)
    assert await upkeep.sweep(world.house.house) == 1
    world.back_up(1)
    until = (await keeping(world.house, world.customer)).kept[0].until_ms
    second = world.shop.customer()
    await travel(world.house.house, world.house.clock, until)
    assert await upkeep.sweep(world.house.house) == 1
    await hold(world, True)
    async with copy(world) as house:
        assert (await keeping(house, world.customer)).kept == []
    assert world.left([early], world.restored) == 0
    await second.begin(world.house.house)
    late = await classed(world.house, second, "letter")
    world.back_up(2)
    await hold(world, True, of=second)
    due = (await keeping(world.house, second)).kept[0].until_ms
    await travel(world.house.house, world.house.clock, due)
    assert [each.pos for each in (await erase(world.house.house, second)).kept] == [late[0].pos]
    async with copy(world) as house:
        assert await upkeep.sweep(house.house) == 0
    assert world.left([late], world.restored) > 0
    await hold(world, False, of=second)
    assert await upkeep.sweep(world.house.house) == 1
    async with copy(world):
        assert world.left([late], world.restored) == 0


async def test_what_must_be_kept_is_kept(world: World) -> None:
    """[L9, D1, L10] A letter that was marked after the backup does not go with the chat; one that became a voucher stays as
    long as a voucher; one whose mark was taken back before the backup goes."""
    first, second = [await spoken(world.house, world.customer) for _ in range(2)]
    third = await classed(world.house, world.customer, "letter")
    await world.listed()
    await classing(world, third, "chat")
    await classing(world, second, "letter")
    await world.listed()
    world.back_up()
    await classing(world, first, "letter")
    await classing(world, second, "voucher")
    before = (await keeping(world.house, world.customer)).kept
    assert [each.class_ for each in before] == ["letter", "voucher"]
    async with copy(world) as house:
        assert (await keeping(house, world.customer)).kept == before
        await pass_days(house, DAYS + 1)
        assert await upkeep.sweep(house.house) == 1
        assert (await keeping(house, world.customer)).kept == before
    assert world.left([third], world.restored) == 0
    assert world.left([first], world.restored) > 0


async def classing(world: World, said: Said, class_: str) -> None:
    await act(
        world.house.house, world.shop.member, world.customer.conversation, "class", (class_, said[0].pos)
    )


async def test_the_list_knows_what_is_decided_and_no_word(world: World) -> None:
    """Once each, in the order in which it was decided; not one letter that a person wrote."""

    async def told(kind: int) -> list[Any]:
        await world.listed()
        return [each.body for each in erasure_list.read(world.list.file) if each.kind == kind]

    await hold(world, True)
    await restrict(world, True)
    for _ in range(3):
        assert [len(await told(kind)) for kind in (HELD, RESTRICTED, REQUESTED)] == [1, 1, 1]
    await hold(world, False)
    await restrict(world, False)
    assert [len(await told(kind)) for kind in (HELD, RESTRICTED, REQUESTED)] == [2, 2, 2]
    assert (await told(HELD))[-1] == (await told(RESTRICTED))[-1] == b"\x00"
