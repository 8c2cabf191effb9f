"""Words of others as one printable line, with the joiners that Persian, Indic scripts and emoji are written with. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

SHAPELESS: Final = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Soft hyphens, joiners, marks of direction and the like: nobody types or sees them, and they part no word."""
_JOINERS: Final = "\u200c\u200d"
"""Zero-width non-joiner and joiner. They shape the letters and emoji beside them, and show nothing themselves."""
_SHAPED: Final = "\u0590"
"""Latin, Greek, Cyrillic and Armenian, which come before, need no joiner: there one would only hide in a name."""


def printed(text: str) -> str:
    """The text in one line: what cannot be printed is a blank, a joiner stays where it shapes its neighbours."""
    signs = [sign if sign.isprintable() else "" if sign in _JOINERS else " " for sign in text]
    for at, sign in enumerate(text):
        if sign in _JOINERS and 0 < at < len(text) - 1 and _shaped(text[at - 1]) and _shaped(text[at + 1]):
            signs[at] = sign
    return " ".join("".join(signs).split())


def is_printed(text: str) -> bool:
    """Whether the text is one line of which everything is printed, or shapes what is."""
    return text.replace("\u200c", "").replace("\u200d", "").isprintable() and printed(text) == " ".join(
        text.split()
    )


def cut(text: str, characters: int) -> str:
    """The start of the text; it ends neither in a blank nor in a joiner with nothing to join."""
    return text[:characters].rstrip(f" {_JOINERS}")


def _shaped(sign: str) -> bool:
    return sign >= _SHAPED and unicodedata.category(sign)[0] in "LMS"
