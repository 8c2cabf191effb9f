"""How long commercial law keeps a message to which staff gave a retention class (L9; HGB § 257, AO § 147)."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from tresen.core.hours.spans import opening_instant, zone_time
from tresen.core.model import Retention

YEARS: Final = {Retention.LETTER: 6, Retention.VOUCHER: 8}
"""The number of whole calendar years after the year in which it was written."""

TIME_ZONE: Final = "Europe/Berlin"
"""The time zone in which a business without opening hours counts years."""


def kept_until(class_: Retention, written_ms: int, time_zone: str) -> int:
    """[L9] The first instant at which a letter or voucher need no longer be kept, in UTC milliseconds.

    It is the start of 1 January, by the business's clock, of the seventh (letter) or ninth (voucher) year after it was
    written.
    """
    year = zone_time(time_zone, written_ms).year + YEARS[class_] + 1
    return opening_instant(ZoneInfo(time_zone), datetime(year, 1, 1))  # noqa: DTZ001 - a local time, for that function
