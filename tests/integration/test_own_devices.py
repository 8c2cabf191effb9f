"""A customer's devices through the Python client: list, remove, a new return link, and what a removed device still opens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import TypeVar

import pytest
import pytest_asyncio

from tests.integration.test_shut_out import copy_of, texts
from tests.integration.thief import Thief, stolen
from tests.world.bakery import Bakery, bakery
from tests.world.patience import PATIENCE
from tresen.client import Customer, Declined, Returning, Stopped
from tresen.client.team.conversations import Conversations
from tresen.seal.keys import DeviceKeys

T = TypeVar("T")


@pytest_asyncio.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Bakery]:
    async with bakery(tmp_path) as opened:
        yield opened


async def soon(work: Awaitable[T]) -> T:
    async with asyncio.timeout(PATIENCE):
        return await work


async def read(customer: Customer) -> list[str]:
    return [message.text for message in await customer.history()]


async def told(side: Customer | Conversations, *conversation: bytes) -> list[tuple[str, int, int, bool]]:
    """What a conversation says about devices."""
    return [
        (each.kind, each.payload["joined"], each.payload["left"], each.payload.get("link", False))
        for each in await side.entries(*conversation)
        if each.kind in ("devices", "team")
    ]


async def test_the_list(shop: Bakery) -> None:
    """[S4] Empty before the first message; then this device, the return link, and each device added."""
    async with await shop.customer() as phone:
        assert await phone.devices.list() == []
        with pytest.raises(LookupError):
            await phone.devices.new_return_link()
        await phone.send("Guten Tag")
        assert phone.return_link is not None
        async with Customer.restore(phone.return_link, keys=shop.folder / "tablet.keys") as tablet:
            seen = await tablet.devices.list()
            assert [(each.paper, each.this) for each in seen] == [
                (False, False),
                (True, False),
                (False, True),
            ]
            assert seen[0].added_ms == seen[1].added_ms <= seen[2].added_ms
            assert seen[2].id == tablet.device
            await soon(phone._parts.bell.until(lambda: phone._parts.logs.held[phone._id].head >= 5))
            mine = await phone.devices.list()
            assert [each.id for each in mine] == [each.id for each in seen]
            assert [each.this for each in mine] == [True, False, False]


async def test_the_conversation_tells(shop: Bakery) -> None:
    """[S4] Both sides read in the conversation who joined and left since it began."""
    async with await shop.customer() as phone:
        await phone.send("Guten Tag")
        assert phone.return_link is not None
        tablet = await Customer.restore(phone.return_link, keys=shop.folder / "tablet.keys")
        await tablet.send("Vom Tablet")
        await phone.devices.remove(tablet.device)
        await tablet.close()
        joined, removed = ("devices", 1, 0, False), ("devices", 0, 1, True)
        assert await told(phone) == [joined, removed]
        assert await told(shop.owner.conversations, phone._id) == [joined, removed]
        member = await shop.join(2)
        await shop.owner.records.revoke(person=2)
        await member.close()
        team = [("team", 1, 0, False), ("team", 0, 1, False)]
        await soon(phone._parts.bell.until(lambda: len(phone._parts.business.records.changes) == 3))
        assert await told(phone) == [joined, removed, *team]
        assert await told(shop.owner.conversations, phone._id) == [joined, removed, *team]
    async with await shop.customer("new") as later:
        await later.send("Und ich?")
        assert await told(later) == []


async def test_asked_before_a_return_link_is_followed(shop: Bakery) -> None:
    """[S13] Its age and number of devices are shown first; declining changes nothing."""
    asked: list[Returning] = []

    def decline(returning: Returning) -> bool:
        asked.append(returning)
        return False

    async with await shop.customer() as phone:
        await phone.send("Guten Tag")
        assert phone.return_link is not None
        before = await phone.devices.list()
        with pytest.raises(Declined):
            await Customer.restore(phone.return_link, keys=shop.folder / "tablet.keys", confirm=decline)
        assert asked == [Returning(before[0].added_ms, 1)]
        assert await phone.devices.list() == before
        async with Customer.restore(phone.return_link, keys=shop.folder / "tablet.keys") as tablet:
            assert await read(tablet) == ["Guten Tag"]


async def test_a_removed_device_stops(shop: Bakery) -> None:
    """[S4, W9] It ends with `revoked`, also when opened again; the remaining device goes on writing and is answered."""
    async with await shop.customer() as phone:
        await phone.send("Guten Tag")
        assert phone.return_link is not None
        tablet = await Customer.restore(phone.return_link, keys=shop.folder / "tablet.keys")
        await tablet.send("Vom Tablet")
        link = await phone.devices.remove(tablet.device)
        with pytest.raises(Stopped, match="revoked"):
            await soon(tablet.send("Noch da?"))
        await tablet.close()
        async with Customer.start(shop.url, keys=shop.folder / "tablet.keys") as again:
            with pytest.raises(Stopped, match="revoked"):
                await soon(again.devices.list())
        assert phone.return_link == link
        assert [each.this for each in await phone.devices.list()] == [True, False]
        await phone.send("Jetzt allein")
        await shop.owner.conversations.send(phone._id, "Gut")
        await soon(phone._parts.bell.until(lambda: phone._parts.logs.held[phone._id].head >= 8))
        assert await read(phone) == ["Guten Tag", "Vom Tablet", "Jetzt allein", "Gut"]


async def test_nothing_new_opens_for_a_removed_device(shop: Bakery) -> None:
    """[S4, S6] Its keys, the return link it knew and a whole copy of the database open everything before, nothing after."""
    async with await shop.customer() as phone:
        await phone.send("Vor dem Entfernen")
        assert phone.return_link is not None
        async with Customer.restore(phone.return_link, keys=shop.folder / "tablet.keys") as tablet:
            await tablet.history()
            held = loot(shop)
            assert texts(held) == {"Vor dem Entfernen"}
            await phone.devices.remove(tablet.device)
            await phone.send("Nach dem Entfernen")
            await shop.owner.conversations.send(phone._id, "Geheime Antwort")
            await phone.devices.new_return_link()
            await phone.send("Noch später")
    assert texts(loot(shop)) == {"Vor dem Entfernen"}


def loot(shop: Bakery) -> list[dict[str, object]]:
    """What the tablet's keys and the return link it remembers open of everything on the server."""
    file = stolen(shop.folder / "tablet.keys")
    paper = file.fact("paper")
    assert paper is not None
    holders = [file.device(), DeviceKeys.from_secret("paper", paper)]
    file.close()
    said: list[dict[str, object]] = []
    for holder in holders:
        thief = Thief(holder, shop.owner._parts.business.chain.business)
        thief.plunder(copy_of(shop))
        assert thief.said, "each of the two opened something once: the attack is real"
        said += thief.said
    return said


async def test_a_new_return_link(shop: Bakery) -> None:
    """[S13] The old link opens nothing any more, the new one everything; another device learns that it has no link."""
    async with await shop.customer() as phone:
        await phone.send("Guten Tag")
        old = phone.return_link
        assert old is not None
        async with Customer.restore(old, keys=shop.folder / "tablet.keys") as tablet:
            new = await phone.devices.new_return_link()
            assert new != old
            assert phone.return_link == new
            with pytest.raises(Stopped, match="revoked"):
                await soon(restored(old, shop.folder / "thief.keys"))
            laptop = await soon(restored(new, shop.folder / "laptop.keys"))
            async with laptop:
                assert await read(laptop) == ["Guten Tag"]
            await soon(tablet._parts.bell.until(lambda: tablet.return_link is None))
            own = await tablet.devices.new_return_link()
            assert tablet.return_link == own != new
        async with Customer.start(shop.url, keys=shop.folder / "laptop.keys") as laptop:
            await laptop.history()
            assert laptop.return_link is None


async def restored(link: str, keys: Path) -> Customer:
    return await Customer.restore(link, keys=keys)


async def test_twice_and_wrong(shop: Bakery) -> None:
    """[A4] Removing twice changes nothing; removing oneself, the return link or a stranger's device is refused in words."""
    async with await shop.customer() as phone:
        await phone.send("Guten Tag")
        assert phone.return_link is not None
        tablet = await Customer.restore(phone.return_link, keys=shop.folder / "tablet.keys")
        await tablet.close()
        paper = next(each.id for each in await phone.devices.list() if each.paper)
        link = await phone.devices.remove(tablet.device)
        head = phone._parts.logs.held[phone._id].head
        assert await phone.devices.remove(tablet.device) == link
        for wrong in (phone.device, paper):
            with pytest.raises(ValueError, match="return link"):
                await phone.devices.remove(wrong)
        with pytest.raises(LookupError):
            await phone.devices.remove(shop.owner.device)
        assert phone._parts.logs.held[phone._id].head == head


async def test_an_answer_that_is_lost(shop: Bakery) -> None:
    """[A4, S13] The program ended after the server accepted the change: asked again, it gives the same link."""
    async with await shop.customer() as phone:
        await phone.send("Guten Tag")
        first = await phone.devices.new_return_link()
        secret = phone._parts.file.fact("paper")
        assert secret is not None
        # The state before the answer came: the new secret is known, the old one still counts.
        phone._parts.file.learn(paper=b"o" * 16, paper_next=secret)
        head = phone._parts.logs.held[phone._id].head
        assert await phone.devices.new_return_link() == first
        assert phone._parts.logs.held[phone._id].head == head


async def test_all_at_once(shop: Bakery) -> None:
    """[S4, S6] Three devices change records and write at once: everything is stored, and all agree on the newest records."""
    async with await shop.customer() as phone:
        await phone.send("Guten Tag")
        link = phone.return_link
        assert link is not None
        tablet = await restored(link, shop.folder / "tablet.keys")
        laptop = await restored(link, shop.folder / "laptop.keys")
        async with tablet, laptop:
            trio = (phone, tablet, laptop)
            await soon(
                asyncio.gather(
                    *(each.send(f"Nummer {n}") for n, each in enumerate(trio)),
                    *(each.devices.new_return_link() for each in trio),
                    return_exceptions=True,
                )
            )
            await soon(asyncio.gather(*(each.devices._learn_news() for each in trio)))
            assert len({tuple(each for each in newest_of(device)) for device in trio}) == 1
            assert [each.return_link is not None for each in trio].count(True) == 1
            for each in trio:
                assert set(await read(each)) == {"Guten Tag", "Nummer 0", "Nummer 1", "Nummer 2"}


def newest_of(customer: Customer) -> list[object]:
    return [each.id for each in customer._parts.logs.held[customer._id].keyring.devices[-1][1].devices]  # type: ignore[attr-defined]
