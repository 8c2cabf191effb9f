"""The server as `tresen serve` runs it, on a free port that it prints.

`python -m tests.world.serving DIR` is one server. Without a folder it is one after another: each line of standard input
names a folder, on which a child of this process serves until it is killed. Loading takes most of a start: a child need not.
"""

import json
import os
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


def one_after_another() -> None:
    """Prints the number of each child before its port, and an empty object when it has ended."""
    import uvloop  # noqa: F401 - loaded now, for all children

    import tresen.transport.api  # noqa: F401

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            serve(Path(line.rstrip("\n")))
            os._exit(0)
        sys.stdout.write(json.dumps({"pid": child}) + "\n")
        sys.stdout.flush()
        os.waitpid(child, 0)
        sys.stdout.write("{}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        serve(Path(sys.argv[1]))
    else:
        one_after_another()
