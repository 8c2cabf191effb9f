"""Whether the server's clock is believed: what goes by itself goes by a clock that did not jump (D4, D5)."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.core.law.days import DAY_MS

JUMP_MS: Final = 36 * 60 * 60 * 1000
"""A clock that is further ahead than this of where it was last seen has jumped, or nobody looked for so long (D4)."""

STAND_MS: Final = 3 * DAY_MS
"""So long a clock that jumped goes on before it is believed (D4)."""

BEGIN_MS: Final = 30 * DAY_MS
"""So long after the server first knew the rule nothing goes by it yet (D5)."""


class Watch(NamedTuple):
    """What is known of the clock: since when it is watched, what it last said, up to which time it is believed.

    `jumped_ms` is what it said right after it jumped ahead, None while it is believed.
    """

    since_ms: int
    seen_ms: int
    trusted_ms: int
    jumped_ms: int | None = None

    @property
    def begins_ms(self) -> int:
        """[D5] Before this no conversation is over by itself."""
        return self.since_ms + BEGIN_MS

    @property
    def waits_until_ms(self) -> int | None:
        """[D4] When the clock will be believed again, by itself; None: it is."""
        return None if self.jumped_ms is None else self.jumped_ms + STAND_MS


def observe(before: Watch | None, now_ms: int) -> Watch:
    """[D4] Look at the clock. What may go now is what was due at `trusted_ms` of the result."""
    if before is None:
        return Watch(now_ms, now_ms, now_ms)
    since = min(before.since_ms, now_ms)
    near = now_ms - before.trusted_ms <= JUMP_MS
    goes_on = before.jumped_ms is not None and before.seen_ms <= now_ms <= before.seen_ms + JUMP_MS
    stood = goes_on and now_ms - (before.jumped_ms or 0) >= STAND_MS
    if near or stood:
        return Watch(since, now_ms, now_ms)
    return Watch(since, now_ms, before.trusted_ms, before.jumped_ms if goes_on else now_ms)
