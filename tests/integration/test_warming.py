"""After the start the holidays load in the background, and only if some business's answers need them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.integration.answering import answering
from tests.world.profile import AWAY, GREETING, HOURS

STARTED = """
import asyncio, sys, threading, time
from pathlib import Path
from tests.world.clock import at
from tresen.app import running
from tresen.clock import SettableClock
from tresen.config import Settings
from tresen.desk import replies
from tresen.store import profiles

ready, waited = threading.Event(), []

class OnceReady:
    def find_spec(self, name, path=None, target=None):
        if name == "holidays":
            waited.append(ready.wait(20))

sys.meta_path.insert(0, OnceReady())

def decide(database, now):
    with database.snapshot() as connection:
        [body] = profiles.published_texts(connection, 1)
    began = time.thread_time()
    held = replies._answering(body)
    if isinstance(held, replies._Answering):
        held.phase_at(now)
    return time.thread_time() - began

async def main():
    settings = Settings(data=Path(sys.argv[1]), public_url="http://localhost:1", port=0)
    clock = SettableClock(at("2026-11-23 18:30"))
    async with running(settings, clock) as (app, _):
        ready.set()
        await asyncio.wait_for(app.warming, 20)
        print(all(waited))
        print("holidays" in sys.modules)
        print(round(1000 * await asyncio.to_thread(decide, app.house.database, clock.now_ms())))

asyncio.run(main())
"""
"""Whoever loads the holidays waits until the server is ready. Prints whether it became ready without them, whether they are
loaded after warming, and what a decision then costs."""

NO_REGION = {name: value for name, value in HOURS.items() if name != "region"}


@pytest.mark.parametrize(
    ("profile", "loaded"),
    [
        ({}, True),
        ({"hours": NO_REGION}, False),
        ({"greeting": {**GREETING, "on": False}, "away": {**AWAY, "when": "off"}}, True),
    ],
    ids=["answers by holidays", "no region", "counts by holidays"],
)
async def test_holidays_are_loaded_after_start_where_they_are_needed(
    tmp_path: Path, profile: dict[str, Any], loaded: bool
) -> None:
    """[S14] Not before the server is ready, not if nobody needs them; after that the writer waits for nothing."""
    async with answering(tmp_path, **profile):
        pass
    command = [sys.executable, "-c", STARTED, str(tmp_path / "data")]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    without, warmed, milliseconds = done.stdout.split()
    assert (without, warmed) == ("True", str(loaded))
    assert int(milliseconds) < 60, "the writer would wait"
