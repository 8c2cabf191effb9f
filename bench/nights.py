"""A server under measurement whose clock is told: a line of JSON for each line that it is sent, until its input ends.

`{"hours": n}`: the clock goes on by so many hours, in steps that are believed (D4). `{"night": true}`: the upkeep of a night
runs, and what the statistics must know of it is counted; the answer says how many conversations ended, and how long it took.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

import uvloop

from bench.server import PUBLIC_URL, UNBOUND
from tresen.app import App, running, settle
from tresen.clock import SettableClock
from tresen.config import Settings
from tresen.desk.law.watch import attest
from tresen.desk.statistics.counting import count
from tresen.desk.upkeep import sweep

HOUR_MS = 3_600_000
STEP_HOURS = 24


async def main(data: Path, port: int, now_ms: int) -> None:
    """Serve, and obey."""
    clock = SettableClock(now_ms)
    settings = Settings(
        data=data, public_url=f"{PUBLIC_URL}:{port}", port=port, customer_burst=UNBOUND,
        customer_per_minute=UNBOUND, conversations_per_hour=UNBOUND,
    )  # fmt: skip
    async with running(settings, clock) as (app, at):
        settle()
        _say({"port": at})
        while line := await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
            asked = json.loads(line)
            _say(await _night(app) if "night" in asked else await _go_on(app, clock, asked["hours"]))


async def _go_on(app: App, clock: SettableClock, hours: int) -> dict[str, Any]:
    for gone in range(0, hours, STEP_HOURS):
        clock.advance(min(STEP_HOURS, hours - gone) * HOUR_MS)
        await attest(app.house)
    return {"now_ms": clock.now_ms()}


async def _night(app: App) -> dict[str, Any]:
    began = time.monotonic()
    ended = await sweep(app.house)
    swept = time.monotonic()
    await count(app.house, calm=True)
    return {"ended": ended, "sweep_s": swept - began, "count_s": time.monotonic() - swept}


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
