"""The film of a minute in English, for the front page: poster, film and subtitles in docs/site."""

from __future__ import annotations

from tests.pictures.cinema import projector
from tests.pictures.studio import Studio

PICTURES = ("film.en",)


def take(studio: Studio) -> None:
    """Play it and encode it, which takes some minutes."""
    projector.take(studio, "en")
