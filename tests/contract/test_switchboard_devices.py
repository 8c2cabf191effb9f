"""The switchboard learns from the sessions alone which devices may be rung (C4, C5, W9)."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.world.clock import NOON
from tests.world.erase import who
from tests.world.house import Opened, Tape, opened
from tests.world.patience import PATIENCE
from tests.world.shop import Customer, Device, Shop, answer, found
from tresen.clock import SettableClock
from tresen.core.calls.signals import SignalHeader
from tresen.core.messages import Sender
from tresen.core.session import PassOn
from tresen.core.wire import CallNow, Signal, Signalled
from tresen.desk.calls.switchboard import Relay, Switchboard


@dataclass
class Exchange:
    """A switchboard that watches the sessions, a shop and a customer."""

    made: Opened
    calls: Switchboard
    shop: Shop
    customer: Customer

    async def sender(self, device: Device) -> Sender:
        public = None if device is not self.customer.device else self.customer.conversation
        return Sender(await who(self.made.house, device), self.shop.business, device.keys.id, public)

    async def connect(self, device: Device) -> tuple[Sender, Tape]:
        """As far as hello; `ready` is what follows."""
        sender, line = await self.sender(device), Tape()
        self.made.house.sessions.join(sender.who.business, sender.who.device, sender.who.staff, line)
        return sender, line

    def ready(self, sender: Sender, line: Tape) -> None:
        for frame in self.calls.join(sender, line):
            line.send(frame)

    async def ring(self, sender: Sender) -> None:
        header = SignalHeader(
            1, self.shop.business, self.customer.conversation, 1, bytes(32), sender.device, os.urandom(16), "ring",
            None, 1, NOON, os.urandom(16), False, None,
        )  # fmt: skip
        refused: list[Exception] = []
        self.calls.post(sender, PassOn(Signal(None, b"", b"", b""), header), refused.append, lambda: None)
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*self.calls._tasks)
        assert refused == []


@pytest.fixture
async def exchange(tmp_path: Path) -> AsyncIterator[Exchange]:
    async with opened(tmp_path, SettableClock(NOON)) as made:
        calls = Switchboard(made.house, Relay(("turn:relay.example.org:3478",), "a secret"))
        made.house.sessions.watchers = (calls,)
        shop = await found(made.house)
        customer = shop.customer()
        await customer.begin(made.house)
        await answer(made.house, shop, customer.conversation)
        yield Exchange(made, calls, shop, customer)
        await calls.stop()


def rang(line: Tape) -> bool:
    return any(isinstance(frame, Signalled) for frame in line.frames)


async def test_a_device_that_is_ready_rings(exchange: Exchange) -> None:
    """[C4]"""
    anna, line = await exchange.connect(exchange.shop.owner)
    exchange.ready(anna, line)
    krause, hers = await exchange.connect(exchange.customer.device)
    exchange.ready(krause, hers)
    await exchange.ring(krause)
    assert rang(line)
    assert not rang(hers)


async def test_a_device_that_connects_again_does_not_ring_before_it_is_ready(exchange: Exchange) -> None:
    """[W9] Its older connection is over with the new hello; the call reaches the new one once that is ready."""
    anna, old = await exchange.connect(exchange.shop.owner)
    exchange.ready(anna, old)
    _, new = await exchange.connect(exchange.shop.owner)
    exchange.made.house.sessions.leave(anna.who.device, old)
    krause, hers = await exchange.connect(exchange.customer.device)
    exchange.ready(krause, hers)
    await exchange.ring(krause)
    assert not rang(old)
    assert not rang(new)
    exchange.ready(anna, new)
    assert rang(new)
    assert not rang(old)


async def test_a_device_that_was_shut_out_while_it_caught_up_hears_of_no_call(exchange: Exchange) -> None:
    """[C5, S4] It is gone before it is ready: nothing of later calls is sent to it."""
    anna, line = await exchange.connect(exchange.shop.owner)
    exchange.made.house.shut_out([anna.who.device])
    exchange.ready(anna, line)
    krause, hers = await exchange.connect(exchange.customer.device)
    exchange.ready(krause, hers)
    await exchange.ring(krause)
    assert line.frames == []


async def test_a_device_that_is_shut_out_is_told_that_its_call_ended_and_nothing_after(
    exchange: Exchange,
) -> None:
    """[C5] The switchboard hears of it before its line is cut, and forgets the device."""
    anna, line = await exchange.connect(exchange.shop.owner)
    exchange.ready(anna, line)
    krause, hers = await exchange.connect(exchange.customer.device)
    exchange.ready(krause, hers)
    await exchange.ring(krause)
    exchange.made.house.shut_out([krause.who.device])
    assert [frame.phase for frame in hers.frames if isinstance(frame, CallNow)] == ["ringing", "ended"]
    told, _ = len(hers.frames), await exchange.connect(exchange.customer.device)
    await exchange.ring(anna)
    assert len(hers.frames) == told
