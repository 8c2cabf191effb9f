"""What a camera wrote beside its pictures and films, taken out before they are sent. Nothing is decoded or encoded anew.

The browser's rules (web/ui/src/media/prepare) and these are written twice and compared on hundreds of files, byte by byte.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from tresen.client.cleaning.film import clean_film, is_film
from tresen.client.cleaning.heif import clean_heif, is_heif
from tresen.client.cleaning.patches import Patch, Patching, Unreadable
from tresen.client.cleaning.picture import clean_picture, format_of
from tresen.client.errors import WrongInput

__all__ = ["Clean", "NotCleaned", "clean"]

_MOST: Final = 120 * 1024 * 1024
"""So much of a picture is read into memory. A larger one ends there, and is one that is cut short."""


class NotCleaned(WrongInput):
    """What a camera wrote beside this picture or film cannot be taken out, so nothing was sent."""

    def __init__(self) -> None:
        super().__init__(
            "place and camera data cannot be taken out of this file: as_file=True sends it unchanged"
        )


class Clean(NamedTuple):
    """All bytes of a cleaned picture, or what is written over a film's."""

    whole: bytes | None
    patches: tuple[Patch, ...]


def clean(path: Path) -> Clean | None:
    """What is sent instead of the file's own bytes; None: cameras write no such files.

    Raises:
        NotCleaned: it cannot be read part by part: broken, or of a sort about which nothing is known.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(16)
        size = path.stat().st_size
        try:
            if format_of(head) is not None:
                return Clean(clean_picture(head + file.read(_MOST)), ())
            patching = Patching(file, size)
            if is_heif(head):
                clean_heif(patching)
            elif is_film(head):
                clean_film(patching)
            else:
                return None
            return Clean(None, patching.done())
        except Unreadable:
            raise NotCleaned from None
