"""Tresen's version where a file outside the code must name it: pages, compose file, manifests. One place says which it is.

`./dev versions` writes it into all of them; a test refuses one that names another.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from supply import names
from tresen import __version__

ROOT = Path(__file__).resolve().parents[1]
_OWN: Final = r"\d+\.\d+\.\d+(?:(?:a|b|rc)\d+)?"
_SHOWN: Final = r"\d+\.\d+\.\d+(?:-(?:a|b|rc)\.\d+)?"
FORMS: Final = (
    # The index's spelling: of wheels, images, lists of hashes, and where a page has the reader type it.
    (re.compile(rf"(?<=tresen-){_OWN}(?=-py3|\.tar|-a|\.)|(?<=\btresen:){_OWN}|(?<=hashes-){_OWN}"), False),
    (re.compile(rf"(?<=\bVERSION=){_OWN}|(?<=\bTresen ){_OWN}(?!\.\d|-)"), False),
    (re.compile(rf"(?<=repository: tresen\n    tag: ){_OWN}|(?<=^app_version: ){_OWN}", re.MULTILINE), False),
    # As people and tags write it.
    (re.compile(rf"{_SHOWN}(?=~ynh\d)|(?<=/releases/download/v){_SHOWN}(?=/)"), True),
)
"""What a version stands beside, in which spelling."""
_OTHERS: Final = ("docs/adr/", "CHANGELOG.md", "changes/", "docs/howto/update.md")
"""What tells of the past, and the page that goes to a later version."""
_KINDS: Final = {".md", ".yaml", ".yml", ".toml", ""}


def places(root: Path = ROOT) -> Iterator[Path]:
    """Every file that may name it."""
    for each in sorted([*root.glob("*.md"), *(root / "docs").rglob("*"), *(root / "deploy").rglob("*")]):
        name = each.relative_to(root).as_posix()
        if each.is_file() and each.suffix in _KINDS and not name.startswith(_OTHERS):
            yield each


def named(text: str, version: str = __version__) -> str:
    """The text with this version in place of whichever it names."""
    for form, shown in FORMS:
        text = form.sub(names.shown(version) if shown else version, text)
    return text


def main(root: Path = ROOT) -> int:
    """Writes what changes, and says which files."""
    for each in places(root):
        text = each.read_text(encoding="utf-8")
        if (new := named(text)) != text:
            each.write_text(new, encoding="utf-8")
            sys.stdout.write(f"{each.relative_to(root)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
