"""Keeps the counts by day: after the messages, in slices, never in their transaction. The log says what to count.

Whoever stops in the middle goes on from there: counts and cursors are stored together. A restored folder has its own.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from sqlalchemy import Connection

from tresen.core.statistics.counts import decode, encode
from tresen.core.statistics.fold import State
from tresen.desk.context import Context
from tresen.desk.pace import MOST, Pace
from tresen.desk.statistics.look import Changes, Look
from tresen.errors import Refusal
from tresen.store import erasing
from tresen.store import statistics as store
from tresen.store.statistics import StateRow
from tresen.store.tx import Tx

EVERY_SECONDS: Final = 300
MOST_LOOKS: Final = 10_000
FEW: Final = 250
"""So many lines, and receipts, are counted at once while somebody waits for an answer."""


async def count(
    house: Context, *, looks: int = MOST_LOOKS, calm: bool = False, seconds: float | None = None
) -> bool:
    """Count what is new; True when nothing is left, False when looks or time were not enough or an erasure runs.

    `calm` leaves the processor to others as long as each look took. With `seconds` looks are small, and none begins after
    that. Raises `storage_full`, `internal`, `shutting_down`; what is counted stays counted.
    """
    start = time.monotonic()
    for _ in range(looks):
        began = time.monotonic()
        if seconds is not None and began - start > seconds:
            return False
        # Held for one look at a time: who objects or erases meanwhile waits for one, not for all.
        async with house.counting:
            changes = await house.read(partial(_look, some=None if seconds is None else FEW))
            if not changes.nothing:
                await house.write(partial(_apply, changes))
            if not changes.more:
                await _forget_times(house)
                return True
        if calm:
            await asyncio.sleep(time.monotonic() - began)
    return False


TOGETHER: Final = 50
"""The receipts of so many conversations are looked for at once: each look reads the steps of all."""


async def _forget_times(house: Context) -> None:
    """[L7] Forget when receipts came in conversations that were erased, once they are taken out of the counts."""
    over = await house.read(store.over)
    for first in range(0, len(over), TOGETHER):
        some = over[first : first + TOGETHER]
        steps, newest = await house.read(partial(erasing.steps_of, conversations=some))
        pace, at = Pace(), 0
        while at < len(steps):
            rest = steps[at : at + MOST]
            at += await pace.slice(house, partial(_forget, rest), len(rest))

        def last(tx: Tx, some: Sequence[int] = some, newest: int = newest) -> None:
            for conversation in some:
                erasing.forget_steps_since(tx, tx.conversation(conversation), newest)
                store.forgotten(tx, conversation)

        await house.write(last)


def _forget(rest: Sequence[int], tx: Tx, first: int, until: int) -> None:
    erasing.forget_steps(tx, rest[first:until])


def _look(connection: Connection, some: int | None) -> Changes:
    return Look(connection, some).take()


def _apply(changes: Changes, tx: Tx) -> None:
    for business, tally in changes.tallies.items():
        by_day: defaultdict[int, dict[int, int]] = defaultdict(dict)
        for (day, code), n in tally.items():
            if n:
                by_day[day][code] = n
        held = store.counts_of(tx, business, by_day) if by_day else {}
        together = {}
        for day, more in by_day.items():
            counts = decode(held[day]) if day in held else Counter()
            counts.update(more)
            kept = {code: n for code, n in counts.items() if n}
            together[day] = encode(kept) if kept else b""
        store.put_days(tx, business, together)
    store.put_states(tx, {key: (of, _row(state)) for key, (of, state) in changes.states.items()})
    store.settle(tx, changes.settled)
    store.put_cursors(tx, changes.cursors)


def _row(state: State) -> StateRow:
    asked_ms, asked_seq = state.asked or (None, None)
    return asked_ms, asked_seq, state.delivered, state.read, state.from_seq, state.over


async def rebuild(house: Context) -> None:
    """Count everything again from the start of every log. The counts are the same afterwards."""
    async with house.counting:
        await house.write(store.clear)
    await count(house)


async def keep_counting(
    house: Context, report: Callable[[Exception], None], every_seconds: float = EVERY_SECONDS
) -> None:
    """Run until cancelled. A failure is reported, and the count goes on later."""
    while True:
        try:
            await count(house, calm=True)
        except Exception as error:  # noqa: BLE001 - if this loop ended, nothing would be counted any more
            if isinstance(error, Refusal) and error.code == "shutting_down":
                return
            report(error)
        await asyncio.sleep(every_seconds)
