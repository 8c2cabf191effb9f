"""Removing files: what was erased at once, what nobody named after a day, what nothing knows of (F7)."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from random import SystemRandom
from typing import Final

from tresen.core.sizes import BLOB_WAITS_MS
from tresen.desk.context import Context
from tresen.desk.fileroom import FileRoom, failed
from tresen.errors import Refusal
from tresen.store import files as store
from tresen.store.tx import Tx
from tresen.store.writer import Job

AT_ONCE: Final = 100
"""So many files are dropped in one transaction."""
FAILING_SECONDS: Final = 60.0
"""Once something failed, removing ends after so long: the next upkeep does the rest."""


async def remove_gone(house: Context, failing: float = FAILING_SECONDS) -> int:
    """[A10, F7] Remove the bytes of what was erased, cancelled or swept; returns of how many files.

    Nothing is forgotten before it is removed, so whoever is killed in between goes on at the next start.

    Raises:
        Refusal: `internal` (retryable): a file cannot be removed just now; the others are, as far as they took no more
            than `failing` seconds.
    """
    room = house.files
    if room is None:
        return 0
    names = list(await house.read(store.gone))
    # In any order, or those that cannot be removed would keep the same others waiting each time.
    SystemRandom().shuffle(names)
    now = asyncio.get_running_loop().time
    until = now() + failing
    done, failure = [], None
    for name in names:
        if failure is not None and now() >= until:
            break
        try:
            await _remove(room, name)
            done.append(name)
        except OSError as error:
            failure = error
    if done:
        await house.write(lambda tx: store.removed(tx, done))
    if failure is not None:
        raise failed(failure)
    return len(done)


async def remove_replaced(house: Context) -> None:
    """[F7] A version of a document may have let go of a file. What cannot be removed just now goes with the next sweep."""
    with suppress(Refusal):
        await remove_gone(house)


async def _remove(room: FileRoom, name: str) -> None:
    await room.threads.run(lambda: room.staging.drop(name))
    await room.store.remove(name)


async def sweep(house: Context) -> int:
    """[F7] The upkeep of files: what no message named for a day, and bytes that nothing knows of; returns how many.

    Raises:
        Refusal: as `remove_gone`.
    """
    room = house.files
    if room is None:
        return 0
    before = house.clock.now_ms() - BLOB_WAITS_MS
    waited = await house.read(lambda connection: store.waited(connection, before))
    for at in range(0, len(waited), AT_ONCE):
        await house.write(_dropping(waited[at : at + AT_ONCE]))
    swept = await remove_gone(house)
    try:
        return swept + await _remove_strays(house, room, before / 1000)
    except OSError as error:
        raise failed(error) from None


def _dropping(waited: Sequence[tuple[int, int, bytes]]) -> Job[None]:
    def job(tx: Tx) -> None:
        for each in waited:
            store.drop_waited(tx, *each)

    return job


async def _remove_strays(house: Context, room: FileRoom, before: float) -> int:
    """Bytes older than a day that no row knows: a crash left them, or a backup of the database is older than they are."""
    names = await room.threads.run(lambda: room.staging.left(before))
    names += [name for name, _, written in await room.store.names() if written < before]
    if not names:
        return 0
    known = await house.read(lambda connection: store.known(connection, names))
    strays = [name for name in names if name not in known]
    for name in strays:
        await _remove(room, name)
    return len(strays)
