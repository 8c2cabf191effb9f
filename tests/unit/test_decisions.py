"""docs/adr: numbered, and listed under the titles they have."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "adr"


def test_every_decision_is_listed_under_its_title() -> None:
    """The index names each page by number and title, in order."""
    pages = sorted(FOLDER.glob("[0-9]*.md"))
    listed = re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", (FOLDER / "README.md").read_text(), re.MULTILINE)
    assert [f"# {number}. {title}" for number, title, _ in listed] == [
        page.read_text().partition("\n")[0] for page in pages
    ]
    assert [name for *_, name in listed] == [page.name for page in pages]
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
