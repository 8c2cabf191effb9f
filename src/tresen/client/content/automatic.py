"""A greeting or an away message: the server names it, the signed profile holds its words (L5, S14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec

from tresen.core.events import Answer
from tresen.core.records import UNREADABLE


@dataclass(frozen=True)
class Automatic:
    """An automatic answer with the words that its reader sees."""

    answer: Answer
    text: str
    kind: ClassVar = "auto"

    @property
    def line(self) -> str:
        """One line for a list or a notification."""
        return " ".join(self.text.split())

    def payload(self) -> dict[str, Any]:
        """What the server claimed, by name."""
        return msgspec.structs.asdict(self.answer)


def read_answer(body: bytes) -> Answer:
    """The body of an `auto` event.

    Raises:
        ValueError: it cannot be read.
    """
    try:
        return msgspec.msgpack.decode(body, type=Answer)
    except UNREADABLE:
        raise ValueError("an automatic answer that cannot be read") from None
