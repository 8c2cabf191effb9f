"""What a backup is made of, what goes after which time, and whether an erasure list suffices (L10, S11). Pure."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

DAY_MS: Final = 24 * 60 * 60 * 1000
SLOTS_MS: Final = 14 * DAY_MS
"""[S11] Copies of slots are kept no longer."""
STALE_MS: Final = 2 * DAY_MS
"""Without a backup for so long, doctor reminds."""
UNTRIED_MS: Final = 35 * DAY_MS
"""Without a tried restore for so long, doctor reminds."""

CUT_EVERY: Final = 1024
"""A part of a table ends after about so many rows."""
MOST_BYTES: Final = 4 * 2**20
"""It ends earlier once it holds this much."""

Log: TypeAlias = tuple[bytes, bytes]
"""A business and the generation of its log."""


class Part(StrEnum):
    """The two halves of a backup: slots can be dropped alone (S11)."""

    CONTENT = "content"
    SLOTS = "slots"


SLOT_TABLES: Final = frozenset({"slots", "invitation_seals"})
"""The tables that belong to the slots; all others are content."""


def part_of(table: str) -> Part:
    """The half that a table belongs to."""
    return Part.SLOTS if table in SLOT_TABLES else Part.CONTENT


def ends_part(key: bytes, size: int) -> bool:
    """Whether a part of a table ends with the row of that key; the rows of the part hold `size` bytes so far.

    Where parts end follows from the rows' keys, not from counting: a row more or less changes one part, and a backup stores
    the others no second time.
    """
    return size >= MOST_BYTES or zlib.crc32(key) % CUT_EVERY == 0


class Made(NamedTuple):
    """A set in a backup folder: when it was made, and of which logs."""

    made_ms: int
    logs: frozenset[Log]


def outdated(made: Iterable[int], part: Part, now_ms: int, keep_days: int | None) -> list[int]:
    """[S11] The sets that go: of slots those older than 14 days, of content those older than `keep_days`; None: none.

    The newest content stays in any case, because a backup folder without any is worth nothing. Slots have no such grace, and
    slots of a day that is still to come go as well: a clock was wrong, and nobody would ever prune them.
    """
    ascending = sorted(made)
    if part is Part.SLOTS:
        keep_ms = SLOTS_MS if keep_days is None else min(SLOTS_MS, keep_days * DAY_MS)
        return [each for each in ascending if not now_ms - keep_ms <= each <= now_ms + DAY_MS]
    if keep_days is None:
        return []
    return [each for each in ascending[:-1] if each < now_ms - keep_days * DAY_MS]


def slots_for(content: Made, slots: Sequence[Made]) -> Made | None:
    """The slots that open a set of content: those made with it, else the newest ones of the same logs; None: there are none.

    A log of another generation counts its messages anew, so its slots open nothing here.
    """
    fitting = sorted(each for each in slots if each.logs == content.logs)
    same = next((each for each in fitting if each.made_ms == content.made_ms), None)
    return same or (fitting[-1] if fitting else None)


class Verdict(StrEnum):
    """Whether an erasure list says all that it must."""

    GOOD = "good"
    FOREIGN = "foreign"
    """It knows nothing of a log that is to be restored."""
    OLD = "old"
    """It ends before the newest backup: it is an old copy."""


def judge(listed: Mapping[Log, int], restored: Collection[Log], newest: Mapping[Log, int]) -> Verdict:
    """[L10] Judge an erasure list by how far it knows each log.

    `restored` are the logs of the set that is to be restored, `newest` what the newest set in the folder had erased or
    signed last. A list that ends before that is older than a copy that lies there.
    """
    if any(listed.get(log, 0) < seq for log, seq in newest.items()):
        return Verdict.OLD
    if any(log not in listed for log in restored):
        return Verdict.FOREIGN
    return Verdict.GOOD


def later(logs: Sequence[Log], seqs: Sequence[int], heads: Mapping[Log, int]) -> list[int]:
    """Which entries of an erasure list a restored copy lacks, by their places in the list.

    `heads` says of each restored log how far it goes. A log's later generations follow it in the list, and all of them
    count. An earlier generation is part of the copy.
    """
    first: dict[bytes, int] = {}
    for at, log in enumerate(logs):
        if log in heads:
            first.setdefault(log[0], at)
    return [
        at
        for at, (log, seq) in enumerate(zip(logs, seqs, strict=True))
        if log[0] in first and (seq > heads[log] if log in heads else at > first[log[0]])
    ]
