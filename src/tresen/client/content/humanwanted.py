"""The customer asks for a person, where a program answered (S23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tresen.client.content.text import Text


@dataclass(frozen=True)
class HumanWanted(Text):
    """A text like any other, so that clients of the version before show it, with `human: true` beside its words."""

    def payload(self) -> dict[str, Any]:
        """What is sealed."""
        return super().payload() | {"human": True}


def read_text(payload: dict[str, Any] | Any) -> Text:
    """A text, or the wish for a person. Raises ValueError as `Text.read`."""
    said = Text.read(payload)
    return HumanWanted(said.text, said.quote) if payload.get("human") is True else said
