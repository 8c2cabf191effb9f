"""The team's own chat in the back room, on a real server (L8)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Refusal, Staff, Untrusted


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


async def texts(staff: Staff) -> list[tuple[str, str | None]]:
    return [(each.text, each.by) for each in await staff.chat.history()]


async def test_the_team_talks_among_itself(shop: Bakery) -> None:
    """[L8] Everybody of the team reads it in the order of the log, documents are not part of it, and it comes live."""
    await shop.owner.team.write_people({1: "Anna", 2: "Ben"})
    async with await shop.join(2) as ben, await shop.customer() as krause:
        heard = ben.chat.messages()
        await shop.owner.chat.send("Morgen kommt der Müller um fünf.")
        assert (await anext(heard)).text == "Morgen kommt der Müller um fünf."
        await krause.send("Guten Tag")
        await shop.owner.cards.rename(krause._id, "Frau Krause")
        await ben.chat.send("Ich mache auf.")
        assert (await anext(heard)).text == "Ich mache auf."
        said = [("Morgen kommt der Müller um fünf.", "Anna"), ("Ich mache auf.", "Ben")]
        assert await texts(ben) == await texts(shop.owner) == said


async def test_customers_do_not_learn_of_it(shop: Bakery) -> None:
    """[L2, L8, W8] A customer's client gets neither event nor key of the back room, and cannot ask for it."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        await shop.owner.chat.send("Frau Krause kommt gleich.")
        assert [each.text for each in await krause.history()] == ["Guten Tag"]
        room = shop.owner._parts.business.back_room.hex()
        for path in (f"/conversations/{room}/events", f"/conversations/{room}/keys", "/back-room"):
            with pytest.raises(Refusal):
                await krause._parts.http.get(path)


async def test_a_new_member_reads_what_was_said_before(shop: Bakery) -> None:
    """[S5] One wrap of the team key opens all history."""
    await shop.owner.chat.send("Vor Bens Zeit")
    async with await shop.join(2) as ben:
        assert [text for text, _ in await texts(ben)] == ["Vor Bens Zeit"]


async def test_an_auditor_neither_reads_nor_writes(shop: Bakery) -> None:
    """[S5, A6] Auditors get no team key: they see that something was said, never what."""
    await shop.owner.chat.send("Nur unter uns")
    async with await shop.join(4, "auditor") as auditor:
        assert await texts(auditor) == []
        with pytest.raises(Untrusted):
            await auditor.chat.send("darf ich nicht")


async def test_whoever_left_reads_nothing_new(shop: Bakery) -> None:
    """[S5] After a device was signed out there is a new team key, and the server shuts the device out."""
    ben = await shop.join(2)
    async with ben:
        await shop.owner.chat.send("Mit Ben")
        assert [text for text, _ in await texts(ben)] == ["Mit Ben"]
        await shop.owner.team.sign_out(ben.device)
        await shop.owner.chat.send("Ohne Ben")
        room = ben._parts.logs.held[shop.owner._parts.business.back_room]
        assert [each.text for each in room.messages if each.kind == "text"] == ["Mit Ben"]


async def test_it_is_nobodys_answer(shop: Bakery) -> None:
    """[S7, L6] What the team says to itself is not spoken: no row of the list, nothing unread, no answer to anybody."""
    async with await shop.join(2) as ben, await shop.customer() as krause:
        await krause.send("Guten Tag")
        await shop.owner.chat.send("Wer antwortet?")
        rows = await ben.conversations.list()
        assert [(row.id, row.unread) for row in rows] == [(krause._id, 1)]
