"""Events and marks as bytes, once per audience, in frames that fit (L2, L5, W1)."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.log import events_frames, for_customer, for_team, mark_row, marks_frames, tombstone
from tresen.core.model import Kind
from tresen.core.wire import FRAME_BYTES, Events, MarkRow, Marks, encode, server_frames
from tresen.store.state import Event, MarkChange

MESSAGE = Event(
    1, 9, None, 4, b"c" * 16, 5, Kind.MESSAGE, 77, 3, b"d" * 16, 8, None, b"h", b"s", b"ct", b"sig"
)


def test_the_same_event_for_both_audiences() -> None:
    """[L2] They differ in `seq` alone."""
    team, customer = (msgspec.msgpack.decode(each(MESSAGE)) for each in (for_team, for_customer))
    assert team == [9, None, b"c" * 16, 5, 1, 77, b"d" * 16, 8, [b"h", b"s", b"ct", b"sig"]]
    assert customer == [None, *team[1:]]


def test_public_records_lose_the_wraps_for_customers() -> None:
    """[L5] A conversation's own records keep theirs."""
    body = encode((b"body", b"signature", [(b"to", b"wrap")]))
    public = Event(1, 3, 2, None, None, None, Kind.RECORD, 77, 3, b"d" * 16, None, body)
    own = Event(1, 8, None, 4, b"c" * 16, 2, Kind.RECORD, 77, 3, b"d" * 16, None, body)
    wraps = [[b"to", b"wrap"]]
    assert msgspec.msgpack.decode(for_team(public))[8] == [b"body", b"signature", wraps]
    assert msgspec.msgpack.decode(for_customer(public))[8] == [b"body", b"signature", None]
    assert msgspec.msgpack.decode(for_customer(own))[8] == [b"body", b"signature", wraps]


def test_a_tombstone_says_what_it_was() -> None:
    """[L5, L7] Four nils, the header's hash, the reason."""
    assert msgspec.msgpack.decode(tombstone(b"h" * 32, "superseded")) == [None] * 4 + [
        b"h" * 32,
        "superseded",
    ]


@given(st.lists(st.integers(0, 20_000), max_size=40))
def test_frames_hold_everything_in_order_and_fit(sizes: list[int]) -> None:
    """[W1] At most 64 KiB each, nothing lost, nothing empty."""
    events = [
        for_team(
            Event(1, n, None, 4, b"c" * 16, n, Kind.CLOSED, 77, 3, b"d" * 16, None, encode((bytes(size),)))
        )
        for n, size in enumerate(sizes, 1)
    ]
    frames = events_frames(events)
    assert all(len(frame) <= FRAME_BYTES for frame in frames)
    decoded = [server_frames.decode(frame) for frame in frames]
    assert all(isinstance(frame, Events) and frame.events for frame in decoded)
    seqs = [event.seq for frame in decoded if isinstance(frame, Events) for event in frame.events]
    assert seqs == list(range(1, len(sizes) + 1))


@given(st.integers(0, 3000))
def test_marks_too(count: int) -> None:
    """[W1, L6] Rows as the client decodes them."""
    rows = [mark_row(MarkChange(1, 2, b"c" * 16, 1, number, number, 5, 6)) for number in range(count)]
    frames = marks_frames(rows)
    assert all(len(frame) <= FRAME_BYTES for frame in frames)
    decoded = [
        row
        for data in frames
        if isinstance(frame := server_frames.decode(data), Marks)
        for row in frame.marks
    ]
    assert decoded == [MarkRow(b"c" * 16, 1, number, number, 5, 6) for number in range(count)]
