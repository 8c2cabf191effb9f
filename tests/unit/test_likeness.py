"""Two pictures are compared as a person compares them: what was changed is seen, how an edge was drawn is not."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from tests.pictures.likeness import covered, unlike

SIZE = (400, 240)
INK, PAPER, CHIP = "#1f1a17", "#fffdf9", "#5f2350"
SCALE = 4
FONT = ImageFont.load_default(18 * SCALE)


def row(
    text: str = "Torte, bestellt für Samstag", x: float = 20, chip: str = CHIP, y: int = 60
) -> Image.Image:
    """A row of a list as the inbox has it: a name, a chip. Fractions of a dot move the letters' edges."""
    large = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), PAPER)
    draw = ImageDraw.Draw(large)
    draw.text((x * SCALE, y * SCALE), text, fill=INK, font=FONT)
    draw.rounded_rectangle((20 * SCALE, 120 * SCALE, 120 * SCALE, 150 * SCALE), 8 * SCALE, fill=chip)
    return large.resize(SIZE, Image.Resampling.BOX)


def again(picture: Image.Image, **options: object) -> Image.Image:
    """Stored as WebP, and read."""
    file = io.BytesIO()
    picture.save(file, "WEBP", **options)
    return Image.open(file).convert("RGB")


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("the same", row),
        ("letters half a dot further", lambda: row(x=20.5)),
        ("a fraction", lambda: row(x=20.25)),
        ("stored with loss", lambda: again(row(), quality=82)),
        ("a shade that nobody sees", lambda: row(chip="#62264f")),
    ],
)
def test_what_nobody_sees_makes_no_difference(what: str, other: Callable[[], Image.Image]) -> None:
    """Anti-aliasing, the loss of a format, a shade."""
    assert unlike(row(), other()) is None, what


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("another word", lambda: row("Torte, bestellt für Sonntag")),
        ("moved by two dots", lambda: row(y=62)),
        ("a comma less", lambda: row("Torte bestellt für Samstag")),
        ("moved by four dots", lambda: row(y=64)),
        ("another colour of a chip", lambda: row(chip="#7a3b1d")),
        ("no chip", lambda: row(chip=PAPER)),
        ("another size", lambda: row().resize((400, 241))),
    ],
)
def test_what_was_changed_is_seen(what: str, other: Callable[[], Image.Image]) -> None:
    """A comma is enough; the place is named."""
    differs = unlike(row(), other())
    assert differs is not None, what
    assert 0 < differs.share <= 1
    assert unlike(other(), row()) is not None, "the other way round"


def test_what_varies_is_not_compared() -> None:
    """Only inside its box."""
    other = row(chip="#7a3b1d")
    assert unlike(row(), other, [(16, 116, 124, 154)]) is None
    assert unlike(row(), other, [(16, 116, 60, 154)]) is not None


@given(st.tuples(*[st.integers(0, 399)] * 2), st.tuples(*[st.integers(0, 239)] * 2))
def test_a_picture_is_like_itself_whatever_is_covered(xs: tuple[int, int], ys: tuple[int, int]) -> None:
    """Covering changes a copy."""
    picture = row().copy()
    box = (min(xs), min(ys), max(xs), max(ys))
    hidden = covered(picture, [box])
    assert picture.tobytes() == row().tobytes()
    assert unlike(picture, hidden, [box]) is None
