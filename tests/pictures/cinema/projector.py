"""Makes the files of a film, and says how a new take differs from the one that is committed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.pictures.cinema import encoder, webvtt
from tests.pictures.cinema.reel import Check
from tests.pictures.cinema.story import played
from tests.pictures.cinema.words import SCRIPTS, Lang
from tests.pictures.likeness import Unlike, unlike
from tests.pictures.studio import Studio

FILM: Final = ".webm"
SUBTITLES: Final = ".vtt"
LEAST_MS, MOST_MS = 55_000, 65_000
"""A minute, as long as a visitor stays."""
_APART_MS: Final = 40
"""Two takes end within one frame of each other."""


def take(studio: Studio, lang: Lang) -> None:
    """Poster, film and subtitles into the studio's folder. Raises ValueError if it is too long, too short or too heavy."""
    film = played(studio, lang)
    if not LEAST_MS <= film.ms <= MOST_MS:
        raise ValueError(f"the film lasts {film.ms / 1000:.1f} s")
    name = f"film.{lang}"
    poster = studio.file(name)
    encoder.encode(film, poster.with_suffix(FILM))
    poster.with_suffix(SUBTITLES).write_text(webvtt.written(film.cues), encoding="utf-8")
    studio.save(*film.poster(SCRIPTS[lang].subtitles.read), name=name)
    studio.films[name] = film.checks


def differs(committed: Path, taken: Path, checks: list[Check]) -> Unlike | None:
    """None if both takes say the same, last as long, and look the same at every moment that is checked."""
    old, new = (each.with_suffix(SUBTITLES) for each in (committed, taken))
    if not old.exists() or not committed.with_suffix(FILM).exists():
        return Unlike(1.0, "it is new")
    if old.read_text(encoding="utf-8") != new.read_text(encoding="utf-8"):
        return Unlike(1.0, "its subtitles are others")
    films = [each.with_suffix(FILM) for each in (committed, taken)]
    lasting = [encoder.lasts_ms(film) for film in films]
    if abs(lasting[0] - lasting[1]) > _APART_MS:
        return Unlike(1.0, f"it lasts {lasting[1]} ms instead of {lasting[0]}")
    for check in checks:
        before, after = (encoder.still(film, check.ms) for film in films)
        if found := unlike(before, after, check.varying):
            return Unlike(found.share, f"after {check.ms / 1000:.1f} s {found.where}")
    return None
