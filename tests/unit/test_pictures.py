"""A picture's header is read without decoding the picture, so that bombs are recognised (I-10)."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tresen.core.shopfront.pictures import picture_kind, picture_size

FORMATS: list[tuple[str, dict[str, object]]] = [
    ("PNG", {}), ("PNG", {"optimize": True}), ("JPEG", {}),
    ("JPEG", {"progressive": True, "exif": b"Exif\0\0" + bytes(3000)}),
    ("JPEG", {"comment": b"\xff\xc0" * 40}), ("WEBP", {}), ("WEBP", {"lossless": True}), ("WEBP", {"exif": b"Exif\0\0MM"}),
]  # fmt: skip


def made(size: tuple[int, int], form: str, options: dict[str, object], mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize(("form", "options"), FORMATS)
@pytest.mark.parametrize("size", [(1, 1), (256, 256), (300, 7), (1024, 1025), (4000, 3)])
def test_sizes_of_real_files(form: str, options: dict[str, object], size: tuple[int, int]) -> None:
    """Every kind in every form that programs write."""
    assert picture_size(made(size, form, options)) == size
    if form != "JPEG":
        assert picture_size(made(size, form, options, "RGBA")) == size


def test_a_bomb_is_known_by_its_header() -> None:
    """A PNG with 100 million pixels takes 24 KB; 24 bytes of it are enough to refuse it."""
    bomb = made((10_000, 10_000), "PNG", {"optimize": True}, "1")
    assert len(bomb) < 25_000
    assert picture_size(bomb[:24]) == (10_000, 10_000)


def test_no_size_no_picture() -> None:
    """Cut headers, other formats, and a side of zero."""
    for form, options in FORMATS:
        whole = made((8, 8), form, options)
        assert picture_size(whole[:12]) is None
    png = made((8, 8), "PNG", {})
    assert picture_size(png[:16] + bytes(8) + png[24:]) is None
    assert picture_size(b"GIF89a" + bytes(100)) is None
    assert picture_kind(b"<svg/>") is None
    assert picture_size(b"\xff\xd8\xff\xda" + bytes(100)) is None


@given(st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF    WEBP"]), st.binary(max_size=300))
def test_no_bytes_make_it_fail(start: bytes, rest: bytes) -> None:
    """Any bytes: a size, or none."""
    size = picture_size(start + rest)
    assert size is None or min(size) > 0
