"""`tresen doctor`: is the clock right, and if it does not fit the log, which of the two is wrong."""

from __future__ import annotations

import ctypes
import sqlite3
import time
from datetime import UTC, datetime
from typing import Final, NamedTuple

from tresen.cli.finding import Check

NAME: Final = "clock"
SKEW_MS: Final = 5 * 60 * 1000
BUILT_MS: Final = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp() * 1000)
"""When this version was made. A correct clock is never before it."""
_STA_UNSYNC: Final = 0x0040
_TIME_ERROR: Final = 5
_NTP: Final = "set it, and keep it right: an NTP client, such as systemd-timesyncd"


class Dates(NamedTuple):
    """When the last event was stored, by its place in the log, and the latest time that any event has. 0: there is none."""

    last_ms: int = 0
    latest_ms: int = 0


def dates(connection: sqlite3.Connection) -> Dates:
    """The dates of a log."""
    last = connection.execute("SELECT at_ms FROM events ORDER BY rowid DESC LIMIT 1").fetchone()
    latest = connection.execute("SELECT max(at_ms) FROM events").fetchone()
    return Dates(last[0] if last else 0, (latest[0] if latest else 0) or 0)


def clock(found: Dates) -> Check:
    """The machine's clock, judged by the log and by whether the system keeps it right."""
    return judge(time.time_ns() // 1_000_000, found, is_kept_right())


def judge(now_ms: int, found: Dates, kept_right: bool | None) -> Check:
    """`kept_right`: the system says that its clock follows a time source; None: it does not say.

    A clock that is behind the log may be wrong, or was wrong when it wrote: events since then, and the system, tell which.
    """
    shown = _shown(now_ms)
    if now_ms < BUILT_MS:
        return Check(NAME, False, f"shows {shown}, before this version was made", _NTP)
    if now_ms + SKEW_MS >= found.latest_ms:
        more = "" if kept_right is not False else "; nothing keeps it right"
        return Check(NAME, True, shown + more)
    ahead = round((found.latest_ms - now_ms) / 1000)
    if kept_right or now_ms + SKEW_MS >= found.last_ms:
        text = f"shows {shown} and is right; an event is dated {ahead} s ahead of it, from when it was wrong"
        todo = "nothing: the order of messages does not depend on the clock, only the times shown do"
        return Check(NAME, False, text, todo, warning=True)
    if kept_right is False:
        return Check(
            NAME, False, f"shows {shown}, {ahead} s before the newest event, and nothing keeps it right", _NTP
        )
    text = f"shows {shown}, {ahead} s before the newest event: it is behind now, or was ahead then"
    return Check(NAME, False, text, f"compare it with a watch; if it is behind, {_NTP}")


def is_kept_right() -> bool | None:
    """What the kernel knows: whether its clock is synchronised (adjtimex). None where it cannot be asked."""

    class Timex(ctypes.Structure):
        _fields_ = (
            ("modes", ctypes.c_uint),
            *((name, ctypes.c_long) for name in ("offset", "freq", "maxerror", "esterror")),
            ("status", ctypes.c_int),
            ("rest", ctypes.c_byte * 256),
        )

    call = getattr(ctypes.CDLL(None), "adjtimex", None)
    if call is None:
        return None
    read = Timex()
    state = call(ctypes.byref(read))
    if state < 0:
        return None
    return not (state == _TIME_ERROR or read.status & _STA_UNSYNC)


def _shown(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
