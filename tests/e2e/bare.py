"""A bare server: `tresen serve` on an empty folder, and the set-up links its host makes."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.world.bakery import free_port
from tests.world.process import Process


class Bare:
    """The server's address, and what its host types."""

    def __init__(self, data: Path, url: str) -> None:
        self.data = data
        self.url = url

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path) -> Iterator[Bare]:
        """Serve an empty folder until the end."""
        server = Process(folder / "data", free_port(), "")
        server.start()
        try:
            yield cls(server.data, f"http://localhost:{server.port}")
        finally:
            server.kill()

    def tresen(self, *args: str) -> str:
        """What `tresen …` prints, on this server's data."""
        command = [sys.executable, "-m", "tresen.cli", *args, "--data", str(self.data)]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    def setup_link(self) -> str:
        """A fresh one-time link."""
        made: dict[str, Any] = json.loads(self.tresen("business", "add", "--json"))
        link: str = made["setup_url"]
        return link
