"""Two devices that change one document at the same time lose nothing (L8, S9)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Owner, Refusal, Staff
from tresen.client.connection.keyfile import Waiting
from tresen.client.documents import card


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path) as opened:
        yield opened


async def until(look: Callable[[], bool], who: Staff) -> None:
    async with asyncio.timeout(PATIENCE):
        await who._parts.bell.until(look)


async def test_two_change_one_card(shop: Bakery) -> None:
    """[L8, S9] One sets the name, the other links an earlier conversation: both are on the card, whichever came first."""
    ben = await shop.join(2)
    async with ben, await shop.customer("alt") as old, await shop.customer("neu") as fresh:
        await old.send("Guten Tag")
        await fresh.send("Ich bin es wieder")
        conversation, earlier = fresh._id, old._id
        for round_, other in ((1, shop.owner), (2, ben)):
            one = ben if other is shop.owner else shop.owner
            await asyncio.gather(
                one.cards.rename(conversation, f"Frau Krause {round_}"),
                other.cards.link_earlier(conversation, earlier)
                if round_ == 1
                else other.cards.unlink_earlier(conversation, earlier),
            )
            for each in (shop.owner, ben):
                row = await each.conversations.get(conversation)
                assert (row.name, row.earlier) == (f"Frau Krause {round_}", (earlier,) if round_ == 1 else ())


async def test_a_change_made_from_an_old_version_is_merged(shop: Bakery) -> None:
    """[L8] The device that was slower seals its change anew, under the same counter, on top of the newest version."""
    ben = await shop.join(2)
    async with ben, await shop.customer("alt") as old, await shop.customer() as krause:
        await old.send("Guten Tag")
        await krause.send("Guten Tag")
        conversation = krause._id
        await ben.cards.rename(conversation, "Frau Krause")
        await ben._parts.connector.close()
        room = ben.cards._room
        held = dict(room._held)
        await shop.owner.cards.link_earlier(conversation, old._id)
        path = ben._parts.file.path
        await ben.close()
        async with Staff.open(keys=path) as again:
            again.cards._room._held.update(held)
            counter = again._parts.file._counter()
            await again.cards._room.write(card, conversation, card.named("Sabine Krause"))
            assert again._parts.file._counter() == counter + 1
            row = await shop.owner.conversations.get(conversation)
            assert (row.name, row.earlier) == ("Sabine Krause", (old._id,))


async def test_names_of_two_owners(shop: Bakery) -> None:
    """[L8, S9] Everybody keeps the names that others wrote."""
    async with Owner.open(keys=await second_owner(shop)) as anna:
        await asyncio.gather(
            *(shop.owner.team.write_people({person: f"Person {person}"}) for person in (2, 3, 4)),
            *(anna.team.write_people({person: f"Person {person}"}) for person in (5, 6, 7)),
        )
        expected = {1: "Anna", **{person: f"Person {person}" for person in range(2, 8)}}
        for each in (shop.owner, anna):
            await until(lambda each=each: each.team.people == expected, each)  # type: ignore[misc]
        await anna.team.write_people({3: ""})
        await until(lambda: 3 not in shop.owner.team.people, shop.owner)


async def second_owner(shop: Bakery) -> Path:
    ben = await shop.join(1, "owner", "tablet")
    await ben.close()
    return ben._parts.file.path


async def test_what_cannot_be_merged_is_given_up(shop: Bakery) -> None:
    """[L8, I-12] A change of an unknown kind, or one that no longer fits, is dropped and stops nothing else."""
    async with await shop.customer() as krause:
        await krause.send("Guten Tag")
        conversation, room = krause._id, shop.owner._parts.business.back_room
        strange = Waiting(room, 1, {"kind": "neu"}, spoken=False, doc=b"d" * 16)
        with pytest.raises(Exception, match="malformed"):
            await shop.owner._parts.outbox.send(strange)
        await shop.owner.cards.rename(conversation, "Frau Krause")
        await shop.owner.conversations.erase(conversation)
        with pytest.raises(Refusal, match="conversation_erased"):
            await shop.owner.cards.rename(conversation, "Krause")
        assert shop.owner._parts.file.next_item() is None


async def test_what_nobody_can_read_is_written_over(shop: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    """[L8] An unreadable version is replaced like any other, by what the device held plus the change."""
    ben = await shop.join(2)
    async with ben, await shop.customer("alt") as old, await shop.customer() as krause:
        await old.send("Guten Tag")
        await krause.send("Guten Tag")
        conversation, room = krause._id, ben.cards._room
        await shop.owner.cards.rename(conversation, "Frau Krause")
        await ben.conversations.get(conversation)
        version = room.version

        async def nonsense(waiting: Waiting) -> tuple[dict[str, Any], int, list[bytes]]:
            _, replaces, named = await version(waiting)
            return {"kind": "nonsense"}, replaces, named

        with monkeypatch.context() as patched:
            patched.setattr(room, "version", nonsense)
            await ben.cards.rename(conversation, "niemand")
        assert (await shop.owner.conversations.get(conversation)).name is None
        await shop.owner.cards._room.write(card, conversation, card.linked(card.Card(), [old._id]))
        for each in (shop.owner, ben):
            row = await each.conversations.get(conversation)
            assert (row.name, row.earlier) == ("Frau Krause", (old._id,))
