"""Marks only move forward (L6)."""

from hypothesis import given
from hypothesis import strategies as st

from tresen.core.receipts import Marks, advance

numbers = st.integers(-5, 50)


@given(st.lists(st.tuples(numbers, numbers, st.integers(0, 3)), max_size=40))
def test_marks_only_move_forward(wanted: list[tuple[int, int, int]]) -> None:
    """[L6] Whatever is asked for: forward only, read implies delivered, capped at the head."""
    held, head = Marks(0, 0), 0
    for delivered, read, grown in wanted:
        head += grown
        after = advance(held, Marks(delivered, read), head)
        if after is None:
            assert delivered <= held.delivered or head <= held.delivered
            continue
        assert after != held
        assert after.delivered >= held.delivered
        assert after.read >= held.read
        assert after.read <= after.delivered <= head
        held = after


def test_reading_is_receiving() -> None:
    """[L6] `read` implies `delivered`."""
    assert advance(Marks(0, 0), Marks(0, 3), 5) == Marks(3, 3)


def test_a_mark_that_does_not_advance_is_nothing() -> None:
    """[L6] The same again, or less, writes nothing."""
    assert advance(Marks(4, 2), Marks(4, 2), 9) is None
    assert advance(Marks(4, 2), Marks(3, 1), 9) is None


def test_nobody_reads_what_is_not_there() -> None:
    """[L6] Capped at the conversation's head."""
    assert advance(Marks(0, 0), Marks(99, 99), 4) == Marks(4, 4)
