"""Pictures that last, one after the other, and the subtitles said over them: times come from the script alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from PIL import Image

from tests.pictures.cinema.webvtt import Cue, reading_ms
from tests.pictures.likeness import Box

FRAMES_A_SECOND: Final = 25
FRAME_MS: Final = 1000 // FRAMES_A_SECOND
LONGEST_MS: Final = 1000
"""After so long a picture comes again, for a browser that jumps there."""
FADE_MS: Final = 280
"""How long one picture takes to become the next one."""
PAUSE_MS: Final = 120
"""Between two subtitles, so that a reader sees that there is another one."""


@dataclass
class Shot:
    """A picture that lasts; `fades`: it comes out of the one before it."""

    picture: Image.Image
    ms: int
    fades: bool


@dataclass(frozen=True)
class Check:
    """A moment in milliseconds at which two takes of the film look the same, but for the boxes."""

    ms: int
    varying: list[Box]


@dataclass
class Timeline:
    """The film as it grows. `says` begins a subtitle, which lasts until the next one."""

    shots: list[Shot] = field(default_factory=list)
    cues: list[Cue] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    _begun: tuple[int, str] | None = None

    @property
    def ms(self) -> int:
        """How long the film is so far."""
        return sum(shot.ms for shot in self.shots)

    def hold(self, picture: Image.Image, ms: int, *, fades: bool = False) -> None:
        """Show a picture for so long, to the nearest frame."""
        frames = max(1, round(ms / FRAME_MS))
        self.shots.append(Shot(picture, frames * FRAME_MS, fades))

    def check(self, varying: list[Box]) -> None:
        """Another take must look like the middle of the picture that is held now."""
        self.checks.append(Check(self.ms - self.shots[-1].ms // 2, varying))

    def says(self, text: str) -> None:
        """A subtitle begins; the one before it has stood long enough to be read, or its last picture stays longer."""
        self.falls_silent()
        self._begun = (self.ms, text)

    def falls_silent(self) -> None:
        """The subtitle ends."""
        if self._begun is None:
            return
        begun, text = self._begun
        lacks = begun + reading_ms(text) + PAUSE_MS - self.ms
        if lacks > 0:
            self.shots[-1].ms += -(-lacks // FRAME_MS) * FRAME_MS
        self.cues.append(Cue(begun, self.ms - PAUSE_MS, text))
        self._begun = None

    def poster(self, said: str) -> tuple[Image.Image, list[Box]]:
        """The first picture under that subtitle that another take must look like; and where it need not."""
        begin = next(cue.begin for cue in self.cues if cue.text == said)
        check = next(check for check in self.checks if check.ms > begin)
        return self._at(check.ms), check.varying

    def _at(self, ms: int) -> Image.Image:
        ends = accumulate(shot.ms for shot in self.shots)
        return next(shot.picture for shot, end in zip(self.shots, ends, strict=True) if ms < end)

    def frames(self) -> Iterator[tuple[Image.Image, int]]:
        """What is seen, and for how many milliseconds: steps of a fade, and the same picture again each second."""
        before: Image.Image | None = None
        for shot in self.shots:
            left = shot.ms
            if shot.fades and before is not None:
                steps = min(FADE_MS // FRAME_MS, left // FRAME_MS - 1)
                for step in range(1, steps + 1):
                    yield Image.blend(before, shot.picture, step / (steps + 1)), FRAME_MS
                left -= steps * FRAME_MS
            while left > 0:
                yield shot.picture, min(left, LONGEST_MS)
                left -= LONGEST_MS
            before = shot.picture
        # So that the film ends with a frame as short as any: that is how its length is known.
        if before is not None:
            yield before, FRAME_MS
