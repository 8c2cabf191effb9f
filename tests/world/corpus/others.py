"""Films, documents, sounds, and files that are not what they are called."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests.world.corpus import Seed

ENCODED = Path(__file__).parent / "encoded"
TYPES = {
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
    ".heic": "image/heic",
}
# A subtitle cannot be taken out of a film whose parts are said in fragments; all others can be cleaned.
SIDEWAYS = (30_000, 30_000)


def films() -> Iterator[Seed]:
    """What ffmpeg and heif-enc wrote, and what cameras add to it."""
    for path in sorted(ENCODED.iterdir()):
        yield Seed(path.name, TYPES[path.suffix], path.read_bytes())
    film = (ENCODED / "h264.mp4").read_bytes()
    for name in (b"uuid", b"udta", b"meta", b"sefd", b"free"):
        yield Seed(f"behind-{name.decode()}.mp4", "video/mp4", film + box(name, b"GoPro CANARY serial"))
    yield Seed("rest.mp4", "video/mp4", film + b"\0\0\0")


def box(name: bytes, body: bytes) -> bytes:
    """A box of an MP4."""
    return (len(body) + 8).to_bytes(4, "big") + name + body


def documents() -> Iterator[Seed]:
    """Files that are sent as they are: with their words, as their owners mean them."""
    yield Seed(
        "Angebot.pdf", "application/pdf", b"%PDF-1.7\n1 0 obj<</Author(Anna)>>endobj\ntrailer<<>>\n%%EOF"
    )
    yield Seed(
        "Liste.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _zip()
    )
    yield Seed("archiv.zip", "application/zip", _zip())
    yield Seed("bombe.zip", "application/zip", _zip(bytes(20_000_000)))
    yield Seed("ton.mp3", "audio/mpeg", b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + b"\xff\xfb\x90\0" * 50)
    yield Seed("ton.wav", "audio/wav", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0" + bytes(40))
    yield Seed("ton.ogg", "audio/ogg", b"OggS\0\x02" + bytes(60))
    yield Seed("leer.txt", "text/plain", b"")
    yield Seed("kurz.jpg", "image/jpeg", b"\xff")
    yield Seed("notiz.txt", "text/plain", "Grüße aus Köln".encode())
    yield Seed("seite.html", "text/html", b"<!doctype html><script>alert(1)</script>")
    yield Seed("bild.svg", "image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    yield Seed("foto.jpg", "image/jpeg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    yield Seed("foto.png", "image/png", b"<!doctype html><script>alert(1)</script>")
    yield Seed("film.mp4", "video/mp4", b"<html>" + bytes(200))
    yield Seed("raw.tif", "image/tiff", b"II\x2a\0\x08\0\0\0\0\0\0\0\0\0")


def _zip(extra: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", "<w:t>Torte</w:t>")
        if extra:
            made.writestr("null", extra)
    return out.getvalue()


def bombs() -> Iterator[Seed]:
    """Small files that claim 900 million pixels, and moving ones with thousands of pictures."""
    width, height = SIDEWAYS
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    rows = zlib.compress(bytes(1_000_000))
    yield Seed("bombe.png", "image/png", png(size + b"\x08\x06\0\0\0", rows))
    frame = b"\xff\xc0\0\x11\x08" + size[6:8] + size[2:4] + b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
    yield Seed(
        "bombe.jpg",
        "image/jpeg",
        b"\xff\xd8" + frame + b"\xff\xda\0\x08\x01\x01\0\0\x3f\0" + bytes(64) + b"\xff\xd9",
    )
    screen = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    part = b"\x2c\0\0\0\0" + screen + b"\0\x02\x02\x4c\x01\0"
    yield Seed("bombe.gif", "image/gif", b"GIF89a" + screen + b"\x80\0\0" + bytes(6) + part + b"\x3b")
    yield Seed("bilder.gif", "image/gif", b"GIF89a" + screen + b"\x80\0\0" + bytes(6) + part * 5000 + b"\x3b")
    edge = (16_382).to_bytes(3, "little")
    canvas = b"VP8X\x0a\0\0\0\x10\0\0\0" + edge + edge
    body = b"WEBP" + canvas + b"VP8L\x06\0\0\0\x2f\xfe\xbf\xff\x0f\x10"
    yield Seed("bombe.webp", "image/webp", b"RIFF" + len(body).to_bytes(4, "little") + body)
    bmp = (
        b"BM"
        + bytes(12)
        + (40).to_bytes(4, "little")
        + width.to_bytes(4, "little")
        + height.to_bytes(4, "little")
    )
    yield Seed("bombe.bmp", "image/bmp", bmp + b"\x01\0\x20\0" + bytes(60))


def png(header: bytes, rows: bytes) -> bytes:
    """A PNG of these two chunks."""
    made = b"\x89PNG\r\n\x1a\n"
    for name, body in ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b"")):
        made += len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
    return made
