"""What failed is tried again alone, and what passes then is named as flaky (ADR 93)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.again import MOST, NOT_A_TEST, again

X = "tests/e2e/test_x.py::test_x"
Y = "tests/e2e/test_y.py::test_y"


def passing_at(**tries: int) -> tuple[Callable[[str], bool], list[str]]:
    """A stand-in for the runner: each test passes at this try, the first of which was the run itself."""
    asked: list[str] = []

    def passes(test: str) -> bool:
        asked.append(test)
        return asked.count(test) + 1 >= tries[test.rpartition("_")[2]]

    return passes, asked


@pytest.mark.parametrize(("at", "times"), [(2, 1), (3, 2)])
def test_who_passes_later_is_flaky(at: int, times: int) -> None:
    """It is named with what it said at first, and is not tried more often than needed."""
    passes, asked = passing_at(x=at)
    assert again({X: "late"}, passes) == ([f"flaky: {X}, passed at try {at}: late"], 0)
    assert asked == [X] * times


def test_who_fails_three_times_is_red() -> None:
    """One real fault is enough, and the others are told apart from it."""
    passes, _ = passing_at(x=4, y=2)
    lines, status = again({X: "wrong", Y: "late"}, passes)
    assert status == 1
    assert lines == [f"FAILED {X}, 3 times: wrong", f"flaky: {Y}, passed at try 2: late"]


def test_too_many_are_no_chance() -> None:
    """More than eight first failures refuse the run at once, each named."""
    passes, asked = passing_at(x=2)
    lines, status = again({f"{X}[{n}]": "late" for n in range(MOST + 1)}, passes)
    assert (status, asked) == (1, [])
    assert sum(line.startswith("FAILED") for line in lines) == MOST + 1


def test_nothing_named_is_no_pass() -> None:
    """A run that failed without naming a test did so for another reason."""
    passes, _ = passing_at()
    assert again({}, passes)[1] == NOT_A_TEST
