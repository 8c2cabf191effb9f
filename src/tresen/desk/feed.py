"""Pushes committed events and marks from memory to the sessions that follow them (A2, L3, W3–W5).

Each followed business has its newest events in memory, encoded once per audience. A session joins first and then catches up
from the database; what is committed in between waits for it here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from tresen.core.log import (
    LogEvent,
    events_frames,
    for_customer,
    for_team,
    mark_row,
    marks_frame,
    marks_frames,
)
from tresen.core.model import Kind
from tresen.core.wire import Stored, TypingNow, encode
from tresen.desk.sessions import Line
from tresen.store.state import Event, MarkChange
from tresen.store.writer import Batch

_GONE: Final = (int(Kind.ERASED), int(Kind.EXPIRED))
TAIL_EVENTS: Final = 512
"""How many of a business's newest events stay in memory while somebody follows it."""


class Entry(msgspec.Struct, gc=False):
    """A committed event and its bytes for both audiences, encoded when first needed."""

    event: Event
    for_team: bytes | None = None
    for_customer: bytes | None = None

    def team(self) -> bytes:
        """As the team sees it."""
        if self.for_team is None:
            self.for_team = for_team(self.event)
        return self.for_team

    def customer(self) -> bytes:
        """As the customer sees it."""
        if self.for_customer is None:
            self.for_customer = for_customer(self.event)
        return self.for_customer


class Follower:
    """One session's place in the log. `conversation` is None for the team. Until it is live, marks wait in `held`.

    `head` is the `seq` up to which it was caught up: the database may have shown it events that are announced only later.
    """

    __slots__ = ("business", "conversation", "device", "head", "held", "line", "live")

    def __init__(self, business: int, device: int, conversation: bytes | None, line: Line) -> None:
        self.business = business
        self.device = device
        self.conversation = conversation
        self.line = line
        self.live = False
        self.head = 0
        self.held: dict[tuple[int, int], MarkChange] | None = {}

    def hold(self, change: MarkChange) -> None:
        """Keep a mark until the follower is live."""
        if self.held is not None:
            self.held[change.conversation_id, change.party] = change

    def release(self) -> Iterable[MarkChange]:
        """Let the marks go that waited. No more will wait: it is live."""
        held, self.held = self.held, None
        self.live = True
        return () if held is None else held.values()


class _Tail:
    """One followed business: its newest events, and who follows."""

    __slots__ = ("customers", "entries", "fresh", "fresh_marks", "team")

    def __init__(self) -> None:
        self.entries: deque[Entry] = deque(maxlen=TAIL_EVENTS)
        self.fresh: list[Entry] = []
        self.fresh_marks: list[MarkChange] = []
        self.team: dict[Follower, None] = {}
        self.customers: dict[bytes, tuple[Follower, ...]] = {}


class Feed:
    """What this process pushes. `absorb` takes what a commit made durable; `bell` sends it on."""

    def __init__(self) -> None:
        self._tails: dict[int, _Tail] = {}
        self.turn = 0
        """How many batches were absorbed."""
        self._moved: dict[int, int] = {}

    def moved_since(self, business: int, turn: int) -> bool:
        """Whether anything of the business was absorbed after that turn."""
        return self._moved.get(business, 0) > turn

    def follow(self, follower: Follower) -> None:
        """Join: from now on nothing is missed. Nothing is pushed before `go_live`."""
        tail = self._tails.setdefault(follower.business, _Tail())
        if follower.conversation is None:
            tail.team[follower] = None
        else:
            tail.customers[follower.conversation] = (*tail.customers.get(follower.conversation, ()), follower)

    def leave(self, follower: Follower) -> None:
        """The session ended."""
        tail = self._tails.get(follower.business)
        if tail is None:
            return
        if follower.conversation is None:
            tail.team.pop(follower, None)
        else:
            group = tail.customers.get(follower.conversation, ())
            others = tuple(each for each in group if each is not follower)
            if others:
                tail.customers[follower.conversation] = others
            else:
                tail.customers.pop(follower.conversation, None)
        if not tail.team and not tail.customers:
            del self._tails[follower.business]

    def go_live(self, follower: Follower, head: int, after: Callable[[], None]) -> bool:
        """The session was sent everything up to `head`: send what came since, call `after`, and push from now on.

        Returns False when memory no longer holds all of it: catch up again.
        """
        tail = self._tails[follower.business]
        missed = [entry for entry in tail.entries if entry.event.seq > head]
        if missed and missed[0].event.seq != head + 1:
            return False
        _push_events(follower, [entry for entry in missed if _sees(follower, entry)])
        _send_all(follower.line, _marks_frames(follower.release()))
        after()
        follower.head = tail.entries[-1].event.seq if missed else head
        return True

    def absorb(self, batch: Batch) -> None:
        """Keep a batch's events and marks for those who follow."""
        self.turn += 1
        for event in batch.events:
            self._moved[event.business_id] = self.turn
            tail = self._tails.get(event.business_id)
            if tail is not None:
                if event.kind in _GONE:
                    # Erased in memory as well; a session that catches up reads on from the database.
                    tail.entries.clear()
                entry = Entry(event)
                tail.entries.append(entry)
                tail.fresh.append(entry)
        for change in batch.marks:
            self._moved[change.business_id] = self.turn
            tail = self._tails.get(change.business_id)
            if tail is not None:
                tail.fresh_marks.append(change)

    def bell(self, business: int, _seq: int) -> None:
        """The log grew: push what is new to all live followers."""
        tail = self._tails.get(business)
        if tail is None:
            return
        fresh, tail.fresh = tail.fresh, []
        moved, tail.fresh_marks = tail.fresh_marks, []
        if fresh:
            _push_to_team(tail, fresh)
            _push_to_customers(tail, fresh)
        if moved:
            _push_moved(tail, moved)

    def typing(self, follower: Follower, conversation: bytes, person: int, on: bool) -> None:
        """[W6] Tell everybody else in that conversation that somebody types."""
        tail = self._tails.get(follower.business)
        if tail is None:
            return
        who = person if follower.conversation is None else None
        self._tell(tail.team, follower, encode(TypingNow(conversation, who, on)))
        self._tell(tail.customers.get(conversation, ()), follower, encode(TypingNow(conversation, None, on)))

    @staticmethod
    def _tell(listeners: Iterable[Follower], but: Follower, frame: bytes) -> None:
        for listener in list(listeners):
            if listener is not but and listener.live:
                listener.line.hint(frame)


def _sees(follower: Follower, entry: Entry) -> bool:
    if follower.conversation is None:
        return True
    event = entry.event
    return event.rev is not None or (event.pos is not None and event.conversation == follower.conversation)


def _push_to_team(tail: _Tail, fresh: list[Entry]) -> None:
    live = [follower for follower in tail.team if follower.live]
    if not live:
        return
    senders = {entry.event.device_id for entry in fresh if entry.event.counter is not None}
    shared: list[bytes] | None = None
    for follower in live:
        if follower.device in senders or follower.head >= fresh[0].event.seq:
            _push_events(follower, [entry for entry in fresh if entry.event.seq > follower.head])
            continue
        if shared is None:
            shared = events_frames([entry.team() for entry in fresh])
        for frame in shared:
            follower.line.send(frame)


def _push_to_customers(tail: _Tail, fresh: list[Entry]) -> None:
    if not tail.customers:
        return
    for_each: dict[Follower, list[Entry]] = {}
    for entry in fresh:
        event = entry.event
        if event.rev is not None:
            everybody: Iterable[Follower] = [f for group in tail.customers.values() for f in group]
        elif event.pos is not None and event.conversation is not None:
            everybody = tail.customers.get(event.conversation, ())
        else:
            continue
        for follower in everybody:
            if follower.live and event.seq > follower.head:
                waiting = for_each.get(follower)
                if waiting is not None:
                    waiting.append(entry)
                elif event.device_id == follower.device and event.counter is not None:
                    # Mostly a customer's own message: nothing waits before it.
                    follower.line.send(encode(Stored(event.counter, event.pos, event.at_ms, None)))
                else:
                    for_each[follower] = [entry]
    for follower, entries in for_each.items():
        _push_events(follower, entries)


def _push_events(follower: Follower, entries: list[Entry]) -> None:
    """[W3] Push in log order; the session's own commands become `stored`."""
    others: list[bytes] = []
    team = follower.conversation is None
    line = follower.line
    for entry in entries:
        event = entry.event
        if event.device_id != follower.device or event.counter is None:
            others.append(entry.team() if team else entry.customer())
            continue
        if others:
            _send_all(line, events_frames(others))
            others = []
        line.send(encode(Stored(event.counter, event.pos, event.at_ms, event.seq if team else None)))
    if others:
        _send_all(line, events_frames(others))


def _push_moved(tail: _Tail, moved: list[MarkChange]) -> None:
    rows = [mark_row(change) for change in moved]
    _push_marks(tail.team, moved, lambda: marks_frames(rows))
    if not tail.customers:
        return
    for change, row in zip(moved, rows, strict=True):
        group = tail.customers.get(change.conversation)
        if group:
            frame = marks_frame(row)
            for follower in group:
                if follower.live:
                    follower.line.send(frame)
                else:
                    follower.hold(change)


def _push_marks(
    followers: Iterable[Follower], moved: list[MarkChange], encoded: Callable[[], list[bytes]]
) -> None:
    frames: list[bytes] | None = None
    for follower in list(followers):
        if not follower.live:
            for change in moved:
                follower.hold(change)
            continue
        if frames is None:
            frames = encoded()
        _send_all(follower.line, frames)


def _marks_frames(moved: Iterable[MarkChange]) -> list[bytes]:
    return marks_frames([mark_row(change) for change in moved])


def _send_all(line: Line, frames: list[bytes]) -> None:
    for frame in frames:
        line.send(frame)


def encoded(events: Iterable[LogEvent], team: bool) -> list[bytes]:
    """Events read from the database as one audience sees them."""
    return [for_team(event) if team else for_customer(event) for event in events]
