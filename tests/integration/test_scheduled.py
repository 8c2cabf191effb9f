"""Messages for later: planned and cancelled by any device of the team, and gone with the conversation (L7, L8, S9)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.clock import NOON
from tests.world.patience import PATIENCE
from tresen.client import Refusal, Scheduled
from tresen.client.connection.http import b64
from tresen.client.documents import scheduled
from tresen.clock import SettableClock

TEXT = "Guten Morgen, der Zopf für Emma liegt ab acht bereit."
TOMORROW = NOON + 20 * 3_600_000


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path, clock=SettableClock(NOON)) as opened:
        await opened.owner.team.write_people({1: "Anna", 2: "Ben", 3: "Cem"})
        yield opened


async def test_every_device_of_the_team_sees_moves_and_cancels_it(shop: Bakery) -> None:
    """[L8] In the order of their times, whoever planned them."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Haben Sie morgen Zopf?")
        key = await shop.owner.schedule(krause._id, TEXT, at=TOMORROW)
        later = datetime.fromtimestamp(TOMORROW / 1000, UTC) + timedelta(days=1)
        other = await ben.schedule(krause._id, "Bis heute Abend zurückgelegt.", at=later)
        assert await ben.scheduled(krause._id) == [
            Scheduled(key, TEXT, TOMORROW, 1, False),
            Scheduled(other, "Bis heute Abend zurückgelegt.", TOMORROW + 86_400_000, 2, False),
        ]
        await ben.scheduled.move(krause._id, key, at=later + timedelta(hours=1))
        assert [each.key for each in await shop.owner.scheduled(krause._id)] == [other, key]
        await shop.owner.scheduled.cancel(krause._id, other)
        assert [each.key for each in await ben.scheduled(krause._id)] == [key]
        with pytest.raises(LookupError):
            await ben.scheduled.cancel(krause._id, other)
        assert [each for each in await krause.history() if not each.ours] == []


async def test_what_a_device_is_sending_is_neither_moved_nor_cancelled(shop: Bakery) -> None:
    """[L8] A stored claim stands: a later claim, another time and a removal are dropped, and whoever made them is told."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Haben Sie morgen Zopf?")
        key = await shop.owner.schedule(krause._id, TEXT, at=TOMORROW)
        assert len(await ben.scheduled(krause._id)) == 1
        claim = scheduled.Claim(b64(shop.owner.device), 40, TOMORROW)
        await shop.owner.scheduled._room.write(scheduled, krause._id, scheduled.claimed(claim, None), key)
        mine = scheduled.Claim(b64(ben.device), 41, TOMORROW)
        for values in (scheduled.claimed(mine, None), scheduled.moved(TOMORROW + 1)):
            with pytest.raises(Refusal, match="not_found"):
                await ben.scheduled._room.write(scheduled, krause._id, values, key)
        with pytest.raises(LookupError):
            await ben.scheduled.cancel(krause._id, key)
        (held,) = await ben.scheduled(krause._id)
        assert (held.at_ms, held.claimed) == (TOMORROW, True)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", TOMORROW),
        (" \n", TOMORROW),
        ("ä" * 7501, TOMORROW),
        (TEXT, NOON + 367 * 86_400_000),
        (TEXT, -1),
        (TEXT, datetime(2027, 1, 1, 8)),  # noqa: DTZ001 - the test is about it
    ],
)
async def test_what_cannot_be_planned_says_so(shop: Bakery, text: str, at: datetime | int) -> None:
    """[S9] Blanks, a text too long for a version, more than a year ahead, a time without a zone."""
    async with await shop.customer() as krause:
        await krause.send("Haben Sie morgen Zopf?")
        with pytest.raises(ValueError, match=r".+"):
            await shop.owner.schedule(krause._id, text, at=at)
        assert await shop.owner.scheduled(krause._id) == []


async def test_at_most_twenty_wait(shop: Bakery) -> None:
    """[L8] Planned messages of one conversation are bounded; a cancelled one makes room."""
    async with await shop.customer() as krause:
        await krause.send("Haben Sie morgen Zopf?")
        keys = [await shop.owner.schedule(krause._id, f"{n}", at=TOMORROW + n) for n in range(20)]
        with pytest.raises(ValueError, match="20"):
            await shop.owner.schedule(krause._id, "zu viel", at=TOMORROW)
        await shop.owner.scheduled.cancel(krause._id, keys[3])
        await shop.owner.schedule(krause._id, "wieder Platz", at=TOMORROW)
        assert len(await shop.owner.scheduled(krause._id)) == 20


async def test_it_is_erased_with_its_conversation(shop: Bakery) -> None:
    """[L7, L8] No byte of it stays in the data folder, and nothing is planned there any more."""
    async with await shop.customer() as krause:
        await krause.send("Haben Sie morgen Zopf?")
        await shop.owner.schedule(krause._id, TEXT, at=TOMORROW)
        conversation = krause._id
        await krause.erase()
        with pytest.raises(Refusal, match="conversation_erased"):
            await shop.owner.schedule(conversation, "noch eine", at=TOMORROW)
