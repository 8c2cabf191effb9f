"""The films of the front page: subtitles that can be read in time, files that a browser can seek in, and their script."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.pictures.cinema import webvtt
from tests.pictures.cinema.canvas import SIZE
from tests.pictures.cinema.encoder import LIMIT, encode, lacking
from tests.pictures.cinema.encoder import lasts_ms as encoded_ms
from tests.pictures.cinema.projector import FILM, LEAST_MS, MOST_MS, SUBTITLES, differs
from tests.pictures.cinema.reel import FRAME_MS, LONGEST_MS, Check, Timeline
from tests.pictures.cinema.words import Lang
from tests.pictures.gallery import committed
from tests.pictures.gallery import lacking as needed
from tests.services import missing

CORNER = (0, 0, 200, 200)
LANGUAGES = get_args(Lang)
EBML, CLUSTER, CUES, DURATION = b"\x1a\x45\xdf\xa3", b"\x1f\x43\xb6\x75", b"\x1c\x53\xbb\x6b", b"\x44\x89\x88"
TEXTS = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=84)


def beside(lang: str, suffix: str) -> Path:
    """The committed file of that film."""
    return committed(f"film.{lang}").with_suffix(suffix)


def cues(lang: str) -> list[webvtt.Cue]:
    return webvtt.read(beside(lang, SUBTITLES).read_text(encoding="utf-8"))


def lasts_ms(film: bytes) -> float:
    """What the header says: a double in milliseconds, the unit that WebM prescribes."""
    at = film.index(DURATION) + len(DURATION)
    (ms,) = struct.unpack(">d", film[at : at + 8])
    return float(ms)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_subtitles_can_be_read_in_time(lang: str) -> None:
    """In order, without overlap, within the film; at most two lines of 42 letters, at most 17 letters a second."""
    end = lasts_ms(beside(lang, FILM).read_bytes())
    last = 0
    for cue in cues(lang):
        assert last <= cue.begin < cue.end <= end, cue
        lines = cue.text.split("\n")
        assert len(lines) <= 2, cue
        assert max(map(len, lines)) <= 42, cue
        assert cue.end - cue.begin >= 1500, cue
        assert len(cue.text) * 1000 <= 17 * (cue.end - cue.begin), cue
        last = cue.end


def test_both_films_say_as_much() -> None:
    """One subtitle for each, and none of them the same in both languages."""
    german, english = (cues(lang) for lang in LANGUAGES)
    assert len(german) == len(english) >= 12
    assert not {cue.text for cue in german} & {cue.text for cue in english}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_browser_can_seek_before_it_has_all(lang: str) -> None:
    """A WebM of a minute, at most 2 MB, that says how long it is; its index stands before its first frame."""
    film = beside(lang, FILM).read_bytes()
    assert film.startswith(EBML)
    assert len(film) <= LIMIT
    assert film.index(CUES) < film.index(CLUSTER)
    assert LEAST_MS <= lasts_ms(film) <= MOST_MS


def picture(shade: int) -> Image.Image:
    return Image.new("L", (2, 2), shade % 256)


@given(
    st.lists(st.tuples(TEXTS, st.lists(st.integers(1, 4000), min_size=1, max_size=4)), min_size=1, max_size=6)
)
def test_a_picture_stays_until_its_subtitle_is_read(acts: list[tuple[str, list[int]]]) -> None:
    """However short the pictures are; and what is written is read back as it was."""
    film = Timeline()
    for text, lasting in acts:
        film.says(text)
        for shade, ms in enumerate(lasting):
            film.hold(picture(shade), ms)
    film.falls_silent()
    assert [cue.text for cue in film.cues] == [text for text, _ in acts]
    for cue in film.cues:
        assert cue.end - cue.begin >= max(1500, len(cue.text) * 1000 / 17)
    assert all(one.end < other.begin for one, other in zip(film.cues, film.cues[1:], strict=False))
    assert film.cues[-1].end < film.ms
    assert webvtt.read(webvtt.written(film.cues)) == film.cues


@given(st.lists(st.tuples(st.integers(1, 5000), st.booleans()), min_size=1, max_size=8))
def test_fades_take_nothing_from_the_film(shots: list[tuple[int, bool]]) -> None:
    """All frames together last as long as the film, and one frame; none stays longer than a second."""
    film = Timeline()
    for shade, (ms, fades) in enumerate(shots):
        film.hold(picture(shade), ms, fades=fades)
    frames = list(film.frames())
    assert sum(ms for _, ms in frames) == film.ms + FRAME_MS
    assert all(FRAME_MS <= ms <= LONGEST_MS and ms % FRAME_MS == 0 for _, ms in frames)


def test_a_check_looks_at_the_picture_it_was_made_for() -> None:
    """Whatever comes before it, and although the picture may stay longer for its subtitle."""
    film = Timeline()
    film.hold(picture(1), 1000)
    film.says("Anna answers with a quick reply, which takes a while to read")
    film.hold(picture(2), 1200)
    film.check([(0, 0, 1, 1)])
    film.falls_silent()
    found, varying = film.poster("Anna answers with a quick reply, which takes a while to read")
    assert found.getpixel((0, 0)) == 2
    assert varying == [(0, 0, 1, 1)]


def filmed(
    folder: Path, name: str, colour: str, *, more: int = 0, said: str = "Hallo, hier ist der Laden"
) -> Path:
    """A film of two pictures with one subtitle, encoded; its second picture has a corner that each take makes anew."""
    film = Timeline()
    film.hold(Image.new("RGB", SIZE, "white"), 400)
    film.says(said)
    second = Image.new("RGB", SIZE, colour)
    second.paste((len(name) * 20, 0, 0), CORNER)
    film.hold(second, 2000, fades=True)
    film.falls_silent()
    if more:
        film.hold(second, more)
    poster = folder / f"{name}.webp"
    encode(film, poster.with_suffix(FILM))
    poster.with_suffix(SUBTITLES).write_text(webvtt.written(film.cues), encoding="utf-8")
    return poster


def test_another_take_differs_by_what_is_seen_and_said(tmp_path: Path) -> None:
    """The same film is the same but for what varies; another picture, word or length is named with where it is."""
    if lack := lacking():
        missing(f"the film needs: apt-get install {' '.join(lack)}")
    first, checks = filmed(tmp_path, "first", "green"), [Check(1500, [CORNER])]
    assert differs(first, filmed(tmp_path, "again-and-again", "green"), checks) is None
    assert lasts_ms(first.with_suffix(FILM).read_bytes()) == encoded_ms(first.with_suffix(FILM)) == 2440
    assert "after 1.5 s" in str(differs(first, tmp_path / "again-and-again.webp", [Check(1500, [])]))
    assert "after 1.5 s" in str(differs(first, filmed(tmp_path, "other", "blue"), checks))
    assert "lasts 2640 ms instead of 2440" in str(
        differs(first, filmed(tmp_path, "long", "green", more=200), checks)
    )
    assert "subtitles" in str(
        differs(first, filmed(tmp_path, "word", "green", said="Hallo, hier ist der Hofladen"), checks)
    )
    assert "new" in str(differs(tmp_path / "none.webp", first, checks))


def test_a_film_alone_needs_what_makes_films(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without ffmpeg, other scenes are taken as before; a film's scene is named the package that it lacks."""
    monkeypatch.setenv("PATH", "")
    assert "ffmpeg" not in needed(["team", "film"])
    assert "ffmpeg" in needed(["team", "film60_de"])


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "1\n00:00.000 --> 00:02.000\nHallo\n",
        "WEBVTT\n\n2\n00:00.000 --> 00:02.000\nHallo\n",
        "WEBVTT\n\n1\n00:00 --> 00:02.000\nHallo\n",
        "WEBVTT\n\n1\n00:00.000 --> 00:02.000\n",
    ],
)
def test_a_broken_file_is_refused(broken: str) -> None:
    """No head, a number that is missing, a time that is none, no words: `read` says so."""
    with pytest.raises(ValueError, match=r"WebVTT|cue"):
        webvtt.read(broken)
