"""The profile's field `retention`: after how many days without a word a conversation is over (D1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CHAT_DAYS: Final = 90
"""After so many days without a word a conversation is over, unless the profile says otherwise (D1)."""

CHAT_DAYS_MOST: Final = 3650
"""The most days that a profile may say (D1)."""

DAY_MS: Final = 24 * 60 * 60 * 1000


def chat_days(fields: Mapping[str, object] | None) -> int:
    """[D1] The days of a profile, given as the map of its fields; what cannot be read counts as not said."""
    given = (fields or {}).get("retention")
    days = given.get("chat_days") if isinstance(given, Mapping) else None
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= CHAT_DAYS_MOST:
        return CHAT_DAYS
    return days
