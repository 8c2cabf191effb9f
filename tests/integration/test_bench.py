"""The bench measures what it says: a short run of `./dev bench roundtrip` with a real server process."""

import asyncio
import json
from typing import Any

from tests.world.loaded import run


async def test_inbox_measures_every_filter() -> None:
    """With really sealed conversations, the pages of every filter are asked for over HTTP."""
    options = ["inbox", "--json", "--no-browser", "--conversations", "40", "--messages", "2"]
    done = await asyncio.to_thread(run, "bench", *options)
    assert done.returncode == 0, done.stderr
    (figures,) = json.loads(done.stdout)["figures"]
    assert (figures["conversations"], figures["messages"]) == (40, 2)
    assert {each["filter"]: each["total"] for each in figures["lists"]} == {
        "all": 36, "unread": 2, "mine": 4, "closed": 4,
    }  # fmt: skip
    assert all(0 < each["p50_ms"] <= each["p95_ms"] for each in figures["lists"])


async def test_roundtrip_prints_one_line_of_json() -> None:
    """Every figure is there, and there were round trips."""
    options = ("--json", "--pairs", 1, 3, "--seconds", 0.5)
    done = await asyncio.to_thread(run, "bench", "roundtrip", *options)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    result = json.loads(done.stdout)
    assert set(result) == {"machine", "figures"}
    assert [figure["pairs"] for figure in result["figures"]] == [1, 3]
    for figure in result["figures"]:
        assert figure["system"] == "tresen"
        assert set(figure) == {
            "system", "version", "pairs", "round_trips_per_s", "p50_ms", "p99_ms", "cpu_s_per_1000", "log_kib",
            "rss_mib",
        }  # fmt: skip
        assert figure["round_trips_per_s"] > 1
        assert 0 < figure["p50_ms"] <= figure["p99_ms"]


async def bench(*options: str) -> Any:
    """What a command prints with `--json`."""
    done = await asyncio.to_thread(run, "bench", *options, "--json", timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


async def test_the_floor_runs_beside_it() -> None:
    """Both systems are measured in each round, and the ratios are theirs."""
    found = await bench("roundtrip", "--floor", "--pairs", "2", "--seconds", "0.5", "--rounds", "2")
    assert [figure["system"] for figure in found["figures"]] == ["floor", "tresen", "tresen", "floor"]
    (ratio,) = found["ratios"]
    assert (ratio["pairs"], ratio["rounds"]) == (2, 2)
    for name in ("throughput", "p99", "cpu"):
        middle, low, high = ratio[name]
        assert 0 < low <= middle <= high


async def test_connections_are_counted() -> None:
    """Every client is welcomed and takes some memory."""
    (figures,) = (await bench("login", "--clients", "20"))["figures"]
    assert figures["clients"] == 20
    assert figures["cpu_ms_per_login"] >= 0
    assert figures["rss_after_mib"] >= figures["rss_before_mib"] > 10


async def test_both_starts_are_measured() -> None:
    """A first start and a later one answer."""
    first, later = (await bench("start", "--rounds", "1"))["figures"]
    assert (first["start"], later["start"]) == ("first", "later")
    assert all(each["seconds"][0] > 0 and each["rss_mib"] > 10 for each in (first, later))


async def test_size_takes_every_conversation_in_turn() -> None:
    """A small database and a larger one, twice, and the ratio of both."""
    options = ["--conversations", "300", "--messages", "600", "--seconds", "0.5", "--rounds", "2"]
    found = await bench("size", *options)
    assert [each["pairs"] for each in found["figures"]] == [100, 300, 100, 300]
    assert found["ratios"]["throughput"] > 0


async def test_calls_measures_rings_accepts_and_signals() -> None:
    """[C5] Every figure is there."""
    (figure,) = (await bench("calls", "--calls", "10"))["figures"]
    assert figure["calls"] == 10
    assert 0 < figure["ring_p50_ms"] <= figure["ring_p99_ms"]
    assert 0 < figure["accept_p50_ms"] <= figure["accept_p99_ms"]
    assert figure["set_up_p50_ms"] >= figure["ring_p50_ms"]
    assert figure["signals_per_s"] > 10
