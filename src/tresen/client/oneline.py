"""Short texts of others, made safe to stand in a sentence. Pure."""

from __future__ import annotations

import re
from typing import Any, Final

_BREAK: Final = re.compile("[\u0000-\u0020\u007f-\u00a0\u2028\u2029]+")
_UNSEEN: Final = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""What has no shape of its own, above all marks of direction: they would let a name rearrange the sentence around it."""


_CONTROLS: Final = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029]")


NO_LINE: Final = "a name is one line of text, without marks that nobody sees"
"""Why a name is refused that is not `is_line`."""


def has_controls(text: str) -> bool:
    """Whether line breaks, or other characters that steer a terminal, stand in the text."""
    return _CONTROLS.search(text) is not None


def is_line(text: str) -> bool:
    """Whether the text stands on one line as it is: `one_line` would change nothing."""
    return one_line(text, len(text)) == text


def one_line(value: Any, characters: int) -> str:
    """The text in one line, cut at so many characters, without what nobody sees; empty for anything else."""
    if not isinstance(value, str):
        return ""
    # Cut before as well, so that a text of any length costs no more than a short one.
    seen = _UNSEEN.sub("", value[: 4 * characters])
    return _BREAK.sub(" ", seen).strip(" ")[:characters].strip(" ")
