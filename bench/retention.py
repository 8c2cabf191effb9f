"""`./dev bench retention`: how long messages take while thousands of conversations end by themselves (D1), and otherwise.

Server and clients share one process and one event loop, so the times are longer than a customer's; what counts is the ratio.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from statistics import quantiles

from bench.furnish import HANDLE, OWNER_KEYS, furnish
from tests.world.bakery import PROFILE, free_port
from tresen.app import App, running, settle
from tresen.client import Customer, Owner
from tresen.clock import SettableClock, SystemClock
from tresen.config import Settings
from tresen.core.law.days import DAY_MS
from tresen.desk.law.watch import attest
from tresen.desk.statistics.counting import count
from tresen.desk.upkeep import sweep

CUSTOMERS = 8
EVERY_SECONDS = 0.05
QUIET_SECONDS = 20.0
CHAT_DAYS, DAYS = 20, 40
UNBOUND = 10**9


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--conversations", type=int, default=10_000, metavar="N", help="so many, default 10,000"
    )
    parser.add_argument("--messages", type=int, default=3, metavar="M", help="messages in each, default 3")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Furnish, measure, print."""
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        found = asyncio.run(_measure(Path(folder), options.conversations, options.messages))
    if options.json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    sys.stdout.write(
        f"{found['ended']:,.0f} conversations ended in {found['seconds']:.1f} s\n"
        f"                     p50        p99\n"
        f"quiet          {found['quiet_p50_ms']:>7.1f} ms {found['quiet_p99_ms']:>7.1f} ms\n"
        f"while it runs  {found['busy_p50_ms']:>7.1f} ms {found['busy_p99_ms']:>7.1f} ms\n"
        f"ratio          {found['busy_p50_ms'] / found['quiet_p50_ms']:>10.2f} {found['p99_ratio']:>10.2f}\n"
    )


async def _measure(folder: Path, conversations: int, messages: int) -> dict[str, float]:
    port = free_port()
    await furnish(folder, port, conversations, messages)
    clock = SettableClock(SystemClock().now_ms())
    settings = Settings(
        data=folder / "data", public_url=f"http://localhost:{port}", port=port,
        customer_burst=UNBOUND, customer_per_minute=UNBOUND, conversations_per_hour=UNBOUND,
    )  # fmt: skip
    async with running(settings, clock) as (app, _), _customers(folder, clock) as people:
        settle()
        for _ in range(DAYS):
            clock.advance(DAY_MS)
            await attest(app.house)
        for each in people:
            await each.send("noch da")
        before = await _during(people, asyncio.sleep(QUIET_SECONDS))
        began = time.monotonic()
        ended: list[int] = []
        busy = await _during(people, _sweep(app, ended))
        seconds = time.monotonic() - began
        after = await _during(people, asyncio.sleep(QUIET_SECONDS))
    quiet = before + after
    return {
        "conversations": conversations,
        "ended": ended[0],
        "seconds": seconds,
        "quiet_p50_ms": _percentile(quiet, 50),
        "quiet_p99_ms": _percentile(quiet, 99),
        "busy_p50_ms": _percentile(busy, 50),
        "busy_p99_ms": _percentile(busy, 99),
        "p99_ratio": _percentile(busy, 99) / _percentile(quiet, 99),
    }


async def _sweep(app: App, ended: list[int]) -> None:
    ended.append(await sweep(app.house))
    await count(app.house, calm=True)


@contextlib.asynccontextmanager
async def _customers(folder: Path, clock: SettableClock) -> AsyncIterator[list[Customer]]:
    async with contextlib.AsyncExitStack() as stack:
        owner = await stack.enter_async_context(await Owner.open(keys=folder / OWNER_KEYS, clock=clock))
        assert owner.customer_link.split("#")[0].endswith(HANDLE)
        await owner.records.publish(PROFILE | {"retention": {"chat_days": CHAT_DAYS}})
        people = []
        for at in range(CUSTOMERS):
            opening = Customer.start(owner.customer_link, keys=folder / f"{at}.keys", clock=clock)
            people.append(await stack.enter_async_context(await opening))
            await people[-1].send("Guten Tag")
        await owner.close()
        yield people


async def _during(people: list[Customer], work: Awaitable[object]) -> list[float]:
    """How long messages took, from the call until they were durable, in ms, while something went on."""
    taken: list[float] = []
    over = asyncio.Event()

    async def talk(who: Customer) -> None:
        while not over.is_set():
            began = time.perf_counter()
            await who.send("Noch ein Brot")
            taken.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(EVERY_SECONDS)

    talking = [asyncio.create_task(talk(each)) for each in people]
    await work
    over.set()
    await asyncio.gather(*talking)
    return taken


def _percentile(values: list[float], which: int) -> float:
    return quantiles(values, n=100)[which - 1]
