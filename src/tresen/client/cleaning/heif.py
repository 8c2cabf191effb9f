"""A HEIC or AVIF without EXIF and XMP, which are overwritten where they lie. Which way up it is, is said elsewhere in it."""

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
    for box in outer_boxes(file):
        if box.name == b"meta":
            _clean_meta(file, box)
        elif box.name == b"moov":  # a film of pictures has tracks of its own
            raise Unreadable("a film")
        elif box.name not in _OUTER:
            empty_outer(file, box)


def _clean_meta(file: Patching, box: Box) -> None:
    data = bytearray(file.read(box.first, box.to - box.first))
    boxes = boxes_in(data, box.body - box.first + 4, len(data))
    named = {each.name: each for each in reversed(boxes)}
    beside = _items_beside(data, named[b"iinf"]) if b"iinf" in named else {}
    held = named.get(b"idat")
    if b"iloc" in named:
        for place in _places_in(data, named[b"iloc"]):
            if place.item not in beside:
                continue
            # Programs refuse a picture whose EXIF is none: its first part begins like one that says nothing.
            sort, beside[place.item] = beside[place.item], b""
            if place.in_box and held is not None:
                first, to = (min(held.to, held.body + each) for each in (place.first, place.to))
                data[first:to] = _nothing(sort, to - first)
            elif place.first < file.size:
                if place.to > file.size:
                    raise Unreadable("cut short")
                file.put(place.first, _nothing(sort, place.to - place.first))
    elif beside:
        raise Unreadable("no places")
    for each in boxes:
        if each.name not in _KNOWN:
            empty(data, each)
    file.put(box.first, bytes(data))


def _nothing(sort: bytes, length: int) -> bytes:
    if length > _MOST:
        raise Unreadable("too large")
    head = b"\0\0\0\0MM\0\x2a\0\0\0\x08" if sort == b"Exif" and length >= 18 else b""
    return head + bytes(length - len(head))


def _items_beside(data: bytearray, box: Box) -> dict[int, bytes]:
    """The items that are no pictures: their numbers, and what they are."""
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
        kind = bytes(data[sort : sort + 4])
        if kind not in _PICTURES:
            found[number(data, body + 4, 4 if wide else 2)] = kind
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
