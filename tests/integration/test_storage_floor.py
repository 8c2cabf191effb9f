"""When the disk is nearly full customers are refused first, then the team; erasing always works."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.integration.conftest import Running
from tests.world.clock import NOON
from tests.world.erase import erase
from tests.world.house import Opened, opened
from tests.world.shop import found
from tresen.clock import SettableClock
from tresen.core.wire import Error, Stored
from tresen.desk.storage import Storage
from tresen.errors import Refusal

FLOOR = 512 * 2**20


class Disk:
    """A disk whose free bytes a test sets."""

    def __init__(self, free: int) -> None:
        self.free, self.now, self.measured = free, 0.0, 0

    def measure(self) -> int:
        self.measured += 1
        return self.free

    def storage(self) -> Storage:
        return Storage(self.measure, FLOOR, lambda: self.now)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[Opened]:
    async with opened(tmp_path, SettableClock(NOON)) as made:
        yield made


@pytest.mark.parametrize(
    ("free", "customers", "team"),
    [
        (FLOOR, True, True),
        (FLOOR - 1, False, True),
        (FLOOR // 2, False, True),
        (FLOOR // 2 - 1, False, False),
    ],
)
def test_customers_are_refused_first(free: int, customers: bool, team: bool) -> None:
    """The floor holds for customers, half of it for the team."""
    for staff, allowed in ((False, customers), (True, team)):
        storage = Disk(free).storage()
        if allowed:
            storage.require_room(staff=staff)
        else:
            with pytest.raises(Refusal, match="storage_full"):
                storage.require_room(staff=staff)


def test_the_disk_is_measured_at_most_once_a_second() -> None:
    """A message does not look at the disk; after a second the disk is measured again."""
    disk = Disk(FLOOR)
    storage = disk.storage()
    for _ in range(1000):
        storage.require_room(staff=False)
    assert disk.measured == 1
    disk.free, disk.now = 0, 1.0
    with pytest.raises(Refusal, match="storage_full"):
        storage.require_room(staff=False)


async def test_erasing_works_on_a_full_disk(house: Opened) -> None:
    """[L7] There is no room for a new conversation, but one can be erased."""
    shop = await found(house.house)
    customer, late = shop.customer(), shop.customer()
    await customer.begin(house.house)
    full = replace(house.house, storage=Disk(0).storage())
    with pytest.raises(Refusal, match="storage_full"):
        await late.begin(full)
    assert (await erase(full, customer)).erased == [(3, 3)]


async def test_messages_on_a_disk_that_is_nearly_full(server: Running) -> None:
    """A customer's message is refused for now and stored once there is room; meanwhile the team's is stored."""
    customer = await server.customer()
    krause, anna = await server.enter(customer.device), await server.enter(server.shop.owner)
    disk = Disk(FLOOR - 1)
    server.app.live.house = replace(server.app.house, storage=disk.storage())
    message = customer.message()
    krause.send(message)
    refused = await krause.take(Error)
    assert (refused.counter, refused.code, refused.retryable) == (message.counter, "storage_full", True)
    anna.send(server.shop.message(server.shop.owner, customer.epoch.key))
    await anna.take(Stored)
    server.app.live.house = server.app.house
    krause.send(message)
    await krause.take(Stored)
