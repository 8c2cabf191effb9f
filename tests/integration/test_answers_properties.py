"""Whatever happens, the automatic answers in the log are exactly those that the rules give for that log."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.contract.test_writer import Fault, header_of, who
from tests.integration.test_answers_once import publish
from tests.world.clock import MINUTE, at
from tests.world.depth import examples
from tests.world.house import Opened, opened
from tests.world.profile import BAKERY
from tests.world.shop import Customer, Shop, found
from tresen.clock import SettableClock
from tresen.core.model import Kind
from tresen.core.shopfront.profile import parse_profile
from tresen.core.shopfront.replies import Facts, decide, phase_at
from tresen.core.wire import Act, Send
from tresen.desk import messages
from tresen.errors import Refusal
from tresen.store.schema import events

START = at("2026-12-21 12:00")
PROFILE = parse_profile(BAKERY)
WAITS = st.one_of(
    st.integers(0, 15 * MINUTE), st.integers(0, 30 * 60 * MINUTE), st.integers(0, 16 * 24 * 60 * MINUTE)
)
DOINGS = st.lists(
    st.tuples(
        WAITS,
        st.sampled_from(
            ["say", "say", "say", "react", "again", "answer", "off", "on", "fail", "restart", "close"]
        ),
    ),
    max_size=25,
)


@dataclass
class Reopened:
    """The house with one customer, which can be reopened; every command goes through `write`."""

    stack: AsyncExitStack
    folder: Path
    clock: SettableClock
    house: Opened
    shop: Shop
    customer: Customer
    sent: list[Send] = field(default_factory=list)

    async def do(self, doing: str) -> None:
        await getattr(self, f"_{doing}")()

    async def _say(self, **fields: Any) -> None:
        self.sent.append(self.customer.message(**fields))
        await self._send(self.sent[-1])

    async def _react(self) -> None:
        await self._say(spoken=False)

    async def _again(self) -> None:
        for message in self.sent[-2:]:
            await self._send(message)

    async def _send(self, message: Send) -> None:
        sender = await who(self.house, self.customer.device.keys.id)
        await self.house.house.write(messages.send(sender, message, header_of(message)))

    async def _answer(self) -> None:
        message = self.shop.message(self.shop.owner, self.customer.epoch.key)
        owner = await who(self.house, self.shop.owner.keys.id)
        await self.house.house.write(messages.send(owner, message, header_of(message)))

    async def _off(self) -> None:
        await self._act("auto", False)

    async def _on(self) -> None:
        await self._act("auto", True)

    async def _close(self) -> None:
        await self._act("close", None)

    async def _act(self, action: str, argument: bool | None) -> None:
        owner = await who(self.house, self.shop.owner.keys.id)
        act = Act(self.shop.owner.next_counter(), self.customer.conversation, action, argument)
        await self.house.house.write(messages.act(owner, act))

    async def _fail(self) -> None:
        """The commit of a message fails; it is sent again."""
        fault = Fault("disk I/O error")
        await self.house.house.write(fault.wrap)
        self.sent.append(self.customer.message())
        sender = await who(self.house, self.customer.device.keys.id)
        fault.left = 0
        job = messages.send(sender, self.sent[-1], header_of(self.sent[-1]))
        refused = await asyncio.gather(self.house.house.write(job), return_exceptions=True)
        assert isinstance(refused[0], Refusal)
        await self._send(self.sent[-1])

    async def _restart(self) -> None:
        await self.stack.aclose()
        self.house = await self.stack.enter_async_context(opened(self.folder, self.clock))

    async def log(self) -> list[tuple[int, int, int | None, bytes | None]]:
        """kind, time, who spoke, body of everything after the conversation's records."""

        def read(connection: Any) -> list[tuple[int, int, int | None, bytes | None]]:
            query = select(events.c.kind, events.c.at_ms, events.c.spoken_by, events.c.body)
            known = events.c.conversation_id.is_not(None) & (events.c.kind != int(Kind.RECORD))
            return [tuple(row) for row in connection.execute(query.where(known).order_by(events.c.seq))]

        return await self.house.house.read(read)


async def open_house(stack: AsyncExitStack, folder: Path) -> Reopened:
    clock = SettableClock(START)
    house = await stack.enter_async_context(opened(folder, clock))
    shop = await found(house.house)
    await publish(house, shop, BAKERY)
    customer = shop.customer()
    await customer.begin(house.house)
    return Reopened(stack, folder, clock, house, shop, customer)


def expected(log: list[tuple[int, int, int | None, bytes | None]]) -> list[str]:
    """What the rules say for this log, message by message."""
    facts, names = Facts(), []
    for kind, at_ms, spoken_by, body in log:
        if kind == Kind.AUTO_OFF and body is not None:
            facts = facts._replace(off=msgspec.msgpack.decode(body)[0])
        if kind == Kind.MESSAGE and spoken_by == 1:
            facts = facts._replace(team_ms=at_ms)
        if kind == Kind.MESSAGE and spoken_by == 0:
            for reply in decide(PROFILE, phase_at(PROFILE, at_ms), facts, at_ms):
                names.append(reply.name)
                facts = facts._replace(told=facts.told if reply.absence is None else reply.absence)
            facts = facts._replace(customer_ms=at_ms)
    return names


@settings(max_examples=examples(30))
@given(DOINGS)
def test_the_log_holds_what_the_rules_say(doings: list[tuple[int, str]]) -> None:
    """[S14, L13, I-2] Repetitions, failed commits, restarts, answers, switches, in any order."""

    async def play() -> None:
        with tempfile.TemporaryDirectory() as folder:
            async with AsyncExitStack() as stack:
                bakery = await open_house(stack, Path(folder))
                for wait, doing in doings:
                    bakery.clock.advance(wait)
                    await bakery.do(doing)
                log = await bakery.log()
                given_ = [
                    msgspec.msgpack.decode(body) for kind, _, _, body in log if kind == Kind.AUTO and body
                ]
                assert [body[0] for body in given_] == expected(log)
                _each_follows_its_message(log)

    asyncio.run(play())


def _each_follows_its_message(log: list[tuple[int, int, int | None, bytes | None]]) -> None:
    for before, after in pairwise(log):
        if after[0] == Kind.AUTO:
            assert before[0] == Kind.AUTO or (before[0], before[2]) == (Kind.MESSAGE, 0)
            assert before[1] == after[1]
            assert after[3] is not None
            assert msgspec.msgpack.decode(after[3])[3] == after[1]
