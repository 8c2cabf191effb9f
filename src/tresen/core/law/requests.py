"""What customers ask for (Art. 12, 15-21 GDPR): kinds, states, and by when each is due (D8). Words never stand here."""

from __future__ import annotations

import calendar
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from tresen.core.hours.spans import opening_instant, zone_time
from tresen.errors import Refusal

REQUEST_KINDS: Final = ("access", "correct", "restrict", "object", "erase", "portability")
"""What a customer may ask for (D8)."""

REQUEST_STATES: Final = ("open", "looked", "extended", "answered", "refused", "withdrawn")
"""Where a request stands (D8)."""

OPEN_STATES: Final = ("open", "looked", "extended")
"""The states in which the month still runs."""

HOLD_REASONS: Final = ("dispute", "assessment", "other")
"""Why nothing of a conversation goes by itself for now (D6)."""

MONTHS: Final = 1
MONTHS_EXTENDED: Final = 3
"""Art. 12(3): one month, extended by two."""

_NEXT: Final[dict[str, tuple[str, ...]]] = {
    "open": ("looked", "answered", "refused", "extended"),
    "extended": ("looked", "answered", "refused"),
    "looked": ("answered", "refused", "extended"),
}


def due_ms(at_ms: int, time_zone: str, *, extended: bool) -> int:
    """[D8] The end of the day, by the business's calendar, one month (extended: three) after the day on which it came."""
    came = zone_time(time_zone, at_ms)
    month = came.month - 1 + (MONTHS_EXTENDED if extended else MONTHS)
    year, month = came.year + month // 12, month % 12 + 1
    day = min(came.day, calendar.monthrange(year, month)[1])
    last = datetime(year, month, day).toordinal() + 1  # noqa: DTZ001 - a local day
    return opening_instant(ZoneInfo(time_zone), datetime.fromordinal(last))


def step(now: str, wanted: str) -> bool:
    """[D8] Whether this changes the state; False when it is so already.

    Raises:
        Refusal: `bad_request`: the state does not follow.
    """
    if wanted == now:
        return False
    if wanted not in _NEXT.get(now, ()):
        raise Refusal("bad_request", f"state: a request that is {now} cannot become {wanted[:20]}")
    return True
