"""Whether two pictures look the same to a person: edges that are drawn a little differently do not count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in dots."""

TOLERANCE: Final = 24
"""Of 255: how far a dot may lie from every dot around it in the other picture. Letters drawn by another version of the
same engine stay below it, and so does what WebP loses."""
SPOT: Final = 16
"""The side of the squares that are judged one by one, in dots: a letter, an icon's half."""
SPOILT: Final = 0.05
"""The part of a square's dots that may differ."""


@dataclass(frozen=True)
class Unlike:
    """How a picture differs: the part of its squares in which something does, and where the first of them is."""

    share: float
    where: str

    def __str__(self) -> str:
        return f"{self.share:.2%} differs, {self.where}"


def unlike(old: Image.Image, new: Image.Image, varying: Sequence[Box] = ()) -> Unlike | None:
    """None if both look the same. `varying` are places where they may differ."""
    if old.size != new.size:
        return Unlike(1.0, f"{new.width} × {new.height} dots instead of {old.width} × {old.height}")
    one, other = (covered(each.convert("RGB"), varying) for each in (old, new))
    dots = _differing(one, other)
    squares = dots.reduce(SPOT).point(lambda mean: 255 if mean >= 255 * SPOILT else 0)
    place = squares.getbbox()
    if place is None:
        return None
    share = squares.histogram()[255] / (squares.width * squares.height)
    return Unlike(share, f"within {tuple(SPOT * each for each in place)}")


def moved(box: Box, right: int, down: int) -> Box:
    """The box in a picture into which its own was put."""
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def covered(picture: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """A copy, black in the boxes."""
    copy = picture.copy()
    for box in boxes:
        ImageDraw.Draw(copy).rectangle(box, fill=0)
    return copy


def _differing(old: Image.Image, new: Image.Image) -> Image.Image:
    """255 where a dot of one lies outside what the other has around that place, in any colour."""
    # Slightly blurred, as at arm's length.
    one, other = (each.filter(ImageFilter.GaussianBlur(0.8)) for each in (old, new))
    beyond = ImageChops.lighter(_beyond(one, other), _beyond(other, one))
    red, green, blue = beyond.split()
    worst = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return worst.point(lambda excess: 255 if excess > TOLERANCE else 0)


def _beyond(this: Image.Image, that: Image.Image) -> Image.Image:
    """How far each dot of `this` is beyond the darkest and the lightest of the nine around it in `that`."""
    low = _around(that, ImageChops.darker)
    high = _around(that, ImageChops.lighter)
    return ImageChops.lighter(ImageChops.subtract(low, this), ImageChops.subtract(this, high))


def _around(picture: Image.Image, pick: Callable[[Image.Image, Image.Image], Image.Image]) -> Image.Image:
    """Of each dot and its eight neighbours the one that `pick` picks; a rank filter takes ten times as long."""
    for x, y in ((1, 0), (0, 1)):
        before, after = ImageChops.offset(picture, x, y), ImageChops.offset(picture, -x, -y)
        picture = pick(pick(picture, before), after)
    return picture
