"""The server under measurement, in a process of its own: prints its port, runs until its standard input ends."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import uvloop

from tresen.app import running, settle
from tresen.clock import SystemClock
from tresen.config import Settings

PUBLIC_URL = "http://localhost"
UNBOUND = 10**9
"""Devices send as fast as the server answers: the buckets take their usual time but never run empty."""


async def main(data: Path, port: int) -> None:
    """Serve until standard input ends. Port 0 means a free one, which the public URL does not name."""
    url = f"{PUBLIC_URL}:{port}" if port else PUBLIC_URL
    settings = Settings(
        data=data, public_url=url, port=port, connections_per_address=1_000_000,
        customer_burst=UNBOUND, customer_per_minute=UNBOUND, team_burst=UNBOUND, team_per_minute=UNBOUND,
        relay_urls=("turn:relay.example.org",), relay_secret="a secret of the relay",
    )  # fmt: skip
    async with running(settings, SystemClock()) as (_, at):
        settle()
        sys.stdout.write(json.dumps({"port": at}) + "\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1]), int(sys.argv[2])))
