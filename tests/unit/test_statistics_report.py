"""From counts of days to the figures of periods (docs/reference/statistics.md)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.statistics.counts import ANSWER, HOURS, STEPS_S, Plain, decode, encode, step_of
from tresen.core.statistics.report import BANDS_S, By, Span, before, checked, figures, hours_of, spans, total
from tresen.errors import Refusal

DAYS = st.dates(date(1971, 1, 1), date(2197, 12, 31))
SPANS = st.builds(lambda first, days: Span(first, first + timedelta(days=days)), DAYS, st.integers(0, 731))
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


@given(st.lists(st.integers(-5000, 40 * DAY), max_size=60))
def test_durations_are_those_of_a_sorted_list(waits: list[int]) -> None:
    """Median, nine of ten, shares and bands equal those that one finds in the list of rounded durations by hand."""
    found = figures(Counter(ANSWER + step_of(wait) for wait in waits))
    rounded = sorted(max(step for step in STEPS_S if step * 1000 <= max(wait, 0)) for wait in waits)
    for value, tenths in ((found.answer_median_s, 5), (found.answer_p90_s, 9)):
        least = -(-len(rounded) * tenths // 10)
        assert value == (rounded[max(least, 1) - 1] if rounded else None)
    assert found.answered == len(waits)
    for value, limit in (
        (found.within_15min, 15 * MINUTE),
        (found.within_1h, HOUR),
        (found.within_1d, 24 * HOUR),
    ):
        assert value == sum(wait < limit for wait in waits)
    ends = [0, *BANDS_S, 10**9]
    assert found.answer_bands == tuple(
        sum(start <= each < end for each in rounded) for start, end in pairwise(ends)
    )


@given(SPANS, st.sampled_from(By))
def test_periods_make_up_the_days(over: Span, by: By) -> None:
    """Every day is in one period; weeks begin on Monday, months on the first; the periods' counts add up to the total."""
    found = list(spans(over, by))
    days = [first + timedelta(days=n) for first, last in found for n in range((last - first).days + 1)]
    assert days == [over.first + timedelta(days=n) for n in range((over.last - over.first).days + 1)]
    for first, _ in found[1:]:
        assert {By.DAY: True, By.WEEK: first.weekday() == 0, By.MONTH: first.day == 1}[by]
    counts: dict[int, dict[int, int]] = {
        day.toordinal(): {Plain.SENT: day.day, Plain.READ: 1} for day in days
    }
    counts[over.last.toordinal() + 1] = {Plain.SENT: 1000}
    whole, parts = total(counts, over), [total(counts, each) for each in found]
    assert (whole.sent, whole.read) == (sum(each.sent for each in parts), len(days))


@given(SPANS)
def test_the_period_before_ends_where_this_begins(over: Span) -> None:
    """As many days; of a whole calendar month the month before."""
    earlier = before(over)
    assert earlier.last + timedelta(days=1) == over.first
    whole = over.first.day == 1 and over.last + timedelta(days=1) == (
        over.first + timedelta(days=31)
    ).replace(day=1)
    if whole:
        assert (earlier.first.day, earlier.first.month) == (1, earlier.last.month)
    else:
        assert earlier.last - earlier.first == over.last - over.first


@given(
    st.dictionaries(
        st.sampled_from([*range(10), *range(HOURS, HOURS + 24), *range(ANSWER, ANSWER + len(STEPS_S))]),
        st.integers(1, 2**40),
    )
)
def test_a_day_is_read_as_it_was_written(day: dict[int, int]) -> None:
    """Equal counts are equal bytes, in whatever order they came."""
    assert decode(encode(day)) == day
    assert encode(dict(reversed(day.items()))) == encode(day)


def test_a_day_written_before_a_count_was_added_is_read() -> None:
    """Parts grow at their ends: what is not there is 0."""
    assert decode(msgspec.msgpack.encode([[1, 2], [], [], [], []])) == {Plain.RECEIVED: 1, Plain.SENT: 2}


def test_hours_are_those_of_the_weekday() -> None:
    """Monday first."""
    saturday = date(2026, 11, 28).toordinal()
    week = hours_of({saturday: {HOURS + 8: 2}, saturday - 7: {HOURS + 8: 1}, saturday + 2: {HOURS: 4}})
    assert (week[5][8], week[0][0], sum(map(sum, week))) == (3, 4, 7)


@pytest.mark.parametrize(
    ("first", "last", "by"),
    [
        ("2026-02-30", None, "day"),
        ("x", None, "day"),
        (None, "0001-01-01", "day"),
        ("2026-02-02", "2026-02-01", "day"),
        ("2024-01-01", "2026-01-02", "day"),
        ("1970-12-31", "1971-01-02", "day"),
        (None, None, "year"),
    ],
)
def test_what_cannot_be_asked_is_refused(first: str | None, last: str | None, by: str) -> None:
    """With a word on what is wrong, before anything is read."""
    with pytest.raises(Refusal, match="bad_request"):
        checked(first, last, by, date(2026, 11, 27))


def test_the_last_30_days_are_asked_for_without_a_word() -> None:
    """Today included."""
    span, by = checked(None, None, "day", date(2026, 11, 27))
    assert (span, by) == (Span(date(2026, 10, 29), date(2026, 11, 27)), By.DAY)
