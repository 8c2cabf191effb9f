"""The Python client and conversations that are over by themselves: believed only by the signed profile (D1–D3)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.clock import travel
from tests.world.patience import PATIENCE
from tresen.client import Customer, Refusal, Staff
from tresen.clock import SettableClock
from tresen.core import erasing as rules
from tresen.core.classing import classing_body
from tresen.core.events import Classed
from tresen.core.law.days import DAY_MS
from tresen.desk.erasing.carry_out import affected, carry_out
from tresen.desk.upkeep import sweep
from tresen.store import erasing as store
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
    async with asyncio.timeout(PATIENCE):
        await who._parts.bell.until(lambda: who._parts.logs.held[conversation].state == "erased")


async def end(shop: Bakery, conversation: bytes, rev: int | None = None) -> None:
    """What a server does that ends a conversation whenever it likes, by whichever profile."""

    def lie(tx: Tx) -> None:
        held, business = tx.conversation_by_id(1, conversation), tx.business(1)
        cause = rules.by_time(rev or business.profile_rev, conversation)
        carry_out(tx, business, held, cause, affected(tx, business, held, None), whole=True, by=None)

    await shop.app.house.write(lie)


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
    letter = (await shop.owner.conversations.history(conversation))[0]
    await shop.owner.conversations.retain(conversation, letter, "letter")
    await krause.close()
    assert await go(shop, DAYS) == 1
    await shop.owner.records.publish(PROFILE | {"retention": {"chat_days": 3650}})
    async with await shop.join(2) as ben:
        assert [each.trouble for each in await ben.conversations.history(conversation)] == [None, None]


async def test_a_device_that_held_nothing_believes_nothing(shop: Bakery) -> None:
    """[D3] Where nothing was held nothing is believed away: a newcomer is told that it cannot check it, and no more."""
    krause = await shop.customer()
    await krause.send("Guten Tag")
    conversation = krause.conversation or b""
    await krause.close()
    assert await go(shop, DAYS) == 1
    async with await shop.join(2) as ben:
        seen = await ben.conversations.history(conversation)
        assert [each.trouble for each in seen] == ["unproven", "unproven"]
        assert ben._parts.logs.held[conversation].state != "erased"


async def dishonestly_early(shop: Bakery, conversation: bytes) -> list[tuple[str, str | None]]:
    """The server ends the conversation in the sight of the owner's device: what that shows then."""
    before = shop.owner._parts.logs.held[conversation].head
    await end(shop, conversation)
    async with asyncio.timeout(PATIENCE):
        await shop.owner._parts.bell.until(lambda: shop.owner._parts.logs.held[conversation].head > before)
    return [(each.text, each.trouble) for each in await shop.owner.conversations.history(conversation)]


async def test_the_signed_time_counts_where_it_is_later(shop: Bakery) -> None:
    """[D3, S10] The server waits for it, and a conversation that it ends by the stored time is not believed to be over."""
    today = SettableClock(NOON + DAY_MS)
    async with await Customer.start(shop.url, keys=shop.folder / "today.keys", clock=today) as krause:
        await krause.send("Guten Tag")
        conversation = krause.conversation or b""
        seen = await shop.owner.conversations.history(conversation)
        assert [(each.text, each.trouble) for each in seen] == [("Guten Tag", None)]
        assert await go(shop, DAYS) == 0
        assert await dishonestly_early(shop, conversation) == [("Guten Tag", None), ("", "unasked")]


async def test_a_known_letter_is_not_believed_away(shop: Bakery) -> None:
    """[D3, L9, S18] The days are over, and a letter is to go with them: the team's device keeps all and says so."""
    krause = await shop.customer()
    await krause.send("Hiermit bestelle ich")
    conversation = krause.conversation or b""
    letter = (await shop.owner.conversations.history(conversation))[0]
    await shop.owner.conversations.retain(conversation, letter, "letter")
    await krause.close()
    assert isinstance(shop.clock, SettableClock)
    shop.clock.advance(DAYS * DAY_MS)

    def forget(tx: Tx) -> None:
        held = tx.conversation_by_id(1, conversation)
        store.release(tx, held, [each.seq for each in store.kept(tx, held.id)])

    await shop.app.house.write(forget)
    assert await dishonestly_early(shop, conversation) == [("Hiermit bestelle ich", None), ("", "unasked")]


async def test_the_server_alone_lifts_no_signed_class(shop: Bakery) -> None:
    """[S18] A class that nobody signed takes no signed one's place, nor does a forged one; a colleague lifts it."""
    krause = await shop.customer()
    await krause.send("Hiermit bestelle ich")
    conversation = krause.conversation or b""
    ben = await shop.join(2)
    await ben.conversations.history(conversation)
    letter = (await shop.owner.conversations.history(conversation))[0]
    classes = ben._parts.logs.held[conversation].classes

    async def until(class_: str) -> None:
        async with asyncio.timeout(PATIENCE):
            await ben._parts.bell.until(lambda: classes.of(letter.pos) == class_)

    await shop.owner.conversations.retain(conversation, letter, "letter")
    await until("letter")
    log = ben._parts.logs.held[conversation]
    log.take_class(Classed("chat", letter.pos), NOON)
    assert classes.of(letter.pos) == "letter"
    forged = classing_body(
        log.keyring.business, conversation, shop.owner._parts.device.id, 2**40, "chat", letter.pos,
        letter.hash or b"",
    )  # fmt: skip
    log.take_class(Classed("chat", letter.pos, [forged, bytes(64)]), 2**40)
    assert classes.of(letter.pos) == "letter"
    await shop.owner.conversations.retain(conversation, letter, "chat")
    await until("chat")
    log.take_class(Classed("voucher", letter.pos), NOON)
    assert classes.of(letter.pos) == "chat"
    await ben.close()
    await krause.close()


async def test_a_server_that_is_too_early_is_not_believed(shop: Bakery) -> None:
    """[D3] The server ends a conversation before its days are over: the device keeps what it knows, and says so."""
    krause = await shop.customer()
    await krause.send("Guten Tag")
    conversation = krause.conversation or b""
    await shop.owner.conversations.history(conversation)
    await end(shop, conversation)
    async with asyncio.timeout(PATIENCE):
        await krause._parts.bell.until(lambda: krause._parts.logs.held[conversation].head == 4)
    assert [(each.text, each.trouble) for each in await krause.history()] == [
        ("Guten Tag", None),
        ("", "unasked"),
    ]
    await krause.close()


async def test_an_earlier_profile_is_not_enough(shop: Bakery) -> None:
    """[D3] The days were made longer long ago: a server that goes by the former profile is not believed."""
    krause = await shop.customer()
    await krause.send("Guten Tag")
    conversation = krause.conversation or b""
    before = shop.owner._parts.business.chain.profile_rev
    await shop.owner.records.publish(PROFILE | {"retention": {"chat_days": 3650}})
    assert await go(shop, DAYS + 2) == 0
    await end(shop, conversation, before)
    async with asyncio.timeout(PATIENCE):
        await krause._parts.bell.until(lambda: krause._parts.logs.held[conversation].head == 4)
    assert [(each.text, each.trouble) for each in await krause.history()] == [
        ("Guten Tag", None),
        ("", "unasked"),
    ]
    await krause.close()


async def test_a_device_whose_clock_says_that_it_is_early_keeps_it(shop: Bakery) -> None:
    """[D3, D4] The server's clock ran ahead and was believed there; this device's own clock says otherwise."""
    keys = shop.folder / "slow.keys"
    async with await Customer.start(shop.url, keys=keys, clock=SettableClock(NOON)) as krause:
        await krause.send("Guten Tag")
        conversation = krause.conversation or b""
        assert await go(shop, DAYS) == 1
        async with asyncio.timeout(PATIENCE):
            await krause._parts.bell.until(lambda: krause._parts.logs.held[conversation].head == 4)
        assert [each.text for each in await krause.history()] == ["Guten Tag", ""]
