"""The Python client and ways: a program makes one, comes by one, and reads by which one somebody came (S3, S9, L8)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.world.bakery import Bakery, bakery
from tests.world.profile import bakery_with
from tresen.client import CameBy, Customer, LinkWay, NotDone
from tresen.client.errors import WrongInput

TEXT = "Ich stehe gerade vor dem Laden."


async def said(shop: Bakery, address: str, *words: str) -> list[CameBy | None]:
    """What the team reads of the way with each message of a new customer who comes by that address."""
    async with Customer.start(
        address, keys=shop.folder / f"{len(address)}.keys", clock=shop.clock
    ) as customer:
        for each in words:
            await customer.send(each)
    newest = max(await shop.owner.conversations.list(), key=lambda row: row.created_ms)
    messages = shop.owner.conversations.messages(newest)
    return [(await anext(messages)).way for _ in words]


async def test_a_way_from_the_team_to_the_message(tmp_path: Path) -> None:
    """[S9, S16] The first message after the link says id and source, the next nothing; the link verifies the business."""
    async with bakery(tmp_path) as shop:
        ways = shop.owner.ways
        way = await ways.add("Schaufenster", TEXT)
        assert await ways.all() == [way]
        assert await said(shop, ways.link(way), "Guten Tag!", "Noch etwas.") == [
            CameBy(way.id, "Schaufenster"),
            None,
        ]
        assert await said(shop, ways.link(way, short=True), "Getippt.") == [CameBy(way.id, "")]
        async with Customer.start(
            ways.link(way), keys=tmp_path / "verified.keys", clock=shop.clock
        ) as customer:
            assert customer.verified
            assert customer.way == LinkWay(way.id, "Schaufenster", TEXT)
        await ways.remove(way.id)
        assert await ways.all() == []
        with pytest.raises(NotDone):
            await ways.remove(way.id)


async def test_a_way_that_is_switched_off_is_none(tmp_path: Path) -> None:
    """[S3] What the profile names as closed is neither offered nor said."""
    async with bakery(tmp_path) as shop:
        way = await shop.owner.ways.add("Sommerfest", TEXT)
        await shop.owner.records.publish(bakery_with(ways_closed=[way.id]))
        assert await said(shop, shop.owner.ways.link(way), "Guten Tag!") == [None]


async def test_what_cannot_be_a_way(tmp_path: Path) -> None:
    """[S9] A name is one line, a text has its limit."""
    async with bakery(tmp_path) as shop:
        for name, text in (
            ("", ""),
            ("n" * 41, ""),
            ("a\nb", ""),
            ("Tisch", "t" * 501),
            ("Tisch", "a\u202eb"),
        ):
            with pytest.raises(WrongInput):
                await shop.owner.ways.add(name, text)
