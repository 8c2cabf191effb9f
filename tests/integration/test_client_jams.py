"""No call of the Python client goes on for ever, and none holds up another (W7)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest
import pytest_asyncio

from tests.world.bakery import PROFILE, Bakery, bakery, renewed_sheet
from tests.world.patience import PATIENCE
from tresen.client import Owner, Refusal
from tresen.core.policy import Who
from tresen.desk import messages
from tresen.desk.messages import Receipt
from tresen.store.tx import Tx
from tresen.store.writer import Job

pytestmark = pytest.mark.asyncio(loop_scope="module")
SECONDS = 30


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shop(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bakery]:
    async with asyncio.timeout(PATIENCE), bakery(tmp_path_factory.mktemp("shop")) as opened:
        yield opened


async def second_owner(shop: Bakery, person: int) -> Owner:
    """Another owner's device."""
    await (await shop.join(person, "owner")).close()
    return await Owner.open(keys=shop.folder / f"{person}.keys")


async def test_two_revoke_at_once(shop: Bakery) -> None:
    """[S4, S5, A4] Both calls end, both persons are out: what was made for an older state is made anew, not repeated."""
    for person in (21, 22):
        await (await shop.join(person)).close()
    async with await second_owner(shop, 20) as ben, asyncio.timeout(SECONDS):
        await asyncio.gather(shop.owner.records.revoke(person=21), ben.records.revoke(person=22))
    assert {21, 22}.isdisjoint(each.person for each in await shop.owner.team.devices())


async def test_all_that_is_published_at_once(shop: Bakery) -> None:
    """[S4] Profile, sheet, people: each call ends, although each gets in the others' way."""
    await (await shop.join(31)).close()
    async with await second_owner(shop, 30) as ben, asyncio.timeout(SECONDS):
        await asyncio.gather(
            shop.owner.records.publish(PROFILE | {"name": "Brot & Mehr"}),
            renewed_sheet(ben),
            shop.owner.records.revoke(person=31),
        )
    await shop.owner._parts.business.catch_up()
    assert shop.owner._parts.business.profile["name"] == "Brot & Mehr"
    assert 31 not in {each.person for each in await shop.owner.team.devices()}


async def test_a_message_into_an_erased_conversation(shop: Bakery) -> None:
    """[L7, S6] After the next team key an epoch is due there. It is refused at once, and so is the message."""
    async with await shop.customer("gone") as gone, await shop.customer("stays") as stays:
        for each in (gone, stays):
            await each.send("Guten Tag")
        conversations = shop.owner.conversations
        await conversations.history(gone._id)
        await conversations.erase(gone._id)
        await renewed_sheet(shop.owner)
        async with asyncio.timeout(SECONDS):
            late = asyncio.create_task(conversations.send(gone._id, "Zu spät"))
            await conversations.send(stays._id, "Guten Tag")
            with pytest.raises(Refusal, match="conversation_erased"):
                await late
    assert shop.owner._parts.file.next_item() is None


async def test_a_receipt_that_could_not_be_stored(shop: Bakery, monkeypatch: pytest.MonkeyPatch) -> None:
    """[L6] After a failed commit it is sent again, by itself or for a waiting caller, until it is known to be stored."""
    refused = 0
    store = messages.mark

    def broken(who: Who, marks: Sequence[Receipt]) -> Job[list[Refusal]]:
        nonlocal refused
        refused += 1
        if refused > 4:
            return store(who, marks)

        def job(_: Tx) -> list[Refusal]:
            raise Refusal("internal", "the disk is broken")

        return job

    async with await shop.customer("receipts") as krause, asyncio.timeout(SECONDS):
        monkeypatch.setattr(messages, "mark", broken)
        sent = await krause.send("Haben Sie Streuselschnecken?")
        await krause.until_delivered(sent)
        [message] = await shop.owner.conversations.history(krause._id)
        refused = 0
        await shop.owner.mark_read(message)
        await krause.until_read(sent)
    assert refused > 4
