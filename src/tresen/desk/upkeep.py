"""What the server does by itself, at its start and every hour: erase what is due, forget what is left (L7, L9, S11)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tresen.desk.erasing.due import erase_due
from tresen.desk.house import House
from tresen.errors import Refusal
from tresen.store import people

EVERY_SECONDS: Final = 3600


async def keep_up(
    house: House, report: Callable[[Exception], None], every_seconds: float = EVERY_SECONDS
) -> None:
    """Run until it is cancelled. Whatever fails once is reported, and done an hour later."""
    while True:
        try:
            await sweep(house)
        except Exception as error:  # noqa: BLE001 - were this to end, nothing that is due would ever be erased again
            if isinstance(error, Refusal) and error.code == "shutting_down":
                return
            report(error)
        await asyncio.sleep(every_seconds)


async def sweep(house: House) -> int:
    """Once: returns in how many conversations something was erased. Invites and set-up links that ended a day ago go too.

    The write-ahead log is emptied in any case: superseded documents leave it, and what was erased right before a crash.

    Raises:
        Refusal: the first failure, once everything else is done.
    """
    await house.write(people.forget_ended)
    swept = await erase_due(house)
    await asyncio.to_thread(house.database.drop_old_copies, house.clock.now_ms())
    await house.forget()
    if swept.failure is not None:
        raise swept.failure
    return swept.erased
