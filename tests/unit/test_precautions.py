"""Whom `tresen doctor` reminds: businesses with a single owner's device, or a sheet untested for a year."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.cli.doctor import NAMED, teams
from tresen.cli.finding import Check
from tresen.core.precautions import DAY_MS, TEST_DAYS, BusinessFacts, precautions

TODAY = 20_782
NOW = TODAY * DAY_MS + 12 * 60 * 60 * 1000


def shop(
    owners: int = 2, made: int = TODAY, tested: int | None = None, handle: str = "krone"
) -> BusinessFacts:
    return BusinessFacts(handle, owners, made * DAY_MS, tested)


@pytest.mark.parametrize(("owners", "warned"), [(0, True), (1, True), (2, False), (5, False)])
def test_one_device_is_too_few(owners: int, warned: bool) -> None:
    """[S3] A business that would lose its owner with one broken phone is named."""
    assert precautions([shop(owners)], NOW).one_owner == (["krone"] if warned else [])


@pytest.mark.parametrize(
    ("made", "tested", "warned"),
    [
        (TODAY, None, False),
        (TODAY - TEST_DAYS, None, False),
        (TODAY - TEST_DAYS - 1, None, True),
        (TODAY - 4000, TODAY - TEST_DAYS, False),
        (TODAY - 4000, TODAY - TEST_DAYS - 1, True),
        (TODAY - 4000, TODAY, False),
        (TODAY + 3, TODAY + 3, False),
    ],
)
def test_a_sheet_is_tested_every_year(made: int, tested: int | None, warned: bool) -> None:
    """[S2] A year after it was made or last tried, not a day earlier; a clock that ran ahead reminds nobody."""
    assert precautions([shop(made=made, tested=tested)], NOW).untested == (["krone"] if warned else [])


@given(
    st.lists(
        st.builds(
            BusinessFacts,
            st.text("abc", min_size=3, max_size=5),
            st.integers(0, 3),
            st.integers(0, NOW),
            st.none() | st.integers(TODAY - 800, TODAY),
        )
    )
)
def test_each_is_judged_by_itself(known: list[BusinessFacts]) -> None:
    """A thousand businesses on one server: nobody is named or left out because of another."""
    alone = [precautions([each], NOW) for each in known]
    assert precautions(known, NOW) == (
        [handle for each in alone for handle in each.one_owner],
        [handle for each in alone for handle in each.untested],
    )


def test_it_names_them_and_says_what_to_do() -> None:
    """A warning, not a fault, with no more handles than one reads, and what the owner can do."""
    many = [shop(1, handle=f"shop{n:02}") for n in range(NAMED + 3)]
    owners, sheets = teams(many, NOW)
    assert (owners.good, owners.warning, owners.mark) == (False, True, "warn")
    assert owners.found.startswith("only one at shop00, shop01")
    assert owners.found.endswith(f"shop{NAMED - 1} and 3 more")
    assert "second" in owners.todo
    assert sheets == Check("recovery sheets", True, "each made or tested within a year")
    assert list(teams([], NOW)) == []
