"""The server's hourly upkeep, and once at its start: erase what is due, drop what has expired (L7, L9, D1, S11, S21, F7)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from tresen.desk import invitations
from tresen.desk.context import Context
from tresen.desk.erasing.due import erase_due
from tresen.desk.erasing.retention import end_holds, expire
from tresen.desk.files.sweep import sweep as sweep_files
from tresen.desk.law.watch import attest
from tresen.desk.space import give_back
from tresen.errors import Refusal
from tresen.store import people

EVERY_SECONDS: Final = 3600


async def keep_up(
    house: Context, report: Callable[[Exception], None], every_seconds: float = EVERY_SECONDS
) -> None:
    """Run until cancelled. A failure is reported, and the work is tried again an hour later."""
    while True:
        try:
            await sweep(house)
        except Exception as error:  # noqa: BLE001 - if this loop ended, nothing would ever be erased again
            if isinstance(error, Refusal) and error.code == "shutting_down":
                return
            report(error)
        await asyncio.sleep(every_seconds)


async def sweep(house: Context) -> int:
    """Do the upkeep once; returns in how many conversations something was erased.

    What the figures must know of it is counted with everything else, within minutes.

    Invites and set-up links that expired more than a day ago are deleted, and freed pages go back to the file system. The
    write-ahead log is emptied in any case, so that superseded documents leave it, and so does what was erased right before
    a crash.

    Raises:
        Refusal: the first failure, after everything else is done.
    """
    await house.write(people.forget_ended)
    watch = await attest(house)
    await end_holds(house, watch.trusted_ms)
    swept = await erase_due(house, watch.trusted_ms)
    went = await expire(house, watch)
    await invitations.sweep(house, watch.trusted_ms)
    unswept = await _sweep_files(house)
    await give_back(house)
    await asyncio.to_thread(house.database.drop_old_copies, house.clock.now_ms())
    await house.forget()
    failure = swept.failure or went.failure or unswept
    if failure is not None:
        raise failure
    return swept.erased + went.conversations


async def _sweep_files(house: Context) -> Refusal | None:
    """The failure, if there is one: a store that cannot be reached must not keep the rest from being done."""
    try:
        await sweep_files(house)
    except Refusal as refusal:
        if refusal.code == "shutting_down":
            raise
        return refusal
    return None
