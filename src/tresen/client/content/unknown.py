"""What is of no kind that this client knows; a later version may show it (S9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

CANNOT_BE_SHOWN: Final = "cannot be shown here"


@dataclass(frozen=True)
class Unknown:
    """A sound message of another kind. Its payload is carried, never guessed."""

    kind: str
    text: ClassVar = ""
    line: ClassVar = CANNOT_BE_SHOWN
