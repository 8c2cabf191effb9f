"""The floor: a server that does the durable round trip and nothing else. It shows what this machine can do in Python.

Connections, batches and durability are Tresen's: uvloop, picows, MessagePack, one thread that writes everything that
waits to SQLite with `synchronous=FULL`. There is no identity, policy, log order, resume or erasing. A frame is an
array:

    client: [0, user] hello · [1, number, to, body] send · [2, message, sender] delivered
    server: [3, number, message] stored · [4, message, sender, body] push · [5, message] delivered · [6] welcome

As `bench.server`, it prints its port and runs until its standard input ends.
"""

from __future__ import annotations

import asyncio
import gc
import json
import queue
import sqlite3
import sys
import threading
import time
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, WSUpgradeRequest, ws_create_server

Work: TypeAlias = tuple[Any, ...]
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode
_TABLES = (
    "CREATE TABLE messages (id INTEGER PRIMARY KEY, sender INTEGER, receiver INTEGER, at_ms INTEGER, body BLOB)",
    "CREATE INDEX by_receiver ON messages (receiver, id)",
    """CREATE TABLE receipts (message INTEGER, user INTEGER, kind INTEGER, at_ms INTEGER,
    PRIMARY KEY (message, user, kind)) WITHOUT ROWID""",
)
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=4000")
_MESSAGE = "INSERT INTO messages VALUES (?, ?, ?, ?, ?)"
_RECEIPT = "INSERT OR IGNORE INTO receipts VALUES (?, ?, ?, ?)"


class Floor:
    """The whole server: connections by user, the queue for the writer, and the writer's thread."""

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        for statement in (*(f"PRAGMA {pragma}" for pragma in _PRAGMAS), *_TABLES):
            self._database.execute(statement)
        self._loop = asyncio.get_running_loop()
        self._users: dict[int, Connection] = {}
        self._messages: list[Work] = []
        self._receipts: list[Work] = []
        self._answers: list[tuple[Connection | None, int, Work]] = []
        self._writing = self._scheduled = False
        self._last = 0
        self._batches: queue.SimpleQueue[tuple[list[Work], list[Work], list[Any]]] = queue.SimpleQueue()
        threading.Thread(target=self._write, daemon=True).start()

    def act(self, line: Connection, frame: Work) -> None:
        """Take a client's frame."""
        kind = frame[0]
        if kind == 1:
            _, number, to, body = frame
            self._last = message = self._last + 1
            self._messages.append((message, line.user, to, int(time.time() * 1000), body))
            self._answers.append((line, line.user, (3, number, message)))
            self._answers.append((None, to, (4, message, line.user, body)))
            self._schedule()
        elif kind == 2:
            _, message, sender = frame
            self._receipts.append((message, line.user, 1, int(time.time() * 1000)))
            self._answers.append((None, sender, (5, message)))
            self._schedule()
        elif kind == 0:
            line.user = frame[1]
            self._users[line.user] = line
            line.send((6,))

    def leave(self, line: Connection) -> None:
        """A connection ended."""
        if self._users.get(line.user) is line:
            del self._users[line.user]

    def _schedule(self) -> None:
        if not self._writing and not self._scheduled:
            self._scheduled = True
            self._loop.call_soon(self._hand_over)

    def _hand_over(self) -> None:
        """Everything that this turn of the loop brought becomes one transaction."""
        self._scheduled = False
        if self._writing or not self._answers:
            return
        self._writing = True
        self._batches.put((self._messages, self._receipts, self._answers))
        self._messages, self._receipts, self._answers = [], [], []

    def _write(self) -> None:
        database = self._database
        while True:
            messages, receipts, answers = self._batches.get()
            database.execute("BEGIN IMMEDIATE")
            if messages:
                database.executemany(_MESSAGE, messages)
            if receipts:
                database.executemany(_RECEIPT, receipts)
            database.execute("COMMIT")
            self._loop.call_soon_threadsafe(self._durable, answers)

    def _durable(self, answers: list[tuple[Connection | None, int, Work]]) -> None:
        """Starts the next transaction before the answers to this one are sent."""
        self._writing = False
        self._hand_over()
        for line, user, frame in answers:
            to = line or self._users.get(user)
            if to is not None:
                to.send(frame)


class Connection(WSListener):
    """One WebSocket."""

    __slots__ = ("_floor", "_transport", "user")

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        self.user = 0

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type is WSMsgType.BINARY:
            self._floor.act(self, _decode(frame.get_payload_as_bytes()))
        elif frame.msg_type is WSMsgType.CLOSE:
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        del transport
        self._floor.leave(self)

    def send(self, frame: Work) -> None:
        self._transport.send(WSMsgType.BINARY, _encode(frame))


async def main(data: Path, port: int) -> None:
    """Serve until standard input ends."""
    floor = Floor(data / "floor.db")

    def listener(_request: WSUpgradeRequest) -> WSListener:
        return Connection(floor)

    server = await ws_create_server(listener, "127.0.0.1", port, read_buffer_init_size=1024, backlog=4096)
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    sys.stdout.write(json.dumps({"port": server.sockets[0].getsockname()[1]}) + "\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1]), int(sys.argv[2])))
