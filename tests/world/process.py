"""A server of its own process, for journeys in which it dies."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.world.stage import Stage

STARTS_SECONDS = 60
"""A busy machine takes its time to start Python; a server that gives up is noticed at once."""
ENDS_SECONDS = 20


@dataclass
class Process:
    """The bakery's server as `tresen serve` runs it; after `kill`, `start` comes back on the same port."""

    data: Path
    port: int
    customer_url: str
    _running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path) -> Iterator[Process]:
        """Set the bakery up in an empty folder and serve it until the end."""
        with Stage.open(folder) as shop:
            url = shop.bakery.url
        server = cls(folder / "data", urlsplit(url).port or 0, url)
        server.start()
        try:
            yield server
        finally:
            server.kill()

    def start(self) -> None:
        """Returns when it answers."""
        url = f"http://localhost:{self.port}"
        args = ["serve", "--data", str(self.data), "--port", str(self.port), "--public-url", url]
        self._running = subprocess.Popen(
            [sys.executable, "-m", "tresen.cli", *args], stdin=subprocess.DEVNULL
        )
        deadline = time.monotonic() + STARTS_SECONDS
        while not _answers(f"{url}/readyz"):
            status = self._running.poll()
            if status is not None:
                raise RuntimeError(f"the server ended with status {status} instead of coming up")
            if time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"the server did not answer within {STARTS_SECONDS} s")
            time.sleep(0.05)

    def kill(self) -> None:
        """kill −9."""
        if self._running is not None:
            self._running.kill()
            self._running.wait(ENDS_SECONDS)
            self._running = None


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
