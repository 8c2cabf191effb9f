"""Durable round trips: a customer sends, the server stores and acknowledges, the team's device marks it delivered, and that
mark, stored as well, reaches the customer. With `--floor` the bare floor runs alternately with Tresen."""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import statistics
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
import uvloop

from bench.floorload import floor_loops
from bench.loadgen import Result, closed_loops
from bench.processes import machine, profiled, rss_mib, serving
from tests.world.house import opened
from tests.world.shop import Customer, Shop, found
from tresen import __version__
from tresen.clock import SettableClock, SystemClock

TARGETS: Final = "throughput >= 0.85, p99 <= 1.5, CPU <= 1.3, log <= 6 KiB per trip"


class Figure(msgspec.Struct):
    """One measurement: times in milliseconds, CPU in seconds of the server per 1,000 round trips, log in KiB per trip."""

    system: str
    version: str
    pairs: int
    round_trips_per_s: float
    p50_ms: float
    p99_ms: float
    cpu_s_per_1000: float
    log_kib: float
    rss_mib: float


class Ratio(msgspec.Struct):
    """Tresen beside the floor at one number of pairs: medians over the rounds, with the lowest and the highest."""

    pairs: int
    rounds: int
    throughput: tuple[float, float, float]
    p99: tuple[float, float, float]
    cpu: tuple[float, float, float]
    log_kib: float
    floor_log_kib: float


class Furnished:
    """A business with one conversation per pair, made once; each measurement gets a copy of the folder."""

    def __init__(self, pairs: int, folder: Path) -> None:
        self.pairs = pairs
        self._folder = folder
        folder.mkdir()
        self.shop, self.customers = uvloop.run(_furnish(folder, pairs))
        with closing(sqlite3.connect(folder / "tresen.db")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def copy(self, to: Path) -> Path:
        """A fresh copy of the folder."""
        shutil.copytree(self._folder, to)
        return to


async def _furnish(data: Path, pairs: int) -> tuple[Shop, list[Customer]]:
    async with opened(data, SettableClock(SystemClock().now_ms())) as house:
        shop = await found(house.house)
        customers = [shop.customer() for _ in range(pairs)]
        for customer in customers:
            await customer.begin(house.house)
    return shop, customers


def tresen(furnished: Furnished, seconds: float, profile: str | None = None) -> Figure:
    """Measure Tresen on a fresh copy."""
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        data = furnished.copy(Path(folder) / "data")
        with serving(data) as at, profiled(at[1], profile):
            loops = closed_loops(at, data, furnished.shop, furnished.customers, seconds)
            result = uvloop.run(loops)
            return figure("tresen", __version__, furnished.pairs, result, rss_mib(at[1]))


def floor(pairs: int, seconds: float) -> Figure:
    """Measure the floor on an empty database."""
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        data = Path(folder)
        with serving(data, module="bench.floor") as at:
            result = uvloop.run(floor_loops(at, data, pairs, seconds))
            return figure("floor", "", pairs, result, rss_mib(at[1]))


def figure(system: str, version: str, pairs: int, result: Result, rss: float) -> Figure:
    """The figures of a run of closed loops."""
    latencies = sorted(result.latencies)
    total = len(latencies)
    return Figure(
        system=system,
        version=version,
        pairs=pairs,
        round_trips_per_s=round(total / result.seconds, 1),
        p50_ms=round(latencies[total // 2] * 1000, 3),
        p99_ms=round(latencies[total * 99 // 100] * 1000, 3),
        cpu_s_per_1000=round(result.server_cpu / total * 1000, 4),
        log_kib=round(result.log_bytes / total / 1024, 2),
        rss_mib=round(rss, 1),
    )


def ratio(tresens: Sequence[Figure], floors: Sequence[Figure]) -> Ratio:
    """The figures for one number of pairs, taken alternately, as ratios round by round."""
    together = list(zip(tresens, floors, strict=True))

    def spread(value: Callable[[Figure], float]) -> tuple[float, float, float]:
        ratios = [value(tresen_) / value(floor_) for tresen_, floor_ in together]
        middle = statistics.median(ratios)
        return round(middle, 3), round(min(ratios), 3), round(max(ratios), 3)

    return Ratio(
        pairs=tresens[0].pairs,
        rounds=len(together),
        throughput=spread(lambda each: each.round_trips_per_s),
        p99=spread(lambda each: each.p99_ms),
        cpu=spread(lambda each: each.cpu_s_per_1000),
        log_kib=statistics.median(each.log_kib for each in tresens),
        floor_log_kib=statistics.median(each.log_kib for each in floors),
    )


def run(options: argparse.Namespace) -> None:
    """Measure each number of pairs on fresh databases and print the figures."""
    seconds = options.seconds or (6.0 if options.quick else 5.0 if options.floor else 20.0)
    pairs = options.pairs or ([100, 500] if options.floor else [1, 100, 500])
    figures: list[Figure] = []
    ratios: list[Ratio] = []
    with tempfile.TemporaryDirectory(prefix="tresen-bench-") as folder:
        furnished = [Furnished(each, Path(folder) / str(each)) for each in pairs]
        if options.floor:
            figures, ratios = _alternate(furnished, seconds, options.rounds)
        else:
            figures = [tresen(each, seconds, options.profile) for each in furnished]
    if options.json:
        found = {"machine": machine(), "figures": figures, **({"ratios": ratios} if options.floor else {})}
        print(json.dumps(msgspec.to_builtins(found)))
        return
    _print(figures)
    _print_ratios(ratios)


def _alternate(
    furnished: Sequence[Furnished], seconds: float, rounds: int
) -> tuple[list[Figure], list[Ratio]]:
    figures: list[Figure] = []
    for number in range(rounds):
        for each in furnished:
            both = [lambda each=each: floor(each.pairs, seconds), lambda each=each: tresen(each, seconds)]  # type: ignore[misc]
            figures += [measure() for measure in (both if number % 2 == 0 else both[::-1])]
    ratios = []
    for each in furnished:
        here = [one for one in figures if one.pairs == each.pairs]
        of = [[one for one in here if one.system == system] for system in ("tresen", "floor")]
        ratios.append(ratio(*of))
    return figures, ratios


def _print(figures: Sequence[Figure]) -> None:
    print(
        f"{'system':>7} {'pairs':>6} {'trips/s':>9} {'p50 ms':>8} {'p99 ms':>8} {'CPU s/1000':>11}"
        f" {'log KiB':>8} {'RSS MiB':>8}"
    )
    for each in figures:
        print(
            f"{each.system:>7} {each.pairs:>6} {each.round_trips_per_s:>9.0f} {each.p50_ms:>8.2f} {each.p99_ms:>8.2f} "
            f"{each.cpu_s_per_1000:>11.3f} {each.log_kib:>8.2f} {each.rss_mib:>8.1f}"
        )


def _print_ratios(ratios: Sequence[Ratio]) -> None:
    for each in ratios:
        print(
            f"P={each.pairs}, {each.rounds} rounds, Tresen / floor:"
            f" throughput {each.throughput[0]:.2f} ({each.throughput[1]:.2f} to {each.throughput[2]:.2f}),"
            f" p99 {each.p99[0]:.2f} ({each.p99[1]:.2f} to {each.p99[2]:.2f}),"
            f" CPU {each.cpu[0]:.2f} ({each.cpu[1]:.2f} to {each.cpu[2]:.2f}),"
            f" log {each.log_kib:.1f} KiB per trip (floor {each.floor_log_kib:.1f})"
        )
    if ratios:
        print(f"Targets: {TARGETS}")
