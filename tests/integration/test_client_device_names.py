"""What the team calls its devices, by the Python client through a real server (L8, S9)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client.documents import device as devicenames
from tresen.client.documents.device import NOTHING
from tresen.client.staff import Staff


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


async def called(staff: Staff) -> dict[int, str]:
    """The names of the people's devices as this device sees them."""
    return {each.person: each.described.name for each in await staff.team.devices() if each.person}


async def test_a_device_is_called_by_its_name(shop: Bakery) -> None:
    """[S9] Named by its person or by an owner; the last name counts; an empty one takes it away."""
    async with await shop.join(2) as ben:
        mine = ben.team.me.id
        assert (await called(shop.owner))[2] == ""
        await ben.team.name_device(mine, "Handy am Tresen")
        assert (await called(shop.owner))[2] == "Handy am Tresen"
        await shop.owner.team.name_device(mine, "Bens Handy")
        assert (await called(ben))[2] == "Bens Handy"
        await ben.team.name_device(mine, "")
        assert (await called(shop.owner))[2] == ""


async def test_nobody_names_a_colleagues_device(shop: Bakery) -> None:
    """[S9] Cem's client does not, and what a changed client writes says nothing to anybody."""
    async with await shop.join(2) as ben, await shop.join(3) as cem:
        target, anna = ben.team.me.id, shop.owner.team.me.id
        await ben.team.name_device(target, "Kasse")
        for device in (target, anna, b"n" * 16):
            with pytest.raises(ValueError, match="own devices"):
                await cem.team.name_device(device, "Cems Handy")
        room = cem.team._room
        await room.entries(devicenames)
        await room.write(devicenames, None, {"name": "Cems Handy", "browser": "Cems Browser"}, target)
        for each in (shop.owner, ben, cem):
            assert target not in await each.team.described_devices()
        # Ben's word, or an owner's, counts again at once.
        await ben.team.name_device(target, "Kasse 2")
        assert (await shop.owner.team.described_devices())[target] == NOTHING._replace(name="Kasse 2")


async def test_a_removed_device_keeps_its_name(shop: Bakery) -> None:
    """[S5, S9] It is in the list no more, and still called what it was called."""
    async with await shop.join(2) as ben:
        gone = ben.team.me.id
        await ben.team.name_device(gone, "Altes Handy")
        await shop.owner.team.sign_out(gone)
        assert gone not in {each.id for each in await shop.owner.team.devices()}
        assert (await shop.owner.team.described_devices())[gone].name == "Altes Handy"


@pytest.mark.parametrize("name", ["x" * 61, "Handy\nam Tresen", " Handy", "\u202eyadnaH"])
async def test_a_name_is_one_short_line(shop: Bakery, name: str) -> None:
    """[S9] Whoever writes keeps to what readers show."""
    with pytest.raises(ValueError, match="device's name"):
        await shop.owner.team.name_device(shop.owner.team.me.id, name)


async def test_an_auditor_sees_devices_without_names(shop: Bakery) -> None:
    """[A6] The back room is closed to them, the list is not."""
    await shop.owner.team.name_device(shop.owner.team.me.id, "Kasse")
    async with await shop.join(4, "auditor") as auditor:
        assert {each.described for each in await auditor.team.devices()} == {NOTHING}
