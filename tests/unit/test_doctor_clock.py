"""What `tresen doctor` says of the clock: wrong now, wrong once, or right."""

from __future__ import annotations

import pytest

from tresen.cli.doctor_clock import BUILT_MS, Dates, is_kept_right, judge

HOUR = 3_600_000
NOON = BUILT_MS + 24 * HOUR


@pytest.mark.parametrize(
    ("last", "latest", "kept", "good", "warning", "words"),
    [
        (NOON, NOON, True, True, False, "UTC"),
        (NOON, NOON, False, True, False, "nothing keeps it right"),
        # An event from when the clock was ahead; what came since is dated rightly.
        (NOON - 1000, NOON + HOUR, None, False, True, "and is right; an event is dated 3600 s ahead"),
        # The newest event is ahead, and the system vouches for its clock now.
        (NOON + HOUR, NOON + HOUR, True, False, True, "and is right"),
        (
            NOON + HOUR,
            NOON + HOUR,
            False,
            False,
            False,
            "before the newest event, and nothing keeps it right",
        ),
        (NOON + HOUR, NOON + HOUR, None, False, False, "it is behind now, or was ahead then"),
        (NOON + 1000, NOON + 1000, None, True, False, "UTC"),
    ],
)
def test_the_clock_is_told_from_the_log(
    last: int, latest: int, kept: bool | None, good: bool, warning: bool, words: str
) -> None:
    found = judge(NOON, Dates(last, latest), kept)
    assert (found.good, found.warning) == (good, warning)
    assert words in found.found
    assert good or found.todo


def test_before_this_version_was_made() -> None:
    assert "before this version was made" in judge(BUILT_MS - 1, Dates(), True).found


def test_the_system_is_asked() -> None:
    assert is_kept_right() in (True, False, None)
