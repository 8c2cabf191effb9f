"""The Python client and conversations that are over by themselves: believed only by the signed profile (D1–D3)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.clock import travel
from tresen.client import Customer, Refusal, Staff
from tresen.clock import SettableClock
from tresen.core.law.days import DAY_MS
from tresen.desk.upkeep import sweep
from tresen.store.tx import Tx

DAYS = 40
NOON = time.time_ns() // 1_000_000


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(
        tmp_path, clock=SettableClock(NOON), profile=PROFILE | {"retention": {"chat_days": DAYS}}
    ) as made:
        yield made


async def go(shop: Bakery, days: int) -> int:
    assert isinstance(shop.clock, SettableClock)
    await travel(shop.app.house, shop.clock, shop.clock.now_ms() + days * DAY_MS)
    return await sweep(shop.app.house)


async def over(who: Customer | Staff, conversation: bytes) -> None:
    """Until this device knows that the conversation is over."""
    async with asyncio.timeout(10):
        await who._parts.bell.until(lambda: who._parts.logs.held[conversation].state == "erased")


async def test_all_devices_believe_it_and_drop_it(shop: Bakery) -> None:
    """[D3] Live and on a device that comes later: nothing is left to read, nothing doubted; a letter stays."""
    krause = await shop.customer()
    await krause.send("Bitte eine Torte")
    letter = await krause.send("Hiermit bestelle ich")
    conversation = krause.conversation or b""
    history = await shop.owner.conversations.history(conversation)
    await shop.owner.note(conversation, "mag Marzipan")
    await shop.owner.conversations.retain(conversation, history[1], "letter")
    assert await go(shop, DAYS - 1) == 0
    assert await go(shop, 1) == 1
    await over(krause, conversation)
    await over(shop.owner, conversation)
    ben = await shop.join(2)
    for staff in (shop.owner, ben):
        seen = await staff.conversations.history(conversation)
        assert [(each.kind, each.text, each.trouble) for each in seen] == [
            ("erased", "", None),
            ("text", "Hiermit bestelle ich", None),
            ("erasure", "", None),
        ]
        assert seen[-1].payload["days"] == DAYS
        assert await staff.notes(conversation) == []
        room = await staff._parts.logs.get(staff._parts.business.back_room)
        assert {each.trouble for each in room.messages} == {None}
    await ben.close()
    assert [each.pos for each in await krause.retained()] == [letter.pos]
    with pytest.raises(Refusal, match="conversation_erased"):
        await krause.send("Noch da?")
    await krause.close()
    async with await shop.customer() as again:
        assert [each.trouble for each in await again.history()] == [None] * 3


async def test_another_profile_later_changes_nothing(shop: Bakery) -> None:
    """[D2, S14] A device that comes after the profile was replaced reads the earlier text and believes it."""
    krause = await shop.customer()
    await krause.send("Guten Tag")
    conversation = krause.conversation or b""
    await krause.close()
    assert await go(shop, DAYS) == 1
    await shop.owner.records.publish(PROFILE | {"retention": {"chat_days": 3650}})
    async with await shop.join(2) as ben:
        assert [each.trouble for each in await ben.conversations.history(conversation)] == [None, None]


async def test_a_server_that_is_too_early_is_not_believed(shop: Bakery) -> None:
    """[D3] The server ends a conversation before its days are over: the device keeps what it knows, and says so."""
    krause = await shop.customer()
    await krause.send("Guten Tag")
    conversation = krause.conversation or b""
    await shop.owner.conversations.history(conversation)
    from tresen.core import erasing as rules
    from tresen.desk.erasing.carry_out import affected, carry_out

    def lie(tx: Tx) -> None:
        held = tx.conversation_by_id(1, conversation)
        business = tx.business(1)
        cause = rules.by_time(business.profile_rev, conversation)
        carry_out(tx, business, held, cause, affected(tx, business, held, None), whole=True, by=None)

    await shop.app.house.write(lie)
    async with asyncio.timeout(10):
        await krause._parts.bell.until(lambda: krause._parts.logs.held[conversation].head == 4)
    assert [(each.text, each.trouble) for each in await krause.history()] == [
        ("Guten Tag", None),
        ("", "unasked"),
    ]
    await krause.close()
