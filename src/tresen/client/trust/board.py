"""The board as a client reads and writes it: one line of the day with a signed end (S14, protocol/profile.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tresen.client.errors import WrongInput
from tresen.core.oneline import is_printed
from tresen.core.sizes import BOARD_CHARACTERS


@dataclass(frozen=True)
class Board:
    """One line, and the first instant at which nobody shows it any more (UTC milliseconds)."""

    text: str
    until_ms: int

    def shown_at(self, at_ms: int) -> bool:
        """Whether it still hangs there then."""
        return at_ms < self.until_ms


def board_in(fields: Mapping[str, object]) -> Board | None:
    """The board of a profile, None without one and for what cannot be read: early records may hold anything."""
    value = fields.get("board")
    if not isinstance(value, Mapping):
        return None
    text, until_ms = value.get("text"), value.get("until_ms")
    if not isinstance(text, str) or not isinstance(until_ms, int) or isinstance(until_ms, bool):
        return None
    line = text.strip()
    return Board(line, until_ms) if line and len(line) <= BOARD_CHARACTERS and until_ms >= 0 else None


def written_board(text: str, until: datetime) -> dict[str, object]:
    """The field of a profile. Raises WrongInput for an empty or long line, a line break, and a time without a zone."""
    line = text.strip()
    if not line or len(line) > BOARD_CHARACTERS or not is_printed(line):
        raise WrongInput(f"the board holds one line of 1 to {BOARD_CHARACTERS} characters")
    if until.tzinfo is None:
        raise WrongInput("a time needs its zone")
    return {"text": line, "until_ms": int(until.timestamp() * 1000)}
