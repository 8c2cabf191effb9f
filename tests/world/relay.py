"""A real relay for calls: coturn on this machine's own address, for as long as a test needs it."""

from __future__ import annotations

import asyncio
import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from tests.services import missing
from tresen.demo.relay import LocalRelay, is_installed, local_relay, until_listening

_USAGE = re.compile(r"usage: .*?rp=(\d+), rb=(\d+), sp=(\d+), sb=(\d+)")


@asynccontextmanager
async def relay(folder: Path) -> AsyncIterator[LocalRelay]:
    """It logs each session, so that `carried` can say what went through it."""
    if not is_installed():
        missing("needs coturn (apt-get install coturn)")
    async with local_relay(folder, verbose=True) as running:
        yield running


def carried(running: LocalRelay) -> int:
    """The bytes that the relay received in all sessions so far, as it logged them."""
    return sum(int(found[2]) for found in _USAGE.finditer(running.log.read_text(errors="replace")))


@contextmanager
def started_anew(running: LocalRelay) -> Iterator[None]:
    """It ends at once, and all that it carried is lost; another one stands in its place, as long as this lasts."""
    running.process.kill()
    running.process.wait()
    folder, port = running.log.parent, int(running.urls[0].split(":")[2].split("?")[0])
    quiet = subprocess.DEVNULL
    again = subprocess.Popen(running.process.args, stdin=quiet, stdout=quiet, stderr=quiet, cwd=folder)
    try:
        # Beside a browser, which has a loop of its own in this thread.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(lambda: asyncio.run(until_listening(port, again))).result()
        yield
    finally:
        again.kill()
        again.wait()
