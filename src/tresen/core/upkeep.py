"""What the owners of a business should see to before it is too late: a second device, and a recovery sheet that works."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

DAY_MS: Final = 24 * 60 * 60 * 1000
TEST_DAYS: Final = 365
"""A recovery sheet is to be tested when the last time, or its making, is longer ago than this."""


class Belongings(NamedTuple):
    """What a business could lose: its active owner devices, and its sheet, made at `sheet_ms` and last tried or used on
    `sheet_day` (days since 1970, UTC; None: never)."""

    handle: str
    owners: int
    sheet_ms: int
    sheet_day: int | None


class Upkeep(NamedTuple):
    """The handles of the businesses that have one owner device alone, and of those whose sheet is to be tested."""

    one_owner: list[str]
    untested: list[str]


def upkeep(businesses: Iterable[Belongings], now_ms: int) -> Upkeep:
    """Whom to remind of what, in the order given."""
    known = list(businesses)
    return Upkeep(
        [each.handle for each in known if each.owners < 2],
        [each.handle for each in known if _untested(each, now_ms // DAY_MS)],
    )


def _untested(each: Belongings, today: int) -> bool:
    last = each.sheet_ms // DAY_MS if each.sheet_day is None else each.sheet_day
    return today - last > TEST_DAYS
