"""A hostile peer at the HTTP edge: each part of a request has a bound in size and time; nobody else waits (I-10)."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import itertools
import os
import socket
import struct
import sys
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import IO

import httpx
import pytest

from bench.processes import cpu_seconds, rss_mib
from tests.world.calls import Calls, calling
from tests.world.patience import PATIENCE
from tests.world.waited import Stopwatch
from tresen.app import running
from tresen.clock import SystemClock
from tresen.config import Settings
from tresen.transport.connections import Deadlines
from tresen.transport.http import HEADER_BYTES, IDLE_SECONDS

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /api/v1/setup/look HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
UPGRADE = (
    b"GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)
SLACK = 4.0
SHORT = Deadlines(headers=2.0, body=4.0, stalled=2.0)
"""In the place of 10, 20 and 20 seconds, which nobody has to wait."""


@pytest.fixture
async def calls(tmp_path: Path) -> AsyncIterator[Calls]:
    async with calling(tmp_path) as made:
        yield made


@contextlib.asynccontextmanager
async def process(
    folder: Path, files: int | None = None, said: IO[bytes] | int = asyncio.subprocess.DEVNULL
) -> AsyncIterator[tuple[int, int]]:
    """Port and process id of a server of its own, which may have so many open files, and writes its log to `said`."""
    command = [sys.executable, "-m", "tests.world.serving", str(folder)]
    if files is not None:
        command = ["sh", "-c", f'ulimit -n {files}; exec "$@"', "sh", *command]
    started = await asyncio.create_subprocess_exec(*command, stdout=-1, stderr=said)
    assert started.stdout is not None
    try:
        line = await started.stdout.readline()
        yield int(line.split(b":")[1].strip(b" }\n")), started.pid
    finally:
        started.terminate()
        await started.wait()


async def raw(port: int, *parts: bytes) -> bytes:
    """All that the server answers to those bytes until it closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def until_closed(port: int, first: bytes, drip: bytes = b"", every: float = 0.5) -> tuple[float, bytes]:
    """How long the server keeps a connection that sends `first`, then `drip` for ever, and its answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    watch = Stopwatch()
    said = b""
    with contextlib.suppress(ConnectionError):
        writer.write(first)
        while True:
            try:
                part = await asyncio.wait_for(reader.read(65536), every)
            except TimeoutError:
                writer.write(drip)
                continue
            if not part:
                break
            said += part
    writer.close()
    return watch.seconds(), said


async def ended(reader: asyncio.StreamReader) -> bool:
    """The connection has ended, and nothing was said."""
    try:
        return await reader.read(1) == b""
    except ConnectionError:
        return True


async def all_gone(calls: Calls) -> None:
    """Waits until the server holds nothing of any request."""
    while calls.app.connections.held:  # noqa: ASYNC110 - the server has no event for it
        await asyncio.sleep(0.05)


def filler(size: int) -> bytes:
    return b"X-Filler: " + b"a" * (size - 12) + b"\r\n"


async def test_headers_have_16_kib_in_all(calls: Calls) -> None:
    """Up to 16 KiB are read; one byte more gets an error: in one header, in many, and in the address."""
    rest = HEADER_BYTES - len(GET) - 2 - len(b"Connection: close\r\n")
    last = b"Connection: close\r\n\r\n"
    assert (await raw(calls.port, GET, filler(rest), last)).startswith(b"HTTP/1.1 200")
    for hostile in (
        [GET, filler(rest + 1), last],
        [GET, *[b"A: b\r\n"] * 3000, last],
        [b"GET /" + b"a" * HEADER_BYTES + b" HTTP/1.1\r\n", last],
    ):
        answer = await raw(calls.port, b"".join(hostile))
        assert answer.startswith(b"HTTP/1.1 431 "), answer[:60]
        assert b"at most 16 KiB" in answer


async def test_one_header_of_75_mb(tmp_path: Path) -> None:
    """It costs next to nothing, is cut off at once, and nobody else waits."""
    async with process(tmp_path) as (port, pid), httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
        await http.get(f"http://127.0.0.1:{port}/healthz")
        cpu, memory = cpu_seconds(pid), rss_mib(pid)
        chunk = b"a" * 1_000_000
        attack = asyncio.create_task(raw(port, GET + b"X-Filler: ", *[chunk] * 75))
        slowest = 0.0
        for _ in range(20):
            watch = Stopwatch(os.getpid(), pid)
            assert (await http.get(f"http://127.0.0.1:{port}/healthz")).status_code == 200
            slowest = max(slowest, watch.seconds())
        await attack
        assert cpu_seconds(pid) - cpu < 1
        assert rss_mib(pid) - memory < 8
        assert slowest < 1


async def test_more_connections_than_files(tmp_path: Path) -> None:
    """What has no file left is cut at once: others are served on, the server does not spin, and later there is room."""
    async with (
        process(tmp_path, files=600) as (port, pid),
        httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http,
    ):
        address = f"http://127.0.0.1:{port}/healthz"
        await http.get(address)
        cpu = cpu_seconds(pid)
        lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(800)]
        ends = [asyncio.create_task(ended(reader)) for reader, _ in lines[400:]]
        first = itertools.islice(asyncio.as_completed(ends, timeout=PATIENCE), 300)
        assert all([await each for each in first])
        assert (await http.get(address)).status_code == 200
        assert cpu_seconds(pid) - cpu < 2
        for _, writer in lines:
            writer.close()
        await asyncio.gather(*ends)
        async with asyncio.timeout(PATIENCE):
            while not await raw(port, GET, b"Connection: close\r\n\r\n"):
                pass


async def test_a_burst_of_connections_leaves_the_reserve_alone(tmp_path: Path) -> None:
    """Accepted in steps, none meets a process without files. The log does not grow with their number."""
    with (tmp_path / "log").open("wb") as said:
        async with (
            process(tmp_path, files=400, said=said) as (port, _),
            httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http,
        ):
            address = f"http://127.0.0.1:{port}/healthz"
            await http.get(address)
            for _ in range(10):
                burst(port, 400)
                assert (await http.get(address)).status_code == 200
    lines = (tmp_path / "log").read_text().splitlines()
    assert not [line for line in lines if "OSError" in line]
    assert len(lines) < 20


def burst(port: int, count: int) -> None:
    """Connect so many times without a pause, and cut all."""
    cut_at_once = struct.pack("ii", 1, 0)
    with contextlib.ExitStack() as all_of_them:
        for _ in range(count):
            one = all_of_them.enter_context(socket.socket())
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, cut_at_once)
            with contextlib.suppress(OSError):
                one.connect(("127.0.0.1", port))


async def taken(port: int, first: bytes, endless: bytes, most: int) -> int:
    """How many bytes of something without end are taken before the connection is cut; `most` ends the trial."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    try:
        writer.write(first)
        while count < most:
            writer.write(endless)
            await writer.drain()
            count += len(endless)
    except ConnectionError:
        pass
    finally:
        writer.close()
    return count


@pytest.mark.parametrize(
    ("first", "endless"),
    [(GET + b"X-Endless: ", b"a" * 65536), (GET, b"A: b\r\n" * 9000), (b"GET /", b"a" * 65536),
     (UPGRADE + b"X: ", b"a" * 65536),
     (b"", b"\r\n" * 32768), (GET + b"\r\n", b"\r\n" * 32768)],
    ids=["one header", "many headers", "address", "upgrade", "blank lines", "blank lines after a request"],
)  # fmt: skip
async def test_a_header_without_end(calls: Calls, first: bytes, endless: bytes) -> None:
    """256 KiB past the bound the connection is cut: what else was sent lies in the system's buffers, a few MiB."""
    most = 64 * 1024 * 1024
    assert await taken(calls.port, first, endless, most) < 12 * 1024 * 1024
    assert (await calls.http.get("/healthz")).status_code == 200
    await all_gone(calls)


async def test_requests_are_no_blank_lines(calls: Calls) -> None:
    """Requests one after the other, 30 KiB in all, and a blank line before each, are all answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", calls.port)
    for size in (300, 700, 5000) * 2:
        one = b"\r\n" + GET + filler(5000) + b"\r\n"
        for at in range(0, len(one), size):
            writer.write(one[at : at + size])
            await writer.drain()
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
        assert await reader.readline() == b"ok\n"
        await reader.readline()
    writer.close()


async def test_a_refused_body_without_end(calls: Calls) -> None:
    """A body that is refused is read for a second or 4 MiB, so that whoever sends it can read why; then it is cut."""
    first = POST + b"Content-Length: 999999999\r\n\r\n"
    assert await taken(calls.port, first, bytes(65536), 64 * 1024 * 1024) < 16 * 1024 * 1024


async def test_whoever_takes_too_long_is_shut_out(calls: Calls) -> None:
    """200 silent sockets, half headers, half upgrades, silent upgrades, slow bodies, idle ones: each ends in its time."""
    assert calls.app.connections.deadlines == Deadlines(headers=10, body=20, stalled=20)
    calls.app.connections.deadlines = SHORT
    ready = UPGRADE + b"Sec-WebSocket-Protocol: tresen.v1\r\n\r\n"
    kinds: dict[str, tuple[bytes, bytes, float, bytes]] = {
        "silent": (b"", b"", SHORT.headers, b""),
        "blank lines": (b"\r\n", b"\r\n", SHORT.headers, b""),
        "half headers": (GET + b"X-A: ", b"a", SHORT.headers, b"HTTP/1.1 408 "),
        "half upgrade": (UPGRADE, b"X-A: b\r\n", SHORT.headers, b"HTTP/1.1 408 "),
        "upgrade refused": (UPGRADE + b"\r\n", b"", SHORT.headers, b"HTTP/1.1 400 "),
        "upgrade elsewhere": (UPGRADE.replace(b"/live", b"/") + b"\r\n", b"", SHORT.headers, b"HTTP/1.1 404 "),
        "upgraded and silent": (ready, b"", 5, b"HTTP/1.1 101 "),
        "slow body": (POST + b"Content-Length: 999\r\n\r\n{", b" ", SHORT.body, b"HTTP/1.1 408 "),
        "slow chunks": (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n", SHORT.body, b"HTTP/1.1 408 "),
        "kept and idle": (GET + b"\r\n", b"", IDLE_SECONDS, b"HTTP/1.1 200 "),
        "kept and half": (GET + b"\r\n" + GET, b"", SHORT.headers, b"HTTP/1.1 200 "),
    }  # fmt: skip
    each = [(name, *kind) for name, kind in kinds.items() for _ in range(20)]
    waiting = asyncio.gather(*(until_closed(calls.port, first, drip) for _, first, drip, _, _ in each))
    await asyncio.sleep(0)
    while not waiting.done():
        assert (await calls.http.get("/healthz")).status_code == 200
        await asyncio.wait([waiting], timeout=0.5)
    for (name, _, _, seconds, answer), (lasted, said) in zip(each, await waiting, strict=True):
        assert lasted < seconds + SLACK, name
        assert said.startswith(answer), (name, said[:80])
    async with asyncio.timeout(PATIENCE):
        await all_gone(calls)


async def test_a_reader_that_does_not_read_is_cut_off(tmp_path: Path) -> None:
    """Neither an answer that nobody reads nor its connection is kept for ever."""
    web = tmp_path / "web" / "chat" / "assets"
    web.mkdir(parents=True)
    (web / "big.png").write_bytes(bytes(12_000_000))
    data = tmp_path / "data"
    data.mkdir()
    async with calling(data, web=tmp_path / "web") as calls:
        calls.app.connections.deadlines = SHORT
        get = GET.replace(b"/healthz", b"/assets/chat/big.png") + b"Connection: close\r\n\r\n"
        reader, writer = await asyncio.open_connection("127.0.0.1", calls.port, limit=1024)
        writer.write(get)
        await reader.readexactly(1024)
        assert calls.app.connections.addresses() == 1
        async with asyncio.timeout(PATIENCE):
            while calls.app.connections.addresses():  # noqa: ASYNC110 - the server has no event for it
                await asyncio.sleep(0.1)
        writer.close()
        del reader


async def test_a_body_without_end(calls: Calls) -> None:
    """Chunks, chunk extensions and trailers are cut off past the API's own limit."""
    chunked = POST + b"Transfer-Encoding: chunked\r\n\r\n"
    for endless in (b"1;" + b"x" * 4000 + b"\r\n \r\n", b"1\r\n \r\n" * 700):
        answer = await raw(calls.port, chunked, *[endless] * 600)
        assert answer.startswith(b"HTTP/1.1 413 "), answer
    await raw(calls.port, chunked + b"1\r\n \r\n0\r\n", *[b"A: b\r\n" * 700] * 600)
    big = b"Content-Length: 99999999\r\n\r\n"
    assert (
        await raw(calls.port, POST.replace(b"/api/v1/setup/look", b"/") + big, *[bytes(65536)] * 60)
    ).startswith(b"HTTP/1.1 405 ")
    assert calls.app.connections.held == 0


async def _flood(port: int, count: int, head: bytes, body: bytes) -> list[asyncio.StreamWriter]:
    opened = []
    for _ in range(count):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionError):
            writer.write(head + body)
            await writer.drain()
        opened.append(writer)
    return opened


def close(writers: Iterable[asyncio.StreamWriter]) -> None:
    for writer in writers:
        writer.close()


async def test_memory_is_bounded(tmp_path: Path) -> None:
    """600 sockets that send all but the last byte of the largest body take one address's share of memory."""
    async with process(tmp_path) as (port, pid):
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as http:
            await http.get(f"http://127.0.0.1:{port}/inbox")
        before = rss_mib(pid)
        head = POST + b"Content-Length: 262144\r\n\r\n"
        writers = await _flood(port, 600, head, b" " * 262143)
        grown = rss_mib(pid) - before
        close(writers)
        assert grown < 40, f"{grown:.0f} MiB"


async def test_connections_per_address(tmp_path: Path) -> None:
    """One connection too many is told so; a closed one makes room; a WebSocket counts as long as it lives."""
    async with calling(tmp_path, connections_per_address=5) as calls:
        writers = await _flood(calls.port, 4, b"", b"")
        ready = UPGRADE + b"Sec-WebSocket-Protocol: tresen.v1\r\n\r\n"
        reader, live = await asyncio.open_connection("127.0.0.1", calls.port)
        live.write(ready)
        assert (await reader.readline()).startswith(b"HTTP/1.1 101 ")
        answer = await raw(calls.port, GET + b"\r\n")
        assert answer.startswith(b"HTTP/1.1 503 ")
        assert b"too many open connections" in answer
        close(writers[:1])
        async with asyncio.timeout(PATIENCE):
            while not (await raw(calls.port, GET + b"Connection: close\r\n\r\n")).startswith(
                b"HTTP/1.1 200 "
            ):
                pass
        close([*writers, live])
        async with asyncio.timeout(PATIENCE):
            while calls.app.connections.addresses():  # noqa: ASYNC110 - the server has no event for it
                await asyncio.sleep(0.01)


async def test_a_trusted_proxy_speaks_for_many(tmp_path: Path) -> None:
    """[A8] Its connections are its own business; nothing is remembered of it."""
    proxy = (ipaddress.ip_network("127.0.0.0/8"),)
    settings = Settings(
        data=tmp_path, public_url="http://localhost", port=0, trusted_proxy=proxy, connections_per_address=5
    )
    async with running(settings, SystemClock()) as (app, port):
        writers = await _flood(port, 50, b"", b"")
        assert (await raw(port, GET + b"Connection: close\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
        assert app.connections.addresses() == 0
        close(writers)


async def test_a_shops_wifi(calls: Calls) -> None:
    """200 customers behind one address, each with the six connections a browser opens: nobody is refused."""
    async with contextlib.AsyncExitStack() as stack:
        browsers = [
            await stack.enter_async_context(
                httpx.AsyncClient(base_url=f"http://127.0.0.1:{calls.port}", trust_env=False, timeout=30)
            )
            for _ in range(200)
        ]
        got = await asyncio.gather(*(each.get("/healthz") for each in browsers for _ in range(6)))
        assert {each.status_code for each in got} == {200}


async def test_thirty_pupils_at_once(calls: Calls) -> None:
    """Thirty bodies of 100 KiB from one address at the same moment are all read."""
    body = {"secret": "AAAAAAAAAAAAAAAAAAAAAA", "more": "A" * 100_000}
    got = await asyncio.gather(*(calls.post("/setup/look", body) for _ in range(30)))
    assert {each.status_code for each in got} == {404}
