"""What the server adds to a call's set-up: from the ring to the team's device, from its accept back to the caller. No media.

Each ring is stored with an fsync before anybody hears of it; the accept is passed on at once.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

import msgspec
import uvloop

from bench.processes import machine, serving
from tests.world.house import opened
from tests.world.phone import Phone
from tests.world.shop import Customer, Shop, answer, found
from tests.world.wire_client import WireClient
from tresen.clock import SettableClock, SystemClock
from tresen.core.wire import CallNow, Signalled

PUBLIC_URL: Final = "http://localhost"
EACH: Final = 5
"""So many calls in each conversation: rings have a rate."""
SIGNALS: Final = 50


class Figure(msgspec.Struct):
    """Milliseconds; `signals_per_s` from one device to the other while the call goes on."""

    calls: int
    ring_p50_ms: float
    ring_p99_ms: float
    accept_p50_ms: float
    accept_p99_ms: float
    set_up_p50_ms: float
    signals_per_s: float


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--calls", type=int, default=100, metavar="N", help="so many, default 100")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        shop, customers = uvloop.run(_furnish(data, max(1, options.calls // EACH)))
        with serving(data) as at:
            figure = uvloop.run(_measure(at[0], shop, customers))
    if options.json:
        print(json.dumps({"machine": machine(), "figures": [msgspec.to_builtins(figure)]}))
        return
    for name, value in msgspec.to_builtins(figure).items():
        print(f"{name:<16}{value:>10}")


async def _furnish(data: Path, many: int) -> tuple[Shop, list[Customer]]:
    async with opened(data, SettableClock(SystemClock().now_ms())) as house:
        shop = await found(house.house)
        customers = [shop.customer() for _ in range(many)]
        for customer in customers:
            await customer.begin(house.house)
            # Who was never answered may not ring.
            await answer(house.house, shop, customer.conversation)
    return shop, customers


async def _measure(port: int, shop: Shop, customers: list[Customer]) -> Figure:
    rings: list[float] = []
    accepts: list[float] = []
    passed = spent = 0.0
    staff = await WireClient.enter(port, PUBLIC_URL, shop.owner)
    for customer in customers:
        line = await WireClient.enter(port, PUBLIC_URL, customer.device)
        key, clock = customer.epoch.key, SystemClock()
        krause, anna = (
            Phone(customer.device, key, clock, line, False),
            Phone(shop.owner, key, clock, staff, True),
        )
        for _ in range(EACH):
            krause.call = anna.call = os.urandom(16)
            began = time.perf_counter()
            krause.say("ring")
            await staff.take(Signalled)
            heard = time.perf_counter()
            anna.say("accept", krause)
            await line.take(Signalled)
            rings.append(heard - began)
            accepts.append(time.perf_counter() - heard)
            krause.say("hangup")
            await line.take(CallNow, lambda frame: frame.phase == "ended")
            await staff.take(CallNow, lambda frame: frame.phase == "ended")
        await line.close()
    line = await WireClient.enter(port, PUBLIC_URL, customers[0].device)
    krause = Phone(customers[0].device, customers[0].epoch.key, SystemClock(), line, False, os.urandom(16))
    anna = Phone(shop.owner, krause.epoch, SystemClock(), staff, True, krause.call)
    krause.say("ring")
    await staff.take(Signalled)
    anna.say("accept", krause)
    await line.take(Signalled)
    signals = [krause.sealed("ice", shop.owner.keys.id) for _ in range(SIGNALS)]
    began = time.perf_counter()
    for signal in signals:
        line.send(signal)
    for _ in signals:
        await staff.take(Signalled)
    passed, spent = float(SIGNALS), time.perf_counter() - began
    await line.close()
    await staff.close()
    both = [ring + accept for ring, accept in zip(rings, accepts, strict=True)]
    return Figure(
        len(rings), *_quantiles(rings), *_quantiles(accepts), _quantiles(both)[0], round(passed / spent, 1)
    )


def _quantiles(seconds: list[float]) -> tuple[float, float]:
    ordered = sorted(seconds)
    return (
        round(statistics.median(ordered) * 1000, 2),
        round(ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)] * 1000, 2),
    )
