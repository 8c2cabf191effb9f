"""A customer who lost their keys writes anew: the team links the two conversations, on its side only (S9, S13)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.integration.test_shut_out import copy_of
from tests.world.bakery import Bakery, bakery
from tresen.client import Customer, Refusal
from tresen.client.connection.http import b64


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path) as opened:
        yield opened


async def two(shop: Bakery) -> tuple[Customer, Customer]:
    """The same person before and after losing the phone."""
    old, fresh = await shop.customer("old"), await shop.customer("fresh")
    await old.send("Guten Tag")
    await fresh.send("Ich bin es, mit neuem Handy")
    return old, fresh


async def test_linked_renamed_and_taken_back(shop: Bakery) -> None:
    """[S9] The name is taken over; renaming keeps the link, unlinking keeps the name; a colleague sees the same."""
    old, fresh = await two(shop)
    async with old, fresh, await shop.join(2, name="ben") as ben:
        await shop.owner.cards.rename(old._id, "Frau Krause")
        await shop.owner.cards.link_earlier(fresh._id, old._id)
        seen = await ben.conversations.get(fresh._id)
        assert (seen.name, seen.earlier) == ("Frau Krause", (old._id,))
        assert (await ben.conversations.get(old._id)).earlier == ()
        await ben.cards.rename(fresh._id, "Sabine Krause")
        await ben.cards.link_earlier(fresh._id, old._id)
        seen = await shop.owner.conversations.get(fresh._id)
        assert (seen.name, seen.earlier) == ("Sabine Krause", (old._id,))
        await shop.owner.cards.unlink_earlier(fresh._id, old._id)
        await shop.owner.cards.unlink_earlier(fresh._id, old._id)
        seen = await ben.conversations.get(fresh._id)
        assert (seen.name, seen.earlier) == ("Sabine Krause", ())


async def test_without_any_name(shop: Bakery) -> None:
    """[S9] A link alone invents no name, and survives being read again."""
    old, fresh = await two(shop)
    async with old, fresh:
        await shop.owner.cards.link_earlier(fresh._id, old._id)
        rows = {bytes(row.id): row for row in await shop.owner.conversations.list()}
        assert (rows[fresh._id].name, rows[fresh._id].earlier) == (None, (old._id,))


async def test_what_is_refused(shop: Bakery) -> None:
    """[S9] A link to itself, a ring of two, and an unknown conversation are refused; nothing is written."""
    old, fresh = await two(shop)
    async with old, fresh:
        await shop.owner.cards.link_earlier(fresh._id, old._id)
        before = (await shop.owner.conversations.get(fresh._id)).earlier
        for one, other in ((fresh._id, fresh._id), (old._id, fresh._id)):
            with pytest.raises(ValueError, match="itself"):
                await shop.owner.cards.link_earlier(one, other)
        with pytest.raises(Refusal, match="unknown_conversation"):
            await shop.owner.cards.link_earlier(fresh._id, bytes(16))
        assert (await shop.owner.conversations.get(fresh._id)).earlier == before
        assert (await shop.owner.conversations.get(old._id)).earlier == ()


async def test_neither_customer_nor_server_learns_of_it(shop: Bakery) -> None:
    """[S9, A1] No customer's log grows, and nothing new on the server holds the old id."""
    old, fresh = await two(shop)
    async with old, fresh:
        heads = [each._parts.logs.held[each._id].head for each in (old, fresh)]
        database = copy_of(shop).read_bytes()
        held = database.count(old._id)
        await shop.owner.cards.link_earlier(fresh._id, old._id)
        for each, head in zip((old, fresh), heads, strict=True):
            assert len(await each.history()) == 1
            assert each._parts.logs.held[each._id].head == head
            row = await each._parts.http.get(f"/conversations/{b64(each._id)}")
            assert row["card"] is None
        assert copy_of(shop).read_bytes().count(old._id) == held
