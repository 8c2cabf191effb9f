"""A film of two screens, put together from stills: each stays as long as it is said to, whatever it took to take it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PIL import Image

QUALITY: Final = 75
LIMIT: Final = 2_000_000
"""Bytes of a film: what README may weigh."""


@dataclass
class Reel:
    """`compose` puts the two side by side."""

    compose: Callable[[Image.Image, Image.Image], Image.Image]
    frames: list[Image.Image] = field(default_factory=list)
    lasting: list[int] = field(default_factory=list)

    def hold(self, left: Image.Image, right: Image.Image, ms: int) -> None:
        """A frame of so many milliseconds."""
        self.frames.append(self.compose(left, right))
        self.lasting.append(ms)

    @property
    def ms(self) -> int:
        """How long it lasts."""
        return sum(self.lasting)

    def save(self, file: Path) -> None:
        """Animated WebP that begins again at its end. Raises ValueError if it has become too heavy."""
        first, *rest = self.frames
        first.save(
            file, save_all=True, append_images=rest, duration=self.lasting, loop=0, quality=QUALITY, method=4,
            minimize_size=True, allow_mixed=True,
        )  # fmt: skip
        if file.stat().st_size > LIMIT:
            raise ValueError(f"{file.name} has {file.stat().st_size} bytes, more than {LIMIT}")
