"""Photos as cameras, phones and programs write them: pictures by a real encoder, and around them what each maker adds."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageCms

from tests.world.corpus import CANARY, Seed

GPS = (52.0, 31.0, 19.0)


def picture(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """Every side is another colour, so that it shows when one is turned."""
    made = Image.linear_gradient("L").resize(size)
    turned = Image.linear_gradient("L").rotate(90).resize(size)
    plain = Image.merge("RGB", (made, turned, Image.new("L", size, 90)))
    return plain.convert(mode)


def encoded(size: tuple[int, int], format_: str, **options: Any) -> bytes:
    """A picture as an encoder writes it."""
    out = io.BytesIO()
    picture(size).save(out, format_, **options)
    return out.getvalue()


def profile() -> bytes:
    """A colour profile that says whose screen it is: its name, and in its header a maker and a model."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[48:56] = CANARY + b"__"
    at = made.find(b"s\0R\0G\0B")
    made[at - 1 : at + 11] = CANARY.decode().encode("utf-16-be") if at > 0 else b""
    return bytes(made)


def exif(orientation: int, maker: str, *, little: bool = False) -> bytes:
    """EXIF by hand, in either byte order: maker, owner, time, maker's notes, place, a thumbnail with words of its own."""
    order = "<" if little else ">"
    texts = {0x010F: maker, 0x0110: "CANARY model", 0x013B: "CANARY owner", 0x8298: "CANARY copyright"}
    values = {tag: (2, text.encode() + b"\0") for tag, text in texts.items()}
    values |= {0x0132: (2, b"2026:03:05 10:11:12\0"), 0x927C: (7, f"{maker}\0CANARY serial 0815".encode())}
    values |= {0xEA1C: (7, _thumbnail()), 0xC7D1: (7, b"CANARY place" + struct.pack(order + "3d", *GPS))}
    at = 8 + 2 + 12 * (len(values) + 1) + 4
    rest, entries = b"", {0x0112: struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)}
    for tag, (kind, value) in values.items():
        entries[tag] = struct.pack(order + "HHII", tag, kind, len(value), at + len(rest))
        rest += value + bytes(len(value) % 2)
    head = (b"II\x2a\0" if little else b"MM\0\x2a") + struct.pack(order + "IH", 8, len(entries))
    return head + b"".join(entries[tag] for tag in sorted(entries)) + bytes(4) + rest


def _thumbnail() -> bytes:
    out = io.BytesIO()
    picture((16, 12)).save(out, "JPEG", comment=b"CANARY thumbnail")
    return out.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    """A segment of a JPEG."""
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def xmp(words: str) -> bytes:
    """XMP in a segment of its own."""
    said = f"<?xpacket begin=''?><x:xmpmeta><rdf:Description>{words} CANARY</rdf:Description></x:xmpmeta>"
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + said.encode())


IPTC = segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x50\0\x06CANARY\0")
MPF = segment(0xE2, b"MPF\0MM\0\x2a\0\0\0\x08CANARY")
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isomCANARY film"
SAMSUNG = b"\0\0\x01\x0aSEFHCANARY_UTC_Data1700000000000SEFT"


def jpeg(mode: str = "RGB", **options: Any) -> bytes:
    """A picture alone, without the start: what follows FF D8 and, where it is written, JFIF."""
    out = io.BytesIO()
    picture(mode=mode).save(out, "JPEG", **options)
    data = out.getvalue()[2:]
    return data[18:] if data[:2] == b"\xff\xe0" else data


def _photo(*before: bytes, body: bytes = b"", after: bytes = b"") -> bytes:
    return b"\xff\xd8" + b"".join(before) + (body or jpeg(quality=80)) + after


JFIF = segment(0xE0, b"JFIF\0\x01\x02\x01\0\x48\0\x48\0\0")
JFXX = segment(0xE0, b"JFXX\0\x10" + _thumbnail())
ADOBE = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x01")


def makers() -> Iterator[tuple[str, bytes, int]]:
    """Name, file and orientation, as makers write them."""
    icc = segment(0xE2, b"ICC_PROFILE\0\x01\x01" + profile())

    def said(orientation: int, maker: str, *, little: bool = False) -> bytes:
        return segment(0xE1, b"Exif\0\0" + exif(orientation, maker, little=little))

    other = _photo(said(6, "Apple"))
    yield "apple", _photo(said(6, "Apple"), xmp("Apple"), MPF, icc, after=other), 6
    yield "apple-mirrored", _photo(said(5, "Apple"), icc), 5
    yield "samsung", _photo(said(8, "samsung", little=True), after=SAMSUNG), 8
    yield "samsung-motion", _photo(said(1, "samsung", little=True), after=FILM + SAMSUNG), 1
    yield (
        "google-motion",
        _photo(JFIF, said(1, "Google"), xmp("GCamera:MotionPhoto"), xmp("more"), after=FILM),
        1,
    )
    yield "google-hdr", _photo(said(3, "Google"), xmp("hdrgm:Version"), MPF, after=other), 3
    yield "huawei", _photo(said(6, "HUAWEI"), segment(0xEF, b"CANARY HUAWEI"), after=b"CANARY-DualCamera"), 6
    yield "xiaomi", _photo(JFIF, said(8, "Xiaomi"), segment(0xE4, b"CANARY watermark")), 8
    yield "oneplus", _photo(said(7, "OnePlus", little=True), segment(0xE5, b"CANARY")), 7
    yield "sony", _photo(said(1, "SONY", little=True), MPF, segment(0xE2, b"FPXR\0CANARY"), after=other), 1
    yield "canon", _photo(said(8, "Canon", little=True), IPTC, body=jpeg(quality=90, progressive=True)), 8
    yield "nikon", _photo(said(1, "NIKON CORPORATION"), segment(0xE3, b"CANARY"), JFXX), 1
    yield "fujifilm", _photo(said(4, "FUJIFILM", little=True), segment(0xE2, b"FPXR\0CANARY")), 4
    yield "panasonic", _photo(said(2, "Panasonic", little=True), segment(0xE8, b"CANARY SPIFF")), 2
    yield "olympus", _photo(said(6, "OLYMPUS", little=True), xmp("OLYMPUS")), 6
    yield "leica", _photo(said(1, "LEICA"), segment(0xE6, b"CANARY")), 1
    yield "gopro", _photo(said(1, "GoPro"), segment(0xE6, b"GoPro\0CANARY GPS5")), 1
    yield "dji", _photo(said(1, "DJI"), xmp("drone-dji:GpsLatitude"), segment(0xE7, b"CANARY gimbal")), 1
    yield "flir", _photo(JFIF, segment(0xE1, b"FLIR\0\x01CANARY"), said(1, "FLIR")), 1
    yield "kodak", _photo(said(6, "EASTMAN KODAK"), segment(0xE3, b"Meta\0\0CANARY"), JFXX), 6
    yield "photoshop", _photo(ADOBE, IPTC, xmp("Photoshop"), icc, said(1, "Adobe"), body=jpeg(quality=95)), 1
    yield "gimp", _photo(JFIF, said(1, "GIMP"), segment(0xFE, b"CANARY Created with GIMP"), xmp("GIMP")), 1
    yield "scanner", _photo(JFIF, segment(0xFE, b"CANARY"), body=jpeg("L", quality=85)), 1
    yield "print-shop", _photo(ADOBE[:-1] + b"\0", icc, IPTC, body=_without_adobe(jpeg("CMYK"))), 1
    yield "webcam", _photo(JFIF, b"\xff", said(1, "Webcam"), body=jpeg(restart_marker_blocks=2)), 1
    yield "no-notes", _photo(JFIF), 1


def _without_adobe(data: bytes) -> bytes:
    at = data.find(b"\xff\xee")
    return data if at < 0 else data[:at] + data[at + 16 :]


def cameras() -> Iterator[Seed]:
    """All photos in JPEG."""
    for name, data, orientation in makers():
        yield Seed(f"IMG_{name}.jpg", "image/jpeg", data, orientation)


def programs() -> Iterator[Seed]:
    """Pictures in other formats, by a real encoder, with all that it can write beside them."""
    said, words = exif(1, "Apple"), b"<x:xmpmeta>CANARY</x:xmpmeta>"
    turned = exif(6, "Apple")
    icc = profile()
    for mode in ("RGB", "RGBA", "L", "P"):
        yield Seed(
            f"shot-{mode}.png", "image/png", _saved("PNG", mode, icc_profile=icc, exif=said, pnginfo=_texts())
        )
        yield Seed(f"logo-{mode}.gif", "image/gif", _saved("GIF", mode, comment=b"CANARY"))
    yield Seed("turned.png", "image/png", _saved("PNG", exif=turned), refused=True)
    yield Seed("behind.png", "image/png", _saved("PNG") + b"CANARY behind the end")
    for lossless in (False, True):
        options = {"lossless": lossless, "exif": b"Exif\0\0" + said, "xmp": words, "icc_profile": icc}
        yield Seed(f"sticker-{lossless}.webp", "image/webp", _saved("WEBP", "RGBA", **options))
    yield Seed("plain.webp", "image/webp", _saved("WEBP"))
    yield Seed("turned.webp", "image/webp", _saved("WEBP", exif=b"Exif\0\0" + turned), refused=True)
    for format_, type_ in (("GIF", "image/gif"), ("WEBP", "image/webp"), ("PNG", "image/png")):
        yield Seed(f"moves.{format_.lower()}", type_, _moving(format_))
    yield Seed("photo.avif", "image/avif", _saved("AVIF", exif=said, xmp=words, quality=50))


def _saved(format_: str, mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    picture(mode=mode).save(out, format_, **options)
    return out.getvalue()


def _moving(format_: str) -> bytes:
    out = io.BytesIO()
    first, *more = (picture().rotate(90 * n) for n in range(4))
    beside: dict[str, Any] = {"comment": b"CANARY"} if format_ == "GIF" else {"exif": exif(1, "Apple")}
    first.save(out, format_, save_all=True, append_images=more, duration=80, loop=0, **beside)
    return out.getvalue()


def _texts() -> Any:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "CANARY")
    info.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>CANARY</x:xmpmeta>")
    info.add_text("Comment", "CANARY " * 40, zip=True)
    return info
