"""A server that is killed again and again, each time in a process of its own that starts without loading it anew."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 20.0


@dataclass
class Life:
    """One of its processes, and the port that it listens on."""

    pid: int
    port: int
    _killed: bool = False

    def kill(self) -> None:
        """kill -9, once: later the number may be another's."""
        if not self._killed:
            self._killed = True
            os.kill(self.pid, signal.SIGKILL)


class Lives:
    """Only one at a time."""

    def __init__(self, source: asyncio.subprocess.Process) -> None:
        self._source = source

    @classmethod
    @asynccontextmanager
    async def open(cls) -> AsyncIterator[Lives]:
        """Load the server."""
        command = [sys.executable, "-m", "tests.world.serving"]
        source = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        try:
            yield cls(source)
        finally:
            assert source.stdin is not None
            source.stdin.close()
            await asyncio.wait_for(source.wait(), PATIENCE)

    @asynccontextmanager
    async def on(self, folder: Path) -> AsyncIterator[Life]:
        """Serve this folder; killed at the end if it still runs."""
        assert self._source.stdin is not None
        self._source.stdin.write(f"{folder}\n".encode())
        pid = (await self._said())["pid"]
        port = (await self._said()).get("port")
        assert port is not None, "the server ended instead of coming up"
        life = Life(pid, port)
        try:
            yield life
        finally:
            life.kill()
            assert await self._said() == {}, "the server ended"

    async def _said(self) -> dict[str, int]:
        assert self._source.stdout is not None
        line = await asyncio.wait_for(self._source.stdout.readline(), PATIENCE)
        said: dict[str, int] = json.loads(line)
        return said
