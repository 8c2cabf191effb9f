"""A reaction: one emoji, or none to take the former back (S9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from tresen.client.connection.packing import padded_size
from tresen.client.content.acts import MessageId
from tresen.client.errors import WrongInput
from tresen.core.sizes import EMOJI_BYTES

_BASE: Final = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff]"
)
"""The code points that an emoji is made of, by block. Unicode's tables grow each year; these are part of the protocol."""
_CHANGED: Final = f"{_BASE}(?:\ufe0f|[\U0001f3fb-\U0001f3ff]|[\U000e0020-\U000e007e]+\U000e007f)?"
_FLAG: Final = "[\U0001f1e6-\U0001f1ff]{2}"
_KEY: Final = "[0-9#*]\ufe0f?\u20e3"
_EMOJI: Final = re.compile(f"{_FLAG}|{_KEY}|{_CHANGED}(?:\u200d{_CHANGED})*")


def is_emoji(value: str) -> bool:
    """One emoji, as people see it."""
    try:
        return len(value.encode()) <= EMOJI_BYTES and _EMOJI.fullmatch(value) is not None
    except UnicodeEncodeError:
        return False


@dataclass(frozen=True)
class Reaction:
    """One person has one reaction to a message: another one replaces it, and None takes it back."""

    emoji: str | None
    refers: MessageId | None = None
    kind: ClassVar = "reaction"
    text: ClassVar = ""

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Reaction:
        """The reaction in an opened payload.

        Raises:
            ValueError: it is no emoji.
        """
        emoji = payload.get("emoji", "")
        if emoji is None or (isinstance(emoji, str) and is_emoji(emoji)):
            return cls(emoji)
        raise ValueError("a reaction is one emoji")

    def check(self) -> None:
        """Refuse what may not be sealed.

        Raises:
            TypeError: not a string.
            ValueError: not one emoji.
        """
        if self.emoji is not None and not isinstance(self.emoji, str):
            raise TypeError(f"an emoji is a str, not {type(self.emoji).__name__}")
        if self.emoji is not None and not is_emoji(self.emoji):
            raise WrongInput("a reaction is one emoji")

    def payload(self) -> dict[str, Any]:
        """What is sealed."""
        return {"kind": self.kind, "emoji": self.emoji}

    def size_class(self) -> int:
        """The padded size in bytes, which is all that the server sees of it (S9)."""
        return padded_size(self.payload())

    @property
    def line(self) -> str:
        """One line for a log; empty when it takes one back."""
        return self.emoji or ""
