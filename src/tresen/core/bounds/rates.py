"""How fast a device may go on, as token buckets (wire.md, Limits). Pure: the time is an argument.

A bucket is one number: the instant at which it is full again, in seconds of a clock that never goes back. This is the
generic cell rate algorithm (ITU-T I.371), equal to a bucket of `burst` tokens into which `per_second` tokens fall.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tresen.errors import Refusal

TYPING_SECONDS: Final = 2.0
"""Of the typing flags of one device in one conversation, one passes in so long (W6)."""


WISHES_BURST: Final = 20
WISHES_SECONDS: Final = 300
"""So often a customer restricts or objects, and takes that back, in one conversation: each is a line of the audit trail."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, and `per_second` in the long run.

    `step` is the time in which one token falls, `ahead` the time in which as many fall as the bucket holds.
    """

    burst: int
    per_second: float
    step: float = field(init=False)
    ahead: float = field(init=False)

    def __post_init__(self) -> None:
        step = 1 / self.per_second
        object.__setattr__(self, "step", step)
        # A millionth of a token is rounding: whoever waited as long as told is never refused.
        object.__setattr__(self, "ahead", self.burst * step + step * 1e-6)


class Rates(NamedTuple):
    """What one side may do. All but `conversation` and `records` are counted per device.

    `frames` counts every frame on `/live`, readable or not. `commands` counts `send` and `act`. `marks` counts the jobs
    that receipts become; later receipts wait. `conversation` counts the side's commands in one conversation, whichever
    device sends them; None for the team. `records` counts the side's epochs and device records in one conversation.
    `files` counts the files that a device begins, `chunks` its requests that carry or read some of one. `signals` counts a
    device's signals of calls, `relays` its requests for the relay's credentials, `rings` the side's rings in a conversation.
    """

    frames: Rate
    commands: Rate
    marks: Rate
    conversation: Rate | None
    records: Rate
    files: Rate
    chunks: Rate
    signals: Rate
    relays: Rate
    rings: Rate


STRANGERS: Final = Rate(6, 1 / 30)
"""So often customers whom it has not answered yet ring at a business, all of them together (C4)."""
WISHES: Final = Rate(WISHES_BURST, 1 / WISHES_SECONDS)
LISTED: Final = Rate(12, 1 / 7_200)
"""So often a person who is no owner lists a device of their own: nobody ever erases such a record (S4). Shutting one out is
never counted, because a stolen device would use it up."""


def rates_of(burst: int, per_minute: int, *, staff: bool) -> Rates:
    """The rates that follow from the commands that a device may send: the one table of server, documents and tests."""
    steady = per_minute / 60
    return Rates(
        frames=Rate(burst * 10, steady * 20),
        commands=Rate(burst, steady),
        marks=Rate(burst * 2, steady * 5),
        conversation=None if staff else Rate(burst * 2, steady * 2),
        records=Rate(12, 0.2),
        files=Rate(burst * 2, steady / 2),
        chunks=Rate(burst * 20, steady * 50),
        signals=Rate(burst * 4, steady * 4),
        # A call needs them once, and again every five minutes at most: not a matter of how fast a device writes.
        relays=Rate(60, 0.5) if staff else Rate(12, 0.1),
        rings=Rate(6, 0.05),
    )


def draw(full_at: float, rate: Rate, now: float) -> tuple[float, float]:
    """Draw one token. Returns the bucket, and how many seconds to wait: 0 when it was drawn, and only then is it changed."""
    after = (full_at if full_at > now else now) + rate.step  # noqa: FURB136 - a call of max costs more than all the rest
    if after - now > rate.ahead:
        return full_at, after - now - rate.burst * rate.step
    return after, 0.0


def too_many(what: str, wait_seconds: float) -> Refusal:
    """[W11] The refusal for an empty bucket. Its detail begins with the milliseconds to wait."""
    return Refusal("too_many", f"{math.ceil(wait_seconds * 1000)} ms until the next {what}")
