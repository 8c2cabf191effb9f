"""What counts as a rush of new conversations, and the puzzle that it asks for: pure functions with values."""

from hypothesis import given
from hypothesis import strategies as st

from tresen.core.bounds.puzzle import (
    BITS,
    LABEL,
    PUZZLE_BYTES,
    PUZZLE_MOST_BITS,
    Challenge,
    is_solution,
    parse,
    solve,
    untagged,
)
from tresen.core.bounds.rush import CALM, WINDOW_MS, Count, level, most, moved

CHALLENGE = bytes(range(12)) + bytes([12]) + bytes(16)
ANSWERS = bytes.fromhex(
    "0000030b00000cf70000118e0000108900001b60000003610000015700003097"
    "000005ba000010a40000104d00000a63000011cc00000924000036df000010fe"
)
"""The same pair stands in the browser's test: both languages find the smallest numbers."""


def test_a_window_slides() -> None:
    """[W10] Ten minutes back: what began a window ago counts less and less, and after two windows nothing."""
    count = Count(5, 80, 40)
    at = 5 * WINDOW_MS
    assert [level(count, at + part * WINDOW_MS // 4) for part in range(4)] == [120, 110, 100, 90]
    assert [level(count, at + WINDOW_MS + part * WINDOW_MS // 4) for part in range(4)] == [80, 60, 40, 20]
    assert level(count, at + 2 * WINDOW_MS) == 0
    assert moved(count, at - WINDOW_MS) == count


@given(st.lists(st.integers(0, 4 * WINDOW_MS), max_size=60))
def test_a_level_is_never_more_than_what_began(steps: list[int]) -> None:
    """[W10] At any moment everything that began in the current window counts, and never more than in two windows."""
    count, now, begun = Count(), 10 * WINDOW_MS, []
    for step in steps:
        now += step
        count = moved(count, now)
        count = count._replace(now=count.now + 1)
        begun.append(now)
        window = now // WINDOW_MS
        assert sum(each // WINDOW_MS == window for each in begun) <= level(count, now)
        assert level(count, now) <= sum(each // WINDOW_MS >= window - 1 for each in begun)


def test_how_many_are_usual() -> None:
    """[W10] Twice the third busiest day's busiest ten minutes: two days of attack do not make a third look usual."""
    day = 144
    assert most([]) == CALM
    assert most([(0, 5000), (1, 4000), (2, 3000)]) == CALM
    assert most([(0, 5000), (day, 4000)]) == CALM
    assert most([(0, 5000), (day, 4000), (2 * day, 300), (2 * day + 1, 90), (3 * day, 20)]) == 600
    assert most([(number * day, 30) for number in range(10)]) == CALM


def test_the_same_numbers_in_both_languages() -> None:
    """[W10] The smallest numbers, for a challenge that is written down."""
    assert solve(CHALLENGE, BITS) == ANSWERS
    assert is_solution(CHALLENGE, BITS, ANSWERS)


def test_what_is_no_solution() -> None:
    """[W10] One wrong number, another challenge, too few or too many numbers, more bits."""
    wrong = bytearray(ANSWERS)
    wrong[-1] ^= 1
    assert not is_solution(CHALLENGE, BITS, bytes(wrong))
    assert not is_solution(CHALLENGE[:-1] + b"\1", BITS, ANSWERS)
    assert not is_solution(CHALLENGE, BITS, ANSWERS[:-4])
    assert not is_solution(CHALLENGE, BITS, ANSWERS + ANSWERS[:4])
    assert not is_solution(CHALLENGE, BITS, b"")
    for bits in (PUZZLE_MOST_BITS + 8, 32, 255):
        assert not is_solution(CHALLENGE, bits, ANSWERS)


def test_one_block() -> None:
    """[W10] Label, challenge, place and number fit into one block of SHA-256 with its padding."""
    assert len(LABEL) + PUZZLE_BYTES + 1 + 4 <= 55


@given(st.binary(max_size=64))
def test_any_bytes_are_read(data: bytes) -> None:
    """[W10] A challenge of another length is refused; a written one is read back as it was."""
    read = parse(data)
    assert (read is not None) is (len(data) == PUZZLE_BYTES)
    if read is not None:
        assert untagged(read[0]) + read[1] == data
        assert isinstance(read[0], Challenge)
