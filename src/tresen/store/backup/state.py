"""What the data folder remembers of its backups, so that `tresen doctor` can remind: when, and where to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

FILE: Final = "tresen.backed-up"


class BackedUp(msgspec.Struct, frozen=True):
    """The backup folder, when the newest set was made, and when one was last restored to try it (0: never)."""

    folder: str
    made_ms: int
    tried_ms: int = 0


def read(data: Path) -> BackedUp | None:
    """What is remembered; None: nothing, or nothing that can be read."""
    try:
        return msgspec.json.decode((data / FILE).read_bytes(), type=BackedUp)
    except (OSError, msgspec.DecodeError):
        return None


def write(data: Path, state: BackedUp) -> None:
    """Remember it."""
    part = data / (FILE + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(msgspec.json.encode(state))
    part.replace(data / FILE)
