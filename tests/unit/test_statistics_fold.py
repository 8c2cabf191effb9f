"""The statistics' fold asks of every line whether it is erased."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tresen.core.statistics.fold import Gone, Range

RANGES = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 6)).map(lambda at: Range(at[0], sum(at))))


@given(ranges=RANGES)
def test_what_is_in_any_of_the_ranges_is_gone(ranges: list[Range]) -> None:
    """[L14] Ranges in any order, which touch, overlap or repeat each other, and positions outside all of them."""
    gone = Gone(ranges)
    for pos in range(50):
        assert (pos in gone) == any(first <= pos <= last for first, last in ranges)
