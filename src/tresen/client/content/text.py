"""A text, as people type it (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tresen.core.records import encode
from tresen.seal.message import pad


@dataclass(frozen=True)
class Text:
    """`text` is one string. It holds what fits into the largest padded size, and more than blanks."""

    text: str
    kind: ClassVar = "text"

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Text:
        """The text in an opened payload.

        Raises:
            ValueError: it holds no string.
        """
        text = payload.get("text")
        if isinstance(text, str):
            return cls(text)
        raise ValueError("a text message holds a string")

    def check(self) -> None:
        """Refuse what may not be sealed.

        Raises:
            TypeError: not a string.
            ValueError: nothing but blanks, or a lone surrogate, which UTF-8 cannot hold.
            Refused: `too_large`.
        """
        if not isinstance(self.text, str):
            raise TypeError(f"a text is a str, not {type(self.text).__name__}")
        if not self.text.strip():
            raise ValueError("a text holds more than blanks")
        self.size_class()

    def payload(self) -> dict[str, Any]:
        """What is sealed."""
        return {"kind": self.kind, "text": self.text}

    def size_class(self) -> int:
        """The padded size in bytes, which is all that the server sees of it (S9).

        Raises:
            Refused: `too_large`.
        """
        return len(pad(encode(self.payload())))

    @property
    def refers(self) -> tuple[bytes, int] | None:
        """The message that this one depends on: none."""
        return None

    @property
    def line(self) -> str:
        """One line for a list or a notification."""
        return " ".join(self.text.split())
