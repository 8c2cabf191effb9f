"""A pin, set or taken off, for both sides (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tresen.client.connection.packing import padded_size
from tresen.client.content.acts import MessageId


@dataclass(frozen=True)
class Pin:
    """Whether a message is pinned; the three that were pinned last are."""

    on: bool
    refers: MessageId | None = None
    kind: ClassVar = "pin"
    text: ClassVar = ""
    line: ClassVar = ""

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Pin:
        """The pin in an opened payload.

        Raises:
            ValueError: it does not say whether it is on.
        """
        on = payload.get("on")
        if isinstance(on, bool):
            return cls(on)
        raise ValueError("a pin is on or off")

    def check(self) -> None:
        """Refuse what may not be sealed. Raises TypeError."""
        if not isinstance(self.on, bool):
            raise TypeError(f"on is a bool, not {type(self.on).__name__}")

    def payload(self) -> dict[str, Any]:
        """What is sealed."""
        return {"kind": self.kind, "on": self.on}

    def size_class(self) -> int:
        """The padded size in bytes, which is all that the server sees of it (S9)."""
        return padded_size(self.payload())
