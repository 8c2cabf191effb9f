"""The load: closed loops over raw sockets in a process of their own. They use as little CPU as possible, so that the
server has a core to itself.

A pair is one customer device with its own conversation. It sends an envelope of 1 KiB, built beforehand; only the counter
changes. The business's one staff device answers every message with `delivered`, and the customer waits for that mark.
"""

from __future__ import annotations

import asyncio
import base64
import os
import struct
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, cast

import msgspec

from bench.processes import LogMeter, cpu_seconds
from bench.server import PUBLIC_URL
from tests.world.shop import Customer, Device, Shop
from tresen.config import DATABASE_FILE
from tresen.core.model import Kind
from tresen.core.wire import SUBPROTOCOL, Challenge, Mark, ServerFrame, encode, server_frames

TEAM: Final = 1
STORED: Final = 66
EVENTS: Final = 67
MARKS: Final = 68
ERROR: Final = 71
READY: Final = 74
COUNTERS_FROM: Final = 2**40
"""From here a counter takes eight bytes in its shortest form, the only one the server reads."""
WARM_SECONDS: Final = 60
_any = msgspec.msgpack.Decoder()


class Socket(asyncio.Protocol):
    """A minimal WebSocket client: whole binary frames in, whole binary frames out, masked with zeros."""

    def __init__(
        self, path: str, on_frame: Callable[[memoryview], None], on_open: Callable[[], None] = lambda: None
    ) -> None:
        self._path = path
        self._on_open = on_open
        self.on_frame = on_frame
        self._rest = b""
        self._upgraded = False
        self.closed = False
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        key = base64.b64encode(os.urandom(16)).decode()
        self.write(
            f"GET {self._path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: {SUBPROTOCOL}\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        buffer = self._rest + data if self._rest else data
        if not self._upgraded:
            head, end, buffer = buffer.partition(b"\r\n\r\n")
            if not end:
                self._rest = head
                return
            self._upgraded = True
            self._on_open()
        self._rest = self._read(buffer)

    def _read(self, buffer: bytes) -> bytes:
        """Pass on the whole frames; the rest is the beginning of the next."""
        at, size, view = 0, len(buffer), memoryview(buffer)
        while size - at >= 2:
            length, start = buffer[at + 1], at + 2
            if length == 126:
                if size - at < 4:
                    break
                length, start = int.from_bytes(buffer[at + 2 : at + 4], "big"), at + 4
            elif length == 127:
                if size - at < 10:
                    break
                length, start = int.from_bytes(buffer[at + 2 : at + 10], "big"), at + 10
            if size - start < length:
                break
            if buffer[at] == 0x82:
                self.on_frame(view[start : start + length])
            at = start + length
        return buffer[at:]

    def connection_lost(self, _exc: Exception | None) -> None:
        self.closed = True

    def write(self, data: bytes) -> None:
        assert self.transport is not None
        self.transport.write(data)


def framed(payload: bytes) -> bytes:
    """A client's WebSocket frame; the mask is four zeros, which masks nothing."""
    size = len(payload)
    if size < 126:
        return b"\x82" + bytes((0x80 | size,)) + b"\0\0\0\0" + payload
    return b"\x82\xfe" + size.to_bytes(2, "big") + b"\0\0\0\0" + payload


async def enter(port: int, url: str, device: Device, on_frame: Callable[[memoryview], None]) -> Socket:
    """Connect, say hello, wait until `ready`; after that `on_frame` gets every frame."""
    ready = asyncio.get_running_loop().create_future()
    socket: Socket

    def greeting(data: memoryview) -> None:
        frame: ServerFrame = server_frames.decode(data)
        if isinstance(frame, Challenge):
            socket.write(framed(encode(device.hello(url, frame.challenge))))
        elif data[1] == READY:
            socket.on_frame = on_frame
            ready.set_result(None)
        elif data[1] == ERROR:
            ready.set_exception(ConnectionError(str(frame)))

    socket = Socket("/live", greeting)
    await asyncio.get_running_loop().create_connection(lambda: socket, "127.0.0.1", port)
    await asyncio.wait_for(ready, 30)
    return socket


class Pair:
    """One closed loop."""

    def __init__(self, customer: Customer) -> None:
        self.customer = customer
        self._template, self._places = _template(customer)
        self._counter = COUNTERS_FROM
        self._pos = 0
        self._delivered = 0
        self._sent = 0.0
        self.socket: Socket | None = None
        self.latencies: list[float] = []
        self.running = False

    def on_frame(self, data: memoryview) -> None:
        kind = data[1]
        if kind == STORED:
            self._pos = _any.decode(data)[2]
        elif kind == MARKS:
            for _, party, delivered, *_ in _any.decode(data)[1]:
                if party == TEAM:
                    self._delivered = delivered
        elif kind == ERROR:
            raise ConnectionError(str(_any.decode(data)))
        if self._pos and self._delivered >= self._pos:
            self.latencies.append(time.perf_counter() - self._sent)
            if self.running:
                self.send()

    def send(self) -> None:
        self._counter += 1
        *counters, num = self._places
        for place in counters:
            struct.pack_into(">Q", self._template, place, self._counter)
        # Every second number: with the next one the server would compare the hash of the message before (S7).
        struct.pack_into(">Q", self._template, num, 2 * self._counter)
        self._pos = 0
        assert self.socket is not None
        self._sent = time.perf_counter()
        self.socket.write(bytes(self._template))


def _template(customer: Customer) -> tuple[bytearray, list[int]]:
    """A whole frame whose counter and number are easy to replace: eight bytes each, the counter's in both places."""
    sample = 2**52 + 12345
    # It names a message before it that the server does not know, as after one that it never got.
    message = customer.message(counter=sample, num=sample + 1, prev=bytes(range(32)))
    data = framed(encode(message))
    mark, num = (b"\xcf" + each.to_bytes(8, "big") for each in (sample, sample + 1))
    first = data.index(mark)
    second = data.index(mark, first + 1)
    return bytearray(data), [first + 1, second + 1, data.index(num) + 1]


class Team:
    """The business's one staff device: marks every message of a customer as delivered."""

    def __init__(self) -> None:
        self.socket: Socket | None = None

    def on_frame(self, data: memoryview) -> None:
        if data[1] != EVENTS:
            return
        messages = (event for event in _any.decode(data)[1] if event[4] == Kind.MESSAGE)
        answers = [framed(encode(Mark(event[2], event[3], 0))) for event in messages]
        assert self.socket is not None
        self.socket.write(b"".join(answers))


@dataclass
class Result:
    """The result of one run of closed loops."""

    seconds: float
    server_cpu: float
    log_bytes: int
    latencies: list[float]


class Loop(Protocol):
    """One closed loop: it sends again as soon as a trip is complete, while it is `running`."""

    latencies: list[float]
    running: bool

    def send(self) -> None:
        """Begin a trip."""


async def timed(
    loops: Sequence[Loop], seconds: float, pid: int, database: Path, warm: Callable[[], bool] = lambda: True
) -> Result:
    """Run the loops for a second to warm up, or until `warm`, and then for `seconds`.

    `pid` and `database` are the server's.
    """
    meter = LogMeter(database)
    watching = asyncio.get_running_loop().create_task(_watch(meter))
    for loop in loops:
        loop.running = True
        loop.send()
    for _ in range(WARM_SECONDS):
        await asyncio.sleep(1.0)
        if warm():
            break
    for loop in loops:
        loop.latencies = []
    meter.restart()
    start, cpu = time.perf_counter(), cpu_seconds(pid)
    await asyncio.sleep(seconds)
    elapsed, used = time.perf_counter() - start, cpu_seconds(pid) - cpu
    log_bytes = meter.bytes()
    latencies = [each for loop in loops for each in loop.latencies]
    for loop in loops:
        loop.running = False
    watching.cancel()
    await asyncio.sleep(0.2)
    meter.close()
    return Result(elapsed, used, log_bytes, latencies)


async def _watch(meter: LogMeter) -> None:
    """Looks often enough to miss little of a log that starts anew."""
    while True:
        meter.look()
        await asyncio.sleep(0.004)


def hang_up(sockets: Iterable[Socket | None]) -> None:
    """Close them; raises if the server closed one before."""
    lost = False
    for socket in sockets:
        if socket is None or socket.closed:
            lost = True
        elif socket.transport is not None:
            socket.transport.close()
    if lost:
        raise ConnectionError("a connection ended during the measurement")


async def closed_loops(
    at: tuple[int, int], data: Path, shop: Shop, customers: list[Customer], seconds: float
) -> Result:
    """Round trips of these customers with the server whose port and process id are `at`."""
    port, pid = at
    team, pairs = Team(), [Pair(customer) for customer in customers]
    team.socket = await enter(port, PUBLIC_URL, shop.owner, team.on_frame)
    for pair in pairs:
        pair.socket = await enter(port, PUBLIC_URL, pair.customer.device, pair.on_frame)
    result = await timed(pairs, seconds, pid, data / DATABASE_FILE)
    hang_up([team.socket, *(pair.socket for pair in pairs)])
    return result
