"""The Python client rings, hears who rings, declines and hangs up, and reads what the log keeps (C2, C5, C10)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.world.bakery import PROFILE, Bakery, bakery
from tests.world.calls import b64
from tests.world.clock import at
from tests.world.patience import PATIENCE
from tresen.client import Customer, Refusal, Staff
from tresen.client.content import Callback
from tresen.client.conversation.calls import Call, Calls
from tresen.clock import SettableClock
from tresen.core import wire
from tresen.core.calls.signals import decode_signal_header
from tresen.core.sizes import SIGNAL_MS

ALWAYS: dict[str, Any] = {**PROFILE, "calls": {"hours": "always", "direct": True, "strangers": True}}


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path, profile=ALWAYS) as opened:
        yield opened


async def begun(shop: Bakery, name: str = "krause") -> Customer:
    customer = await shop.customer(name)
    await customer.send("Guten Morgen!")
    return customer


async def next_call(calls: AsyncIterator[Call]) -> Call:
    async with asyncio.timeout(PATIENCE):
        return await anext(calls)


async def test_the_team_declines(shop: Bakery) -> None:
    """[C5, C10] Ring, hear it, decline; both sides read the entry."""
    async with await begun(shop) as krause:
        heard = shop.owner.calls.incoming()
        rung = await krause.calls.ring(video=True)
        assert (rung.phase, rung.ours) == ("ringing", True)
        call = await next_call(heard)
        assert (call.id, call.video, call.ours, call.caller) == (rung.id, True, False, krause.device)
        assert call.sdp is not None
        await shop.owner.calls.decline(call)
        over = await krause.calls.until(rung, "ended")
        assert over.reason == "declined"
        entries = [
            await _entry(krause.messages()),
            await _entry(shop.owner.conversations.messages(call.conversation)),
        ]
        for entry, ours in zip(entries, (True, False), strict=True):
            assert (entry.kind, entry.ours, entry.person) == ("call", ours, None)
            said = {
                name: entry.payload[name] for name in ("call", "video", "party", "outcome", "answered_ms")
            }
            assert said == {
                "call": rung.id,
                "video": True,
                "party": 0,
                "outcome": "declined",
                "answered_ms": None,
            }
        with pytest.raises(LookupError):
            await shop.owner.calls.decline(call)


async def test_the_team_rings_and_gives_up(shop: Bakery) -> None:
    """[C3, C5] With the name of who rings; the customer's program hears that it stopped."""
    async with await begun(shop) as krause:
        heard = krause.calls.incoming()
        conversation = krause.conversation
        assert conversation is not None
        rung = await shop.owner.calls.ring(conversation, by="Anna")
        call = await next_call(heard)
        assert (call.by, call.person, call.video) == ("Anna", 1, False)
        assert (await shop.owner.calls.hang_up(rung)).reason == "cancelled"
        assert (await krause.calls.until(call, "ended")).reason == "cancelled"


async def test_a_refusal_is_raised(shop: Bakery) -> None:
    """[C4] Outside the call hours, and in a conversation that has a call: the one who rings is told why."""
    async with await begun(shop) as krause:
        rung = await krause.calls.ring()
        conversation = krause.conversation
        assert conversation is not None
        with pytest.raises(Refusal, match="call_busy"):
            await shop.owner.calls.ring(conversation)
        await krause.calls.hang_up(rung)
        await shop.owner.records.publish(
            {**ALWAYS, "calls": {"hours": "never", "direct": True, "strangers": True}}
        )
        with pytest.raises(Refusal, match="calls_off"):
            await krause.calls.ring()
        asked = await krause.ask_to_call_back()
        history = await shop.owner.conversations.history(conversation)
        assert [each.content for each in history if each.pos == asked.pos] == [Callback()]


async def test_a_ring_is_believed_once_and_in_time(shop: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    """[C2] Not again, not when it is two minutes old, and not by a device of the side that rings."""
    heard: list[wire.Signalled] = []
    true = Calls.take

    async def listening(calls: Calls, frame: wire.CallNow | wire.Signalled) -> None:
        if isinstance(frame, wire.Signalled):
            heard.append(frame)
        await true(calls, frame)

    monkeypatch.setattr(Calls, "take", listening)
    async with await begun(shop) as krause, await shop.join(2) as ben:
        ring = await shop.owner.calls.ring(krause.conversation)
        call = await next_call(krause.calls.incoming())
        await shop.owner.calls.hang_up(ring)
        await krause.calls.until(call, "ended")
        frame = next(each for each in heard if decode_signal_header(each.header).kind == "ring")

        async def believes(calls: Calls, later_ms: int = 0, *, forgot: bool = True) -> bool:
            calls._calls.clear()
            if forgot:
                calls._own.clear()
            monkeypatch.setattr(calls, "_clock", SettableClock(shop.clock.now_ms() + later_ms))
            await calls.take(frame)
            return any(each.believed for each in calls._calls.values())

        assert await believes(krause.calls)
        assert not await believes(krause.calls, forgot=False)
        for later, expected in ((-SIGNAL_MS - 5_000, False), (SIGNAL_MS - 20_000, True), (SIGNAL_MS, False)):
            assert await believes(krause.calls, later) is expected
        assert not await believes(ben.calls)


async def test_what_a_refusal_says(tmp_path: Path) -> None:
    """[C4, C7] Its words are those that HTTP says: without the call's id, which a frame names first."""
    clock = SettableClock(at("2026-11-23 12:00"))
    async with bakery(tmp_path, profile=ALWAYS, clock=clock) as shop, await begun(shop) as krause:
        rung = await krause.calls.ring()
        with pytest.raises(Refusal, match="call_busy") as busy:
            await shop.owner.calls.ring(rung.conversation)
        assert busy.value.detail.split()[0] == b64(rung.id)
        await krause.calls.hang_up(rung)
        hours = {"time_zone": "Europe/Berlin", "weekly": {"wed": [["10:00", "11:00"]]}}
        await shop.owner.records.publish(
            {**ALWAYS, "calls": {"hours": hours, "direct": True, "strangers": True}}
        )
        with pytest.raises(Refusal, match="outside_call_hours") as closed:
            await krause.calls.ring()
        assert closed.value.detail.split()[0] == str(at("2026-11-25 10:00"))
        await shop.owner.records.publish(ALWAYS)
        # Once answered, she is no stranger, whose address may ring less often.
        await shop.owner.conversations.send(rung.conversation, "Guten Tag!")
        for _ in range(4):
            await krause.calls.hang_up(await krause.calls.ring())
        with pytest.raises(Refusal, match="too_many") as often:
            await krause.calls.ring()
        assert 0 < (often.value.wait_ms or 0) <= 20_000


async def test_an_erased_conversation_keeps_no_calls(shop: Bakery) -> None:
    """[C10, L7] Only the id is left: on the server, in the log as it is read anew, and in what two clients held."""
    async with await begun(shop) as krause, await shop.join(2) as ben:
        rung = await krause.calls.ring()
        await krause.calls.hang_up(rung)
        entry = await _entry(krause.messages())
        assert entry.payload["outcome"] == "cancelled"
        assert await _payloads(shop.owner, entry.conversation) == [entry.payload]
        erasure = await krause.erase()
        # The owner's client holds the log, and is told of the erasure. Ben's reads it for the first time.
        held = shop.owner._parts.logs.held[entry.conversation]
        async with asyncio.timeout(PATIENCE):
            await shop.owner._parts.bell.until(lambda: held.head >= erasure.pos)
        left = [{"call": rung.id, "outcome": "erased"}]
        assert [each.payload for each in await krause.history() if each.kind == "call"] == left
        for staff in (shop.owner, ben):
            assert await _payloads(staff, entry.conversation) == left
        with pytest.raises(Refusal, match="conversation_erased"):
            await krause.calls.ring()


async def _payloads(staff: Staff, conversation: bytes) -> list[Any]:
    """What the entries of calls say there."""
    history = await staff.conversations.history(conversation)
    return [each.payload for each in history if each.kind == "call"]


async def _entry(messages: AsyncIterator[Any]) -> Any:
    async with asyncio.timeout(PATIENCE):
        async for message in messages:
            if message.kind == "call":
                return message
    raise AssertionError("no entry")
