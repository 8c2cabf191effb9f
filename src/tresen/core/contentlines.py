"""The lines that cards and calendars are made of (RFC 6350 §3.2 and §3.4, RFC 5545 §3.1 and §3.3.11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

LINE_BYTES: Final = 75
"""Longer lines are folded."""


def escaped(text: str) -> str:
    """A value in which nothing has a meaning of its own. Control characters, which no value may have, become spaces."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    text = text.replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")
    return "".join(" " if sign < " " or sign == "\x7f" else sign for sign in text)


def folded(lines: Iterable[str]) -> str:
    """The lines, each ended by CRLF, in parts of at most 75 bytes. No character is divided."""
    return "".join(f"{part}\r\n" for line in lines for part in _parts(line))


def _parts(line: str) -> Iterator[str]:
    part, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE_BYTES:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + width
    yield part
