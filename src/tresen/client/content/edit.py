"""An edit: the whole new text of a text message (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tresen.client.connection.packing import padded_size
from tresen.client.content.acts import MessageId
from tresen.client.content.text import Text


@dataclass(frozen=True)
class Edit:
    """What the text says from now on."""

    text: str
    refers: MessageId | None = None
    kind: ClassVar = "edit"

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Edit:
        """The text in an opened payload.

        Raises:
            ValueError: it holds no words.
        """
        text = payload.get("text")
        if isinstance(text, str) and text.strip():
            return cls(text)
        raise ValueError("an edit holds more than blanks")

    def check(self) -> None:
        """Refuse what may not be sealed. Raises as `Text.check`."""
        Text(self.text).check()
        self.size_class()

    def payload(self) -> dict[str, Any]:
        """What is sealed."""
        return {"kind": self.kind, "text": self.text}

    def size_class(self) -> int:
        """The padded size in bytes, which is all that the server sees of it (S9). Raises Refused: `too_large`."""
        return padded_size(self.payload())

    @property
    def line(self) -> str:
        """One line for a log."""
        return " ".join(self.text.split())
