"""The bench measures what it says: a short run of `./dev bench roundtrip` with a real server process."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE


async def test_inbox_measures_every_filter() -> None:
    """Furnished with truly sealed conversations, the pages of every filter are asked for over HTTP."""
    options = ["inbox", "--json", "--no-browser", "--conversations", "40", "--messages", "2"]
    bench = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench", *options, stdout=PIPE)
    out, _ = await asyncio.wait_for(bench.communicate(), 60)
    assert bench.returncode == 0
    (figures,) = json.loads(out)["figures"]
    assert (figures["conversations"], figures["messages"]) == (40, 2)
    assert {each["filter"]: each["total"] for each in figures["lists"]} == {
        "all": 36, "unread": 2, "mine": 4, "closed": 4,
    }  # fmt: skip
    assert all(0 < each["p50_ms"] <= each["p95_ms"] for each in figures["lists"])


async def test_roundtrip_prints_one_line_of_json() -> None:
    """Every figure is there, and there were round trips."""
    bench = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench",
        "roundtrip",
        "--json",
        "--pairs",
        "1",
        "3",
        "--seconds",
        "0.5",
        stdout=PIPE,
    )
    out, _ = await asyncio.wait_for(bench.communicate(), 60)
    assert bench.returncode == 0
    result = json.loads(out)
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
