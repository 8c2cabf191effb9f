"""The processes under measurement, and what the system says about them: CPU, memory, bytes of write-ahead log."""

from __future__ import annotations

import json
import os
import platform
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

TICKS: Final = os.sysconf("SC_CLK_TCK")
PAGE_BYTES: Final = 4096
FRAME_HEAD_BYTES: Final = 24
"""SQLite file format, section 4.1: each page in the log follows a frame header of 24 bytes."""
_FRAMES_AT: Final = 16
"""SQLite WAL-mode file format, section 2.1: `mxFrame` in the index (`-shm`), a 32-bit number in native byte order."""


@contextmanager
def serving(data: Path, port: int = 0, module: str = "bench.server") -> Iterator[tuple[int, int]]:
    """Port and process id of a server on that data folder: Tresen itself, or another `module` of the bench."""
    command = [sys.executable, "-m", module, str(data), str(port)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield json.loads(process.stdout.readline())["port"], process.pid
        finally:
            process.stdin.close()
            process.wait(20)


def cpu_seconds(pid: int) -> float:
    """Seconds of CPU a process has used, its kernel side included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def rss_mib(pid: int) -> float:
    """Resident memory of a process."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


class LogMeter:
    """Counts what SQLite writes to its write-ahead log. Call `look` often: the log starts anew after a checkpoint."""

    def __init__(self, database: Path) -> None:
        self._index = database.with_name(f"{database.name}-shm").open("rb", buffering=0)
        self._before = self._frames()
        self._written = 0

    def _frames(self) -> int:
        found: int = struct.unpack("=I", os.pread(self._index.fileno(), 4, _FRAMES_AT))[0]
        return found

    def look(self) -> None:
        """Add the frames that came since the last look."""
        now = self._frames()
        self._written += now - self._before if now >= self._before else now
        self._before = now

    def restart(self) -> None:
        """Count from here."""
        self._before, self._written = self._frames(), 0

    def bytes(self) -> int:
        """The bytes written since `restart`."""
        self.look()
        return self._written * (PAGE_BYTES + FRAME_HEAD_BYTES)

    def close(self) -> None:
        """Close the index."""
        self._index.close()


@contextmanager
def profiled(pid: int, file: str | None) -> Iterator[None]:
    """Record a process with py-spy into `file`, if there is one."""
    if file is None:
        yield
        return
    options = ["--format", "raw", "--nonblocking", "--gil", "-r", "500"]
    command = ["py-spy", "record", "-p", str(pid), "-o", file, *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as spy:
        try:
            yield
        finally:
            spy.send_signal(2)
            spy.wait(20)


def machine() -> dict[str, Any]:
    """What the figures were measured on; nothing that names the machine."""
    return {"cpus": os.cpu_count(), "arch": platform.machine(), "python": platform.python_version()}
