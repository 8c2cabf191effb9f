"""Gives pages that erasing freed back to the file system, in slices (docs/adr/0026-freed-pages-go-back.md)."""

from __future__ import annotations

from typing import Final

from tresen.desk.context import Context
from tresen.desk.pace import Pace
from tresen.store.tx import Tx

SPARE_PAGES: Final = 256
"""So many free pages stay for the next messages."""


async def give_back(house: Context) -> int:
    """Shrink the database by its free pages; returns how many it gave back.

    A database made by an older version gives none back until `tresen compact` has rewritten it. The file itself shrinks
    when the write-ahead log is emptied next (`Context.forget`).
    """
    pace, given = Pace(), 0
    free = await house.write(Tx.free_pages)
    while free > SPARE_PAGES:
        await pace.slice(house, _some, free - SPARE_PAGES)
        left = await house.write(Tx.free_pages)
        if left >= free:
            break
        given, free = given + free - left, left
    return given


def _some(tx: Tx, first: int, until: int) -> None:
    tx.give_back(until - first)
