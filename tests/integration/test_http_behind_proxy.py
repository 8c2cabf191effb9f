"""Behind a trusted proxy the bounds of the HTTP edge hold for the address that it names (I-10, A8)."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import struct
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
import uvicorn
from uvicorn.server import ServerState

from tests.integration.test_http_bounds import GET, POST, close, raw
from tresen.app import App, running
from tresen.clock import SystemClock
from tresen.config import Settings
from tresen.transport.connections import ADDRESS_BYTES, ALL_BYTES, BODY_BYTES, Connections, Deadlines
from tresen.transport.http import HEADER_BYTES, bounded

PIECE = 255 * 1024
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n" % (PIECE + 100) + b" " * PIECE
STRANGER, NEWCOMER = "198.51.100.66", "192.0.2.9"


def behind_proxy(folder: Path) -> Settings:
    """All connections come from a trusted proxy."""
    proxy = (ipaddress.ip_network("127.0.0.0/8"),)
    return Settings(data=folder, public_url="http://localhost", port=0, trusted_proxy=proxy)


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[tuple[App, int]]:
    async with running(behind_proxy(tmp_path), SystemClock()) as (app, port):
        yield app, port


def named(address: str) -> bytes:
    return f"X-Forwarded-For: {address}\r\n".encode()


async def pour(port: int, address: str, count: int) -> list[asyncio.StreamWriter]:
    """So many requests of one address whose bodies do not end; none of them is answered before all are sent."""
    opened = []
    for _ in range(count):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(POST + named(address) + CHUNKED)
        opened.append(writer)
    await asyncio.sleep(0)
    return opened


async def settle(app: App, port: int) -> int:
    """What the server holds once it has read what was sent: it does not change over ten answers."""
    seen: list[int] = []
    while len(seen) < 10 or len(set(seen[-10:])) > 1:
        await raw(port, GET + named(NEWCOMER) + b"Connection: close\r\n\r\n")
        seen.append(app.connections.held)
    return seen[-1]


async def test_one_address_has_its_share(front: tuple[App, int]) -> None:
    """[A8] 300 bodies that do not end, of one address, hold that address's share; others write and read."""
    app, port = front
    writers = await pour(port, STRANGER, 300)
    held = await settle(app, port)
    assert ADDRESS_BYTES // 2 < held <= ADDRESS_BYTES + 300 * HEADER_BYTES
    for method in (GET + named(NEWCOMER), POST + named(NEWCOMER) + b"Content-Length: 2\r\n"):
        answer = await raw(port, method + b"Connection: close\r\n\r\n{}")
        assert not answer.startswith(b"HTTP/1.1 503"), answer
    close(writers)
    while app.connections.held:  # noqa: ASYNC110 - the server has no event for it
        await asyncio.sleep(0.05)
    assert app.connections.addresses() == 0


async def test_many_addresses_leave_room_for_reading(front: tuple[App, int]) -> None:
    """Bodies from however many addresses leave a share of the memory to requests without one."""
    app, port = front
    writers = [each for n in range(12) for each in await pour(port, f"198.51.100.{n}", 30)]
    held = await settle(app, port)
    assert BODY_BYTES // 2 < held <= BODY_BYTES + 360 * HEADER_BYTES < ALL_BYTES
    answer = await raw(port, GET + named(NEWCOMER) + b"Connection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 "), answer
    close(writers)


async def test_a_proxy_that_is_not_trusted_names_nobody(tmp_path: Path) -> None:
    """[A8] A stranger's own X-Forwarded-For gives no new share."""
    settings = Settings(data=tmp_path, public_url="http://localhost", port=0)
    async with running(settings, SystemClock()) as (app, port):
        writers = [each for n in range(10) for each in await pour(port, f"198.51.100.{n}", 10)]
        while app.connections.held < ADDRESS_BYTES // 2:  # noqa: ASYNC110 - the server has no event for it
            await asyncio.sleep(0.05)
        assert await settle(app, port) <= ADDRESS_BYTES + 100 * HEADER_BYTES
        close(writers)


async def test_one_connection_carries_many_addresses(front: tuple[App, int]) -> None:
    """[A8] A proxy keeps its connections: each request is its own address's, and nothing stays behind."""
    app, port = front
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for n in range(20):
        writer.write(POST + named(f"198.51.100.{n}") + b"Content-Length: 2\r\n\r\n{}")
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(size)
        assert (app.connections.held, app.connections.addresses()) == (0, 0)
    writer.close()


class Resetting:
    """Counts what is shut, and has the peer reset its connection at that moment."""

    def __init__(self) -> None:
        self.shuts: list[str] = []
        self.peer = socket.socket()

    def shut(self, reason: str) -> None:
        self.shuts.append(reason)
        self.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.peer.close()


async def test_a_peer_that_reset_is_cut_in_silence() -> None:
    """A body that is too late, of a peer that was answered and resets the connection just then, ends without an error."""
    failed: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: failed.append(context))
    meters = Resetting()
    connections = Connections(5, (), meters, time.monotonic, 100)
    connections.deadlines = Deadlines(body=0.2)
    config = uvicorn.Config(_gone, http=bounded(connections), lifespan="off", log_config=None)
    config.load()
    made = await loop.create_server(
        lambda: config.http_protocol_class(config=config, server_state=ServerState(), app_state={}),  # type: ignore[call-arg]  # as uvicorn does
        "127.0.0.1",
    )
    peer = meters.peer
    peer.setblocking(False)
    await loop.sock_connect(peer, made.sockets[0].getsockname())
    await loop.sock_sendall(peer, POST + b"Content-Length: 9\r\n\r\n{")
    assert (await loop.sock_recv(peer, 4096)).startswith(b"HTTP/1.1 410 ")
    while connections.addresses():  # noqa: ASYNC110 - the server has no event for it
        await asyncio.sleep(0.01)
    made.close()
    await made.wait_closed()
    assert (failed, meters.shuts) == ([], ["slow_body"])


async def _gone(scope: object, receive: object, send: Callable[[dict[str, object]], Awaitable[None]]) -> None:
    """An ASGI app that answers before the body is there."""
    await send({"type": "http.response.start", "status": 410, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
