"""Durable round trips: a customer sends, the server stores and acknowledges, the team's device marks it delivered, and that
mark, stored as well, reaches the customer."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import uvloop

from bench.loadgen import closed_loops
from bench.server import PUBLIC_URL
from tests.world.house import opened
from tests.world.shop import Customer, Shop, found
from tresen import __version__
from tresen.clock import SettableClock, SystemClock

TICKS = os.sysconf("SC_CLK_TCK")


class Figure(msgspec.Struct):
    """One measurement; times in milliseconds, CPU in seconds of the server per 1,000 round trips."""

    system: str
    version: str
    pairs: int
    round_trips_per_s: float
    p50_ms: float
    p99_ms: float
    cpu_s_per_1000: float
    rss_mib: float


async def _furnish(data: Path, pairs: int) -> tuple[Shop, list[Customer]]:
    """A business and as many conversations as pairs, through the store itself."""
    async with opened(data, SettableClock(SystemClock().now_ms())) as house:
        shop = await found(house.house)
        customers = [shop.customer() for _ in range(pairs)]
        for customer in customers:
            await customer.begin(house.house)
    return shop, customers


@contextmanager
def serving(data: Path, port: int = 0) -> Iterator[tuple[int, int]]:
    """Port and process id of a server on that data folder."""
    command = [sys.executable, "-m", "bench.server", str(data), str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield json.loads(process.stdout.readline())["port"], process.pid
        finally:
            process.stdin.close()
            process.wait(20)


def cpu_seconds(pid: int) -> float:
    """Seconds of CPU a process has used, its kernel side included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def rss_mib(pid: int) -> float:
    """Resident memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _measure(pairs: int, seconds: float, profile: str | None) -> Figure:
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        data = Path(folder)
        shop, customers = uvloop.run(_furnish(data, pairs))
        with serving(data) as (port, pid), _profiled(pid, profile):
            loops = closed_loops(port, PUBLIC_URL, shop, customers, seconds, lambda: cpu_seconds(pid))
            result = uvloop.run(loops)
            rss = rss_mib(pid)
    latencies = sorted(result.latencies)
    total = len(latencies)
    return Figure(
        system="tresen",
        version=__version__,
        pairs=pairs,
        round_trips_per_s=round(total / result.seconds, 1),
        p50_ms=round(latencies[total // 2] * 1000, 3),
        p99_ms=round(latencies[total * 99 // 100] * 1000, 3),
        cpu_s_per_1000=round(result.server_cpu / total * 1000, 4),
        rss_mib=round(rss, 1),
    )


@contextmanager
def _profiled(pid: int, file: str | None) -> Iterator[None]:
    if file is None:
        yield
        return
    command = [
        "py-spy",
        "record",
        "-p",
        str(pid),
        "-o",
        file,
        "--format",
        "raw",
        "--nonblocking",
        "--gil",
        "-r",
        "500",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as spy:
        try:
            yield
        finally:
            spy.send_signal(2)
            spy.wait(20)


def machine() -> dict[str, Any]:
    """What the figures were measured on; nothing that names the machine."""
    return {"cpus": os.cpu_count(), "arch": platform.machine(), "python": platform.python_version()}


def run(options: argparse.Namespace) -> None:
    """Measure each number of pairs on a fresh database and print the figures."""
    seconds = options.seconds or (6.0 if options.quick else 20.0)
    figures = [_measure(pairs, seconds, options.profile) for pairs in options.pairs]
    if options.json:
        print(json.dumps({"machine": machine(), "figures": msgspec.to_builtins(figures)}))
        return
    print(f"{'pairs':>6} {'trips/s':>9} {'p50 ms':>8} {'p99 ms':>8} {'CPU s/1000':>11} {'RSS MiB':>8}")
    for each in figures:
        print(
            f"{each.pairs:>6} {each.round_trips_per_s:>9.0f} {each.p50_ms:>8.2f} {each.p99_ms:>8.2f} "
            f"{each.cpu_s_per_1000:>11.3f} {each.rss_mib:>8.1f}"
        )
