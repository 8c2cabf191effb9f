"""Reduces an ICC profile to its colour data. Profiles of screens name the owner, the device and the calibration date."""

from __future__ import annotations

from typing import Final

_COLOURS: Final = frozenset(
    b"rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad cicp gamt A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 "
    b"D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3".split()
)
_SAID: Final = ((4, 8), (24, 36), (48, 56), (80, 100))
"""In the header: the program, the time, the maker and model of the device, who made the profile, its sum."""
_HEAD: Final = 128
_MOST_TAGS: Final = 100
# Every profile has a name and a copyright. These are empty.
_EMPTY_NEW: Final = b"mluc" + bytes(11) + b"\x0c"
_EMPTY_NAME: Final = b"desc" + bytes(7) + b"\x01" + bytes(79)
_EMPTY_RIGHT: Final = b"text" + bytes(5)


def clean_profile(profile: bytes) -> bytes | None:
    """None: it is no profile, and no program would use it."""
    if len(profile) < _HEAD + 4 or profile[36:40] != b"acsp":
        return None
    count = _big(profile, _HEAD)
    if count > _MOST_TAGS or _HEAD + 4 + 12 * count > len(profile):
        return None
    new = profile[8] >= 4
    tags = [(b"desc", _EMPTY_NEW if new else _EMPTY_NAME), (b"cprt", _EMPTY_NEW if new else _EMPTY_RIGHT)]
    for at in range(_HEAD + 4, _HEAD + 4 + 12 * count, 12):
        first, size = _big(profile, at + 4), _big(profile, at + 8)
        if first + size > len(profile):
            return None
        if profile[at : at + 4] in _COLOURS:
            tags.append((profile[at : at + 4], profile[first : first + size]))
    return _built(profile[:_HEAD], tags)


def _built(head: bytes, tags: list[tuple[bytes, bytes]]) -> bytes:
    at = _HEAD + 4 + 12 * len(tags)
    table, bodies = b"", b""
    for name, body in tags:
        table += name + at.to_bytes(4, "big") + len(body).to_bytes(4, "big")
        padded = body + bytes(-len(body) % 4)
        bodies += padded
        at += len(padded)
    made = bytearray(head)
    for first, to in _SAID:
        made[first:to] = bytes(to - first)
    made[:4] = at.to_bytes(4, "big")
    return bytes(made) + len(tags).to_bytes(4, "big") + table + bodies


def _big(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")
