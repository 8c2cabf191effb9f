"""Today's opening hours at the door: in words, and as shares of a line.

The customer page says and draws the same once it runs (web/chat/src/opening/words.ts, web/chat/src/opening/Today.svelte).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from tresen.core.shopfront.preview import HoursView
from tresen.core.shopfront.spoken import Spoken, local

_HOUR: Final = 60
_DAY: Final = 24 * _HOUR


class _Words(NamedTuple):
    today: str
    conjunction: str
    hours: str
    by_appointment: str
    closed: str


_SAID: Final = {
    "de": _Words("Heute {hours}", " und ", "{hours} Uhr", "{hours} nach Vereinbarung", "geschlossen"),
    "en": _Words("Today {hours}", " and ", "{hours}", "{hours} by appointment", "closed"),
}


class Drawn(NamedTuple):
    """Today as a line: open stretches as places and widths, and where now is when it is in sight; in parts of the line."""

    stretches: tuple[tuple[float, float], ...]
    now: float | None


def today_words(hours: HoursView, time_zone: str, spoken: Spoken, now_ms: int) -> str:
    """ "Heute 6–13 und 14–18 Uhr", "Today 6 AM–1 PM", or that it is closed."""
    words = _SAID[spoken.language]

    def times(stretches: list[tuple[int, int]]) -> str:
        said = [f"{spoken.hour(start)}–{spoken.hour(end)}" for start, end in stretches]
        both = words.conjunction.join(filter(None, (", ".join(said[:-1]), *said[-1:])))
        return words.hours.format(hours=both) if both else ""

    opens = times(list(_stretches(hours.intervals, time_zone, now_ms)))
    meets = list(_stretches(hours.appointments, time_zone, now_ms))
    whole = any(end - start == _DAY for start, end in meets)
    meeting = words.by_appointment.format(hours="" if whole else times(meets)).strip() if meets else ""
    return words.today.format(hours=", ".join(filter(None, (opens, meeting))) or words.closed)


def today_drawn(hours: HoursView, time_zone: str, now_ms: int) -> Drawn | None:
    """Today's line, from an hour before the first opening to an hour after the last closing; None when it is closed."""
    stretches = list(_stretches(hours.intervals, time_zone, now_ms))
    if not stretches:
        return None
    start, end = max(0, stretches[0][0] - _HOUR), min(_DAY, stretches[-1][1] + _HOUR)
    now, length = _minute(now_ms, time_zone), end - start
    return Drawn(
        tuple(((opens - start) / length, (closes - opens) / length) for opens, closes in stretches),
        (now - start) / length if start <= now <= end else None,
    )


def _stretches(spans: Iterable[tuple[int, int]], time_zone: str, now_ms: int) -> Iterator[tuple[int, int]]:
    """The stretches of today in minutes since midnight, cut at its midnights."""
    today = local(now_ms, time_zone).date()
    for start_ms, end_ms in spans:
        first, last = local(start_ms, time_zone).date(), local(end_ms - 1, time_zone).date()
        if first <= today <= last:
            ends = last == today == local(end_ms, time_zone).date()
            yield (
                _minute(start_ms, time_zone) if first == today else 0,
                _minute(end_ms, time_zone) if ends else _DAY,
            )


def _minute(ms: int, time_zone: str) -> int:
    time = local(ms, time_zone)
    return time.hour * _HOUR + time.minute
