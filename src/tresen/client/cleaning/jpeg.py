"""Which segments of a JPEG belong to its picture. Each has to have the shape of its kind, or it could carry anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_ADOBE_BYTES: Final = 12
"""The name, a version, flags, and how the colours are mixed."""


def is_of_jpeg(marker: int, body: bytes) -> bool:
    """Frames, tables and restart intervals; and of what applications wrote: how Adobe mixes colours."""
    shapes: dict[int, Callable[[bytes], bool]] = {
        0xC4: _is_huffman,
        0xCC: lambda each: len(each) % 2 == 0 and len(each) <= 64,
        0xDB: _is_quantised,
        0xDC: lambda each: len(each) == 2,
        0xDD: lambda each: len(each) == 2,
        0xEE: lambda each: len(each) == _ADOBE_BYTES and each.startswith(b"Adobe"),
    }
    if marker in shapes:
        return shapes[marker](body)
    frame = 0xC0 <= marker <= 0xCF and marker != 0xC8
    return frame and len(body) == 6 + 3 * (body[5] if len(body) > 5 else 0)


def is_scan(body: bytes) -> bool:
    """The head of a scan."""
    return len(body) == 4 + 2 * (body[0] if body else 0)


def _is_huffman(body: bytes) -> bool:
    at = 0
    while at + 17 <= len(body):
        at += 17 + sum(body[at + 1 : at + 17])
    return at == len(body)


def _is_quantised(body: bytes) -> bool:
    at = 0
    while at < len(body):
        at += 129 if body[at] > 15 else 65
    return at == len(body)
