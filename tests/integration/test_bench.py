"""The bench measures what it says: a short run of `./dev bench roundtrip` with a real server process."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE


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
            "system", "version", "pairs", "round_trips_per_s", "p50_ms", "p99_ms", "cpu_s_per_1000", "rss_mib",
        }  # fmt: skip
        assert figure["round_trips_per_s"] > 1
        assert 0 < figure["p50_ms"] <= figure["p99_ms"]
