"""`python -m tests.world.serving DIR`: the server as `tresen serve` runs it, on a free port that it prints."""

import json
import sys
from pathlib import Path

from tresen import app
from tresen.clock import SystemClock
from tresen.config import Settings


def tell(port: int) -> None:
    sys.stdout.write(json.dumps({"port": port}) + "\n")
    sys.stdout.flush()


def main() -> None:
    settings = Settings(data=Path(sys.argv[1]), public_url="http://localhost", port=0)
    app.serve(settings, SystemClock(), ready=tell)


if __name__ == "__main__":
    main()
