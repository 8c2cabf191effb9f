"""What a picture file says about itself in its first bytes: its kind and its size in pixels. Nothing is decoded.

A file of a few kilobytes can claim a billion pixels, and whatever shows it would need the memory for all of them.
Sources: PNG (ISO/IEC 15948), JPEG (ITU-T T.81, annex B), WebP (RFC 9649).
"""

from __future__ import annotations

from typing import Final, NamedTuple

PICTURE_PIXELS: Final = 1024
"""A published picture has at most this many pixels on each side."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
# SOF0 to SOF15 name the size, without DHT, JPG and DAC, which lie between them.
_JPEG_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers without a length: TEM, RST0 to RST7, SOI, and fill bytes.
_JPEG_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9), 0xFF})
_JPEG_ENDS: Final = frozenset({0xD9, 0xDA})


class Size(NamedTuple):
    """Pixels, both at least 1."""

    width: int
    height: int


def picture_kind(picture: bytes) -> str | None:
    """The media type of a picture by its first bytes, `None` when it is neither WebP, PNG nor JPEG."""
    if picture[:4] == b"RIFF" and picture[8:12] == b"WEBP":
        return "image/webp"
    if picture.startswith(_PNG):
        return "image/png"
    return "image/jpeg" if picture.startswith(_JPEG) else None


def picture_size(picture: bytes) -> Size | None:
    """The size that the file claims, `None` when it names none where its kind has to."""
    kind = picture_kind(picture)
    if kind == "image/png":
        size = _png(picture)
    elif kind == "image/webp":
        size = _webp(picture)
    else:
        size = _jpeg(picture) if kind else None
    return size if size is not None and min(size) > 0 else None


def _png(data: bytes) -> Size | None:
    if len(data) < 24 or data[12:16] != b"IHDR":
        return None
    return Size(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))


def _webp(data: bytes) -> Size | None:
    if len(data) < 30:
        return None
    if data[12:16] == b"VP8X":
        return Size(_little(data[24:27]) + 1, _little(data[27:30]) + 1)
    if data[12:16] == b"VP8L" and data[20] == 0x2F:
        bits = _little(data[21:25])
        return Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if data[12:16] == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        return Size(_little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF)
    return None


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _jpeg(data: bytes) -> Size | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            return Size(
                int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
            )
        if marker in _JPEG_ENDS:
            return None
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        at += (1 if marker == 0xFF else 2) if marker in _JPEG_ALONE else 2 + max(2, length)
    return None
