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
    return days_said(fields or {}) or CHAT_DAYS


def days_said(fields: Mapping[str, object]) -> int | None:
    """[D1, D3] The days that a signed profile says; 90 when it says nothing, None when that cannot be read.

    A client believes nothing by the latter: a later version may mean something else by it.
    """
    given = fields.get("retention")
    if given is None:
        return CHAT_DAYS
    if not isinstance(given, Mapping):
        return None
    days = given.get("chat_days", CHAT_DAYS)
    if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= CHAT_DAYS_MOST:
        return None
    return days
