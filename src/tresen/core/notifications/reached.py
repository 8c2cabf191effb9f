"""Whether the signals for a device still reach it: a connection of the device within a day says so (W12)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from tresen.core.model import UNCONFIRMED, Reach

FOLLOWED_MS: Final = 24 * 60 * 60 * 1000
"""How long a push service keeps a signal, and so how long a device has to follow it."""
FORGOTTEN_MS: Final = 30 * 24 * 60 * 60 * 1000
"""An unconfirmed device that was not here for so long after a signal has no subscription any more."""
SILENT_MS: Final = FORGOTTEN_MS
"""A device that was signalled and not here for so long answers for what another device read before it, too."""
LOST_MS: Final = 2 * SILENT_MS
"""After so long of that its subscription ends."""


class Look(StrEnum):
    """What follows a look at an open signal: nothing, the same once more, or the end of the subscription."""

    NOTHING = "nothing"
    AGAIN = "again"
    END = "end"


def signalled(reach: Reach, now_ms: int) -> Reach:
    """A push service took a signal."""
    return Reach(now_ms, reach.unfollowed, now_ms if reach.silent_ms is None else reach.silent_ms)


def came(reach: Reach, now_ms: int) -> Reach:
    """The device connected. Only a connection that follows a signal in time says that signals arrive."""
    in_time = reach.signalled_ms is not None and now_ms - reach.signalled_ms <= FOLLOWED_MS
    return Reach(None, 0 if in_time else reach.unfollowed)


def subscribed(reach: Reach) -> Reach:
    """A person switched it on, or the browser has a new address: what is open is over, and nothing is proven."""
    return Reach(None, reach.unfollowed)


def looked(reach: Reach, now_ms: int, *, waits: bool) -> tuple[Reach, Look]:
    """Count a signal that no connection followed in time. `waits`: what it told of is still unread.

    What was read on another device meanwhile gave this one no reason to come. That excuses it for a month, not for ever.
    """
    if reach.signalled_ms is None or now_ms - reach.signalled_ms < FOLLOWED_MS:
        return reach, Look.NOTHING
    if not waits:
        return _excused(reach, reach.signalled_ms)
    if reach.unconfirmed:
        over = now_ms - reach.signalled_ms >= FORGOTTEN_MS
        return reach, Look.END if over else Look.NOTHING
    counted = reach.unfollowed + 1
    if counted < UNCONFIRMED:
        return reach._replace(signalled_ms=None, unfollowed=counted), Look.AGAIN
    return reach._replace(unfollowed=counted), Look.NOTHING


def _excused(reach: Reach, signalled_ms: int) -> tuple[Reach, Look]:
    closed = reach._replace(signalled_ms=None)
    silent = 0 if reach.silent_ms is None else signalled_ms - reach.silent_ms
    if reach.unconfirmed:
        return closed, Look.END if silent >= LOST_MS else Look.NOTHING
    if silent < SILENT_MS:
        return closed, Look.NOTHING
    return closed._replace(unfollowed=reach.unfollowed + 1), Look.NOTHING
