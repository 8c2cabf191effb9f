"""What a client believes of an `expired` event, and of the times at which messages were stored (D3, D10). Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, Literal, NamedTuple

from tresen.core.erasing import Range
from tresen.core.law.days import DAY_MS, days_said
from tresen.core.retention import YEARS

_YEARS: Final[Mapping[str, int]] = {str(each): years for each, years in YEARS.items()}

HALF_ZONE_MS: Final = 14 * 60 * 60 * 1000
"""No time zone is further from UTC."""
LAST_MS: Final = 221_845_392_000_000
"""The year 9000. A calendar counts no further, so later times count as this one."""

Verdict = Literal["believed", "unasked", "unproven"]
"""`believed`: it follows from what was signed and what is held here. `unasked`: that contradicts it. `unproven`: this device
held no word of the conversation, so nothing follows."""


class Word(NamedTuple):
    """A spoken message that is held: its place, the server's time, its sender's signed time, and its retention class."""

    pos: int
    stored_ms: int
    signed_ms: int | None = None
    class_: str = "chat"

    @property
    def last_ms(self) -> int:
        """The later of the two times."""
        return max(self.stored_ms, self.signed_ms or 0)

    @property
    def kept_ms(self) -> int:
        """[L9] Until when it is kept at least, whatever the business's time zone is; 0 for a chat."""
        years = _YEARS.get(self.class_)
        if years is None:
            return 0
        lags = self.signed_ms is not None and self.signed_ms > self.stored_ms + DAY_MS
        written_ms = self.last_ms if lags else self.stored_ms
        year = datetime.fromtimestamp((min(written_ms, LAST_MS) - HALF_ZONE_MS) / 1000, UTC).year
        return round(datetime(year + years + 1, 1, 1, tzinfo=UTC).timestamp() * 1000) - HALF_ZONE_MS

    def is_locked(self, at_ms: int) -> bool:
        """[D3] A letter or voucher whose time is not over at `at_ms`: nothing takes it away then."""
        return self.kept_ms > at_ms


class Holding(NamedTuple):
    """What a device knows of a conversation of its own.

    `others` are the places of further messages that it holds, `calls_ms` when calls ended, `hold_ms` until when a hold lasts
    (D6). `over`: an earlier event was believed.
    """

    words: Sequence[Word] = ()
    others: Collection[int] = ()
    calls_ms: Sequence[int] = ()
    hold_ms: int | None = None
    over: bool = False


class Belief(NamedTuple):
    """The verdict, and how many messages went that this device never held, behind the last word that it holds."""

    verdict: Verdict
    unproven: int = 0


def days_at(
    profiles: Mapping[int, Mapping[str, object]],
    signed_ms: Mapping[int, int],
    rev: int,
    at_ms: int,
    now_ms: int,
) -> int | None:
    """[D3] The days of the profile at `rev`; None when an event of that time may not go by it.

    `profiles` holds the texts that were signed, `signed_ms` when each profile record that is known was signed.
    """
    fields = profiles.get(rev)
    if fields is None or at_ms > now_ms + DAY_MS:
        return None
    if any(later > rev and ms < at_ms - DAY_MS for later, ms in signed_ms.items()):
        return None
    return days_said(fields)


def believe(days: int | None, at_ms: int, erased: Sequence[Range], held: Holding) -> Belief:
    """[D3] Does it follow that the conversation was over at `at_ms`, by these days? `erased` is what the event lists."""
    if days is None or (held.hold_ms is not None and held.hold_ms > at_ms):
        return Belief("unasked")
    if any(word.is_locked(at_ms) and is_listed(erased, word.pos) for word in held.words):
        return Belief("unasked")
    last_ms = max([*(word.last_ms for word in held.words), *held.calls_ms], default=None)
    if last_ms is not None and last_ms + days * DAY_MS > at_ms:
        return Belief("unasked")
    newest = max((word.pos for word in held.words), default=0)
    unproven = sum(max(0, last - max(first, newest + 1) + 1) for first, last in erased)
    unproven -= sum(pos > newest and is_listed(erased, pos) for pos in held.others)
    if not held.words and not held.over:
        return Belief("unproven", unproven)
    return Belief("believed", unproven)


class Taking(NamedTuple):
    """An `erased` event as it meets one message that is held.

    `erased` and `kept` are what the event lists. `covered`: its command names this message, or all of them.
    """

    at_ms: int
    erased: Sequence[Range]
    kept: Collection[int]
    covered: bool

    def is_alarm(self, word: Word) -> bool:
        """[D3] It takes away a locked message, which stays, or does not say that it keeps one that was asked for."""
        if not word.is_locked(self.at_ms):
            return False
        return is_listed(self.erased, word.pos) or (self.covered and word.pos not in self.kept)


class Stored(NamedTuple):
    """An event of a conversation: when the server says that it stored it, and when its sender says that it was sealed."""

    stored_ms: int
    signed_ms: int | None = None


def contradicts(before: Sequence[Stored], message: Stored) -> bool:
    """[D10] The stored time of a message runs back, or lies more than a day before the time that its sender signed.

    `before`: the events since the message before it, that message included.
    """
    if message.signed_ms is not None and message.signed_ms - DAY_MS > message.stored_ms:
        return True
    return any(each.stored_ms > message.stored_ms for each in before)


def is_listed(ranges: Sequence[Range], pos: int) -> bool:
    """Whether one of the ranges holds that position."""
    return any(first <= pos <= last for first, last in ranges)
