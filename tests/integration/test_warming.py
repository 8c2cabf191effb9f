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
import asyncio, sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import aiofastnet
from tests.world.clock import at
from tresen.app import running
from tresen.clock import SettableClock
from tresen.config import Settings
from tresen.desk import replies
from tresen.store import profiles

replies.WARM_AFTER_SECONDS = 0
binds = aiofastnet.create_server

async def others_go_on():
    for _ in range(50):
        await asyncio.to_thread(time.sleep, 0)

async def late(*given, **named):
    await others_go_on()
    return await binds(*given, **named)

aiofastnet.create_server = late

def loaded():
    return {name for name in sys.modules if name.split(".")[0] == "holidays"}

def decide(database, now):
    with database.snapshot() as connection:
        [body] = profiles.published_texts(connection, 1)
    held = replies._answering(body)
    if isinstance(held, replies._Answering):
        held.phase_at(now)

async def main():
    # One thread: what the others gave it is done when it comes to what was given after that.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    settings = Settings(data=Path(sys.argv[1]), public_url="http://localhost:1", port=0)
    clock = SettableClock(at("2026-11-23 18:30"))
    async with running(settings, clock) as (app, _):
        early = loaded()
        await app.warming
        await others_go_on()
        warmed = loaded()
        decide(app.house.database, clock.now_ms())
        print(len(early), bool(warmed), len(loaded() - warmed))

asyncio.run(main())
"""
"""A server whose port opens late, after all else of the start has come as far as it comes. Prints how much of the holidays
was loaded when it answered, whether they are loaded after warming, and how much more a decision then loads."""

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
    """[S14] Not before the server is ready, however slow its start; not if nobody needs them; afterwards a decision loads
    nothing more.
    """
    async with answering(tmp_path, **profile):
        pass
    command = [sys.executable, "-c", STARTED, str(tmp_path / "data")]
    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["0", str(loaded), "0"]
