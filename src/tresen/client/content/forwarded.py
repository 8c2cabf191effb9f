"""What was said elsewhere, sealed anew (S9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tresen.client.connection.packing import padded_size
from tresen.client.errors import WrongInput

_OWN = ("by", "quote")
"""What a payload says of the message that carried it, and not of what is forwarded."""


@dataclass(frozen=True)
class Forwarded:
    """The payload of the message that is forwarded, whole: kinds that this client does not know are carried too."""

    said: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """The kind of what is forwarded."""
        return str(self.said.get("kind"))

    def check(self) -> None:
        """Refuse what may not be sealed.

        Raises:
            ValueError: there is nothing in it that could be forwarded.
            Refused: `too_large`.
        """
        if self.kind in {"None", "contact_request"}:
            raise WrongInput("this cannot be forwarded")
        self.size_class()

    def payload(self) -> dict[str, Any]:
        """What is sealed."""
        return {key: value for key, value in self.said.items() if key not in _OWN} | {"forwarded": True}

    def size_class(self) -> int:
        """The padded size in bytes, which is all that the server sees of it (S9). Raises Refused: `too_large`."""
        return padded_size(self.payload())

    @property
    def refers(self) -> None:
        """It depends on no other message: it is not erased with the one that it repeats."""
        return
