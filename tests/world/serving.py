"""`python -m tests.world.serving DIR`: the server as `tresen serve` runs it, on a free port that it prints."""

import json
import sys
from pathlib import Path

from tresen import app
from tresen.clock import SystemClock
from tresen.config import Settings

FAST = 1_000_000
"""Tests write faster than people."""


def tell(port: int) -> None:
    sys.stdout.write(json.dumps({"port": port}) + "\n")
    sys.stdout.flush()


def serve(folder: Path) -> None:
    settings = Settings(
        data=folder,
        public_url="http://localhost",
        port=0,
        customer_burst=FAST,
        customer_per_minute=FAST,
        relay_urls=("turn:relay.example.org",),
        relay_secret="a secret of the relay",
    )
    app.serve(settings, SystemClock(), ready=tell)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
