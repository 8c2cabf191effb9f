"""Subtitles: written as WebVTT, and read back by rules that the tests hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LETTERS_A_SECOND: Final = 17
"""What people read without hurry."""
LEAST_MS: Final = 1500
LINES: Final = 2
LETTERS_A_LINE: Final = 42
_HEAD: Final = "WEBVTT"
_TIMES: Final = re.compile(r"(\d\d):(\d\d)\.(\d{3}) --> (\d\d):(\d\d)\.(\d{3})")


@dataclass(frozen=True)
class Cue:
    """A subtitle, in milliseconds from the film's begin."""

    begin: int
    end: int
    text: str


def reading_ms(text: str) -> int:
    """How long a subtitle must stand to be read."""
    return max(LEAST_MS, -(-1000 * len(text) // LETTERS_A_SECOND))


def written(cues: Sequence[Cue]) -> str:
    """The file of these subtitles."""
    blocks = [
        f"{n}\n{_stamp(cue.begin)} --> {_stamp(cue.end)}\n{cue.text}\n" for n, cue in enumerate(cues, 1)
    ]
    return "\n".join([f"{_HEAD}\n", *blocks])


def read(file: str) -> list[Cue]:
    """The subtitles of a file. Raises ValueError if it is not as `written` writes it."""
    head, *blocks = file.rstrip("\n").split("\n\n")
    if head != _HEAD:
        raise ValueError("no WebVTT")
    return [_cue(number, block) for number, block in enumerate(blocks, 1)]


def _cue(number: int, block: str) -> Cue:
    name, times, *lines = block.split("\n")
    found = _TIMES.fullmatch(times)
    if name != str(number) or found is None or not lines:
        raise ValueError(f"cue {number} is no cue: {block!r}")
    parts = [int(part) for part in found.groups()]
    begin, end = ((60 * minute + second) * 1000 + ms for minute, second, ms in (parts[:3], parts[3:]))
    return Cue(begin, end, "\n".join(lines))


def _stamp(ms: int) -> str:
    minutes, rest = divmod(ms, 60_000)
    return f"{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
