"""Says that a data folder is being restored: whatever happens, nobody is served from half of one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FOLDER: Final = "tresen.restoring"
"""The folder inside the data folder in which a restore works. It is there first and goes last."""


class NotServable(Exception):
    """Nobody may be served from this folder: half restored, or an older copy put back. The message says what to do."""


def is_restoring(data: Path) -> bool:
    """A restore is under way in this data folder, or was interrupted."""
    return (data / FOLDER).exists()


def require_restored(data: Path) -> None:
    """Raises `NotServable` while a restore is under way in the folder, or after it was interrupted."""
    if is_restoring(data):
        raise NotServable(
            f"{data} is half restored: a restore is under way or was interrupted. Run tresen restore again; it begins anew"
        )
