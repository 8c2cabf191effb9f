"""A film without what its camera wrote beside it: place, maker, programs, times, tracks that are neither picture nor sound.

In such tracks action cameras and drones write where they were. Only what is known to belong to the film stays.
"""

from __future__ import annotations

from typing import Final

from tresen.client.cleaning.boxes import Box, boxes_in, empty, empty_outer, number, outer_boxes
from tresen.client.cleaning.patches import Patching, Unreadable
from tresen.client.cleaning.webm import clean_webm, is_webm

_FIRST: Final = frozenset({b"ftyp", b"wide", b"moov", b"mdat", b"free", b"skip"})
_OUTER: Final = frozenset({b"ftyp", b"styp", b"mdat", b"sidx", b"mfra"})
_KNOWN: Final = {
    name: frozenset(inside.split())
    for name, inside in {
        b"moov": b"mvhd trak mvex iods pssh",
        b"trak": b"tkhd mdia edts tref tapt",
        b"mdia": b"mdhd hdlr minf elng",
        b"minf": b"vmhd smhd hmhd nmhd gmhd hdlr dinf stbl",
        b"stbl": b"stsd stts ctts cslg stss stsz stz2 stsc stco co64 sdtp sbgp sgpd stps saiz saio subs stsh padb stdp",
        b"edts": b"elst",
        b"mvex": b"mehd trex leva",
        b"moof": b"mfhd traf",
        b"traf": b"tfhd tfdt trun sbgp sgpd saiz saio subs sdtp senc",
    }.items()
}
_TIMED: Final = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_SHOWN: Final = frozenset({b"vide", b"soun"})


def is_film(head: bytes) -> bool:
    """By its first bytes: MP4, QuickTime, WebM or Matroska."""
    return is_webm(head) or head[4:8] in _FIRST


def clean_film(file: Patching) -> None:
    """Raises `Unreadable`."""
    if is_webm(file.read(0, 4)):
        clean_webm(file)
        return
    boxes = outer_boxes(file)
    if not boxes or boxes[0].name not in _FIRST:
        raise Unreadable("another format")
    if all(box.name != b"moov" for box in boxes):
        raise Unreadable("no film")
    for box in boxes:
        if box.name in {b"moov", b"moof"}:
            data = bytearray(file.read(box.first, box.to - box.first))
            _clean_box(file, data, Box(box.name, 0, box.body - box.first, len(data)))
            file.put(box.first, bytes(data))
        elif box.name not in _OUTER:
            empty_outer(file, box)


def _clean_box(file: Patching, data: bytearray, box: Box) -> None:
    known = _KNOWN.get(box.name)
    if known is None:
        _clean_leaf(data, box)
        return
    inside = boxes_in(data, box.body, box.to)
    names = {each.name for each in inside}
    if box.name == b"moov" and b"cmov" in names:
        raise Unreadable("packed")
    for each in inside:
        if each.name == b"trak" and _sort_of(data, each) not in _SHOWN:
            # Where the parts of a film that comes in fragments lie, is not said here.
            if b"mvex" in names:
                raise Unreadable("another track in fragments")
            for first, to in _samples_of(data, each):
                file.blank(first, to)
            empty(data, each)
        elif each.name not in known:
            empty(data, each)
        elif each.name == b"stsd":
            _clean_descriptions(data, each)
        else:
            _clean_box(file, data, each)


def _fill(data: bytearray, first: int, to: int) -> None:
    if to > first:
        data[first:to] = bytes(to - first)


def _clean_leaf(data: bytearray, box: Box) -> None:
    body, to = box.body, box.to
    if box.name in _TIMED:
        length = 16 if body < len(data) and data[body] == 1 else 8
        _fill(data, min(to, body + 4), min(to, body + 4 + length))
    # Behind what it handles: who made it, and its name.
    elif box.name == b"hdlr":
        _fill(data, min(to, body + 12), to)


def _find(data: bytearray, box: Box, *path: bytes) -> Box | None:
    for name in path:
        following = next((each for each in boxes_in(data, box.body, box.to) if each.name == name), None)
        if following is None:
            return None
        box = following
    return box


def _sort_of(data: bytearray, track: Box) -> bytes:
    handler = _find(data, track, b"mdia", b"hdlr")
    if handler is None or handler.to - handler.body < 12:
        raise Unreadable("a track of no kind")
    return bytes(data[handler.body + 8 : handler.body + 12])


def _clean_descriptions(data: bytearray, box: Box) -> None:
    """Vendor and name of the program that encoded it."""
    for each in boxes_in(data, box.body + 8, box.to):
        _fill(data, min(each.to, each.first + 20), min(each.to, each.first + 24))
        if each.name == b"mp4a" or each.to - each.first < 86:
            continue
        video = number(data, each.first + 32, 2) > 0 and number(data, each.first + 34, 2) > 0
        if video and _is_named(data, each.first + 50):
            _fill(data, each.first + 50, each.first + 82)


def _is_named(data: bytearray, at: int) -> bool:
    """The name of the program stands with its length before it, in 32 bytes."""
    length = data[at]
    return 0 < length < 32 and not any(data[at + 1 + length : at + 32])


def _samples_of(data: bytearray, track: Box) -> list[tuple[int, int]]:
    """Where the track's data lies in the file."""
    table = _find(data, track, b"mdia", b"minf", b"stbl")
    if table is None:
        raise Unreadable("a track without a table")
    sizes, runs = _find(data, table, b"stsz"), _find(data, table, b"stsc")
    near, far = _find(data, table, b"stco"), _find(data, table, b"co64")
    chunks = near or far
    if sizes is None or runs is None or chunks is None:
        raise Unreadable("a table of another kind")
    width = 4 if near else 8
    fixed, samples = number(data, sizes.body + 4), number(data, sizes.body + 8)
    entries, steps = number(data, runs.body + 4), number(data, chunks.body + 4)
    found, sample, run = [], 0, 0
    for n in range(steps):
        while run + 1 < entries and number(data, runs.body + 8 + 12 * (run + 1)) <= n + 1:
            run += 1
        many = min(number(data, runs.body + 12 + 12 * run), samples - sample)
        first = number(data, chunks.body + 8 + width * n, width)
        length = fixed * many or sum(number(data, sizes.body + 12 + 4 * (sample + i)) for i in range(many))
        sample += many
        found.append((first, first + length))
    return found
