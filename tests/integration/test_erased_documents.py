"""[L7, L8] Three devices write about a customer who erases all meanwhile. Nothing refers to what was erased."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.test_client_interleavings import cut
from tests.world.bakery import Bakery, bakery
from tests.world.depth import examples
from tests.world.patience import PATIENCE
from tresen.client import Customer, QuickReply, Refusal, Staff
from tresen.client.connection.http import b64
from tresen.core.messages import peek_header
from tresen.core.model import Kind

Step = tuple[str, int, bool]
ACTS = ("card", "label", "note", "edit", "remove", "schedule", "reply", "cut", "pause", "pause")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2), st.booleans()), min_size=6, max_size=24)
GONE = ("conversation_erased", "unknown_conversation", "no such note")


class Play:
    """Three of the team, Frau Krause, who erases, and Herr Yilmaz, who does not."""

    def __init__(self, team: list[Staff], krause: bytes, yilmaz: bytes) -> None:
        self.team, self.krause, self.yilmaz = team, krause, yilmaz
        self.notes: dict[tuple[bytes, Staff], list[bytes]] = {}
        self.writing: list[asyncio.Task[None]] = []
        self.count = 0

    async def step(self, what: str, who: int, about_krause: bool) -> None:
        self.count += 1
        staff, about = self.team[who], self.krause if about_krause else self.yilmaz
        if what == "cut":
            cut(staff)
        elif what == "pause":
            await self.until_one_is_written()
        else:
            self.writing.append(asyncio.create_task(self._write(what, staff, about, self.count)))

    async def until_one_is_written(self) -> None:
        if unwritten := [each for each in self.writing if not each.done()]:
            await asyncio.wait(unwritten, return_when=asyncio.FIRST_COMPLETED)

    async def _write(self, what: str, staff: Staff, about: bytes, number: int) -> None:
        """What comes too late for Frau Krause is refused; nothing else is."""
        refused = await self.refusal(what, staff, about, number)
        assert refused is None or (about == self.krause and refused in GONE)

    async def refusal(self, what: str, staff: Staff, about: bytes, number: int) -> str | None:
        """Why it was refused; None: it is stored."""
        try:
            await self._verb(what, staff, about, number)
        except Refusal as refusal:
            return refusal.code
        except LookupError:
            return "no such note"
        return None

    async def _verb(self, what: str, staff: Staff, about: bytes, number: int) -> None:
        if what == "card":
            await staff.cards.update(about, phone=f"030 {number}", note=f"Haselnuss {number}")
        elif what == "label":
            await staff.cards.update(about, labels={"paid": number % 2 == 0, "new_order": True})
        elif what == "note":
            key = await staff.note(about, f"Notiz {number}")
            self.notes.setdefault((about, staff), []).append(key)
        elif what == "edit" and (mine := self.notes.get((about, staff))):
            await staff.notes.edit(about, mine[-1], f"Berichtigt {number}")
        elif what == "remove" and (mine := self.notes.get((about, staff))):
            await staff.notes.remove(about, mine.pop())
        elif what == "schedule":
            await staff.schedule(about, f"Später {number}", at=datetime.now(UTC) + timedelta(days=2))
        elif what == "reply":
            await staff.quick_replies.save(
                QuickReply(f"r{number % 3}", f"Antwort {number}", f"Text {number}")
            )


async def settled(work: Awaitable[object]) -> None:
    async with asyncio.timeout(PATIENCE):
        await work


async def play(shop: Bakery, steps: list[Step], erase_at: int) -> None:
    async with (
        await shop.customer("krause") as krause,
        await shop.customer("yilmaz") as yilmaz,
        await shop.join(2) as ben,
        await shop.join(3) as cem,
    ):
        await krause.send("Guten Tag")
        await yilmaz.send("Guten Tag")
        game = Play([shop.owner, ben, cem], krause._id, yilmaz._id)
        await shop.owner.cards.update(krause._id, phone="030 1", labels={"paid": True})
        await shop.owner.cards.update(yilmaz._id, phone="030 2", labels={"paid": True})
        erasing: asyncio.Task[object] | None = None
        for at, step in enumerate(steps):
            if at == min(erase_at, len(steps) - 1):
                erasing = asyncio.create_task(krause.erase())
            await game.step(*step)
            await asyncio.sleep(0)
        assert erasing is not None
        await settled(asyncio.gather(erasing, *game.writing))
        await nothing_refers(game, krause)
        await the_rest_stands(game)


async def nothing_refers(game: Play, krause: Customer) -> None:
    """Neither at the server nor on a device, and what is written now is refused."""
    for staff in game.team:
        answer = await staff._parts.http.get("/back-room", {"about": b64(game.krause)})
        assert answer["documents"] == []
        for log in (game.krause, staff._parts.business.back_room):
            for event in (await staff._parts.http.events(log, 0, 256))[0]:
                header = msgspec.msgpack.decode(event.body)[0] if event.kind == Kind.MESSAGE else None
                assert header is None or game.krause not in (
                    peek_header(header).about,
                    peek_header(header).conversation,
                )
        assert await staff.notes(game.krause) == []
        assert await staff.scheduled(game.krause) == []
        assert [each.id for each in await staff.conversations.list()] == [game.yilmaz]
        assert staff._parts.file.next_item() is None, "nothing waits for a conversation that is over"
        for write in ("card", "note", "schedule"):
            assert await game.refusal(write, staff, game.krause, 99) in GONE


async def the_rest_stands(game: Play) -> None:
    """What was written about others, or about nobody, is the same on all three."""
    cards = [await staff.cards.get(game.yilmaz) for staff in game.team]
    replies = [await staff.quick_replies.all() for staff in game.team]
    notes = [await staff.notes(game.yilmaz) for staff in game.team]
    assert cards[0].phone is not None
    for found in (cards, replies, notes):
        assert found[0] == found[1] == found[2]


async def run(steps: list[Step], erase_at: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with asyncio.timeout(PATIENCE), bakery(Path(folder)) as shop:
            await play(shop, steps, erase_at)


@settings(max_examples=examples(12), suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS, erase_at=st.integers(0, 12))
def test_nothing_refers_to_what_was_erased(steps: list[Step], erase_at: int) -> None:
    """[L7, L8] Cards, labels, notes and messages for later, by three devices, before, during and after the erasing."""
    asyncio.run(run(steps, erase_at))
