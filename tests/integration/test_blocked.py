"""What a blocked customer can still do, frame by frame and call by call, against a real server (L12)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.integration.conftest import Running
from tests.world.bakery import bakery
from tests.world.erase import erase
from tests.world.wire_client import WireClient
from tresen.client import Customer, Refusal
from tresen.core.model import Kind
from tresen.core.wire import Act, Error, Events, Mark, Marks, Stored, Typing, TypingNow


async def take_kind(line: WireClient, kind: Kind) -> object:
    """The body of the next event of that kind."""
    while True:
        for event in (await line.take(Events)).events:
            if event.kind == kind:
                return event


async def test_a_blocked_customer_reads_and_erases_and_nothing_else(server: Running) -> None:
    """[L12, L6, W6, L7] Told in the log with a position; no message, no act, no typing; receipts and erasing go on."""
    krause, shop = await server.customer(), server.shop
    line, anna = await server.enter(krause.device), await server.enter(shop.owner)
    anna.send(Act(shop.owner.next_counter(), krause.conversation, "block", True))
    blocked = await take_kind(line, Kind.BLOCKED)
    assert blocked.pos == 4  # type: ignore[attr-defined]
    assert (await anna.take(Stored)).pos == 4
    line.send(krause.message())
    assert (await line.take(Error)).code == "conversation_blocked"
    line.send(Act(krause.device.next_counter(), krause.conversation, "block", False))
    assert (await line.take(Error)).code == "forbidden"
    line.send(Typing(None, True))
    anna.send(shop.message(shop.owner, krause.epoch.key))
    assert (await anna.take(Stored)).pos == 5
    await take_kind(line, Kind.MESSAGE)
    line.send(Mark(None, 5, 5))
    while True:
        frame = await anna.next()
        assert not isinstance(frame, TypingNow)
        if isinstance(frame, Marks):
            break
    assert (await erase(server.app.house, krause)).erased == [(3, 3), (5, 5)]


async def test_unblocked_everything_goes_on(server: Running) -> None:
    """[L12] Both sides are told, and the next message is stored."""
    krause, shop = await server.customer(), server.shop
    line, anna = await server.enter(krause.device), await server.enter(shop.owner)
    for on in (True, False):
        anna.send(Act(shop.owner.next_counter(), krause.conversation, "block", on))
        await take_kind(line, Kind.BLOCKED)
    line.send(krause.message())
    assert (await line.take(Stored)).pos == 6


async def test_whatever_says_something_is_refused_on_each_device(tmp_path: Path) -> None:
    """[L12, S13] Texts, reactions, edits, pins and cards, also from a device that joins by the return link."""
    async with bakery(tmp_path) as shop, await shop.customer() as phone:
        sent = await phone.send("Ist noch Kuchen da?")
        answer = await shop.owner.conversations.send(phone._id, "Ja.")
        await shop.owner.conversations.block(phone._id, True)
        async with Customer.restore(phone.return_link or "", keys=tmp_path / "tablet.keys") as tablet:
            for device in (phone, tablet):
                history = await device.history()
                assert [each.text for each in history] == ["Ist noch Kuchen da?", "Ja."]
                for attempt in (
                    device.send("Hallo?"),
                    device.react(answer, "👎"),
                    device.pin(answer, True),
                    device.send("Hallo?", reply_to=answer),
                    device.hand_over(name="Krause"),
                ):
                    with pytest.raises(Refusal, match="conversation_blocked"):
                        await attempt
            with pytest.raises(Refusal, match="conversation_blocked"):
                await phone.edit(sent, "Hallo?")
            rows = await shop.owner.conversations.history(phone._id)
            assert [each.text for each in rows] == ["Ist noch Kuchen da?", "Ja."]
            await tablet.erase()
            assert {each.kind for each in await phone.history()} == {"erased", "erasure"}
