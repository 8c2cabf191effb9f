"""The board: one line of the day, shown above everything until it ends by itself (S14)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from tresen.core.fields import FieldFindings
from tresen.core.shopfront.automatic import CALENDAR_END_MS
from tresen.core.sizes import BOARD_CHARACTERS


class Board(msgspec.Struct, frozen=True):
    """One line, and the first instant at which nobody shows it any more (UTC milliseconds)."""

    text: str
    until_ms: int

    def shown_at(self, at_ms: int) -> bool:
        """Whether it still hangs there."""
        return at_ms < self.until_ms


def read_board(findings: FieldFindings, value: object) -> Board | None:
    """The board of a profile, None when absent. Both its fields are needed."""
    if value is None:
        return None
    given = findings.map("board", value)
    text = findings.text("board.text", given.get("text"), BOARD_CHARACTERS)
    until_ms = findings.number("board.until_ms", given.get("until_ms"), 0, CALENDAR_END_MS - 1)
    if not text and isinstance(given.get("text", ""), str | None):
        findings.add("board.text", "empty", "is needed: it is the line on the board")
    if given.get("until_ms") is None:
        findings.add("board.until_ms", "empty", "is needed: the board ends by itself")
    return None if until_ms is None or not text else Board(text, until_ms)


def board_in(fields: Mapping[str, object]) -> Board | None:
    """The board of a published profile, None without one or when it is not good: early records may hold anything."""
    findings = FieldFindings()
    board = read_board(findings, fields.get("board"))
    return None if findings.mistakes else board
