"""Cost against size: round trips in a small database and in one with a million messages over 50,000 conversations.

All conversations are active in turn. One staff device writes to them, 64 messages in flight at once, and marks each one
delivered when it is stored: with a single connection the cost of storing stands out. Measuring begins once every
conversation has had a turn. The small database has 100 conversations.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import struct
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec
import uvloop

from bench.loadgen import COUNTERS_FROM, ERROR, MARKS, STORED, Result, Socket, enter, framed, hang_up, timed
from bench.processes import machine, rss_mib, serving
from bench.roundtrip import Figure, figure
from bench.server import PUBLIC_URL
from tests.world.house import opened
from tests.world.shop import Shop, found
from tresen import __version__
from tresen.clock import SettableClock, SystemClock
from tresen.config import DATABASE_FILE
from tresen.core.model import Kind, Role
from tresen.core.wire import IN_FLIGHT, Mark, encode
from tresen.desk.statistics.counting import count
from tresen.seal.epoch import EpochKey
from tresen.store.tx import Tx

SMALL: Final = (100, 2_000)
LARGE: Final = (50_000, 1_000_000)
CHUNK: Final = 50
HASH: Final = bytes(32)
"""The hash in every record: the server compares it, and nobody verifies it here."""
_decode = msgspec.msgpack.Decoder().decode


class Filled:
    """A business of this `size`: (conversations, messages). `counter` is the staff device's last one."""

    def __init__(self, data: Path, size: tuple[int, int]) -> None:
        self.data = data
        self.size = size
        data.mkdir()
        self.conversations = [os.urandom(16) for _ in range(size[0])]
        self.counter = COUNTERS_FROM
        self.shop: Shop = uvloop.run(self._fill())

    async def _fill(self) -> Shop:
        async with opened(self.data, SettableClock(SystemClock().now_ms())) as house:
            shop = await found(house.house)
            each = self.size[1] // self.size[0]
            for start in range(0, self.size[0], CHUNK):
                part = self.conversations[start : start + CHUNK]
                await house.house.write(lambda tx, part=part: _fill(tx, shop, part, each))  # type: ignore[misc]
                house.batches.clear()
            # Else the server would do that while it is measured.
            await count(house.house)
            return shop


def _fill(tx: Tx, shop: Shop, part: Sequence[bytes], messages: int) -> None:
    business = tx.business(shop.key)
    for public_id in part:
        conversation = tx.conversation(tx.add_conversation(business, public_id).id)
        device = tx.add_device(
            business, os.urandom(16), Role.CUSTOMER.value, 0, HASH, HASH, conversation=conversation.id
        )
        seq = tx.append(business, Kind.RECORD, b"\xc0", conversation=conversation).seq
        tx.add_customer_devices(conversation, 1, HASH, seq)
        tx.add_epoch(conversation, 1, HASH, seq, 1, 1)
        for counter in range(1, messages):
            parts = (os.urandom(250), os.urandom(60), os.urandom(272), os.urandom(64))
            tx.append_message(business, conversation, device, counter, parts, spoken=True)


class Turn:
    """One of the messages in flight."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self.latencies: list[float] = []
        self.running = False
        self.sent = 0.0

    def send(self) -> None:
        self.sent = time.perf_counter()
        self._turns.say(self)


class Turns:
    """The staff device: writes to the next conversation, and marks the message delivered once it is stored."""

    def __init__(self, filled: Filled) -> None:
        self._filled = filled
        self._conversations = filled.conversations
        self._device = filled.shop.owner
        self._at = 0
        sample, sign = 2**52 + 12345, b"\xaa" * 16
        epoch = EpochKey(filled.shop.business, sign, 1, HASH, b"")
        data = framed(encode(filled.shop.message(self._device, epoch, sample)))
        mark = b"\xcf" + sample.to_bytes(8, "big")
        first = data.index(mark)
        self._counters = [first + 1, data.index(mark, first + 1) + 1]
        self._place = data.index(sign)
        self._template = bytearray(data)
        self._sent: dict[int, tuple[Turn, bytes]] = {}
        self._stored: dict[bytes, list[Turn]] = {}
        self.socket: Socket | None = None
        self.over = False

    def warm(self) -> bool:
        """Whether every conversation has had its turn."""
        return self._at >= len(self._conversations)

    def say(self, turn: Turn) -> None:
        conversation = self._conversations[self._at % len(self._conversations)]
        self._at += 1
        # The next round goes on from here: a command that comes again is not stored again.
        counter = self._filled.counter = self._filled.counter + 1
        for place in self._counters:
            struct.pack_into(">Q", self._template, place, counter)
        self._template[self._place : self._place + 16] = conversation
        self._sent[counter] = (turn, conversation)
        self._write(bytes(self._template))

    def on_frame(self, data: memoryview) -> None:
        kind = data[1]
        if kind == STORED:
            _, counter, pos, *_ = _decode(data)
            turn, conversation = self._sent.pop(counter)
            self._stored.setdefault(conversation, []).append(turn)
            self._write(framed(encode(Mark(conversation, pos, 0))))
        elif kind == MARKS:
            for conversation, *_ in _decode(data)[1]:
                for turn in self._stored.pop(conversation, ()):
                    turn.latencies.append(time.perf_counter() - turn.sent)
                    if turn.running:
                        turn.send()
        elif kind == ERROR:
            raise ConnectionError(str(_decode(data)))

    def _write(self, data: bytes) -> None:
        assert self.socket is not None
        if not self.over:
            self.socket.write(data)


async def _loops(at: tuple[int, int], filled: Filled, seconds: float) -> Result:
    turns = Turns(filled)
    turns.socket = await enter(at[0], PUBLIC_URL, filled.shop.owner, turns.on_frame)
    loops = [Turn(turns) for _ in range(IN_FLIGHT)]
    result = await timed(loops, seconds, at[1], filled.data / DATABASE_FILE, turns.warm)
    turns.over = True
    hang_up([turns.socket])
    return result


def _measure(filled: Filled, seconds: float) -> Figure:
    with serving(filled.data) as at:
        result = uvloop.run(_loops(at, filled, seconds))
        return figure("tresen", __version__, filled.size[0], result, rss_mib(at[1]))


def run(options: argparse.Namespace) -> None:
    """Measure both alternately and print the ratio."""
    large = (options.conversations, options.messages)
    figures: list[tuple[Figure, Figure]] = []
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        both = [Filled(Path(folder) / name, size) for name, size in (("small", SMALL), ("large", large))]
        for _ in range(options.rounds):
            small, big = (_measure(each, options.seconds) for each in both)
            figures.append((small, big))
    ratios = _ratios(figures)
    if options.json:
        found_ = [msgspec.to_builtins(each) for pair in figures for each in pair]
        print(json.dumps({"machine": machine(), "large": large, "figures": found_, "ratios": ratios}))
        return
    for small, big in figures:
        for name, each in (("small", small), ("large", big)):
            print(
                f"{name}: {each.round_trips_per_s:.0f} trips/s, p99 {each.p99_ms:.1f} ms,"
                f" CPU {each.cpu_s_per_1000:.3f} s/1000, log {each.log_kib:.1f} KiB, RSS {each.rss_mib} MiB"
            )
    print(
        f"large / small: throughput {ratios['throughput']:.2f} (target 0.95 to 1.05),"
        f" CPU {ratios['cpu']:.2f}, log {ratios['log']:.2f}"
    )


def _ratios(figures: Sequence[tuple[Figure, Figure]]) -> dict[str, float]:
    def middle(value: Callable[[Figure], float]) -> float:
        return round(statistics.median(value(big) / value(small) for small, big in figures), 3)

    return {
        "throughput": middle(lambda each: each.round_trips_per_s),
        "cpu": middle(lambda each: each.cpu_s_per_1000),
        "log": middle(lambda each: each.log_kib),
    }
