"""`tresen serve` in a process of its own, for journeys in which it dies."""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.world.bakery import free_port
from tests.world.loaded import TRESEN, Loaded, serve
from tests.world.loaded import run as run_loaded
from tests.world.stage import Stage

STARTS_SECONDS = 60
"""How long Python may take to start on a busy machine. A server that exits is noticed at once."""
ENDS_SECONDS = 60


@dataclass
class Process:
    """A server at one address on one data folder; after `kill`, `start` comes back on the same port."""

    data: Path
    port: int = field(default_factory=free_port)
    customer_url: str = ""
    """The link on the sign; empty until there is a business."""
    _running: Loaded | None = field(default=None, repr=False)

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path) -> Iterator[Process]:
        """Set the bakery up in an empty folder and serve it until the end."""
        with Stage.open(folder) as shop:
            url = shop.bakery.url
        with cls(folder / "data", urlsplit(url).port or 0, url).served() as server:
            yield server

    @contextlib.contextmanager
    def served(self) -> Iterator[Process]:
        """Started, and killed at the end."""
        self.start()
        try:
            yield self
        finally:
            self.kill()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        flags = {"data": self.data, "port": self.port, "public_url": self.url}
        self._running = serve(flags, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + STARTS_SECONDS
        while not _answers(f"{self.url}/healthz"):
            status = self._running.poll()
            if status is not None:
                raise RuntimeError(f"the server ended with status {status} instead of coming up")
            if time.monotonic() > deadline:
                self.kill()
                raise RuntimeError(f"the server did not answer within {STARTS_SECONDS} s")
            time.sleep(0.02)  # another process: there is nothing to wait on

    @property
    def pid(self) -> int:
        """Of the server that runs."""
        assert self._running is not None
        return self._running.pid

    def kill(self) -> None:
        """kill −9."""
        if self._running is not None:
            self._running.kill()
            self._running.wait(ENDS_SECONDS)
            self._running = None

    def tresen(self, *args: str) -> str:
        """What `tresen …` prints, on this server's data."""
        done = run_loaded(TRESEN, *args, "--data", self.data)
        done.check_returncode()
        return done.stdout

    def setup_link(self) -> str:
        """A fresh one-time link for a business."""
        link: str = json.loads(self.tresen("business", "add", "--public-url", self.url, "--json"))[
            "setup_url"
        ]
        return link


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
