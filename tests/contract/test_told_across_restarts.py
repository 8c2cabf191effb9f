"""Signals across any number of crashes: everybody who is away is told, and once for each absence (W12)."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.world.clock import NOON
from tests.world.depth import examples
from tests.world.erase import say, who
from tests.world.house import Opened, Tape, opened
from tests.world.shop import Customer, Shop, found
from tresen.clock import SettableClock
from tresen.core.notifications.reached import subscribed
from tresen.desk import messages
from tresen.desk.notifications.notifier import RETURN_MS, Delivery, Notifier, Outcome
from tresen.store import push

STEPS = st.lists(
    st.sampled_from(["answer", "answer", "crash", "crash", "step", "later", "goodbye", "broke off", "read"]),
    max_size=40,
)


class Carried:
    """A push service that takes everything, and keeps how often."""

    key = "key"

    def __init__(self) -> None:
        self.signals = 0

    async def signal(self, endpoint: str, now_ms: int) -> Delivery:
        self.signals += 1
        return Delivery(Outcome.TAKEN)

    async def close(self) -> None:
        """It holds nothing."""


def fails(error: Exception) -> None:
    raise error


class Play:
    """A customer's device that is away, and a server that knows after a crash what is stored, and nothing else."""

    def __init__(self, opened_: Opened, shop: Shop, customer: Customer, device: int) -> None:
        self.opened, self.shop, self.customer, self.device = opened_, shop, customer, device
        self.carried, self.told, self.owed, self.new = Carried(), False, False, False
        self.notifier = Notifier(opened_.house, self.carried, fails)

    async def crash(self) -> None:
        self.notifier = Notifier(self.opened.house, self.carried, fails)
        await self.notifier.begin()

    async def step(self) -> None:
        before = self.carried.signals
        await self.notifier.step()
        more = self.carried.signals - before
        assert more <= (self.new and not self.told)
        if more:
            self.told, self.owed, self.new = True, False, False

    async def play(self, step: str) -> None:
        house, clock = self.opened.house, self.opened.clock
        if step == "answer":
            await say(house, self.shop, self.shop.member, self.customer.epoch.key)
            self.notifier.absorb(self.opened.batches[-1])
            self.owed, self.new = not self.told, True
        elif step == "crash":
            await self.crash()
        elif step == "step":
            await self.step()
        elif step == "later":
            clock.advance(RETURN_MS)
            await self.step()
        elif step == "read":
            receipt = messages.Receipt(self.customer.conversation, 1000, 1000)
            await house.write(messages.mark(await who(house, self.customer.device), [receipt]))
            self.told = self.owed = self.new = False
        else:
            await self.visit(goodbye=step == "goodbye")

    async def visit(self, *, goodbye: bool) -> None:
        line, sessions = Tape(), self.opened.house.sessions
        sessions.watchers = (self.notifier,)
        sessions.join(self.shop.key, self.device, False, line)
        # Whoever is here is told of nothing.
        before = self.carried.signals
        await self.notifier.step()
        assert self.carried.signals == before
        sessions.leave(self.device, line, goodbye=goodbye)
        self.told, self.owed = False, self.owed and not goodbye
        await self.step()


async def tell(steps: list[str], folder: Path) -> None:
    async with opened(folder, SettableClock(NOON)) as house:
        shop = await found(house.house)
        customer = shop.customer()
        await customer.begin(house.house)
        device = (await who(house.house, customer.device)).device
        await house.house.write(lambda tx: push.subscribe(tx, device, "https://push.example/x", subscribed))
        play = Play(house, shop, customer, device)
        await play.crash()
        for step in steps:
            await play.play(step)
        await play.crash()
        await play.step()
        house.clock.advance(RETURN_MS)
        await play.step()
        assert not play.owed


@given(STEPS)
@example(["answer", "later", "broke off"])
@settings(deadline=None, max_examples=examples(60), suppress_health_check=list(HealthCheck))
def test_whoever_is_away_is_told_once(steps: list[str]) -> None:
    """[W12] Answers, visits, receipts, crashes in any order: told in the end, once in an absence, of what was not told."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(tell(steps, Path(folder)))
