"""What somebody types while a command runs."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from typing import IO, Any, Final

_MOST: Final = 4096


async def typed_lines(stream: IO[Any] | None) -> AsyncIterator[str]:
    """The lines as they come, until the input ends; none where nobody can type, as in the background."""
    try:
        source = -1 if stream is None else stream.fileno()
    except (OSError, ValueError):  # it is closed, or only looks like a file
        source = -1
    if source < 0:
        return
    loop = asyncio.get_running_loop()
    heard: asyncio.Queue[bytes] = asyncio.Queue()

    def read() -> None:
        try:
            data = os.read(source, _MOST)
        except OSError:  # the terminal belongs to somebody else now
            data = b""
        if not data:
            loop.remove_reader(source)
        heard.put_nowait(data)

    # A command in the background that reads is stopped by its shell, unless it wants an error instead.
    signal.signal(signal.SIGTTIN, signal.SIG_IGN)
    try:
        loop.add_reader(source, read)
    except OSError:  # a file, or /dev/null
        return
    try:
        rest = b""
        while data := await heard.get():
            *lines, rest = (rest + data)[-_MOST:].split(b"\n")
            for line in lines:
                yield line.decode(errors="replace").strip()
    finally:
        loop.remove_reader(source)
