"""What a frame of the film shows: the phone and the inbox on the counter, with room for two lines of subtitles below."""

from __future__ import annotations

from typing import Any, Final

from PIL import Image, ImageDraw

from tests.pictures.counter import WOOD, rounded
from tests.pictures.likeness import Box
from tests.world.browser import DESKTOP, PHONE

SIZE: Final = (1280, 720)
GAP: Final = 18
HIGH: Final = 604
"""Of both screens: what stays free below is where browsers draw subtitles."""
NARROW: Final = 344
WIDE: Final = SIZE[0] - 3 * GAP - NARROW
SHRUNK: Final = 0.882
"""The inbox is drawn so much smaller, so that the list and a conversation fit beside each other."""
HAND: Final[dict[str, Any]] = {
    **PHONE,
    "viewport": {"width": NARROW, "height": HIGH},
    "device_scale_factor": 1,
}
DESK: Final[dict[str, Any]] = {
    **DESKTOP,
    "viewport": {"width": round(WIDE / SHRUNK), "height": round(HIGH / SHRUNK)},
    "device_scale_factor": SHRUNK,
}
LEFT: Final = (GAP, GAP)
RIGHT: Final = (2 * GAP + NARROW, GAP)
WHOLE: Final = (SIZE[0] - 2 * GAP, HIGH)
"""The size of a picture in place of both screens."""
DOT: Final = 22
PLUM: Final = (100, 36, 79)


def counter() -> Image.Image:
    """Nothing lies on it yet."""
    return Image.new("RGB", SIZE, WOOD[False])


def laid(*screens: tuple[Image.Image, tuple[int, int]]) -> Image.Image:
    """Each screen where it belongs, with rounded corners."""
    whole = counter()
    for screen, place in screens:
        whole.paste(screen, place, rounded(screen.size))
    return whole


def standing(paper: Image.Image, area: Box) -> tuple[Image.Image, tuple[int, int]]:
    """The sign as high as the area, in its middle; and where that is."""
    height = area[3] - area[1]
    shown = paper.resize((round(height * paper.width / paper.height), height), Image.Resampling.LANCZOS)
    return shown, ((area[0] + area[2] - shown.width) // 2, area[1])


def touched(frame: Image.Image, at: tuple[float, float], strength: float) -> Image.Image:
    """The frame with a finger's spot at that place; `strength` from 0 to 1."""
    scale, radius = 4, DOT
    spot = Image.new("L", (2 * radius * scale, 2 * radius * scale))
    edge = spot.width - 1
    draw = ImageDraw.Draw(spot)
    draw.ellipse(
        (0, 0, edge, edge), fill=round(110 * strength), outline=round(230 * strength), width=3 * scale
    )
    mask = spot.resize((2 * radius, 2 * radius), Image.Resampling.LANCZOS)
    copy = frame.copy()
    copy.paste(PLUM, (round(at[0]) - radius, round(at[1]) - radius), mask)
    return copy
