"""Any interleaving of carrying, naming, cancelling, erasing, sweeping and restarts: a file is whole or none (F3–F7)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from tests.world.carrying import part
from tests.world.clock import NOON
from tests.world.depth import seeds
from tests.world.erase import erase, say, target, who
from tests.world.house import Opened, opened
from tests.world.shop import Customer, Shop, found
from tresen.clock import SettableClock
from tresen.core.files import Layout, sealed_bytes
from tresen.core.policy import Who
from tresen.core.sizes import BLOB_WAITS_MS
from tresen.desk.fileroom import FileRoom
from tresen.desk.files import carry
from tresen.desk.files.sweep import sweep
from tresen.errors import Refusal

ALLOWED = {
    "not_found",
    "blob_missing",
    "bad_request",
    "conversation_erased",
    "too_many",
    "conversation_blocked",
}


@dataclass
class One:
    """One file of one conversation, as its device knows it."""

    customer: Customer
    blob: bytes
    data: bytes
    said: tuple[int, bytes] | None = None
    erased: bool = False

    @property
    def layout(self) -> Layout:
        return Layout.of(len(self.data))


@dataclass
class Walk:
    """Many devices that do something at once, again and again."""

    made: Opened
    shop: Shop
    customers: list[Customer]
    random: Random
    files: list[One] = field(default_factory=list)
    ended: set[bytes] = field(default_factory=set)

    async def begin(self) -> None:
        customer = self.random.choice(self.customers)
        data = self.random.randbytes(sealed_bytes(self.random.choice((0, 10, 65_536, 200_000))))
        one = One(customer, self.random.randbytes(16), data)
        self.files.append(one)
        await carry.begin(self.made.house, await self.who(one), customer.conversation, one.blob, len(data))

    async def write(self) -> None:
        one = self.random.choice(self.files)
        house, n = self.made.house, self.random.randrange(one.layout.chunks)
        into = await carry.upload(house, await self.who(one), one.customer.conversation, one.blob)
        await carry.write(house, into, n, part(one.data, n))

    async def fill(self) -> None:
        one = self.random.choice(self.files)
        house, caller = self.made.house, await self.who(one)
        into = await carry.upload(house, caller, one.customer.conversation, one.blob)
        for n in range(one.layout.chunks):
            await carry.write(house, into, n, part(one.data, n))
        await carry.complete(house, caller, one.customer.conversation, one.blob)

    async def complete(self) -> None:
        one = self.random.choice(self.files)
        await carry.complete(self.made.house, await self.who(one), one.customer.conversation, one.blob)

    async def cancel(self) -> None:
        one = self.random.choice(self.files)
        try:
            await carry.cancel(self.made.house, await self.who(one), one.customer.conversation, one.blob)
        except Refusal as refusal:
            require(refusal.code in {"forbidden", *ALLOWED}, refusal)

    async def name(self) -> None:
        one = self.random.choice(self.files)
        device = one.customer.device
        before = device.num.copy(), device.prev.copy()
        try:
            said = await say(self.made.house, self.shop, device, one.customer.epoch.key, blobs=[one.blob])
        except Refusal:
            device.num, device.prev = before
            raise
        one.said = target(*said)

    async def erase(self) -> None:
        one = self.random.choice(self.files)
        if one.said is not None and not one.erased:
            one.erased = True
            await erase(self.made.house, one.customer, [one.said], at_ms=self.random.randrange(1, 2**40))

    async def end(self) -> None:
        if len(self.ended) + 1 < len(self.customers):
            customer = self.random.choice(self.customers)
            self.ended.add(customer.conversation)
            await erase(self.made.house, customer)

    async def later(self) -> None:
        self.made.clock.advance(BLOB_WAITS_MS // 3)
        await sweep(self.made.house)

    async def restart(self) -> None:
        """As a new process finds it: nothing is in mind."""
        house = self.made.house
        assert house.files is not None
        fresh = FileRoom.of(house.files.staging.root.parent)
        house.files.threads.close()
        object.__setattr__(house, "files", fresh)

    async def who(self, one: One) -> Who:
        return await who(self.made.house, one.customer.device)

    async def try_(self, step: str) -> None:
        try:
            await getattr(self, step)()
        except Refusal as refusal:
            require(refusal.code in ALLOWED, refusal)

    async def check(self) -> None:
        """What a message names is read whole by the owner, and nothing else is read; the disk holds nothing beside."""
        house, owner = self.made.house, await who(self.made.house, self.shop.owner)
        for one in self.files:
            there = one.said is not None and not one.erased and one.customer.conversation not in self.ended
            try:
                held = await carry.readable(house, owner, one.customer.conversation, one.blob)
            except Refusal as refusal:
                require(not there and refusal.code == "not_found", refusal)
                continue
            pieces = [piece async for piece in carry.read(house, held, 0, held.bytes)]
            assert b"".join(pieces) == one.data
        assert await self.counted() == await self.stored()

    async def counted(self) -> int:
        rows = await self.made.house.read(
            lambda db: db.exec_driver_sql(
                "SELECT sum(bytes) FROM file_totals WHERE conversation_id = 0"
            ).all()
        )
        return int(rows[0][0] or 0)

    async def stored(self) -> int:
        rows = await self.made.house.read(lambda db: db.exec_driver_sql("SELECT sum(bytes) FROM blobs").all())
        return int(rows[0][0] or 0)


def require(holds: bool, refusal: Refusal) -> None:
    if not holds:
        raise AssertionError(refusal)


STEPS = (
    "begin",
    "begin",
    "write",
    "write",
    "fill",
    "fill",
    "complete",
    "cancel",
    "name",
    "name",
    "name",
    "erase",
    "later",
)


@pytest.mark.parametrize("seed", seeds(6))
async def test_whole_or_none(tmp_path: Path, seed: int) -> None:
    """[F3, F4, F7] Whatever happens at once and in whichever order; and in the end nothing is left of what is gone."""
    random = Random(seed)
    async with opened(tmp_path, SettableClock(NOON)) as made:
        shop = await found(made.house)
        customers = [shop.customer() for _ in range(3)]
        for customer in customers:
            await customer.begin(made.house)
        walk = Walk(made, shop, customers, random)
        await walk.try_("begin")
        for round_ in range(40):
            steps = random.choices(STEPS, k=6)
            # Two commands of one device at once would be numbered in an order that the device did not choose.
            names = [step for step in steps if step == "name"][:1]
            await asyncio.gather(*(walk.try_(step) for step in [*names, *(s for s in steps if s != "name")]))
            await walk.check()
            if round_ % 10 == 9:
                await walk.restart()
            if round_ % 20 == 19:
                await walk.try_("end")
                await walk.check()
        for customer in customers:
            if customer.conversation not in walk.ended:
                await erase(made.house, customer)
        made.clock.advance(2 * BLOB_WAITS_MS)
        await sweep(made.house)
        left = [
            each for name in ("files", "uploads") for each in (tmp_path / name).rglob("*") if each.is_file()
        ]
        assert not left
        assert await walk.counted() == 0
