"""The server under measurement, in a process of its own: prints its port, runs until its standard input ends."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import uvloop

from tresen.app import running
from tresen.clock import SystemClock
from tresen.config import Settings

PUBLIC_URL = "http://localhost"


async def main(data: Path) -> None:
    """Serve until nobody holds the other end of standard input."""
    settings = Settings(data=data, public_url=PUBLIC_URL, port=0)
    async with running(settings, SystemClock()) as (_, port):
        sys.stdout.write(json.dumps({"port": port}) + "\n")
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    uvloop.run(main(Path(sys.argv[1])))
