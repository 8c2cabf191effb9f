"""A server that is killed while files are carried: what it acknowledged is there, and a file is whole or none (F4)."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random

import httpx
import pytest

from tests.integration.test_crash import PUBLIC_URL, furnish, process
from tests.world.calls import b64
from tests.world.carrying import part
from tests.world.clock import NOON
from tests.world.depth import examples
from tests.world.erase import erase
from tests.world.house import opened
from tests.world.loaded import Loaded
from tests.world.patience import PATIENCE
from tests.world.shop import Customer
from tests.world.wire_client import WireClient
from tresen.clock import SettableClock
from tresen.core.files import Layout, sealed_bytes
from tresen.core.wire import Error, Stored
from tresen.desk.files.sweep import sweep
from tresen.errors import Refusal

KILLS = 50
SIZE = 6 * 2**20


class Sender:
    """A client that remembers which chunks the server acknowledged."""

    def __init__(self, customer: Customer, data: bytes) -> None:
        self.customer, self.data, self.blob = customer, data, os.urandom(16)
        self.layout = Layout.of(len(data))
        self.acknowledged: set[int] = set()
        self.complete = False
        self._went_on = asyncio.Event()

    async def reached(self, count: int) -> None:
        """Returns when so many chunks are acknowledged."""
        while len(self.acknowledged) < count:
            self._went_on.clear()
            await self._went_on.wait()

    async def work(self, port: int, random: Random) -> None:
        """Go on where it was, until the server is gone or all is done."""
        line = await WireClient.enter(port, PUBLIC_URL, self.customer.device)
        assert line.welcome is not None
        headers = {"Authorization": f"Bearer {line.welcome.bearer}"}
        where = f"http://127.0.0.1:{port}/api/v1/conversations/{b64(self.customer.conversation)}/blobs"
        async with httpx.AsyncClient(
            headers=headers, trust_env=False, timeout=PATIENCE, base_url=where
        ) as http:
            begun = (await http.post("", json={"blob": b64(self.blob), "bytes": len(self.data)})).json()
            there = {n for first, last in begun["have"] for n in range(first, last + 1)}
            assert self.acknowledged <= there
            assert begun["complete"] or not self.complete
            await self._carry(http, [n for n in range(self.layout.chunks) if n not in there], random)
            answer = await http.post(f"/{b64(self.blob)}/complete")
            assert answer.status_code == 200, answer.text
            self.complete = True
        await line.close()

    async def _carry(self, http: httpx.AsyncClient, missing: list[int], random: Random) -> None:
        random.shuffle(missing)

        async def put(n: int) -> None:
            sent = {"Content-Type": "application/octet-stream"}
            path = f"/{b64(self.blob)}/chunks/{n}"
            answer = await http.put(path, content=part(self.data, n), headers=sent)
            assert answer.status_code == 204, answer.text
            self.acknowledged.add(n)
            self._went_on.set()

        for at in range(0, len(missing), 4):
            await asyncio.gather(*(put(n) for n in missing[at : at + 4]))


async def until_killed(server: Loaded, work: asyncio.Task[None], sender: Sender, random: Random) -> None:
    """Some chunks later, and a moment: on the way of a slow machine as of a fast one."""
    more = asyncio.create_task(sender.reached(len(sender.acknowledged) + random.randrange(5)))
    await asyncio.wait([work, more], return_when=asyncio.FIRST_COMPLETED)
    more.cancel()
    await asyncio.wait([work], timeout=random.uniform(0, 0.03))
    server.kill()
    await asyncio.gather(work, more, return_exceptions=True)


async def test_killed_while_a_file_is_carried(tmp_path: Path) -> None:
    """[F4] kill -9, again and again: no acknowledged chunk is lost, and in the end every file is read as it was sent."""
    _, customer = await furnish(tmp_path)
    random, kills, whole = Random(1), examples(KILLS), 0
    sender = Sender(customer, random.randbytes(sealed_bytes(SIZE)))
    for _ in range(kills):
        async with process(tmp_path) as (server, port):
            if sender.complete:
                whole += 1
                await said_and_read(customer, sender, port)
                sender = Sender(customer, random.randbytes(sealed_bytes(SIZE)))
            work = asyncio.create_task(sender.work(port, random))
            await until_killed(server, work, sender, random)
    async with process(tmp_path) as (_, port):
        if not sender.complete:
            await sender.work(port, random)
        await said_and_read(customer, sender, port)
    assert whole + 1 >= kills // 20


async def said_and_read(customer: Customer, sender: Sender, port: int) -> None:
    """The message that names it is stored, and the file is read as it was sent."""
    line = await WireClient.enter(port, PUBLIC_URL, customer.device)
    assert line.welcome is not None
    line.send(customer.message(blobs=[sender.blob]))
    while not isinstance(frame := await line.next(), Stored):
        assert not isinstance(frame, Error), frame
    headers = {"Authorization": f"Bearer {line.welcome.bearer}"}
    where = (
        f"http://127.0.0.1:{port}/api/v1/conversations/{b64(customer.conversation)}/blobs/{b64(sender.blob)}"
    )
    async with httpx.AsyncClient(headers=headers, trust_env=False, timeout=PATIENCE) as http:
        assert (await http.get(where)).content == sender.data
    await line.close()


async def test_killed_between_erasing_and_removing(tmp_path: Path) -> None:
    """[A10, F7] The transaction is stored, the bytes are still there: the next upkeep removes them."""
    _, customer = await furnish(tmp_path)
    sender = Sender(customer, os.urandom(sealed_bytes(100_000)))
    async with process(tmp_path) as (server, port):
        await sender.work(port, Random(2))
        await said_and_read(customer, sender, port)
        server.send_signal(signal.SIGKILL)
    [file] = [each for each in (tmp_path / "files").rglob("*") if each.is_file()]
    assert file.read_bytes() == sender.data
    async with opened(tmp_path, SettableClock(NOON)) as made:
        held = _unremovable(file)
        with pytest.raises(Refusal, match="internal"):
            await erase(made.house, customer)
        held()
        await sweep(made.house)
    assert not file.exists()


def _unremovable(file: Path) -> Callable[[], None]:
    """Make the file one that cannot be removed, also for root: a folder that is not empty, in its place."""
    aside = file.with_name("aside")
    file.rename(aside)
    (file / "something").mkdir(parents=True)

    def undo() -> None:
        (file / "something").rmdir()
        file.rmdir()
        aside.rename(file)

    return undo
