"""Any interleaving of sends, marks, drops and reconnects ends with the same log everywhere."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.world.bakery import Bakery, bakery
from tests.world.depth import examples
from tests.world.patience import PATIENCE
from tresen.client import Customer, Message, Sent, Staff

Step = tuple[str, int]
STEPS = st.lists(
    st.tuples(st.sampled_from(["send", "send", "drop", "read", "pause"]), st.integers(0, 3)),
    min_size=4,
    max_size=24,
)


class Play:
    """Frau Krause on two devices and two of the team, in one conversation."""

    def __init__(self, everybody: list[Customer | Staff], conversation: bytes) -> None:
        self.everybody, self.conversation = everybody, conversation
        self.sends: list[asyncio.Task[object]] = []
        self.said: list[list[str]] = [[] for _ in everybody]

    async def step(self, what: str, who: int) -> None:
        participant = self.everybody[who]
        if what == "send":
            text = f"{who}:{len(self.said[who])}"
            self.said[who].append(text)
            self.sends.append(asyncio.create_task(self.send(participant, text)))
        elif what == "drop":
            cut(participant)
        elif what == "read":
            messages = await self.history(participant)
            self.sends.append(asyncio.create_task(participant.mark_read(messages[-1])))
        await asyncio.sleep(0)

    async def send(self, participant: Customer | Staff, text: str) -> object:
        if isinstance(participant, Staff):
            return await participant.conversations.send(self.conversation, text)
        return await participant.send(text)

    async def history(self, participant: Customer | Staff) -> list[Message]:
        if isinstance(participant, Staff):
            return await participant.conversations.history(self.conversation)
        return await participant.history()


def cut(participant: Customer | Staff) -> None:
    """The connection breaks without notice."""
    connection = participant._parts.connector.connection
    if connection is not None and connection._transport is not None:
        connection._transport.disconnect(graceful=False)


def seen(messages: list[Message]) -> list[tuple[int, str, bytes | None, int | None]]:
    assert [each.trouble for each in messages] == [None] * len(messages)
    return [(each.pos, each.text, each.device, each.counter) for each in messages]


async def play(shop: Bakery, steps: list[Step], folder: Path) -> None:
    async with await shop.customer() as phone:
        await phone.send("los")
        assert phone.return_link is not None
        async with (
            Customer.restore(phone.return_link, keys=folder / "tablet.keys") as tablet,
            await shop.join(2) as ben,
        ):
            game = Play([phone, tablet, shop.owner, ben], phone._id)
            for what, who in steps:
                await game.step(what, who)
            done = await asyncio.gather(*game.sends)
            head = max((each.pos for each in done if isinstance(each, Sent)), default=3)
            logs = [await settled(game, each, head) for each in game.everybody]
            assert all(log == logs[0] for log in logs)
            for device, texts in enumerate(game.said):
                assert [text for _, text, *_ in logs[0] if text.startswith(f"{device}:")] == texts
            await compare_fresh(shop, phone, folder, logs[0])


async def settled(
    game: Play, participant: Customer | Staff, head: int
) -> list[tuple[int, str, bytes | None, int | None]]:
    """What this device has once it has everything."""
    await game.history(participant)
    await participant._parts.bell.until(lambda: participant._parts.logs.held[game.conversation].head >= head)
    return seen(await game.history(participant))


async def compare_fresh(
    shop: Bakery, phone: Customer, folder: Path, log: list[tuple[int, str, bytes | None, int | None]]
) -> None:
    """Checks that a device that has seen nothing reads the same."""
    assert phone.return_link is not None
    async with Customer.restore(phone.return_link, keys=folder / "fresh.keys") as fresh:
        assert seen(await fresh.history()) == log


async def run(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with asyncio.timeout(PATIENCE), bakery(Path(folder)) as shop:
            await play(shop, steps, Path(folder))


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_everyone_converges(steps: list[Step]) -> None:
    """[I-1, I-2, I-3, I-4, A9] acknowledged is present, once, in one order, on every client and for a newcomer."""
    asyncio.run(run(steps))
