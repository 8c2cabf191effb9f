"""Whether the server's clock is believed: what goes by itself goes by a clock that did not jump (D4, D5)."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.core.law.days import DAY_MS

HOUR_MS: Final = 60 * 60 * 1000
JUMP_MS: Final = 36 * HOUR_MS
"""The most by which a clock may be ahead of what the server saw pass, and still be believed (D4): it was off for so long."""

CREDIT: Final = 2
"""For each hour that the server runs, it may have been off for so many: the clock is believed on a machine that is on for
eight hours a day. A clock that creeps gains no more than that (D4)."""

STAND_MS: Final = 3 * DAY_MS
"""So long a clock that jumped goes on before it is believed (D4)."""

BEGIN_MS: Final = 30 * DAY_MS
"""So long after the server first knew the rule nothing goes by it yet (D5)."""

PEEK_MS: Final = 2 * HOUR_MS
"""The last look was so long ago at most while the server runs."""


class Watch(NamedTuple):
    """What is known of the clock: since when it is watched, what it last said, up to which time it was believed.

    `jumped_ms` is what it said right after it jumped, None while it is believed. `spare_ms`: so far ahead of what the server
    saw pass it may be next time.
    """

    since_ms: int
    seen_ms: int
    believed_ms: int
    jumped_ms: int | None = None
    spare_ms: int = JUMP_MS

    @property
    def trusted_ms(self) -> int:
        """[D4] What was due then may go: never ahead of what the clock says, nor of what was believed of it."""
        return min(self.believed_ms, self.seen_ms)

    @property
    def begins_ms(self) -> int:
        """[D5] Before this no conversation is over by itself."""
        return self.since_ms + BEGIN_MS

    @property
    def waits_until_ms(self) -> int | None:
        """[D4] When the clock will be believed again, by itself; None: it is."""
        return None if self.jumped_ms is None else self.jumped_ms + STAND_MS


def observe(before: Watch | None, now_ms: int, lived_ms: int) -> Watch:
    """[D4] Look at the clock. `lived_ms` passed since the last look by a clock that nobody sets: 0 right after a start.

    What passed beyond that is believed out of what is spare. A believed clock alone moves the thirty days of D5: those after
    a jump are counted from as many days before it as had passed, whichever way it went.
    """
    if before is None:
        return Watch(now_ms, now_ms, now_ms)
    since, _, believed, jumped, spare = before
    spare = min(JUMP_MS, spare + CREDIT * lived_ms)
    if -JUMP_MS <= now_ms - believed <= lived_ms + spare:
        return Watch(since, now_ms, now_ms, None, spare - max(0, now_ms - believed - lived_ms))
    ahead = now_ms - before.seen_ms
    if jumped is None or not 0 <= ahead <= lived_ms + spare:
        # The benefit of the doubt is used up by a jump ahead: how long it stands is seen.
        return Watch(since, now_ms, believed, now_ms, spare if now_ms < believed else 0)
    spare -= max(0, ahead - lived_ms)
    if now_ms - jumped < STAND_MS:
        return Watch(since, now_ms, believed, jumped, spare)
    return Watch(since + jumped - believed, now_ms, now_ms, None, spare)


def peek(before: Watch | None, now_ms: int) -> Watch:
    """What a look between two hourly ones finds. It is not kept, so nothing adds up."""
    return observe(before, now_ms, PEEK_MS)
