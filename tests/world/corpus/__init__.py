"""Files of many kinds, as cameras, phones and programs write them, whole and broken. Each says what nobody should be told.

`encoded/` holds what ffmpeg, heif-enc and exiftool have written: a second of a test picture, a few kilobytes each.
"""

from __future__ import annotations

from typing import NamedTuple

CANARY = b"CANARY"
"""Stands in all that is written beside a picture or a film. In none that was cleaned may it be found."""


class Seed(NamedTuple):
    """A file as it was written; `orientation`: which way up its camera was held."""

    name: str
    type: str
    data: bytes
    orientation: int = 1
    refused: bool = False
    """It is whole, and still nothing can be said of it: it is drawn anew, or goes out with a word."""
