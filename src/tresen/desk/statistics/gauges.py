"""Today's figures for the host's monitoring: of the whole server, or by business when the host asks for that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy import Connection

from tresen.core.hours.spans import zone_time
from tresen.core.statistics.calendar import Calendar, published
from tresen.core.statistics.counts import decode
from tresen.core.statistics.report import figures
from tresen.desk.context import Context
from tresen.store import statistics as store

SHOWN: Final = {
    "received": "Messages that customers sent today",
    "sent": "Messages that teams sent today",
    "requests": "Requests of today",
    "answered": "Requests of today that were answered",
    "waiting": "Conversations that wait for an answer now",
}


async def gauges(house: Context, *, by_business: bool) -> bytes:
    """The gauges in the Prometheus text format, as they are counted. Business names are in it only `by_business`."""
    now_ms = house.clock.now_ms()
    found = await house.read(lambda connection: _today(connection, now_ms))
    if not by_business:
        together: Counter[str] = Counter()
        for each in found.values():
            together.update(each)
        found = {"": together}
    return "".join(_lines(found)).encode()


def _today(connection: Connection, now_ms: int) -> dict[str, Mapping[str, int]]:
    found: dict[str, Mapping[str, int]] = {}
    for business, handle in store.handles(connection):
        calendar = Calendar([published(*row) for row in store.hours(connection, business)])
        today = zone_time(calendar.time_zone, now_ms).toordinal()
        counts = store.days(connection, business, today, today)
        day = figures(decode(counts[today]) if counts else {})
        waiting = store.now(connection, business).waiting
        found[handle] = {
            "received": day.received,
            "sent": day.sent,
            "requests": day.requests,
            "answered": day.answered,
            "waiting": waiting,
        }
    return found


def _lines(found: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    for name, words in SHOWN.items():
        full = f"tresen_statistics_{name}"
        yield f"# HELP {full} {words}\n# TYPE {full} gauge\n"
        for handle, each in found.items():
            # A handle holds letters, digits and hyphens alone: nothing to escape.
            label = f'{{business="{handle}"}}' if handle else ""
            yield f"{full}{label} {each.get(name, 0)}\n"
