"""What the server does by itself, at its start and every hour: erase what is due, forget what is left (L7, L9, S11)."""

from __future__ import annotations

import asyncio
from typing import Final

from tresen.desk import erasing
from tresen.desk.house import House
from tresen.errors import Refusal

EVERY_SECONDS: Final = 3600


async def keep_up(house: House) -> None:
    """Run until it is cancelled. What fails once is done an hour later."""
    while True:
        try:
            await sweep(house)
        except Refusal as refusal:
            if refusal.code == "shutting_down":
                return
        await asyncio.sleep(EVERY_SECONDS)


async def sweep(house: House) -> int:
    """Once: returns in how many conversations something was erased.

    The write-ahead log is emptied in any case: superseded documents leave it, and what was erased right before a crash.
    """
    done = await erasing.erase_due(house)
    await asyncio.to_thread(house.database.drop_old_copies, house.clock.now_ms())
    await house.forget()
    return done
