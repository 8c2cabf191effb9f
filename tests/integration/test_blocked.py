"""What a blocked customer can still do, frame by frame and call by call, against a real server (L12)."""

from __future__ import annotations

from tests.integration.conftest import Running
from tests.world.erase import erase
from tests.world.wire_client import WireClient
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
