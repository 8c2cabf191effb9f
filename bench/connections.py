"""Many connections: CPU of a login when all clients come back at once, memory of a connection that does nothing."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
import time
from pathlib import Path
from typing import Final

import msgspec
import uvloop

from bench.loadgen import Socket, enter, hang_up
from bench.processes import cpu_seconds, machine, rss_mib, serving
from bench.roundtrip import Furnished
from bench.server import PUBLIC_URL
from tests.world.shop import Customer

AT_ONCE: Final = 64
"""How many clients connect at the same time."""
SETTLE_SECONDS: Final = 3.0


class Connected(msgspec.Struct):
    """Customers' devices that said hello, each with its cursor at the head. RSS is the server's."""

    clients: int
    seconds: float
    logins_per_s: float
    cpu_ms_per_login: float
    rss_before_mib: float
    rss_after_mib: float
    kib_per_connection: float


async def _connect(port: int, customers: list[Customer]) -> list[Socket]:
    places = asyncio.Semaphore(AT_ONCE)

    async def one(customer: Customer) -> Socket:
        async with places:
            return await enter(port, PUBLIC_URL, customer.device, lambda _frame: None)

    return await asyncio.gather(*map(one, customers))


async def _measure(at: tuple[int, int], customers: list[Customer], warm: list[Customer]) -> Connected:
    port, pid = at
    sockets = await _connect(port, warm)
    await asyncio.sleep(SETTLE_SECONDS)
    before, cpu, start = rss_mib(pid), cpu_seconds(pid), time.perf_counter()
    sockets += await _connect(port, customers)
    seconds, used = time.perf_counter() - start, cpu_seconds(pid) - cpu
    await asyncio.sleep(SETTLE_SECONDS)
    after, count = rss_mib(pid), len(customers)
    hang_up(sockets)
    return Connected(
        clients=count,
        seconds=round(seconds, 2),
        logins_per_s=round(count / seconds),
        cpu_ms_per_login=round(used / count * 1000, 3),
        rss_before_mib=round(before, 1),
        rss_after_mib=round(after, 1),
        kib_per_connection=round((after - before) * 1024 / count, 2),
    )


def run(options: argparse.Namespace) -> None:
    """Connect them all to a fresh server and print the figures; half as many connect first to fill its caches."""
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        half = options.clients // 2
        furnished = Furnished(options.clients + half, Path(folder) / "furnished")
        data = furnished.copy(Path(folder) / "data")
        with serving(data) as at:
            found = uvloop.run(_measure(at, furnished.customers[half:], furnished.customers[:half]))
    if options.json:
        print(json.dumps({"machine": machine(), "figures": [msgspec.to_builtins(found)]}))
        return
    print(
        f"{found.clients} clients in {found.seconds} s: {found.cpu_ms_per_login} ms of CPU per login (target 1);"
        f" RSS {found.rss_before_mib} -> {found.rss_after_mib} MiB:"
        f" {found.kib_per_connection} KiB per connection (target 12)"
    )
