"""A server process that is killed: what it acknowledged is there, and its log names nobody (I-1, A8)."""

import asyncio
import json
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from random import Random
from subprocess import DEVNULL, PIPE

import pytest

from tests.world.clock import NOON
from tests.world.house import opened
from tests.world.loaded import Loaded
from tests.world.patience import PATIENCE
from tests.world.shop import Customer, Shop, answer, found
from tests.world.wire_client import WireClient
from tresen.clock import SettableClock
from tresen.core.wire import Error, Send, Stored

PUBLIC_URL = "http://localhost"
BOOT_SECONDS = 60


async def furnish(folder: Path) -> tuple[Shop, Customer]:
    async with opened(folder, SettableClock(NOON)) as house:
        shop = await found(house.house)
        customer = shop.customer()
        await customer.begin(house.house)
        await answer(house.house, shop, customer.conversation)
        return shop, customer


@asynccontextmanager
async def process(folder: Path) -> AsyncIterator[tuple[Loaded, int]]:
    """A server in a process of its own, and its port; killed at the end if it still runs."""
    server = Loaded("tests.world.serving", folder, stdin=DEVNULL, stdout=PIPE, stderr=PIPE)
    assert server.stdout is not None
    with server:
        try:
            line = await asyncio.wait_for(asyncio.to_thread(server.stdout.readline), BOOT_SECONDS)
            yield server, json.loads(line)["port"]
        finally:
            server.kill()


@pytest.mark.parametrize("seed", range(2))
async def test_killed_at_any_moment(tmp_path: Path, seed: int) -> None:
    """[I-1, I-3, L4] kill -9 while messages pour in: everything acknowledged is there, once, in order, without gaps."""
    random = Random(seed)
    _, customer = await furnish(tmp_path)
    acknowledged: dict[int, Stored] = {}
    unanswered: dict[int, Send] = {}
    for _ in range(3):
        async with process(tmp_path) as (server, port):
            krause = await WireClient.enter(port, PUBLIC_URL, customer.device)
            for message in list(unanswered.values()):
                krause.send(message)
            until = len(acknowledged) + random.randrange(5, 120)
            while len(acknowledged) < until:
                if len(unanswered) < 40:
                    message = customer.message()
                    unanswered[message.counter] = message
                    krause.send(message)
                    if random.random() < 0.7:
                        continue
                frame = await krause.next()
                assert isinstance(frame, Stored), frame
                assert acknowledged.setdefault(frame.counter, frame) == frame
                unanswered.pop(frame.counter, None)
            server.send_signal(signal.SIGKILL)
            await krause.closed()
            for frame in krause.seen:
                if isinstance(frame, Stored):
                    acknowledged[frame.counter] = frame
                    unanswered.pop(frame.counter, None)
    rows = log_of(tmp_path, customer.device.keys.id)
    assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
    said = [(counter, pos) for _, pos, counter in rows if counter is not None]
    assert [pos for _, pos in said] == list(range(3, 3 + len(said)))
    assert len(dict(said)) == len(said)
    assert {counter: frame.pos for counter, frame in acknowledged.items()}.items() <= dict(said).items()


def log_of(folder: Path, device: bytes) -> list[tuple[int, int | None, int | None]]:
    """seq, pos and the device's counters, straight from the file."""
    with closing(sqlite3.connect(folder / "tresen.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return database.execute(
            "SELECT seq, pos, CASE WHEN device_id = (SELECT id FROM devices WHERE public_id = ?) THEN counter END"
            " FROM events ORDER BY seq",
            (device,),
        ).fetchall()


async def test_sigterm_drains_and_exits_with_0(tmp_path: Path) -> None:
    """SIGTERM: `shutting_down`, close 1001, exit 0 within 10 s; what was sent before is stored or was never acknowledged."""
    _, customer = await furnish(tmp_path)
    async with process(tmp_path) as (server, port):
        krause = await WireClient.enter(port, PUBLIC_URL, customer.device)
        krause.send(customer.message())
        await krause.take(Stored)
        server.terminate()
        assert (await krause.take(Error)).code == "shutting_down"
        assert await krause.closed() == 1001
        assert await asyncio.to_thread(server.wait, PATIENCE) == 0


async def test_the_log_says_nothing_about_anybody(tmp_path: Path) -> None:
    """[A8, I-8] Connections, refusals, bad frames: no address, device, conversation, handle or content in the log."""
    shop, customer = await furnish(tmp_path)
    async with process(tmp_path) as (server, port):
        krause = await WireClient.enter(port, PUBLIC_URL, customer.device)
        stranger = await WireClient.connect(port)
        stranger.send_raw(b"CANARY-frame")
        await stranger.closed()
        krause.send_raw(b"CANARY-frame")
        await krause.take(Error)
        krause.send(customer.message(epoch=99))
        await krause.take(Error)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /CANARY-path?CANARY=1 HTTP/1.1\r\nHost: x\r\nUser-Agent: CANARY-agent\r\n\r\n")
        await reader.readline()
        writer.write(b"\x00CANARY-garbage\r\n\r\n")
        await reader.read(100)
        writer.close()
        krause.send_raw(bytes(200_000))
        await krause.closed()
        server.terminate()
        out, err = await asyncio.to_thread(server.communicate, 10)
    log = out + err
    assert b"ready" in log
    found_ = [
        needle
        for needle in (
            b"CANARY",
            b"127.0.0.1",
            shop.handle.encode(),
            b"Traceback",
            customer.conversation.hex().encode(),
        )
        if needle in log
    ]
    assert found_ == []
