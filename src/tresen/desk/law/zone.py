"""The time zone by whose calendar a business counts months and years (L9, D8)."""

from __future__ import annotations

import msgspec

from tresen.core.retention import TIME_ZONE
from tresen.core.shopfront.profile import profile_if_good
from tresen.store.state import Business


def time_zone(business: Business) -> str:
    """That of the published profile."""
    if business.profile is None:
        return TIME_ZONE
    profile = profile_if_good(msgspec.msgpack.decode(business.profile))
    return TIME_ZONE if profile is None else profile.time_zone
