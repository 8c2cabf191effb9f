"""Boxes in boxes, of which MP4, QuickTime, HEIC and AVIF are made."""

from __future__ import annotations

from typing import NamedTuple

from tresen.client.cleaning.patches import Patching, Unreadable


class Box(NamedTuple):
    """Its name, where it and its contents begin, and where it ends."""

    name: bytes
    first: int
    body: int
    to: int


def _box_of(head: bytes, at: int, end: int) -> Box:
    if len(head) < 8:
        raise Unreadable("no box")
    size, body = int.from_bytes(head[:4], "big"), at + 8
    if size == 1:
        if len(head) < 16:
            raise Unreadable("no size")
        size, body = int.from_bytes(head[8:16], "big"), at + 16
    if size == 0:
        size = end - at
    if size < body - at:
        raise Unreadable("a size that cannot be")
    return Box(head[4:8], at, body, at + size)


def boxes_in(data: bytearray, at: int, to: int) -> list[Box]:
    """The boxes between two places. What is left and too short for one is overwritten. Raises `Unreadable`."""
    found = []
    while at < to:
        if to - at < 8:
            data[at:to] = bytes(to - at)
            break
        box = _box_of(bytes(data[at : at + 16]), at, to)
        if box.to > to:
            raise Unreadable("larger than what holds it")
        found.append(box)
        at = box.to
    return found


def outer_boxes(file: Patching) -> list[Box]:
    """The outermost boxes of a file. Raises `Unreadable`, also where it is cut short or a length is wrong."""
    found, at = [], 0
    while at < file.size:
        if file.size - at < 8:
            file.blank(at, file.size)
            break
        box = _box_of(file.read(at, 16), at, file.size)
        if box.to > file.size or not all(0x20 <= each <= 0x7E for each in box.name):
            raise Unreadable("cut short")
        found.append(box)
        at = box.to
    return found


def empty(data: bytearray, box: Box) -> None:
    """Make it a box that nobody reads, with nothing in it."""
    data[box.first + 4 : box.first + 8] = b"free"
    data[box.body : box.to] = bytes(box.to - box.body)


def empty_outer(file: Patching, box: Box) -> None:
    """The same in the file itself."""
    file.put(box.first + 4, b"free")
    file.blank(box.body, box.to)


def number(data: bytes | bytearray, at: int, size: int = 4) -> int:
    """A number of so many bytes. Raises `Unreadable` where there are not so many."""
    if at < 0 or at + size > len(data):
        raise Unreadable("no number")
    return int.from_bytes(data[at : at + size], "big")
