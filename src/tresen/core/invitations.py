"""What the server decides about invitations: how many, how long, for which proof, and what became of one (S21). Pure."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterable
from typing import Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from tresen.core.model import InvitationState as State
from tresen.core.records import invitation_lock
from tresen.core.sizes import (
    BLOBS_NAMED,
    INVITATION_MS,
    INVITATION_PADDED_BYTES,
    INVITATION_TRIES,
    NONCE_BYTES,
    TAG_BYTES,
)
from tresen.errors import Refusal

SEALED: Final = frozenset(NONCE_BYTES + size + TAG_BYTES for size in INVITATION_PADDED_BYTES)
"""The sizes that sealed bytes can have."""
DAY_MOST: Final = 40
"""A business makes at most so many in one of its days: nobody sends a newsletter with them."""
OPEN_MOST: Final = 200
"""So many of a business may be open at once."""
KNOWN_MS: Final = 30 * 24 * 60 * 60 * 1000
"""So long after its end it is still known what became of one: whoever opens the link late reads why."""
CLOCK_MS: Final = 10 * 60 * 1000
"""A device's clock may be so fast."""


class Kept(Protocol):
    """What the decision needs of one. `state` is the stored one; `digits`: it has them, so a wrong proof is a try."""

    @property
    def state(self) -> State: ...
    @property
    def until_ms(self) -> int: ...
    @property
    def lock(self) -> bytes: ...
    @property
    def digits(self) -> bool: ...
    @property
    def tries(self) -> int: ...


class Answer(NamedTuple):
    """How a proof is answered: `refusal` None opens it. `tries` is what is stored from now on; at `locked` it is gone."""

    refusal: Refusal | None
    tries: int
    locked: bool


def is_due(kept: Kept, now_ms: int) -> bool:
    """Its time is over, and nobody has swept it yet."""
    return kept.state == State.OPEN and now_ms >= kept.until_ms


def state_at(kept: Kept, now_ms: int) -> State:
    """What it is now: one whose time is over is expired, swept or not."""
    return State.EXPIRED if is_due(kept, now_ms) else kept.state


def over(state: State) -> Refusal:
    """The refusal that says what became of it."""
    return Refusal("invitation_over", f"{state.value} (nothing of this invitation is here any more)")


def unknown() -> Refusal:
    """The refusal for one that never was, that nobody remembers, and for a wrong proof where there are no digits."""
    return Refusal("invitation_unknown", "there is no such invitation here")


def left(kept: Kept) -> int | None:
    """How many tries are left; None where none are counted."""
    return INVITATION_TRIES - kept.tries if kept.digits else None


def judge(kept: Kept, proof: bytes, now_ms: int) -> Answer:
    """[S21] Whether this proof opens it.

    A wrong one is a try only where there are digits. Elsewhere whoever has another proof has no link, and must not be able
    to destroy the invitation: to them it is not there.
    """
    state = state_at(kept, now_ms)
    right = hmac.compare_digest(invitation_lock(proof), kept.lock)
    if not right and not kept.digits:
        return Answer(unknown(), kept.tries, False)
    if state != State.OPEN:
        return Answer(over(state), kept.tries, False)
    if right:
        return Answer(None, kept.tries, False)
    tries = kept.tries + 1
    if tries >= INVITATION_TRIES:
        return Answer(over(State.LOCKED), tries, True)
    return Answer(Refusal("invitation_digits", f"{INVITATION_TRIES - tries} tries are left"), tries, False)


def check(sealed: bytes, until_ms: int, blobs: list[bytes], now_ms: int) -> None:
    """What a new one may look like. Raises `bad_request`."""
    if len(sealed) not in SEALED:
        raise Refusal("bad_request", "sealed: has an impossible size")
    if not now_ms < until_ms <= now_ms + INVITATION_MS + CLOCK_MS:
        raise Refusal("bad_request", "until_ms: lies ahead, by 30 days at most")
    if len(blobs) > BLOBS_NAMED or len(set(blobs)) != len(blobs):
        raise Refusal("bad_request", f"blobs: at most {BLOBS_NAMED}, each once")


def require_bounds(today: int, open_now: int) -> None:
    """[S21] Another one may be made. Raises `invitations_full`."""
    if today >= DAY_MOST:
        raise Refusal(
            "invitations_full", f"{DAY_MOST} invitations were made today: more can be made tomorrow"
        )
    if open_now >= OPEN_MOST:
        raise Refusal("invitations_full", f"{OPEN_MOST} invitations are open: withdraw some, or wait")


def made_today(times_ms: Iterable[int], now_ms: int, zone: ZoneInfo) -> int:
    """How many of these were made on the business's day that it is now."""

    def day(at_ms: int) -> dt.date:
        return dt.datetime.fromtimestamp(at_ms / 1000, zone).date()

    today = day(now_ms)
    return sum(day(each) == today for each in times_ms)
