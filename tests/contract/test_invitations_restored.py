"""A backup brings no invitation back that was over, and what was sealed is in the half that is kept 14 days (S11, S21)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.test_backup import World, holds, world
from tests.contract.test_erased_bytes import seen
from tests.world.invitation import DAY_MS, Invited, carried, invited
from tresen.backup.folder import BackupFolder
from tresen.core.backups import Part
from tresen.desk import upkeep
from tresen.errors import Refusal
from tresen.store.database import Database

__all__ = ["world"]


def in_copy(world: World, one: Invited) -> tuple[str, bool]:
    """What the copy says became of it, and whether something sealed is left of it."""
    database = Database(world.restored)
    try:
        with database.snapshot() as connection:
            query = (
                "SELECT i.state, s.sealed IS NOT NULL FROM invitations i JOIN invitation_seals s ON s.id = i.id"
                " WHERE i.public_id = ?"
            )
            state, left = connection.exec_driver_sql(query, (one.id,)).one()
            return state, bool(left)
    finally:
        database.close()


async def ended(one: Invited, how: str) -> None:
    if how == "withdrawn":
        await one.withdraw()
    elif how == "taken":
        await one.answer()
    elif how == "locked":
        for _ in range(5):
            with pytest.raises(Refusal):
                await one.open("000000")
    elif how == "expired":
        one.house.clock.advance(20 * DAY_MS)
        await upkeep.sweep(one.house.house)


@pytest.mark.parametrize("how", ["withdrawn", "taken", "locked", "expired"])
async def test_what_was_over_stays_over(world: World, how: str) -> None:
    """[L10] Ended after the backup, in whichever way: the copy says so, and not eight bytes of it are there."""
    one = invited(world.house, world.shop, digits="042917" if how == "locked" else "")
    one.blobs = [await carried(world.house, world.shop)]
    await one.make()
    world.back_up()
    await ended(one, how)
    await world.restore()
    assert in_copy(world, one) == (how, False)
    assert seen(world.restored, {one.sealed[at : at + 8] for at in range(0, len(one.sealed) - 7, 8)}) == set()


async def test_an_open_one_comes_along(world: World) -> None:
    """[S21] Whoever has the link of one that is open reads it from the copy as well."""
    one = invited(world.house, world.shop)
    await one.make()
    world.back_up()
    await world.restore()
    assert in_copy(world, one) == ("open", True)


async def test_it_lies_with_the_slots(world: World) -> None:
    """[S11] What is sealed is in the half that goes after 14 days, and in no other."""
    one = invited(world.house, world.shop)
    await one.make()
    world.back_up()
    assert (holds(world.backups / "content", [one.sealed]), holds(world.backups / "slots", [one.sealed])) == (
        0,
        1,
    )


async def test_newer_slots_bring_nothing_of_their_own(world: World) -> None:
    """[S11] Slots that are younger than the content hold invitations that it does not know: they are left out."""
    world.back_up()
    one = invited(world.house, world.shop)
    await one.make()
    world.back_up(day=1)
    folder: Any = BackupFolder(world.backups)
    folder.drop([folder.sets(Part.CONTENT)[-1]])
    await world.restore()
    database = Database(world.restored)
    try:
        with database.snapshot() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM invitation_seals").scalar_one() == 0
    finally:
        database.close()
