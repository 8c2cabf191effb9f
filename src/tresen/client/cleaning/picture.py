"""A picture without what a camera, phone or program wrote beside it: place, maker, owner, times, thumbnails.

Only what is known to belong to the picture stays, so what nobody thought of goes, too.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from tresen.client.cleaning.jpeg import is_of_jpeg, is_scan
from tresen.client.cleaning.patches import Unreadable
from tresen.client.cleaning.profile import clean_profile

_JFIF: Final = b"\xff\xe0\x00\x10JFIF\0\x01\x01\x00\x00\x01\x00\x01\x00\x00"
_ICC: Final = b"ICC_PROFILE\0"
_ICC_HEAD: Final = 14
_ICC_PIECE: Final = 65_533 - _ICC_HEAD
_PROFILE_MOST: Final = 4 * 1024 * 1024
_BLOCK: Final = 65_535
_PNG_CHUNKS: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD pHYs cICP acTL fcTL fdAT".split()
)
_WEBP_CHUNKS: Final = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_FRAME_CHUNKS: Final = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_FRAME_HEAD: Final = 16
_WEBP_META: Final = 0x0C
_WEBP_ICC: Final = 0x20
_GIF_WAIT: Final = 8
_GIF_LOOP: Final = 19


def format_of(data: bytes) -> str | None:
    """By its first bytes, and not by what a name says."""
    if data[:2] == b"\xff\xd8":
        return "image/jpeg"
    if data[:4] == b"\x89PNG":
        return "image/png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/gif" if data[:4] == b"GIF8" else None


def clean_picture(data: bytes) -> bytes:
    """Raises `Unreadable`: another format, damaged, or turned by a note that cannot stay."""
    cleaning = _CLEANING.get(format_of(data) or "")
    if cleaning is None:
        raise Unreadable("another format")
    try:
        return cleaning(data)
    except IndexError:
        raise Unreadable("damaged") from None


def orientation_in(tiff: bytes) -> int:
    """From 1 to 8, as EXIF counts which way up a picture is; 1 also where nothing is said."""
    if len(tiff) < 14 or tiff[:2] not in {b"II", b"MM"}:
        return 1
    order: Final = "little" if tiff[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    at = number(4, 4)
    if at + 2 > len(tiff):
        return 1
    for entry in range(at + 2, at + 2 + 12 * number(at, 2), 12):
        if entry + 12 > len(tiff):
            return 1
        if number(entry, 2) == 0x0112:
            found = number(entry + 8, 2)
            return found if 1 <= found <= 8 else 1
    return 1


def _tiff(orientation: int) -> bytes:
    return b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes((orientation,)) + bytes(6)


def _cut(data: bytes, first: int, to: int) -> bytes:
    if to > len(data) or to < first:
        raise Unreadable("cut short")
    return data[first:to]


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


class _Said:
    """What a JPEG says before its picture, as far as the picture needs it."""

    def __init__(self) -> None:
        self.orientation, self.jfif = 1, False
        self.profile: list[bytes] = []

    def hear(self, marker: int, body: bytes) -> None:
        if marker == 0xE0 and body[:5] == b"JFIF\0":
            self.jfif = True
        if marker == 0xE1 and body[:6] == b"Exif\0\0":
            self.orientation = orientation_in(body[6:])
        if marker == 0xE2 and body[:12] == _ICC:
            self.profile.append(body)

    def parts(self) -> Iterator[bytes]:
        if self.jfif:
            yield _JFIF
        if self.orientation != 1:
            yield _segment(0xE1, b"Exif\0\0" + _tiff(self.orientation))
        pieces = sorted(self.profile, key=lambda each: each[12] if len(each) > 12 else 0)
        clean = clean_profile(b"".join(each[_ICC_HEAD:] for each in pieces))
        if clean is None:
            return
        count = -(-len(clean) // _ICC_PIECE)
        for i in range(count):
            head = _ICC + bytes(((i + 1) & 255, count & 255))
            yield _segment(0xE2, head + clean[i * _ICC_PIECE : (i + 1) * _ICC_PIECE])


def _jpeg(data: bytes) -> bytes:
    kept, said, at = [b""], _Said(), 2
    while True:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at] != 0xFF:
            raise Unreadable("no marker")
        marker = data[at + 1]
        if marker == 0xD9:
            break
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2 or at + 4 > len(data):
            raise Unreadable("no length")
        whole = _cut(data, at, at + 2 + length)
        body = whole[4:]
        said.hear(marker, body)
        at += len(whole)
        if marker == 0xDA:
            if not is_scan(body):
                raise Unreadable("no scan")
            end = _end_of_scan(data, at)
            kept += [whole, data[at:end]]
            at = end
        elif is_of_jpeg(marker, body):
            kept.append(whole)
    # What follows the end is no part of the picture: a film, a second picture, a maker's notes.
    return b"\xff\xd8" + b"".join(said.parts()) + b"".join(kept) + b"\xff\xd9"


def _end_of_scan(data: bytes, at: int) -> int:
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        following = data[at + 1]
        if following not in {0, 0xFF} and not 0xD0 <= following <= 0xD7:
            return at
        at += 1
    raise Unreadable("no end")


def _png(data: bytes) -> bytes:
    kept, at = [data[:8]], 8
    while True:
        if at + 4 > len(data):
            raise Unreadable("cut short")
        length = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        chunk = _cut(data, at, at + 12 + length)
        body = chunk[8 : 8 + length]
        # A length that is wrong would take other chunks in.
        if zlib.crc32(chunk[4:-4]).to_bytes(4, "big") != chunk[-4:]:
            raise Unreadable("damaged")
        if name == b"eXIf" and orientation_in(body) != 1:
            raise Unreadable("turned")
        if name in _PNG_CHUNKS:
            kept.append(chunk)
        if name == b"iCCP":
            kept.append(_icc_chunk(body))
        at += len(chunk)
        if name == b"IEND":
            return b"".join(kept)


def _icc_chunk(body: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        profile = unpacking.decompress(body[body.find(b"\0") + 2 :], _PROFILE_MOST + 1)
    except zlib.error:
        return b""
    if not unpacking.eof or unpacking.unused_data or len(profile) > _PROFILE_MOST:
        return b""
    clean = clean_profile(profile)
    if clean is None:
        return b""
    said = b"iCCPicc\0\0" + _stored(clean)
    return (len(said) - 4).to_bytes(4, "big") + said + zlib.crc32(said).to_bytes(4, "big")


def _stored(plain: bytes) -> bytes:
    """Packed without being made smaller, so that every program writes the same bytes."""
    made, blocks = b"\x78\x01", max(1, -(-len(plain) // _BLOCK))
    for n in range(blocks):
        part = plain[n * _BLOCK : (n + 1) * _BLOCK]
        size = len(part)
        made += (
            bytes((n == blocks - 1,))
            + size.to_bytes(2, "little")
            + (~size & 0xFFFF).to_bytes(2, "little")
            + part
        )
    return made + zlib.adler32(plain).to_bytes(4, "big")


class _Riff(NamedTuple):
    name: bytes
    body: bytes

    @property
    def packed(self) -> bytes:
        return self.name + len(self.body).to_bytes(4, "little") + self.body + bytes(len(self.body) % 2)


def _riff_in(data: bytes, at: int, end: int) -> Iterator[_Riff]:
    while at + 8 <= end:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        yield _Riff(data[at : at + 4], _cut(data, at + 8, at + 8 + length))
        at += 8 + length + length % 2


def _webp(data: bytes) -> bytes:
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    kept = [clean for each in _riff_in(data, 12, end) for clean in _webp_chunk(each)]
    gone = _WEBP_META | (0 if any(each.name == b"ICCP" for each in kept) else _WEBP_ICC)
    flagged = [
        _Riff(each.name, bytes((each.body[0] & ~gone,)) + each.body[1:])
        if each.name == b"VP8X" and each.body
        else each
        for each in kept
    ]
    return _Riff(b"RIFF", data[8:12] + b"".join(each.packed for each in flagged)).packed


def _webp_chunk(chunk: _Riff) -> Iterator[_Riff]:
    name, body = chunk
    if name == b"EXIF" and orientation_in(body.removeprefix(b"Exif\0\0")) != 1:
        raise Unreadable("turned")
    if name in {b"EXIF", b"XMP "}:
        return
    # A length that is wrong takes other chunks in, and ends where there is none.
    if name not in _WEBP_CHUNKS:
        raise Unreadable("another chunk")
    if name == b"ICCP":
        clean = clean_profile(body)
        if clean is not None:
            yield _Riff(name, clean)
    elif name == b"ANMF":
        parts = list(_riff_in(body, _FRAME_HEAD, len(body)))
        if any(each.name not in _FRAME_CHUNKS for each in parts):
            raise Unreadable("another chunk in a frame")
        yield _Riff(name, _cut(body, 0, _FRAME_HEAD) + b"".join(each.packed for each in parts))
    else:
        yield chunk


def _gif(data: bytes) -> bytes:
    def colours(flags: int) -> int:
        return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0

    at = 13 + colours(data[10])
    kept = [_cut(data, 0, at)]
    while True:
        first, sort = at, data[at]
        if sort == 0x3B:
            return b"".join(kept) + b"\x3b"
        if sort == 0x2C:
            at = _end_of_blocks(data, at + 11 + colours(data[at + 9]))
        elif sort == 0x21:
            at = _end_of_blocks(data, at + 2)
        else:
            raise Unreadable("no block")
        waits = data[first + 1] == 0xF9 and at - first == _GIF_WAIT
        loops = (
            data[first + 1] == 0xFF
            and data[first + 3 : first + 14] == b"NETSCAPE2.0"
            and at - first == _GIF_LOOP
        )
        if sort == 0x2C or waits or loops:
            kept.append(data[first:at])


def _end_of_blocks(data: bytes, at: int) -> int:
    while True:
        length = data[at]
        at += 1 + length
        if length == 0:
            return at


_CLEANING: Final[dict[str, Callable[[bytes], bytes]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/gif": _gif,
}
