"""[L7, A10] What was erased is nowhere in the bytes of the database: rows, free pages, gaps in pages, write-ahead log.

As an adversary would look: many businesses and conversations grow interleaved, so that pages split and move
while the messages are still there. Then some are erased, and the files are searched for every 8 bytes of them.
"""

import os
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.world.clock import NOON
from tests.world.depth import seeds
from tests.world.erase import Target, erase, id_of, target, who
from tests.world.house import Opened, opened
from tests.world.shop import Customer, Device, Shop, found
from tresen.clock import SettableClock
from tresen.core.messages import peek_header
from tresen.core.wire import Send
from tresen.desk import messages, upkeep
from tresen.desk.space import SPARE_PAGES
from tresen.seal.epoch import EpochKey
from tresen.store.state import Stored
from tresen.store.tx import Tx

SIZES = (272, 272, 272, 1040, 1040, 4112, 16_400)
WINDOW = 8
UNIQUE = range(2**39 + 1, 2**40)
"""A time in a header from this range is one that a test drew, long before the server's. No other header has it."""


def windows(message: Send) -> set[bytes]:
    """Every 8 bytes of slot, signature and what only the header holds; of the ciphertext, those at every eighth place."""
    header = peek_header(message.header)
    written = header.at_ms.to_bytes(WINDOW, "big") if header.at_ms in UNIQUE else b""
    short = (message.slot, message.signature, written)
    found_ = {part[at : at + WINDOW] for part in short for at in range(len(part) - WINDOW + 1)}
    return found_ | {
        message.ciphertext[at : at + WINDOW] for at in range(0, len(message.ciphertext) - 7, WINDOW)
    }


def seen(folder: Path, wanted: Iterable[bytes]) -> set[bytes]:
    """Which of these 8-byte windows occur anywhere in the database's files."""
    return seen_in(folder.glob("tresen.db*"), wanted)


def seen_in(files: Iterable[Path], wanted: Iterable[bytes]) -> set[bytes]:
    """Which of these 8-byte windows occur anywhere in these files."""
    numbers = {int.from_bytes(each, "little"): each for each in wanted}
    hits: set[int] = set()
    for file in files:
        data = file.read_bytes()
        for shift in range(WINDOW):
            whole = len(data) - shift - (len(data) - shift) % WINDOW
            view = memoryview(data)[shift : shift + whole].cast("Q")
            hits |= numbers.keys() & view
    return {numbers[hit] for hit in hits}


@dataclass
class Town:
    """Some businesses with their customers, and every message."""

    house: Opened
    chance: random.Random
    shops: list[Shop] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    said: dict[bytes, list[tuple[Stored, Send]]] = field(default_factory=dict)
    cards: dict[bytes, Send] = field(default_factory=dict)
    gone: list[Send] = field(default_factory=list)
    over: set[bytes] = field(default_factory=set)

    async def settle(self) -> None:
        for number in range(4):
            shop = await found(self.house.house, f"shop-{number}")
            self.shops.append(shop)
            for _ in range(3):
                customer = shop.customer()
                await customer.begin(self.house.house)
                self.customers.append(customer)
                self.said[customer.conversation] = []

    def alive(self) -> Customer:
        return self.chance.choice([each for each in self.customers if each.conversation not in self.over])

    async def store(self, shop: Shop, device: Device, epoch: EpochKey, **fields: Any) -> tuple[Stored, Send]:
        made = shop.message(device, epoch, at_ms=self.chance.choice(UNIQUE), **fields)
        size = self.chance.choice(SIZES)
        message = Send(made.counter, made.header, made.slot, os.urandom(size), made.signature)
        job = messages.send(await who(self.house.house, device), message, peek_header(message.header))
        return await self.house.house.write(job), message

    async def speak(self) -> None:
        customer = self.alive()
        device = self.chance.choice([customer.device, customer.shop.owner])
        here = self.said[customer.conversation]
        fields: dict[str, Any] = {}
        if here and self.chance.random() < 0.2:
            fields = {"refers": id_of(self.chance.choice(here)[1]), "spoken": False}
        here.append(await self.store(customer.shop, device, customer.epoch.key, **fields))

    async def write_card(self) -> None:
        customer = self.alive()
        shop, about = customer.shop, customer.conversation
        _, message = await self.store(shop, shop.owner, shop.back_room, spoken=False, about=about, doc=about)
        if about in self.cards:
            self.gone.append(self.cards[about])
        self.cards[about] = message

    async def erase_some(self) -> None:
        customer = self.alive()
        here = self.said[customer.conversation]
        if not here:
            return
        names: list[Target] = [target(*each) for each in self.chance.sample(here, min(3, len(here)))]
        outcome = await erase(self.house.house, customer, names, at_ms=self.chance.randrange(2**40))
        hit = {pos for first, last in outcome.erased for pos in range(first, last + 1)}
        self.gone += [message for stored, message in here if stored.pos in hit]
        self.said[customer.conversation] = [each for each in here if each[0].pos not in hit]

    async def erase_all(self) -> None:
        customer = self.alive()
        await erase(self.house.house, customer, by=self.chance.choice([customer.device, customer.shop.owner]))
        self.over.add(customer.conversation)
        self.gone += [message for _, message in self.said.pop(customer.conversation)]
        if customer.conversation in self.cards:
            self.gone.append(self.cards.pop(customer.conversation))

    def live(self) -> list[Send]:
        return [message for here in self.said.values() for _, message in here] + list(self.cards.values())


@pytest.mark.parametrize("seed", seeds(3))
async def test_nothing_of_it_is_left(tmp_path: Path, seed: int) -> None:
    """[L7, L8, S11] Nothing of erased messages or superseded documents; everything else is still there, whole."""
    chance = random.Random(seed)
    async with opened(tmp_path, SettableClock(NOON)) as house:
        town = Town(house, chance)
        await town.settle()
        for step in range(900):
            await town.speak()
            if chance.random() < 0.15:
                await town.write_card()
            if step > 300 and chance.random() < 0.03:
                await town.erase_some()
            if step in (500, 700, 899):
                await town.erase_all()
        await upkeep.sweep(house.house)
        wanted = {window for message in town.gone for window in windows(message)}
        left = seen(tmp_path, wanted)
        assert len(town.gone) > 150
        assert left == set(), f"{len(left)} of {len(wanted)} windows"
        live = {message.slot[:WINDOW] for message in town.live()}
        assert seen(tmp_path, live) == live
        check = await house.house.read(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar())
        assert check == "ok"
        # Pages have gone back, and moving them has left nothing behind.
        assert await house.house.write(Tx.free_pages) <= SPARE_PAGES


async def test_it_is_gone_when_the_outcome_is_told(tmp_path: Path) -> None:
    """[L7] Right after the answer, without anything else happening; the database is open and in use."""
    async with opened(tmp_path, SettableClock(NOON)) as house:
        town = Town(house, random.Random(7))
        await town.settle()
        for _ in range(60):
            await town.speak()
        for _ in range(3):
            await town.erase_some()
            assert seen(tmp_path, {window for each in town.gone for window in windows(each)}) == set()
        await town.erase_all()
        assert len(town.gone) > 10
        assert seen(tmp_path, {window for each in town.gone for window in windows(each)}) == set()
