"""What was over by itself stays gone in every kept backup that is restored, with all remaining keys (D1, L10, A10)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.contract.test_backup import World
from tests.contract.test_erasing import spoken
from tests.contract.test_kept import classed, keeping
from tests.world.clock import NOON, travel
from tests.world.expiring import DAYS, pass_days, publish
from tests.world.house import opened
from tests.world.shop import found
from tresen.clock import SettableClock
from tresen.core.law.days import DAY_MS
from tresen.core.law.trail import Line, first_wrong
from tresen.desk import upkeep
from tresen.store import audit


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    (tmp_path / "data").mkdir()
    async with opened(tmp_path / "data", SettableClock(NOON)) as house:
        shop = await found(house.house)
        customer = shop.customer()
        await customer.begin(house.house)
        await publish(house, shop)
        yield World(house, tmp_path, shop, customer)


async def test_no_kept_backup_brings_it_back(world: World) -> None:
    """[L10] Backups of several days, each restored: no slot and no ciphertext of what is over; the letter is there; the
    trail is whole and says that it was restored."""
    said = await world.say(3)
    world.back_up(0)
    said += await world.say(120)
    letter = await classed(world.house, world.customer, "letter")
    await pass_days(world.house, 2)
    world.back_up(2)
    await pass_days(world.house, DAYS)
    assert await upkeep.sweep(world.house.house) == 1
    gone = said
    assert world.left(gone, world.data) == 0
    for day in (0, 2):
        assert world.left(gone, world.backups) > 0
        done = await world.restore(NOON + day * DAY_MS)
        assert done.replayed.left == 0
        assert world.left(gone, world.restored) == 0
        async with opened(world.restored, SettableClock(world.house.clock.now_ms())) as again:
            stays = (await keeping(again, world.customer)).kept
            assert [each.pos for each in stays] == ([letter[0].pos] if day == 2 else [])
            lines = await again.house.read(
                lambda connection: [Line(*row) for row in audit.every(connection, world.shop.key)]
            )
            assert first_wrong(lines) is None
            assert [each.what for each in lines][-1] == "restored"
            assert await upkeep.sweep(again.house) == 0


async def test_a_letter_whose_time_was_over_stays_gone(world: World) -> None:
    """[L10, D1] The second event is replayed too: the letter of a backup made before it is not there any more."""
    letter = await classed(world.house, world.customer, "letter")
    await pass_days(world.house, DAYS)
    assert await upkeep.sweep(world.house.house) == 1
    world.back_up(1)
    until = (await keeping(world.house, world.customer)).kept[0].until_ms
    await travel(world.house.house, world.house.clock, until)
    assert await upkeep.sweep(world.house.house) == 1
    await world.restore()
    assert world.left([letter], world.restored) == 0


async def test_one_that_went_on_is_left_alone(world: World) -> None:
    """[L10] Another conversation that is not over comes back whole."""
    other = world.shop.customer()
    await other.begin(world.house.house)
    await pass_days(world.house, DAYS - 1)
    alive = [await spoken(world.house, other)]
    world.back_up(1)
    await pass_days(world.house, 1)
    assert await upkeep.sweep(world.house.house) == 1
    await world.restore()
    assert world.left(alive, world.restored) > 0
