"""Precautions against losing a business: a second owner's device, and a recovery sheet that is known to work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

DAY_MS: Final = 24 * 60 * 60 * 1000
TEST_DAYS: Final = 365
"""A recovery sheet is tested at least this often, counted from its last test or from when it was made."""


class BusinessFacts(NamedTuple):
    """The number of a business's active owner devices; when its sheet was made (`sheet_ms`), and the day it was last
    tested or used (`sheet_day`: days since 1970, UTC; None: never)."""

    handle: str
    owners: int
    sheet_ms: int
    sheet_day: int | None


class Precautions(NamedTuple):
    """The handles of the businesses with only one owner device, and of those whose sheet needs a test."""

    one_owner: list[str]
    untested: list[str]


def precautions(businesses: Iterable[BusinessFacts], now_ms: int) -> Precautions:
    """Which businesses need which precaution, in the order given."""
    known = list(businesses)
    return Precautions(
        [each.handle for each in known if each.owners < 2],
        [each.handle for each in known if _untested(each, now_ms // DAY_MS)],
    )


def _untested(each: BusinessFacts, today: int) -> bool:
    last = each.sheet_ms // DAY_MS if each.sheet_day is None else each.sheet_day
    return today - last > TEST_DAYS
