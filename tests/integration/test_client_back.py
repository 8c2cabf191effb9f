"""The server was killed: how soon the clients are back once it answers again."""

from __future__ import annotations

import asyncio
import os
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from tests.world.bakery import PROFILE
from tests.world.patience import PATIENCE
from tests.world.process import Process
from tests.world.waited import Stopwatch
from tresen.client import Customer, Owner

DOWN_SECONDS = 5.0
BACK_SECONDS = 3.0


async def ready(server: Process) -> Stopwatch:
    """Runs since `/readyz` first said that all is stored again. Whether the web apps are built is another matter."""
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http, asyncio.timeout(PATIENCE):
        while (await http.get(f"{server.url}/readyz")).json()["database"] != "ok":  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    return Stopwatch(os.getpid(), server.pid)


async def said(waiting: asyncio.Task[object], since: Stopwatch) -> float:
    """When the server has acknowledged it."""
    await waiting
    return since.seconds()


@pytest.mark.parametrize("count", [1, 50])
async def test_back_after_a_kill(tmp_path: Path, count: int) -> None:
    """[W4] kill -9, five seconds without a server: what was written meanwhile is stored within 3 s of its start, by each."""
    async with AsyncExitStack() as stack:
        server = stack.enter_context(Process(tmp_path / "data").served())
        await stack.enter_async_context(asyncio.timeout(240))
        link = await asyncio.to_thread(server.setup_link)
        keys = tmp_path / "owner.keys"
        owner = await Owner.setup(link, keys=keys, handle="sonnenschein", profile=PROFILE, name="Anna")
        await stack.enter_async_context(owner)
        clients = []
        for n in range(count):
            client = await Customer.start(owner.customer_link, keys=tmp_path / f"{n}.keys")
            clients.append(await stack.enter_async_context(client))
            await client.send("Guten Tag")
        server.kill()
        waiting: list[asyncio.Task[object]] = [asyncio.create_task(each.send("Noch da?")) for each in clients]
        done, _ = await asyncio.wait(waiting, timeout=DOWN_SECONDS)
        assert not done
        await asyncio.to_thread(server.start)
        since = await ready(server)
        late = await asyncio.gather(*(said(each, since) for each in waiting))
        assert max(late) <= BACK_SECONDS, f"{sorted(late)[-5:]} s"
