"""The pictures that are committed, and how those of a studio differ from them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PIL import Image, ImageSequence

from tests.pictures import scenes
from tests.pictures.cinema import encoder, projector
from tests.pictures.likeness import Unlike, unlike
from tests.pictures.scenes import Scene
from tests.pictures.studio import SUFFIX, Studio
from tests.pictures.studio import lacking as letters_lacking

_ROOT: Final = Path(__file__).parents[2]
DOCS: Final = _ROOT / "docs" / "img"
SITE: Final = _ROOT / "docs" / "site"
FILM: Final = "film."
"""Begins the names of the front page's films, which lie there as poster, film and subtitles."""
LEFT: Final = _ROOT / "test-results" / "pictures"
"""Where pictures that differ are left to be looked at."""


def lacking(names: Iterable[str]) -> list[str]:
    """The Debian packages that these scenes need and this machine lacks: a film needs one more than pictures do."""
    films = any(each.startswith(FILM) for name in names for each in scenes.scene(name).PICTURES)
    return [*letters_lacking(), *(encoder.lacking() if films else ())]


def committed(name: str) -> Path:
    """Where the picture of that name lies in the tree."""
    return (SITE if name.startswith(FILM) else DOCS) / f"{name}{SUFFIX}"


def files(name: str, studio: Studio) -> list[Path]:
    """What a scene has made of that name: a picture, of a film its subtitles as well."""
    return sorted(studio.folder.glob(f"{name}.*"))


def judged(scene: Scene, studio: Studio) -> dict[str, Unlike]:
    """How the pictures of a scene differ from those that are committed; none that look the same."""
    missed = set(scene.PICTURES) - set(studio.varying)
    if missed:
        raise ValueError(f"{scene.__name__} took no {', '.join(sorted(missed))}")
    found: dict[str, Unlike] = {}
    for name in scene.PICTURES:
        if not committed(name).exists():
            found[name] = Unlike(1.0, "it is new")
        elif differs := _differs(committed(name), studio, name):
            found[name] = differs
    return found


def _differs(there: Path, studio: Studio, name: str) -> Unlike | None:
    with Image.open(there) as old, Image.open(studio.file(name)) as new:
        olds, news = _stills(old), _stills(new)
    if len(olds) != len(news):
        return Unlike(1.0, "it has become a film, or none")
    for one, other in zip(olds, news, strict=True):
        if differs := unlike(one, other, studio.varying[name]):
            return differs
    if name in studio.films:
        return projector.differs(there, studio.file(name), studio.films[name])
    return None


def _stills(picture: Image.Image) -> list[Image.Image]:
    """A still itself; of a film the first, the middle and the last frame, since its length may differ."""
    frames = getattr(picture, "n_frames", 1)
    if frames == 1:
        return [picture.convert("RGB")]
    wanted = {0, frames // 2, frames - 1}
    return [frame.convert("RGB") for at, frame in enumerate(ImageSequence.Iterator(picture)) if at in wanted]
