"""ARCHITECTURE.md is true: every path and every function that it names exists, and it names every room of the tree."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
_PATH = re.compile(r"`((?:protocol|src|web|tests|bench|docs|deploy|examples)/[\w./-]*)`")
_STOP = re.compile(r"`((?:src|web)/[\w./-]+\.(?:py|ts|svelte))`\s+`([#\w]+)`")


def test_every_path_exists() -> None:
    """[house] The map and the stops of a message name files and folders of this repository."""
    paths = _PATH.findall(TEXT)
    assert len(paths) > 60
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_function_is_in_its_file() -> None:
    """[house] A stop is a file and a function, method or class in it."""
    stops = _STOP.findall(TEXT)
    assert len(stops) > 45
    missing = [
        (path, name)
        for path, name in stops
        if not re.search(rf"(?<![\w#]){re.escape(name)}\b", (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert missing == []


def test_every_room_is_named() -> None:
    """[house] Every folder of the server, of its client and of the browser's core is described."""
    rooms = {
        folder.name
        for parent in (
            "src/tresen",
            "src/tresen/client",
            "src/tresen/desk",
            "src/tresen/transport",
            "web/core/src",
            "web",
        )
        for folder in (ROOT / parent).iterdir()
        if folder.is_dir() and (parent != "web" or (folder / "package.json").exists()) and _is_room(folder)
    }
    assert {room for room in rooms if f"{room}/" not in TEXT} == set()


def _is_room(folder: Path) -> bool:
    """A folder written by a tool is not a room."""
    return folder.name not in {"__pycache__", "node_modules", "web_dist"} and any(folder.iterdir())
