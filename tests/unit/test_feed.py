"""What is pushed, to whom, and in which order (A2, L2, L3, W3)."""

import msgspec

from tests.world.house import Tape
from tresen.core.model import Kind
from tresen.core.wire import Events, Marks, Ready, Stored, TypingNow, encode
from tresen.desk.feed import TAIL_EVENTS, Feed, Follower
from tresen.store.state import Event, MarkChange
from tresen.store.writer import Batch

ANNA, BEN, KRAUSE = 1, 2, 3
HERE, OTHER = b"t" * 16, b"o" * 16


def event(
    seq: int, device: int, counter: int | None, pos: int | None = None, conversation: bytes | None = HERE
) -> Event:
    body = encode((1,))
    return Event(
        1, seq, None, 5, conversation, pos, Kind.CLOSED, 77, device, bytes([device]) * 16, counter, body
    )


def record(seq: int, rev: int) -> Event:
    return Event(
        1, seq, rev, None, None, None, Kind.RECORD, 77, ANNA, b"d" * 16, None, encode((b"", b"", None))
    )


def follow(
    feed: Feed, device: int, conversation: bytes | None, head: int = 0, live: bool = True
) -> tuple[Follower, Tape]:
    tape = Tape()
    follower = Follower(1, device, conversation, tape)
    feed.follow(follower)
    if live:
        assert feed.go_live(follower, head, lambda: None)
    return follower, tape


def commit(feed: Feed, *events: Event, marks: tuple[MarkChange, ...] = ()) -> None:
    feed.absorb(Batch(list(events), list(marks)))
    feed.bell(1, 0)


def heard(tape: Tape) -> list[tuple[str, int | None]]:
    told: list[tuple[str, int | None]] = []
    for frame in tape.frames:
        if isinstance(frame, Events):
            told += [("event", each.seq or each.pos or each.rev) for each in frame.events]
        elif isinstance(frame, Stored):
            told.append(("stored", frame.counter))
        else:
            told.append((type(frame).__name__, None))
    return told


def test_each_hears_what_is_theirs() -> None:
    """[L2, W3] Own commands arrive as `stored`; a customer hears one conversation and all public records."""
    feed = Feed()
    (_, anna), (_, ben), (_, krause), (_, other) = (
        follow(feed, ANNA, None), follow(feed, BEN, None), follow(feed, KRAUSE, HERE), follow(feed, 9, OTHER),
    )  # fmt: skip
    commit(
        feed,
        event(1, KRAUSE, 1, 1),
        event(2, ANNA, 7, 2),
        event(3, ANNA, 8),
        event(4, BEN, 3, 3),
        record(5, 1),
    )
    assert heard(anna) == [("event", 1), ("stored", 7), ("stored", 8), ("event", 4), ("event", 5)]
    assert heard(ben) == [("event", 1), ("event", 2), ("event", 3), ("stored", 3), ("event", 5)]
    assert heard(krause) == [("stored", 1), ("event", 2), ("event", 3), ("event", 1)]
    assert heard(other) == [("event", 1)]


def test_what_the_database_told_is_not_pushed_again() -> None:
    """[W3] An event committed before the catch-up and announced after it is sent once."""
    feed = Feed()
    _, anna = follow(feed, ANNA, None, head=2)
    _, krause = follow(feed, KRAUSE, HERE, head=2)
    commit(feed, event(1, BEN, 1, 1), event(2, BEN, 2, 2), event(3, BEN, 3, 3))
    assert heard(anna) == heard(krause) == [("event", 3)]


def test_what_came_during_the_catch_up_waits() -> None:
    """[W4] Events and marks between joining and going live arrive before `ready`, once."""
    feed = Feed()
    follower, anna = follow(feed, ANNA, None, live=False)
    mark = MarkChange(1, 5, HERE, 0, 2, 1, 77, 77)
    commit(
        feed, event(1, BEN, 1, 1), event(2, BEN, 2, 2), marks=(mark, msgspec.structs.replace(mark, read=2))
    )
    assert anna.frames == []
    assert feed.go_live(follower, 1, lambda: anna.send(encode(Ready())))
    commit(feed, event(3, BEN, 3, 3))
    assert heard(anna) == [("event", 2), ("Marks", None), ("Ready", None), ("event", 3)]
    (marks,) = (frame for frame in anna.frames if isinstance(frame, Marks))
    assert [(row.delivered, row.read) for row in marks.marks] == [(2, 2)]


def test_more_than_memory_holds_means_catching_up_again() -> None:
    """[W5] A gap is never skipped."""
    feed = Feed()
    follower, anna = follow(feed, ANNA, None, live=False)
    for seq in range(1, TAIL_EVENTS + 3):
        commit(feed, event(seq, BEN, seq, seq))
    assert not feed.go_live(follower, 1, lambda: None)
    assert anna.frames == []
    assert feed.go_live(follower, 2, lambda: None)
    assert heard(anna) == [("event", seq) for seq in range(3, TAIL_EVENTS + 3)]


def test_who_left_hears_nothing_and_costs_nothing() -> None:
    """[I-10] Without followers nothing is kept."""
    feed = Feed()
    (anna, tape), (krause, other) = follow(feed, ANNA, None), follow(feed, KRAUSE, HERE)
    feed.leave(anna)
    feed.leave(anna)
    commit(feed, event(1, BEN, 1, 1))
    assert (heard(tape), heard(other)) == ([], [("event", 1)])
    feed.leave(krause)
    assert feed._tails == {}
    feed.leave(krause)


def test_typing_reaches_everybody_else_who_is_live() -> None:
    """[W6] The team learns who types, the customer only that somebody does; nobody hears themselves."""
    feed = Feed()
    anna, anna_tape = follow(feed, ANNA, None)
    _, ben = follow(feed, BEN, None)
    krause, krause_tape = follow(feed, KRAUSE, HERE)
    _, late = follow(feed, 8, None, live=False)
    feed.typing(anna, HERE, 1, True)
    feed.typing(krause, HERE, 0, False)
    assert ben.frames == [TypingNow(HERE, 1, True), TypingNow(HERE, None, False)]
    assert krause_tape.frames == [TypingNow(HERE, None, True)]
    assert anna_tape.frames == [TypingNow(HERE, None, False)]
    assert late.frames == []
