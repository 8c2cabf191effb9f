"""`./dev bench retention`: how long messages take while thousands of conversations end by themselves (D1), and otherwise.

Both alternate in one run, because machines differ from minute to minute: some seconds quiet, then a nightly run that ends a
share of the conversations, and so on. The server is a process of its own, as at a business.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.furnish import HANDLE, MINUTE, OWNER_KEYS, furnish
from bench.processes import machine
from tests.world.bakery import PROFILE, free_port
from tresen.client import Customer, Owner
from tresen.clock import SettableClock, SystemClock

CUSTOMERS = 8
EVERY_SECONDS = 0.05
QUIET_SECONDS = 20.0
CHAT_DAYS = 45
"""More than the 30 days in which nothing ends by itself yet (D5)."""
HOUR_MS = 3_600_000


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--conversations", type=int, default=10_000, metavar="N", help="so many, default 10,000"
    )
    parser.add_argument("--messages", type=int, default=3, metavar="M", help="messages in each, default 3")
    parser.add_argument("--rounds", type=int, default=4, metavar="R", help="quiet and busy, default 4 times")
    parser.add_argument("--due", type=int, default=100, metavar="P", help="so many percent end, default 100")
    parser.add_argument("--seconds", type=float, default=QUIET_SECONDS, help="each quiet time, default 20")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Furnish, measure, print."""
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        found = asyncio.run(_measure(Path(folder), options))
    if options.json:
        sys.stdout.write(json.dumps(found) + "\n")
        return
    sys.stdout.write("             ended       s   quiet: p50     p99   busy: p50     p99   ratio\n")
    for n, each in enumerate(found["rounds"], 1):
        sys.stdout.write(
            f"round {n}    {each['ended']:>8,d} {each['sweep_s']:>5.1f} s {each['quiet_p50_ms']:>9.1f} ms"
            f" {each['quiet_p99_ms']:>4.1f} ms {each['busy_p50_ms']:>8.1f} ms {each['busy_p99_ms']:>4.1f} ms"
            f" {each['p99_ratio']:>7.2f}\n"
        )
    sys.stdout.write(
        f"together, p50: {found['quiet_p50_ms']:.1f} and {found['busy_p50_ms']:.1f} ms;"
        f" p99: {found['quiet_p99_ms']:.1f} and {found['busy_p99_ms']:.1f} ms, ratio {found['p99_ratio']:.2f};"
        f" median of the rounds {found['median_ratio']:.2f}\n"
    )


async def _measure(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    port = free_port()
    began_ms = SystemClock().now_ms()
    await furnish(folder, port, options.conversations, options.messages)
    clock = SettableClock(SystemClock().now_ms())
    span_hours = (clock.now_ms() - began_ms + options.conversations * MINUTE) // HOUR_MS + 1
    async with _serving(folder / "data", port, clock) as server, _customers(folder, clock) as people:
        await _go_on(server, clock, people, CHAT_DAYS * 24 - span_hours)
        quiet: list[float] = []
        busy: list[float] = []
        rounds = []
        due_hours = max(span_hours * options.due // 100, options.rounds)
        for n in range(options.rounds):
            quiet_now = await _during(people, asyncio.sleep(options.seconds))
            share = due_hours * (n + 1) // options.rounds - due_hours * n // options.rounds
            await _go_on(server, clock, people, share)
            night: list[dict[str, Any]] = []
            busy_now = await _during(people, _night(server, night))
            rounds.append({**night[0], **_figures(quiet_now, busy_now)})
            quiet, busy = quiet + quiet_now, busy + busy_now
    return {
        "machine": machine(),
        "conversations": options.conversations,
        "ended": sum(each["ended"] for each in rounds),
        "messages": [len(quiet), len(busy)],
        **_figures(quiet, busy),
        "median_ratio": median(each["p99_ratio"] for each in rounds),
        "rounds": rounds,
    }


def _figures(quiet: list[float], busy: list[float]) -> dict[str, float]:
    of = {"quiet": quantiles(quiet, n=100), "busy": quantiles(busy, n=100)}
    figures = {f"{name}_p{at}_ms": values[at - 1] for name, values in of.items() for at in (50, 99)}
    return figures | {"p99_ratio": figures["busy_p99_ms"] / figures["quiet_p99_ms"]}


@contextlib.asynccontextmanager
async def _serving(data: Path, port: int, clock: SettableClock) -> AsyncIterator[Process]:
    words = ("-m", "bench.nights", str(data), str(port), str(clock.now_ms()))
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdin=PIPE, stdout=PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        await process.stdout.readline()
        yield process
    finally:
        process.stdin.close()
        await process.wait()


async def _asked(server: Process, what: dict[str, Any]) -> dict[str, Any]:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(what).encode() + b"\n")
    answer: dict[str, Any] = json.loads(await server.stdout.readline())
    return answer


async def _go_on(server: Process, clock: SettableClock, people: list[Customer], hours: int) -> None:
    """So many hours pass, for everybody; those who talk are not over by themselves."""
    clock.set((await _asked(server, {"hours": hours}))["now_ms"])
    for each in people:
        await each.send("noch da")


async def _night(server: Process, found: list[dict[str, Any]]) -> None:
    found.append(await _asked(server, {"night": True}))


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
