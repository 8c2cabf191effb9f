"""Back-pressure: a program sees what waits in its keys file, is refused at a bound, and can wait for room."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.world.bakery import PROFILE
from tests.world.process import Process
from tresen.client import Backlog, Customer, OutboxFull, Owner, Sent, Stopped, WrongInput


@dataclass
class Shop:
    """A server that can be killed, and a customer of it who has said one thing."""

    server: Process
    krause: Customer


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Shop]:
    with Process(tmp_path / "data").served() as server:
        async with asyncio.timeout(120):
            link = await asyncio.to_thread(server.setup_link)
            setup = Owner.setup(
                link, keys=tmp_path / "owner.keys", handle="sonnenschein", profile=PROFILE, name="Anna"
            )
            async with setup as owner:
                url = owner.customer_link
            async with Customer.start(url, keys=tmp_path / "krause.keys") as krause:
                await krause.send("Guten Morgen!")
                yield Shop(server, krause)


async def waiting(krause: Customer, *texts: str) -> list[asyncio.Task[Sent]]:
    """Messages that are written down, and not stored while the server is away."""
    before = krause.waiting.count
    tasks = [asyncio.create_task(krause.send(each)) for each in texts]
    await asyncio.sleep(0)  # each comes as far as its waiting
    assert krause.waiting.count == before + len(texts)
    return tasks


async def test_a_bound_is_kept_and_nothing_of_what_is_refused_goes_out(shop: Shop) -> None:
    """[L4] At the bound a send is refused and not written down; what waited before is stored, in order, once."""
    krause = shop.krause
    assert krause.waiting == Backlog(0, None)
    assert (krause.most_waiting, (await krause.send("Eins")).waiting) == (1000, 0)
    heard: list[Backlog] = []
    krause.on_waiting(heard.append)
    shop.server.kill()
    krause.most_waiting = 3
    tasks = await waiting(krause, "Zwei", "Drei", "Vier")
    with pytest.raises(OutboxFull) as refused:
        await krause.send("Fünf")
    assert (refused.value.waiting, refused.value.most) == (3, 3)
    backlog = krause.waiting
    assert backlog.count == 3
    assert backlog.oldest_ms is not None
    await asyncio.sleep(0)  # the loop calls the hook
    assert [each.count for each in heard] == [1, 2, 3]
    room = asyncio.create_task(krause.until_room(2))
    await asyncio.to_thread(shop.server.start)
    await room
    await asyncio.gather(*tasks)
    await krause.until_room()
    assert krause.waiting == Backlog(0, None)
    assert [each.text for each in await krause.history()] == ["Guten Morgen!", "Eins", "Zwei", "Drei", "Vier"]
    assert (await krause.send("Fünf")).pos == (await krause.history())[-1].pos


async def test_sent_says_what_still_waits(shop: Shop) -> None:
    """[L4] Each `Sent` has how many commands of this device wait behind it; the hook hears each change, to the last."""
    krause, heard = shop.krause, list[Backlog]()
    shop.server.kill()
    tasks = await waiting(krause, "Eins", "Zwei", "Drei")
    krause.on_waiting(heard.append)
    await asyncio.to_thread(shop.server.start)
    sent = await asyncio.gather(*tasks)
    assert [each.waiting for each in sent] == [2, 1, 0]
    assert sent[0] == Sent(sent[0].pos, sent[0].at_ms)
    assert [each.count for each in heard] == [2, 1, 0]
    krause.on_waiting(None)
    await krause.send("Vier")
    assert len(heard) == 3


async def test_a_file_is_not_carried_for_nothing(shop: Shop, tmp_path: Path) -> None:
    """[F4] At the bound a file is refused before its bytes go anywhere."""
    krause, path = shop.krause, tmp_path / "Angebot.pdf"
    path.write_bytes(b"x" * 100_000)
    shop.server.kill()
    krause.most_waiting = 1
    tasks = await waiting(krause, "Eins")
    carried: list[int] = []
    with pytest.raises(OutboxFull):
        await krause.send_file(path, progress=lambda done, _: carried.append(done))
    assert carried == []
    for each in tasks:
        each.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_bounds_that_cannot_be(shop: Shop) -> None:
    """A bound below one, and less than nothing, change nothing; whoever waits for room when it is closed is told."""
    krause = shop.krause
    with pytest.raises(WrongInput):
        krause.most_waiting = 0
    with pytest.raises(WrongInput):
        await krause.until_room(-1)
    assert krause.most_waiting == 1000
    shop.server.kill()
    [sending] = await waiting(krause, "Eins")
    room = asyncio.create_task(krause.until_room())
    await asyncio.sleep(0)
    await krause.close()
    for each in (room, sending):
        with pytest.raises(Stopped, match="closed"):
            await each
