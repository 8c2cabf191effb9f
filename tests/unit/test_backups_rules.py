"""What goes after which time, which slots fit, whether a list suffices: by values (L10, S11)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.core.backups import DAY_MS, Made, Part, Verdict, ends_part, judge, later, outdated, slots_for

A, B = (b"a", b"1"), (b"b", b"1")
A2 = (b"a", b"2")
NOW = 100 * DAY_MS


@pytest.mark.parametrize(
    ("part", "keep", "ages", "gone"),
    [
        (Part.SLOTS, None, [15, 14, 13, 0], [15]),
        (Part.SLOTS, 90, [15, 14, 13, 0], [15]),
        (Part.SLOTS, 3, [15, 4, 3, 0], [15, 4]),
        (Part.SLOTS, None, [20], [20]),
        (Part.SLOTS, None, [3, -2, -1], [-2]),
        (Part.CONTENT, None, [90, 15, 0], []),
        (Part.CONTENT, 30, [90, 31, 30, 0], [90, 31]),
        (Part.CONTENT, 30, [90, 60], [90]),
        (Part.CONTENT, 1, [], []),
    ],
)
def test_outdated(part: Part, keep: int | None, ages: list[int], gone: list[int]) -> None:
    """[S11] Slots go after 14 days, whatever is asked; the newest content never does."""
    assert outdated([NOW - age * DAY_MS for age in ages], part, NOW, keep) == [
        NOW - age * DAY_MS for age in gone
    ]


def test_slots_for() -> None:
    """[S11] Those of the same moment, else the newest of the same logs; never those of another generation."""
    logs, other = frozenset({A, B}), frozenset({A2, B})
    content = Made(5, logs)
    assert slots_for(content, [Made(4, logs), Made(5, logs), Made(6, logs)]) == Made(5, logs)
    assert slots_for(content, [Made(7, logs), Made(9, other), Made(6, logs)]) == Made(7, logs)
    assert slots_for(content, [Made(9, other)]) is None


@pytest.mark.parametrize(
    ("listed", "verdict"),
    [
        ({A: 9, B: 3}, Verdict.GOOD),
        ({A: 12, B: 3, A2: 20}, Verdict.GOOD),
        ({A: 8, B: 3}, Verdict.OLD),
        ({A: 9}, Verdict.OLD),
        ({}, Verdict.OLD),
    ],
)
def test_judge(listed: dict[tuple[bytes, bytes], int], verdict: Verdict) -> None:
    """[L10] A list that ends before the newest backup is an old copy."""
    assert judge(listed, [A, B], {A: 9, B: 3}) is verdict


def test_a_foreign_list() -> None:
    """[L10] It goes far enough for the newest backup, and does not know the log of the older one that is restored."""
    assert judge({A2: 9}, [A], {A2: 9}) is Verdict.FOREIGN


def test_later() -> None:
    """[L10] What is past a log's head, and everything of its later generations; nothing of businesses that are not there."""
    entries = [(A, 3), (B, 4), (A, 9), ((b"c", b"1"), 5), (A2, 2), (B, 7)]
    places = later([log for log, _ in entries], [seq for _, seq in entries], {A: 3, B: 4})
    assert [entries[at] for at in places] == [(A, 9), (A2, 2), (B, 7)]
    places = later([log for log, _ in entries], [seq for _, seq in entries], {A2: 1})
    assert [entries[at] for at in places] == [(A2, 2)]


@given(st.sets(st.integers(0, 10**6), max_size=300), st.integers(0, 10**6))
def test_one_row_more_changes_one_part(keys: set[int], more: int) -> None:
    """A row that is added is in one part; all others are stored already, but for the one that it splits."""

    def parts(rows: set[int]) -> set[tuple[int, ...]]:
        made: set[tuple[int, ...]] = set()
        part: list[int] = []
        for row in sorted(rows):
            part.append(row)
            if ends_part(str(row).encode(), 0) or row % 7 == 0:
                made.add(tuple(part))
                part = []
        return made | ({tuple(part)} if part else set())

    assert len(parts(keys | {more}) - parts(keys)) <= 2
