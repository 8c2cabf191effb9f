"""Strips EXIF and XMP from HEIC and AVIF in place. Orientation stands in another box and is kept."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.client.cleaning.boxes import Box, boxes_in, empty, empty_outer, number, outer_boxes
from tresen.client.cleaning.patches import Patching, Unreadable

_BRANDS: Final = frozenset(b"heic heix hevc hevx heim heis mif1 msf1 avif avis".split())
_MOST: Final = 16 * 1024 * 1024
"""No note is larger."""
_OUTER: Final = frozenset({b"ftyp", b"meta", b"mdat"})
_KNOWN: Final = frozenset(b"hdlr pitm iinf iref iprp idat iloc dinf grpl".split())
# Pictures, and what puts them together. Any other item goes: EXIF, XMP, and what has a name or an address.
_PICTURES: Final = frozenset(
    b"hvc1 hev1 av01 avc1 vvc1 evc1 lhv1 jpeg j2k1 unci mski grid iden iovl tmap".split()
)


def is_heif(head: bytes) -> bool:
    """By its first bytes."""
    return head[4:8] == b"ftyp" and head[8:12] in _BRANDS


def clean_heif(file: Patching) -> None:
    """Raises `Unreadable`."""
    boxes = outer_boxes(file)
    written = [place for box in boxes if box.name == b"meta" for place in _clean_meta(file, box)]
    for box in boxes:
        if box.name == b"mdat":
            _blank_between(file, box, written)
        elif box.name == b"moov":  # a film of pictures has tracks of its own
            raise Unreadable("a film")
        elif box.name not in _OUTER:
            empty_outer(file, box)


def _blank_between(file: Patching, box: Box, written: list[tuple[int, int]]) -> None:
    """What belongs to no picture."""
    at = box.body
    for first, to in sorted(written, key=lambda each: each[0]):
        if to <= box.body or first >= box.to:
            continue
        # A place that is wrong would take what lies beside it in.
        if first < at or to > box.to:
            raise Unreadable("one over another")
        file.blank(at, first)
        at = to
    file.blank(at, box.to)


def _clean_meta(file: Patching, box: Box) -> list[tuple[int, int]]:
    """The places in the file that pictures have, and those that were written over."""
    written: list[tuple[int, int]] = []
    data = bytearray(file.read(box.first, box.to - box.first))
    boxes = boxes_in(data, box.body - box.first + 4, len(data))
    named = {each.name: each for each in reversed(boxes)}
    if b"iinf" not in named or b"iloc" not in named:
        raise Unreadable("no pictures")
    kinds = _kinds_in(data, named[b"iinf"])
    for place in _places_in(data, named[b"iloc"]):
        held = named.get(b"idat") if place.in_box else None
        if not place.in_box:
            written.append((place.first, place.to))
        kind = kinds.get(place.item, b"")
        if kind not in _PICTURES:
            # Programs refuse a picture whose EXIF is none: its first part begins like one that says nothing.
            kinds[place.item] = b""
            _overwrite(file, data, held, place, kind)
    for each in boxes:
        if each.name not in _KNOWN:
            empty(data, each)
    file.put(box.first, bytes(data))
    return written


def _overwrite(file: Patching, data: bytearray, held: Box | None, place: _Place, kind: bytes) -> None:
    if held is not None:
        first, to = (min(held.to, held.body + each) for each in (place.first, place.to))
        data[first:to] = _nothing(kind, to - first)
    elif place.first < file.size:
        file.put(place.first, _nothing(kind, place.to - place.first))


def _nothing(kind: bytes, length: int) -> bytes:
    if length > _MOST:
        raise Unreadable("too large")
    head = b"\0\0\0\0MM\0\x2a\0\0\0\x08" if kind == b"Exif" and length >= 18 else b""
    return head + bytes(length - len(head))


def _kinds_in(data: bytearray, box: Box) -> dict[int, bytes]:
    """What each item is, by its number."""
    found = {}
    wide_count = box.body < len(data) and data[box.body]
    for name, _, body, to in boxes_in(data, box.body + (8 if wide_count else 6), box.to):
        version = number(data, body, 1)
        if name != b"infe" or version < 2:
            raise Unreadable("items of another kind")
        wide = version > 2
        sort = body + (10 if wide else 8)
        if sort + 4 > to:
            raise Unreadable("no item")
        found[number(data, body + 4, 4 if wide else 2)] = bytes(data[sort : sort + 4])
        at = sort + 4  # its name, up to a zero
        while at < to and data[at]:
            data[at] = 0x20
            at += 1
    return found


class _Place(NamedTuple):
    item: int
    in_box: bool
    first: int
    to: int


def _places_in(data: bytearray, box: Box) -> list[_Place]:
    at = box.body + 6

    def take(size: int) -> int:
        nonlocal at
        if at + size > box.to:
            raise Unreadable("no place")
        at += size
        return int.from_bytes(data[at - size : at], "big")

    version = number(data, box.body, 1)
    one, two = number(data, box.body + 4, 1), number(data, box.body + 5, 1)
    found = []
    for _ in range(take(2 if version < 2 else 4)):
        item = take(2 if version < 2 else 4)
        method = take(2) & 15 if version else 0
        take(2)
        base = take(two >> 4)
        for _ in range(take(2)):
            if version:
                take(two & 15)
            first, length = take(one >> 4), take(one & 15)
            if method > 1:
                raise Unreadable("built of other items")
            found.append(_Place(item, method == 1, base + first, base + first + length))
    return found
