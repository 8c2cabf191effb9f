"""The load of the floor: the same closed loop as Tresen's, in the floor's frames. Each pair has two connections."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from typing import Final

import msgspec

from bench.loadgen import Result, Socket, framed, hang_up, timed

BODY_BYTES: Final = 400
"""A body of this size; Tresen pads and seals it to an envelope of 1 KiB."""
STORED, PUSHED, DELIVERED, WELCOME = 3, 4, 5, 6
_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.Decoder().decode


class FloorPair:
    """A sender that waits until its message is delivered, and the receiver that confirms it."""

    def __init__(self, number: int) -> None:
        self._sender, self._receiver = 2 * number + 1, 2 * number + 2
        self._body = os.urandom(BODY_BYTES)
        self._sent = 0.0
        self._number = 0
        self.sockets: list[Socket] = []
        self.latencies: list[float] = []
        self.running = False

    async def enter(self, port: int) -> None:
        """Connect both and wait until they are welcome."""
        for user, on_frame in ((self._sender, self._on_sender), (self._receiver, self._on_receiver)):
            self.sockets.append(await _enter(port, user, on_frame))

    def send(self) -> None:
        self._number += 1
        self._sent = time.perf_counter()
        self.sockets[0].write(framed(_encode((1, self._number, self._receiver, self._body))))

    def _on_sender(self, data: memoryview) -> None:
        if _decode(data)[0] == DELIVERED:
            self.latencies.append(time.perf_counter() - self._sent)
            if self.running:
                self.send()

    def _on_receiver(self, data: memoryview) -> None:
        frame = _decode(data)
        if frame[0] == PUSHED:
            self.sockets[1].write(framed(_encode((2, frame[1], frame[2]))))


async def _enter(port: int, user: int, on_frame: object) -> Socket:
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()

    def greeting(data: memoryview) -> None:
        if _decode(data)[0] == WELCOME:
            socket.on_frame = on_frame  # type: ignore[assignment]
            ready.set_result(None)

    socket = Socket("/floor", greeting, lambda: socket.write(framed(_encode((0, user)))))
    await loop.create_connection(lambda: socket, "127.0.0.1", port)
    await asyncio.wait_for(ready, 30)
    return socket


async def floor_loops(at: tuple[int, int], data: Path, count: int, seconds: float) -> Result:
    """Round trips of these pairs with the floor whose port and process id are `at`."""
    port, pid = at
    pairs = [FloorPair(number) for number in range(count)]
    for pair in pairs:
        await pair.enter(port)
    result = await timed(pairs, seconds, pid, data / "floor.db")
    hang_up([socket for pair in pairs for socket in pair.sockets])
    return result
