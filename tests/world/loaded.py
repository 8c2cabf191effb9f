"""Programs of this repository, each in a process of its own that starts in milliseconds: it need not load itself.

They are forked from one that has loaded everything (`loader`), one for each process of tests. What asks how a program
loads, or how much memory it takes, starts it with `sys.executable` instead.
"""

from __future__ import annotations

import array
import atexit
import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.world.loader import REQUEST_BYTES

TRESEN = "tresen.cli"
ROOT = Path(__file__).parents[2]
ENDS_SECONDS = 60


class Loaded:
    """A running program. What it offers is `subprocess.Popen`'s."""

    def __init__(
        self,
        program: str | Path,
        *arguments: object,
        stdin: int | IO[bytes] | None = None,
        stdout: int | IO[bytes] | None = None,
        stderr: int | IO[bytes] | None = None,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        """Start a module of this name, or the file of this path."""
        self.returncode: int | None = None
        self.stdin: IO[bytes] | None = None
        self.stdout: IO[bytes] | None = None
        self.stderr: IO[bytes] | None = None
        self._told, line = socket.socketpair()
        asked = {
            "program": str(program),
            "arguments": [str(each) for each in arguments],
            "env": dict(os.environ if env is None else env),
            "cwd": str(cwd or Path.cwd()),
        }
        with contextlib.ExitStack() as opened:
            opened.enter_context(line)
            theirs = [
                self._stream(name, given, opened)
                for name, given in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr))
            ]
            rights = array.array("i", [*theirs, line.fileno()])
            message = json.dumps(asked).encode()
            assert len(message) < REQUEST_BYTES
            _loader().sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        self._said = self._told.makefile("rb")
        self.pid = int(self._said.readline())

    def _stream(self, name: str, given: int | IO[bytes] | None, opened: contextlib.ExitStack) -> int:
        """The descriptor that the program gets."""
        if given is None:
            return {"stdin": 0, "stdout": 1, "stderr": 2}[name]
        if given == subprocess.DEVNULL:
            null = os.open(os.devnull, os.O_RDWR)
            opened.callback(os.close, null)
            return null
        if given == subprocess.PIPE:
            reading, writing = os.pipe()
            ours, theirs = (writing, reading) if name == "stdin" else (reading, writing)
            opened.callback(os.close, theirs)
            setattr(self, name, os.fdopen(ours, "wb" if name == "stdin" else "rb"))
            return theirs
        return given if isinstance(given, int) else given.fileno()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.wait()
        for each in (self.stdin, self.stdout, self.stderr):
            if each is not None:
                each.close()

    def poll(self) -> int | None:
        """Its status if it has ended."""
        if self.returncode is None and select.select([self._told], [], [], 0)[0]:
            self._ended()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its status, when it has ended."""
        if self.returncode is None and not select.select([self._told], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("the program", timeout or 0)
        return self._ended()

    def _ended(self) -> int:
        if self.returncode is None:
            self.returncode = int(self._said.readline())
            self._said.close()
            self._told.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Nothing happens if it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """kill −9."""
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """Wait for its end; what it said on the streams that are pipes."""
        deadline = None if timeout is None else time.monotonic() + timeout
        heard = {each: bytearray() for each in (self.stdout, self.stderr) if each is not None}
        waiting = list(heard)
        if self.stdin is not None:
            self.stdin.close()
        while waiting:
            rest = None if deadline is None else max(0.0, deadline - time.monotonic())
            ready, _, _ = select.select(waiting, [], [], rest)
            if not ready:
                raise subprocess.TimeoutExpired("the program", timeout or 0)
            for each in ready:
                more = each.read1(65_536)  # type: ignore[attr-defined]
                heard[each] += more
                if not more:
                    waiting.remove(each)
                    each.close()
        self.wait(None if deadline is None else max(0.0, deadline - time.monotonic()))
        said = [bytes(heard[each]) if each is not None else b"" for each in (self.stdout, self.stderr)]
        return said[0], said[1]


def run(
    program: str | Path,
    *arguments: object,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float = 60,
) -> subprocess.CompletedProcess[str]:
    """Run a program to its end."""
    process = Loaded(
        program,
        *arguments,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        cwd=cwd,
    )
    try:
        printed, failed = process.communicate(timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    command = [str(program), *map(str, arguments)]
    return subprocess.CompletedProcess(command, process.wait(), printed.decode(), failed.decode())


def serve(
    flags: Mapping[str, object],
    *,
    stdin: int | IO[bytes] | None = None,
    stdout: int | IO[bytes] | None = None,
    stderr: int | IO[bytes] | None = None,
) -> Loaded:
    """`tresen serve` with these flags, from where it has checked its command line and becomes the server."""
    given = {name: value if isinstance(value, list) else str(value) for name, value in flags.items()}
    return Loaded("tresen.process", json.dumps(given), stdin=stdin, stdout=stdout, stderr=stderr)


@cache
def _loader() -> socket.socket:
    """The line to the process that has loaded everything; it ends when this one does."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.world.loader", str(theirs.fileno())]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    # Its standard output is nobody's: a program gets its own.
    process = subprocess.Popen(
        command,
        pass_fds=[theirs.fileno()],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait(ENDS_SECONDS)

    atexit.register(end)
    return ours
