"""A text, as people type it (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tresen.client.connection.packing import padded_size
from tresen.client.content.acts import MessageId
from tresen.client.errors import WrongInput
from tresen.core.sizes import ID_BYTES, WHOLE_MOST


@dataclass(frozen=True)
class Text:
    """`text` is one string. It holds what fits into the largest padded size, and more than blanks."""

    text: str
    quote: MessageId | None = None
    """The message that it answers. Only the id travels, never a copy."""
    kind: ClassVar = "text"

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Text:
        """The text in an opened payload.

        Raises:
            ValueError: it holds no string.
        """
        text = payload.get("text")
        if isinstance(text, str):
            return cls(text, quoted_in(payload))
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
            raise WrongInput("a text holds more than blanks")
        self.size_class()

    def payload(self) -> dict[str, Any]:
        """What is sealed."""
        said: dict[str, Any] = {"kind": self.kind, "text": self.text}
        return said if self.quote is None else said | {"quote": list(self.quote)}

    def size_class(self) -> int:
        """The padded size in bytes, which is all that the server sees of it (S9).

        Raises:
            Refused: `too_large`.
        """
        return padded_size(self.payload())

    @property
    def refers(self) -> tuple[bytes, int] | None:
        """The message that this one depends on: none. A reply stays when what it quotes is erased."""
        return None

    @property
    def line(self) -> str:
        """One line for a list or a notification."""
        return " ".join(self.text.split())


def quoted_in(payload: Mapping[str, Any]) -> MessageId | None:
    """The message that a payload quotes; None: none, or not in the shape of an id."""
    quote = payload.get("quote")
    if not isinstance(quote, (list, tuple)) or len(quote) != 2:
        return None
    device, counter = quote
    sound = isinstance(device, bytes) and len(device) == ID_BYTES
    number = isinstance(counter, int) and not isinstance(counter, bool) and 0 <= counter <= WHOLE_MOST
    return (device, counter) if sound and number else None
