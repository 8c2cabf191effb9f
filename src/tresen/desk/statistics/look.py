"""One look at what is not counted yet: reads some of it, and says how the counts change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from sqlalchemy import Connection

from tresen.core.erasing import read_gone
from tresen.core.model import Kind
from tresen.core.statistics.calendar import Calendar, published
from tresen.core.statistics.counts import Tally
from tresen.core.statistics.fold import Gone, Line, Range, State, Step, conversation, hear, side_of, tick
from tresen.desk.statistics.calls import call_of
from tresen.store import statistics as store
from tresen.store.statistics import STEPS, Facts, LineRow

GONE: Final = (Kind.ERASED, Kind.EXPIRED)
SOME: Final = 1000
"""One look takes on at most so many lines, and as many steps of receipts."""


class Changes(NamedTuple):
    """How the counts change: by business and day, what is to be known of conversations, up to where is counted now.

    `settled` are objections that are reflected. `more`: there is more.
    """

    tallies: dict[int, Tally]
    states: dict[int, tuple[int, State]]
    cursors: dict[int, int]
    settled: list[tuple[int, int]]
    more: bool

    @property
    def nothing(self) -> bool:
        """Nothing changes."""
        return not (self.cursors or self.settled)


class Look:
    """Everything that one look reads, from one state of the database."""

    def __init__(self, connection: Connection, some: int | None = None) -> None:
        self._connection, self._some = connection, some or SOME
        self._upto = store.cursors(connection)
        self._facts: dict[int, Facts] = {}
        self._states: dict[int, State] = {}
        self._calendars: dict[int, Calendar] = {}
        self._receipts: dict[int, list[Step]] = {}
        self._changes = Changes({}, {}, {}, [], False)

    def take(self) -> Changes:
        """Objections first, then the logs, then the receipts, so that each finds counted what it refers to."""
        self._objections()
        waits = store.unfinished(self._connection)
        left, behind = self._some, bool(waits)
        for business, head in store.heads(self._connection).items():
            after = self._upto.get(business, 0)
            if head <= after or business in waits:
                continue
            left -= self._lines(business, after, left) if left else 0
            behind = behind or self._changes.cursors.get(business, after) < head
        more = behind and left <= 0
        if not behind:
            more = self._steps()
        changed = {key: self._stored(key, state) for key, state in self._states.items()}
        return self._changes._replace(
            states={key: each for key, each in changed.items() if each is not None}, more=more
        )

    def _stored(self, key: int, state: State) -> tuple[int, State] | None:
        facts = self._facts[key]
        # Who objects gets a row even before the first line counts: the next objection is compared with it.
        known = State() if facts.state is None else _state(facts)
        return None if known == state else (facts.business, state)

    def _know(self, conversations: set[int]) -> None:
        found = store.facts(self._connection, conversations - self._facts.keys())
        self._facts.update(found)
        self._states.update((key, _state(facts)) for key, facts in found.items() if not facts.back_room)

    def _calendar(self, business: int) -> Calendar:
        held = self._calendars.get(business)
        if held is None:
            versions = [published(*row) for row in store.hours(self._connection, business)]
            held = self._calendars[business] = Calendar(versions)
        return held

    def _tally(self, business: int) -> Tally:
        return self._changes.tallies.setdefault(business, Counter())

    def _lines(self, business: int, after: int, most: int) -> int:
        """Count up to so many lines of a business's log; returns how many."""
        rows = store.lines_after(self._connection, business, after, most)
        self._know({key for key, _ in rows if key is not None})
        if not rows:
            return 0
        upto = rows[-1][1][0]
        erased = {key for key, row in rows if key is not None and row[3] in GONE} & self._states.keys()
        self._know_receipts(erased)
        for conversation_ in erased:
            self._erased(conversation_, after, upto)
        tally, calendar = self._tally(business), self._calendar(business)
        for key, row in rows:
            state = None if key is None or key in erased else self._states.get(key)
            if key is not None and state is not None and row[1] is not None:
                self._states[key] = hear(tally, state, _line(row), calendar)
        self._changes.cursors[business] = upto
        return len(rows)

    def _erased(self, key: int, after: int, upto: int) -> None:
        """Something was erased between: the conversation as it was counted goes, the conversation as it is at `upto` comes.

        Once for all that was erased there, because each fold reads the whole conversation.
        """
        facts, state = self._facts[key], self._states[key]
        lines, gone = self._log(facts.business, key, upto)
        # What counted of these calls was taken out when they were erased, and stays otherwise.
        lines = [line._replace(call=None) if line.seq <= after else line for line in lines]
        now = state
        if state.over or facts.erased:
            # Not past these lines: a later look counts those that come after them, and their marks at the next `erased`.
            last = lines[-1].pos if lines else 0
            delivered, read = (
                max(held, min(marked, last))
                for held, marked in ((state.delivered, facts.delivered), (state.read, facts.read))
            )
            now = state._replace(over=1, delivered=delivered, read=read)
        steps, tally, calendar = (
            self._receipts[key],
            self._tally(facts.business),
            self._calendar(facts.business),
        )
        held = [line for line in lines if line.seq <= after]
        known = [each for seq, each in gone if seq <= after]
        tally.subtract(conversation(held, steps, known, state, calendar)[0])
        found, self._states[key] = conversation(lines, steps, [each for _, each in gone], now, calendar)
        tally.update(found)

    def _objections(self) -> None:
        """[L14] Take out a customer who objected, and forget that when the objection is taken back."""
        found = store.unsettled(self._connection)
        self._know(set(found))
        self._know_receipts(self._states.keys() & found)
        for key in found:
            facts, state = self._facts[key], self._states.get(key)
            if state is None:
                continue
            counted = State() if facts.state is None else state
            lines, gone = self._log(facts.business, key, self._upto.get(facts.business, 0))
            erased = [each for _, each in gone]
            out, _ = conversation(lines, self._receipts[key], erased, counted, self._calendar(facts.business))
            self._tally(facts.business).subtract(out)
            self._states[key] = state._replace(asked=None, from_seq=facts.upto)
            self._changes.settled.append((key, facts.upto))

    def _log(self, business: int, key: int, upto_seq: int) -> tuple[list[Line], list[tuple[int, Range]]]:
        """The lines of a conversation up to there, and what was erased of it, each with the `seq` that says so."""
        rows = store.lines_of(self._connection, key, 0, 2**62)
        rows = [row for row in rows if row[0] <= upto_seq]
        # What went by itself stays counted: nobody asked that it be taken out (D1).
        seqs = [row[0] for row in rows if row[3] == Kind.ERASED]
        bodies = store.bodies(self._connection, business, seqs) if seqs else ()
        gone = [
            (seq, Range(*each))
            for seq, body in zip(seqs, bodies, strict=True)
            for each in read_gone(Kind.ERASED, body).erased
        ]
        return [_line(row) for row in rows], gone

    def _know_receipts(self, wanted: AbstractSet[int]) -> None:
        """Which receipts of these are counted. Erasing and objecting are rare: this reads the receipts of all."""
        missing = wanted - self._receipts.keys()
        if missing:
            found = store.steps_of(self._connection, missing, self._upto.get(STEPS, 0))
            self._receipts.update((key, [Step(*row) for row in rows]) for key, rows in found.items())

    def _steps(self) -> bool:
        """Count some receipts; True when there are more."""
        after = self._upto.get(STEPS, 0)
        upto, rows = store.steps_after(self._connection, after, self._some)
        self._know({row[0] for row in rows})
        by: dict[int, list[Step]] = {}
        for key, *step in rows:
            by.setdefault(key, []).append(Step(*step))
        for key, steps in by.items():
            state = self._states.get(key)
            if state is not None:
                self._states[key] = self._ticks(key, state, steps)
        if upto > after:
            self._changes.cursors[STEPS] = upto
        return len(rows) == self._some

    def _ticks(self, key: int, state: State, steps: list[Step]) -> State:
        first, last = min(state.delivered, state.read), max(step.delivered for step in steps)
        rows = store.lines_of(self._connection, key, first, last) if first < last else []
        lines = [_line(row) for row in rows]
        gone = Gone(Range(row[1], row[1]) for row in rows if row[4] is not None and row[4] < 0)
        business = self._facts[key].business
        for step in steps:
            passed = [line for line in lines if line.pos <= step.delivered]
            state = tick(self._tally(business), state, step, passed, self._calendar(business), gone)
        return state


def _line(row: LineRow) -> Line:
    seq, pos, at_ms, kind, spoken_by, body = row
    if body is not None:
        # A missed call waits for the team like a message, and nobody spoke.
        return Line(seq, pos, at_ms, kind, None, call_of(body))
    return Line(seq, pos, at_ms, kind, side_of(spoken_by))


def _state(facts: Facts) -> State:
    if facts.state is None:
        return State(from_seq=facts.upto)
    asked_ms, asked_seq, delivered, read, from_seq, over = facts.state
    asked = None if asked_ms is None or asked_seq is None else (asked_ms, asked_seq)
    return State(asked, delivered, read, from_seq, over)
