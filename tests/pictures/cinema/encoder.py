"""What ffmpeg does: a film from frames, frames from a film, and what a film says of itself."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image

from tests.pictures.cinema.canvas import SIZE
from tests.pictures.cinema.reel import Timeline

PROGRAMS: Final = ("ffmpeg", "ffprobe")
PACKAGE: Final = "ffmpeg"
LIMIT: Final = 2_000_000
"""Bytes of a film: what a page may fetch for a minute."""
_LOOK: Final = "38"
"""VP9's constant quality, 0 to 63: letters stay clean, and a minute of a screen weighs less than a megabyte."""
_KEYS: Final = "90"
"""So many frames after the last one that stands alone there is another, for a browser that jumps."""
_INTO: Final = (
    *("-vf", "scale=out_color_matrix=bt709:out_range=tv", "-pix_fmt", "yuv420p"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"),
    *("-c:v", "libvpx-vp9", "-b:v", "0", "-crf", _LOOK, "-g", _KEYS),
    *("-deadline", "good", "-cpu-used", "2", "-row-mt", "1", "-fps_mode", "vfr"),
    *("-map_metadata", "-1", "-fflags", "+bitexact", "-cues_to_front", "1", "-f", "webm"),
)


def lacking() -> list[str]:
    """The Debian packages that are missing to make a film."""
    return [] if all(shutil.which(program) for program in PROGRAMS) else [PACKAGE]


def encode(film: Timeline, file: Path) -> None:
    """Write a WebM (VP9, no sound) whose index stands before its frames. Raises ValueError if it has become too heavy."""
    with tempfile.TemporaryDirectory() as folder:
        listed = ("-f", "concat", "-i", str(_unrolled(film, Path(folder))))
        subprocess.run(["ffmpeg", "-v", "error", "-y", *listed, *_INTO, str(file)], check=True)
    if file.stat().st_size > LIMIT:
        raise ValueError(f"{file.name} has {file.stat().st_size} bytes, more than {LIMIT}")


def _unrolled(film: Timeline, folder: Path) -> Path:
    """Every picture as a file, and a list that says how long each is seen."""
    lines, last = ["ffconcat version 1.0"], None
    name = ""
    for number, (picture, ms) in enumerate(film.frames()):
        if picture is not last:
            name, last = f"{number:05}.png", picture
            picture.save(folder / name, compress_level=1)
        lines += [f"file {name}", f"duration {ms / 1000:.3f}"]
    roll = folder / "roll"
    roll.write_text("\n".join(lines) + "\n", encoding="ascii")
    return roll


def lasts_ms(file: Path) -> int:
    """How long a film says it is."""
    asked = ("-show_entries", "format=duration", "-of", "json")
    said = subprocess.run(["ffprobe", "-v", "error", *asked, str(file)], check=True, capture_output=True)
    return round(1000 * float(json.loads(said.stdout)["format"]["duration"]))


def still(file: Path, ms: int) -> Image.Image:
    """The frame at that time."""
    taken = ("-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-")
    command = ["ffmpeg", "-v", "error", "-ss", f"{ms / 1000:.3f}", "-i", str(file), *taken]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return Image.frombytes("RGB", SIZE, raw)
