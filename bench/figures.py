"""Statistics of a business with a million messages in a month, and the cost of an objection among six million receipts.

Messages are written through the writer, alternately by customer and team; the receipts' steps are put into the table, half
as many as messages before everything is counted again, the rest after it. Then: the question for a month, and how long one
write waits while an objection is taken out.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import uvloop
from sqlalchemy import func, select, text

from bench.processes import machine
from tests.world.erase import who
from tests.world.house import Opened, opened
from tests.world.shop import Shop, found
from tresen.clock import SettableClock, SystemClock
from tresen.core.model import Kind, Role
from tresen.desk.statistics.counting import count, rebuild
from tresen.desk.statistics.objection import object_
from tresen.desk.statistics.report import Asked, report
from tresen.store import schema
from tresen.store.statistics import STEPS, put_cursors
from tresen.store.tx import Tx

CHUNK: Final = 250
DAY_MS: Final = 86_400_000
HASH: Final = bytes(32)
_STEPS: Final = text(
    "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :many)"
    " INSERT INTO mark_steps (conversation_id, party, delivered, read, at_ms)"
    " SELECT 2 + i % :conversations, 0, :first + i / :conversations, :first + i / :conversations, :at + i FROM n"
)


class Month:
    """A business whose conversations all speak in turn, over 28 days up to now."""

    def __init__(self, house: Opened, shop: Shop, conversations: int, messages: int, team: int) -> None:
        self.house, self.shop, self.team = house, shop, team
        self.each = messages // conversations
        self.keys: list[tuple[int, int]] = []
        self.many = conversations

    async def fill(self) -> None:
        end = SystemClock().now_ms()
        self.house.clock.set(end - 28 * DAY_MS)
        for first in range(0, self.many, CHUNK):
            self.keys += await self.house.house.write(partial(self._begin, min(CHUNK, self.many - first)))
        pause = 28 * DAY_MS // (self.each * (self.many // CHUNK + 1))
        for counter in range(1, self.each):
            for first in range(0, self.many, CHUNK):
                part = self.keys[first : first + CHUNK]
                await self.house.house.write(partial(self.say, part, counter))
                self.house.batches.clear()
                self.house.clock.advance(pause)
        self.house.clock.set(end)

    def _begin(self, many: int, tx: Tx) -> list[tuple[int, int]]:
        business, made = tx.business(self.shop.key), []
        for _ in range(many):
            conversation = tx.conversation(tx.add_conversation(business, os.urandom(16)).id)
            device = tx.add_device(
                business, os.urandom(16), Role.CUSTOMER.value, 0, HASH, HASH, conversation=conversation.id
            )
            seq = tx.append(business, Kind.RECORD, b"\xc0", conversation=conversation).seq
            tx.add_customer_devices(conversation, 1, HASH, seq)
            tx.add_epoch(conversation, 1, HASH, seq, 1, 1)
            made.append((conversation.id, device.id))
        return made

    def say(self, part: Sequence[tuple[int, int]], counter: int, tx: Tx) -> None:
        business = tx.business(self.shop.key)
        for key, device in part:
            parts = (os.urandom(250), os.urandom(60), os.urandom(272), os.urandom(64))
            by = tx.device(device if counter % 2 else self.team)
            tx.append_message(
                business, tx.conversation(key), by, counter * self.many + key, parts, spoken=True
            )


async def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    async with opened(folder, SettableClock(SystemClock().now_ms())) as house:
        shop = await found(house.house)
        owner = await who(house.house, shop.owner)
        month = Month(house, shop, options.conversations, options.messages, owner.device)
        await month.fill()
        customer = shop.customer()
        await customer.begin(house.house)
        at = house.clock.now_ms() - DAY_MS
        counted_too = min(options.receipts, options.messages // 2)
        first = max(month.each - counted_too // month.many, 0)
        await house.house.write(partial(_receipts, counted_too, month.many, at, first))
        began = time.perf_counter()
        await rebuild(house.house)
        while not await count(house.house):
            pass
        counted = time.perf_counter() - began
        asked = [await _timed(report(house.house, shop.key, Asked())) for _ in range(20)]
        await house.house.write(partial(_receipts, options.receipts - counted_too, month.many, at, 0))
        newest = await house.house.read(
            lambda c: c.execute(select(func.max(schema.mark_steps.c.id))).scalar() or 0
        )
        await house.house.write(lambda tx: put_cursors(tx, {STEPS: newest}))
        rush = []
        for n in range(5):
            await house.house.write(partial(month.say, month.keys[:900], month.each + 1 + n))
            await house.house.write(partial(_receipts, 900, month.many, at, month.each + 2 + n))
            rush.append(await _timed(report(house.house, shop.key, Asked())))
        d = schema.statistics_days.c
        size = await house.house.read(
            lambda c: c.execute(select(func.sum(func.length(d.counts)), func.count(d.day))).one()
        )
        quiet = await _beside(house, asyncio.sleep(1))
        device = await who(house.house, customer.device)
        objection = object_(house.house, device, customer.conversation, True)
        began = time.perf_counter()
        beside = await _beside(house, objection)
        return {
            "machine": machine(), "messages": options.messages, "receipts": options.receipts,
            "rebuild_s": {"receipts": counted_too, "took": round(counted, 1)},
            "question_ms": {"median": _ms(statistics.median(asked)), "most": _ms(max(asked))},
            "question_after_900_messages_and_receipts_ms": [_ms(each) for each in rush],
            "bytes_per_day": round(size[0] / size[1]), "days": size[1],
            "objection_ms": _ms(time.perf_counter() - began),
            "write_beside_ms": {"most": _ms(max(beside)), "without": _ms(max(quiet))},
        }  # fmt: skip


def _receipts(many: int, conversations: int, at_ms: int, first: int, tx: Tx) -> None:
    if many:
        tx.execute(_STEPS, {"many": many, "conversations": conversations, "at": at_ms, "first": first})


async def _timed(work: Any) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def _beside(house: Opened, work: Any) -> list[float]:
    """How long one write after the other takes while something else runs."""
    running, took = asyncio.ensure_future(work), []
    while not running.done():
        took.append(await _timed(house.house.write(_nothing)))
        await asyncio.sleep(0.002)
    await running
    return took


def _nothing(tx: Tx) -> None:
    """A write that changes nothing: how long the writer lets others wait."""


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--conversations", type=int, default=20_000, metavar="N", help="default 20,000")
    parser.add_argument("--messages", type=int, default=1_000_000, metavar="M", help="default a million")
    parser.add_argument(
        "--receipts", type=int, default=6_000_000, metavar="R", help="steps, default six million"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Fill, measure, print."""
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        print(json.dumps(uvloop.run(_measure(Path(folder), options)), indent=2))
