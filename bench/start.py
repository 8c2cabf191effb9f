"""From the command to the first answer and the memory after it: a first start, which makes the database, and a later one."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import msgspec

from bench.processes import machine, rss_mib
from tests.world.bakery import free_port

SETTLE_SECONDS: Final = 3.0
PATIENCE_SECONDS: Final = 30.0


class Started(msgspec.Struct):
    """Medians over the rounds: seconds until the first answer, with the lowest and the highest, and RSS afterwards."""

    start: str
    rounds: int
    seconds: tuple[float, float, float]
    rss_mib: float


def _started(data: Path) -> tuple[float, float]:
    port = free_port()
    command = [sys.executable, "-m", "tresen.cli", "serve", "--data", str(data), "--port", str(port)]
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ
    ) as server:
        try:
            _answer(port, begun + PATIENCE_SECONDS)
            seconds = time.perf_counter() - begun
            time.sleep(SETTLE_SECONDS)
            return seconds, rss_mib(server.pid)
        finally:
            server.terminate()


def _answer(port: int, until: float) -> None:
    """Wait until the server answers a request, in whatever way."""
    while True:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health")
            connection.getresponse().read()
            connection.close()
        except OSError:
            if time.perf_counter() > until:
                raise
            time.sleep(0.005)
        else:
            return


def _figure(start: str, found: list[tuple[float, float]]) -> Started:
    seconds = [round(each, 3) for each, _ in found]
    spread = (round(statistics.median(seconds), 3), min(seconds), max(seconds))
    return Started(start, len(found), spread, round(statistics.median(rss for _, rss in found), 1))


def run(options: argparse.Namespace) -> None:
    """Start on fresh folders and once more on the same, and print the figures."""
    first, later = [], []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
            first.append(_started(Path(folder) / "data"))
            later.append(_started(Path(folder) / "data"))
    figures = [_figure("first", first), _figure("later", later)]
    if options.json:
        print(json.dumps({"machine": machine(), "figures": msgspec.to_builtins(figures)}))
        return
    for each in figures:
        print(
            f"{each.start} start: {each.seconds[0]} s ({each.seconds[1]} to {each.seconds[2]}) to the first answer"
            f" (target 1), RSS {each.rss_mib} MiB (target 80)"
        )
