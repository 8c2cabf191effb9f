"""The line of the day: what is one, and when it ends (S14)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tresen.client import WrongInput
from tresen.client.trust import board as client
from tresen.core.shopfront.board import Board, board_in
from tresen.core.sizes import BOARD_CHARACTERS

UNTIL_MS = 1_795_500_000_000
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_it_ends_by_itself() -> None:
    """[S14] It is shown up to its end, and not at it."""
    board = board_in({"board": {"text": " Heute: Mohnkuchen ", "until_ms": UNTIL_MS}})
    assert board == Board("Heute: Mohnkuchen", UNTIL_MS)
    assert board.shown_at(UNTIL_MS - 1)
    assert not board.shown_at(UNTIL_MS)


@given(ANYTHING)
def test_what_cannot_be_read_is_no_board(value: Any) -> None:
    """[S14] Whatever an early record holds: a line of at most 80 characters with an end, or nothing."""
    for fields in (
        {"board": value},
        {"board": {"text": value, "until_ms": 1}},
        {"board": {"text": "x", "until_ms": value}},
    ):
        board = board_in(fields)
        read = client.board_in(fields)
        assert read is None or (0 < len(read.text) <= BOARD_CHARACTERS and read.until_ms >= 0)
        assert board is None or (0 < len(board.text) <= BOARD_CHARACTERS and board.until_ms >= 0)


@pytest.mark.parametrize("text", ["", " ", "x" * 81, "a\nb", "a\u202eb"])
def test_a_bad_line_is_refused_before_anything_is_signed(text: str) -> None:
    """[S14] An empty or long line, or one that turns the direction of writing; and a time without a zone."""
    with pytest.raises(WrongInput):
        client.written_board(text, datetime(2026, 11, 24, 18, tzinfo=UTC))
    with pytest.raises(WrongInput):
        client.written_board("Heute: Mohnkuchen", datetime(2026, 11, 24, 18))  # noqa: DTZ001


def test_what_a_client_writes_the_server_reads() -> None:
    """[S14] The same line, the same end."""
    until = datetime(2026, 11, 24, 18, tzinfo=UTC)
    fields = {"board": client.written_board(" Heute: Mohnkuchen ", until)}
    board, read = board_in(fields), client.board_in(fields)
    assert board is not None
    assert read is not None
    assert (
        (board.text, board.until_ms)
        == (read.text, read.until_ms)
        == ("Heute: Mohnkuchen", until.timestamp() * 1000)
    )
