"""Counts by day: their codes, the steps in which durations are counted, and the bytes of a day."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Final, TypeAlias

import msgspec

_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86_400

STEPS_S: Final[tuple[int, ...]] = (
    *range(_MINUTE),
    *(n * _MINUTE for n in range(1, 120)),
    *(n * _HOUR for n in range(2, 48)),
    *(n * _DAY for n in range(2, 31)),
)
"""The durations that are counted, in seconds: a duration counts as the longest of these that it reaches.

What people say: seconds below a minute, minutes below two hours, hours below two days, then days. A day stays small with
them, however many messages it has.
"""


class Plain(IntEnum):
    """The plain counts of a day, which stay when something is erased."""

    RECEIVED = 0
    SENT = 1
    DELIVERED = 2
    READ = 3
    NEW = 4
    CLOSED = 5
    REOPENED = 6
    AUTOMATIC = 7


REQUESTS: Final = 8
CLOSED_UNANSWERED: Final = 9
CALLS: Final = 10
"""Calls, by whichever side: a plain count, too."""
CALLS_RECEIVED: Final = 11
"""Those that customers made; they can only within the call hours."""
CALLS_ANSWERED: Final = 12
"""Those of them that somebody took."""
HOURS: Final = 32
"""Received by hour: the code of hour 0."""
ANSWER: Final = 1000
DELIVERY: Final = 2000
READING: Final = 3000
CALL_LENGTH: Final = 4000
"""Durations: the code of step 0."""

Tally: TypeAlias = Counter[tuple[int, int]]
"""How many of each (day, code). A day is its ordinal in the calendar."""


def step_of(milliseconds: int) -> int:
    """The index of the step that counts a duration. A negative one comes from a clock that was set back: none."""
    return bisect_right(STEPS_S, max(milliseconds, 0) // 1000) - 1


def quantile(durations: Mapping[int, int], share: float) -> int | None:
    """The smallest counted duration, in seconds, that at least this share does not exceed. None of nothing."""
    total = sum(durations.values())
    seen = 0
    for step in sorted(durations):
        seen += durations[step]
        if seen and seen >= share * total:
            return STEPS_S[step]
    return None


def below(durations: Mapping[int, int], seconds: int) -> int:
    """How many were shorter than this."""
    return sum(n for step, n in durations.items() if STEPS_S[step] < seconds)


def durations(day: Mapping[int, int], kind: int) -> dict[int, int]:
    """The durations of that kind, by step."""
    return {code - kind: n for code, n in day.items() if kind <= code < kind + 1000}


def merged(days: Iterable[Mapping[int, int]]) -> Counter[int]:
    """The counts of several days together."""
    together: Counter[int] = Counter()
    for day in days:
        together.update(day)
    return together


_PARTS: Final = (
    (0, 13),
    (HOURS, 24),
    (ANSWER, len(STEPS_S)),
    (DELIVERY, len(STEPS_S)),
    (READING, len(STEPS_S)),
    (CALL_LENGTH, len(STEPS_S)),
)
"""Where the six parts of a day begin, and how many codes each has. They only grow at their ends; older days have five."""


def encode(day: Mapping[int, int]) -> bytes:
    """The bytes of a day's counts: equal counts are equal bytes, and a day never takes more than 3 KiB."""
    parts = [[day.get(first + at, 0) for at in range(many)] for first, many in _PARTS]
    for part in parts:
        while part and part[-1] == 0:
            part.pop()
    return msgspec.msgpack.encode(parts)


_decode: Final = msgspec.msgpack.Decoder(list[list[int]]).decode


def decode(stored: bytes) -> Counter[int]:
    """The counts of a day."""
    parts = zip(_PARTS, _decode(stored), strict=False)
    return Counter({first + at: n for (first, _), part in parts for at, n in enumerate(part) if n})
