"""Empties the write-ahead log of what was erased while a backup was read, as soon as that has ended (L7, S11)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tresen.desk.context import Context
from tresen.errors import Refusal

AGAIN_SECONDS: Final = 1.0
LONG_SECONDS: Final = 3600.0
"""After so long it is reported: a backup that hangs keeps erased bytes on the disk."""


async def keep_forgetting(
    house: Context, report: Callable[[], None], again_seconds: float = AGAIN_SECONDS
) -> None:
    """Run until cancelled. It begins with what a crash may have left in the write-ahead log."""
    loop = asyncio.get_running_loop()
    house.to_forget.set()
    while True:
        await house.to_forget.wait()
        began, told = loop.time(), False
        try:
            while not await _forgotten(house):
                if not told and loop.time() - began > LONG_SECONDS:
                    told = True
                    report()
                await asyncio.sleep(again_seconds)
        except Refusal:  # the server stops: its end empties the log, or the next start does
            return


async def _forgotten(house: Context) -> bool:
    house.to_forget.clear()
    await asyncio.to_thread(house.database.copy_log)
    if await house.writer.truncate():
        return True
    house.to_forget.set()
    return False
