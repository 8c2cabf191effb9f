"""No picture in the docs that the command does not make, none that it makes without a page, and none too heavy."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.pictures import pairs, scenes
from tests.pictures.gallery import committed
from tests.pictures.reel import LIMIT

ROOT = Path(__file__).parents[2]
IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"}
PAIR = 120_000
MADE = Counter(picture for name in scenes.names() for picture in scenes.scene(name).PICTURES)
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "protocol").rglob("*.md")]


def test_every_picture_is_made_by_one_scene() -> None:
    """`./dev pictures` writes every image below docs, each in one scene, but for the pairs; no other file is an image."""
    there = [
        file for file in (ROOT / "docs").rglob("*") if file.suffix in IMAGES and file.parent != pairs.FOLDER
    ]
    assert set(there) == {committed(name) for name in MADE}
    assert [name for name, times in MADE.items() if times > 1] == []


def test_every_picture_has_a_page() -> None:
    """A page of README, docs or protocol shows it, or leads to the film whose poster it is."""
    shown = {
        Path(each).stem
        for page in PAGES
        for each in re.findall(r"[\w/.-]+\.web[pm]\b", page.read_text(encoding="utf-8"))
    }
    assert shown == set(MADE) | set(pairs.SCREENS)


def test_the_pairs_are_there_and_light() -> None:
    """Those that the script can take again, no other ones; each weighs at most 120 kB."""
    there = {file.name: file.stat().st_size for file in pairs.FOLDER.iterdir()}
    assert set(there) == {f"{name}.webp" for name in pairs.SCREENS}
    assert {name for name, size in there.items() if size > PAIR} == set()


@pytest.mark.parametrize("name", sorted(MADE))
def test_no_picture_is_heavy(name: str) -> None:
    """A still weighs at most 200 kB, the one that moves at most 2 MB."""
    limit = LIMIT if name == "film" else 200_000
    assert committed(name).stat().st_size <= limit
