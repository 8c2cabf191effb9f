"""WebM and Matroska: elements in elements. What says who, what and when is made an element without meaning, in its place."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.client.cleaning.patches import Patching, Unreadable

_EBML: Final = 0x1A45DFA3
_SEGMENT: Final = 0x18538067
_INFO: Final = 0x1549A966
_TRACKS: Final = 0x1654AE6B
_TRACK: Final = 0xAE
_CLUSTER: Final = 0x1F43B675
_SORT: Final = 0x83
_VOID: Final = 0xEC
# Index of the parts and of the times; and what stands in a cluster.
_KEPT: Final = frozenset({0x114D9B74, 0x1C53BB6B, 0xE7, 0xA3, 0xA0, 0xAB, 0xA7})
# Tags, attachments, chapters, room that was left, sums.
_GONE: Final = frozenset({0x1254C367, 0x1941A469, 0x1043A770, _VOID, 0xBF})
# How long it is, and in which unit.
_KEPT_INFO: Final = frozenset({0x2AD7B1, 0x4489})
# Programs; each film has to name two.
_PROGRAMS: Final = frozenset({0x4D80, 0x5741})
# The name of a track, of its codec, and what is attached to it.
_NAMES: Final = frozenset({0x536E, 0x258688, 0x7446, 0xBF})


class _Element(NamedTuple):
    id: int
    first: int
    body: int
    to: int
    unknown: bool


def is_webm(head: bytes) -> bool:
    """By its first bytes."""
    return head[:4] == _EBML.to_bytes(4, "big")


def clean_webm(file: Patching) -> None:
    """Raises `Unreadable`."""
    at = 0
    while at < file.size:
        part = _element_at(file, at, file.size)
        if part.to > file.size:
            raise Unreadable("cut short")
        if part.id == _SEGMENT:
            _clean_segment(file, part)
        elif part.id == _VOID:
            _erase(file, part)
        elif part.id != _EBML:
            raise Unreadable("another element")
        at = part.to


def _clean_segment(file: Patching, segment: _Element) -> None:
    at = segment.body
    while at < segment.to:
        part = _element_at(file, at, segment.to)
        if part.id != _CLUSTER and (part.unknown or part.to > segment.to):
            raise Unreadable("no length, or a wrong one")
        # What is in a cluster is read like what follows it: its length may be unknown, or wrong.
        at = part.body if part.id == _CLUSTER else part.to
        if part.id == _INFO:
            _clean_info(file, part)
        elif part.id == _TRACKS:
            _clean_tracks(file, part)
        elif part.id in _GONE:
            _erase(file, part)
        elif part.id != _CLUSTER and part.id not in _KEPT:
            raise Unreadable("another element")


def _inside(file: Patching, outer: _Element) -> list[_Element]:
    found, at = [], outer.body
    while at < outer.to:
        part = _element_at(file, at, outer.to)
        if part.to > outer.to or part.unknown:
            raise Unreadable("larger than what holds it")
        found.append(part)
        at = part.to
    return found


def _clean_info(file: Patching, info: _Element) -> None:
    for part in _inside(file, info):
        if part.id in _PROGRAMS:
            file.blank(part.body, part.to)
        elif part.id not in _KEPT_INFO:
            _erase(file, part)


def _clean_tracks(file: Patching, tracks: _Element) -> None:
    for track in _inside(file, tracks):
        if track.id != _TRACK:
            _erase(file, track)
            continue
        for part in _inside(file, track):
            if part.id in _NAMES:
                _erase(file, part)
            if part.id == _SORT and (file.read(part.body, 1) or b"\0")[0] > 2:
                raise Unreadable("another track")


def _number_in(data: bytes, at: int, most: int, *, marked: bool) -> tuple[int | None, int]:
    """Decodes an EBML variable-length integer; returns (value, width). `marked` keeps the length marker, as element ids do.

    None is the number that says that it is not known.
    """
    head = data[at] if at < len(data) else 0
    length = 9 - head.bit_length()
    if length > most or at + length > len(data):
        raise Unreadable("no number")
    value = int.from_bytes(data[at : at + length], "big")
    if marked:
        return value, length
    mask = (1 << 7 * length) - 1
    return (None if value & mask == mask else value & mask), length


def _element_at(file: Patching, at: int, end: int) -> _Element:
    head = file.read(at, 12)
    id_, id_bytes = _number_in(head, 0, 4, marked=True)
    size, size_bytes = _number_in(head, id_bytes, 8, marked=False)
    body = at + id_bytes + size_bytes
    return _Element(id_ or 0, at, body, end if size is None else body + size, size is None)


def _erase(file: Patching, part: _Element) -> None:
    """Make it an element without meaning, as long as it was."""
    end = min(part.to, file.size)
    width = min(8, part.body - part.first - 1)
    length = part.to - part.first - 1 - width
    head = bytes((_VOID,)) + (length | 1 << 7 * width).to_bytes(width, "big")
    file.put(part.first, head[: max(0, end - part.first)])
    file.blank(part.first + len(head), end)
