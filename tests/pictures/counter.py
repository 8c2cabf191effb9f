"""Screens side by side on a counter, with rounded corners."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PIL import Image, ImageDraw

WOOD: Final = {False: (220, 196, 160), True: (52, 39, 30)}
"""The counter by day and in the dark."""
GAP: Final = 36
CORNER: Final = 22


def beside(screens: Sequence[Image.Image], *, dark: bool = False, gap: int = GAP) -> Image.Image:
    """One picture of all of them, from left to right."""
    height = max(each.height for each in screens)
    width = sum(each.width for each in screens) + (len(screens) + 1) * gap
    whole = Image.new("RGB", (width, height + 2 * gap), WOOD[dark])
    left = gap
    for each in screens:
        whole.paste(each, (left, gap + (height - each.height) // 2), rounded(each.size))
        left += each.width + gap
    return whole


def rounded(size: tuple[int, int]) -> Image.Image:
    """Drawn four times as large, so that its corners are smooth."""
    mask = Image.new("L", (4 * size[0], 4 * size[1]))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, mask.width - 1, mask.height - 1), 4 * CORNER, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)
