"""The customer asks to be called back (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from tresen.client.connection.packing import padded_size


@dataclass(frozen=True)
class Callback:
    """It has no fields of its own."""

    kind: ClassVar = "callback"
    text: ClassVar = ""
    line: ClassVar = ""

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Callback:
        """The request in an opened payload."""
        del payload
        return cls()

    def check(self) -> None:
        """Nothing in it may be refused."""

    def payload(self) -> dict[str, Any]:
        """What is sealed."""
        return {"kind": self.kind}

    def size_class(self) -> int:
        """The padded size in bytes, which is all that the server sees of it (S9)."""
        return padded_size(self.payload())

    @property
    def refers(self) -> tuple[bytes, int] | None:
        """The message that this one depends on: none."""
        return None
