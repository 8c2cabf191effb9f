"""The fold: lines of one conversation become counts. What erasing or an objection takes out is a difference of two folds."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tresen.core.model import PROGRAM, Kind, Party
from tresen.core.statistics.calendar import Calendar
from tresen.core.statistics.counts import (
    ANSWER,
    CALL_LENGTH,
    CALLS,
    CALLS_ANSWERED,
    CALLS_RECEIVED,
    CLOSED_UNANSWERED,
    DELIVERY,
    HOURS,
    READING,
    REQUESTS,
    Plain,
    Tally,
    step_of,
)


class CallLine(NamedTuple):
    """A call as it is counted: who made it, and how long it was; None: nobody took it."""

    party: int
    length_ms: int | None


class Line(NamedTuple):
    """An event of a conversation. `spoken` is the side that spoke, also of an erased message; None: nobody did.

    `call` is what an entry of a call says; None for what is no call, and for one of which only the id is left.
    """

    seq: int
    pos: int
    at_ms: int
    kind: int
    spoken: int | None
    call: CallLine | None = None


class Step(NamedTuple):
    """The customer's marks moved to here."""

    delivered: int
    read: int
    at_ms: int


class Range(NamedTuple):
    """Positions that were erased, both ends included."""

    first: int
    last: int


class Gone:
    """Which positions are erased. An erasure around kept messages names thousands of ranges, and each line asks."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._firsts: list[int] = []
        self._lasts: list[int] = []
        for first, last in sorted(ranges):
            if self._lasts and first <= self._lasts[-1]:
                self._lasts[-1] = max(self._lasts[-1], last)
            else:
                self._firsts.append(first)
                self._lasts.append(last)

    def __contains__(self, pos: int) -> bool:
        at = bisect_right(self._firsts, pos)
        return at > 0 and pos <= self._lasts[at - 1]


class State(NamedTuple):
    """What must be known of a conversation to count its next line.

    `asked` is time and `seq` of the message that waits for an answer. Up to `delivered` and `read` the team's messages are
    counted as such. Lines up to `from_seq` do not count: the customer objected. `over` is not 0 once the conversation was
    erased: 1 while the times of its receipts are to be forgotten, then 2.
    """

    asked: tuple[int, int] | None = None
    delivered: int = 0
    read: int = 0
    from_seq: int = 0
    over: int = 0


def side_of(spoken_by: int | None) -> int | None:
    """Which side spoke, from the column: an erased message keeps its side as −1 − side."""
    return None if spoken_by is None else spoken_by if spoken_by >= 0 else -1 - spoken_by


def hear(tally: Tally, state: State, line: Line, calendar: Calendar, *, gone: bool = False) -> State:
    """Count one line, which comes after those that made `state`. An erased one is in the plain counts alone."""
    if line.seq <= state.from_seq or not (
        line.spoken is not None or line.kind in _HEARD or line.pos == _LISTED
    ):
        return state
    day, hour = calendar.place(line.seq, line.at_ms)
    for plain in _plain(line):
        tally[day, plain] += 1
    if line.kind == Kind.CALL:
        tally.update((day, code) for code in (CALLS, *(() if line.call is None else call_codes(line.call))))
    if line.kind == Kind.CLOSED:
        return _let_be(tally, state, calendar)
    if gone or line.spoken is None or line.spoken == PROGRAM:
        return state
    if line.spoken == Party.TEAM:
        return _answered(tally, state, line, calendar)
    tally[day, HOURS + hour] += 1
    if state.asked is not None:
        return state
    tally[day, REQUESTS] += 1
    return state._replace(asked=(line.at_ms, line.seq))


def call_codes(call: CallLine) -> Iterator[int]:
    """What a call counts as beside `CALLS`. Erasing its conversation takes these out."""
    if call.party == Party.CUSTOMER:
        yield CALLS_RECEIVED
        if call.length_ms is not None:
            yield CALLS_ANSWERED
    if call.length_ms is not None:
        yield CALL_LENGTH + step_of(call.length_ms)


def _plain(line: Line) -> Iterator[Plain]:
    if line.pos == _LISTED:
        yield Plain.NEW
    if line.kind in _COUNTED:
        yield _COUNTED[line.kind]
    if line.spoken is not None:
        yield Plain.RECEIVED if line.spoken == Party.CUSTOMER else Plain.SENT


def _answered(tally: Tally, state: State, line: Line, calendar: Calendar) -> State:
    if state.asked is not None:
        since, seq = state.asked
        asked_on = calendar.place(seq, since)[0]
        tally[asked_on, ANSWER + step_of(calendar.open_ms(seq, since, line.at_ms))] += 1
    return state._replace(asked=None)


def _let_be(tally: Tally, state: State, calendar: Calendar) -> State:
    """The team closes the conversation: what waits gets no answer, and waits no more."""
    if state.asked is not None:
        since, seq = state.asked
        tally[calendar.place(seq, since)[0], CLOSED_UNANSWERED] += 1
    return state._replace(asked=None)


_COUNTED: Final[dict[int, Plain]] = {
    Kind.CLOSED: Plain.CLOSED,
    Kind.REOPENED: Plain.REOPENED,
    Kind.AUTO: Plain.AUTOMATIC,
}
_HEARD: Final = frozenset({*_COUNTED, Kind.CALL})
_LISTED: Final = 3
"""Behind customer-devices and the epoch (L2): with this event a conversation comes into the list (W5)."""


def tick(
    tally: Tally, state: State, step: Step, lines: Iterable[Line], calendar: Calendar, gone: Gone
) -> State:
    """Count what a step of the customer's marks delivered and had read; `lines` hold at least the positions it passed."""
    for line in lines:
        if line.spoken not in (Party.TEAM, PROGRAM) or line.seq <= state.from_seq:
            continue
        day = calendar.place(line.seq, line.at_ms)[0]
        times = step.at_ms >= 0 and not state.over and line.pos not in gone
        took = step_of(step.at_ms - line.at_ms) if times else 0
        if state.delivered < line.pos <= step.delivered:
            tally[day, Plain.DELIVERED] += 1
            if times:
                tally[day, DELIVERY + took] += 1
        if state.read < line.pos <= step.read:
            tally[day, Plain.READ] += 1
            if times:
                tally[day, READING + took] += 1
    return state._replace(delivered=max(state.delivered, step.delivered), read=max(state.read, step.read))


def conversation(
    lines: Sequence[Line], steps: Iterable[Step], ranges: Iterable[Range], state: State, calendar: Calendar
) -> tuple[Tally, State]:
    """What a conversation counts for in all. `ranges` are erased.

    `state` says up to where its marks are counted, and from where on.
    """
    tally: Tally = Counter()
    gone = Gone(ranges)
    held = State(from_seq=state.from_seq)
    for line in lines:
        held = hear(tally, held, line, calendar, gone=line.pos in gone)
    places = [line.pos for line in lines]
    for step in steps if not state.over else ():
        passed = lines[
            bisect_right(places, min(held.delivered, held.read)) : bisect_right(places, step.delivered)
        ]
        held = tick(tally, held, step, passed, calendar, gone)
    # Steps are forgotten with a conversation, marks are not: what they passed stays counted, without a time.
    held = tick(tally, held, Step(state.delivered, state.read, -1), lines, calendar, gone)
    return tally, held._replace(over=state.over)
