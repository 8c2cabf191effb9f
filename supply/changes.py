"""`./dev changes`: joins the fragments of `changes/` into CHANGELOG.md, under *Unreleased*, and removes them."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "changes"
HEADING = "## Unreleased\n"


class BadFragment(Exception):
    """A fragment that is no list, or a changelog without the heading."""


def fragments(root: Path = ROOT) -> list[Path]:
    """In the order of their names; README.md is none."""
    return sorted(file for file in (root / FOLDER).glob("*.md") if file.name != "README.md")


def joined(changelog: str, parts: dict[str, str]) -> str:
    """The changelog with the fragments (name → text) under *Unreleased*, before what stands there; links lead from there.

    Raises:
        BadFragment: a fragment has a line that is neither a list entry nor its continuation; or the heading is missing.
    """
    before, heading, after = changelog.partition(HEADING)
    if not heading:
        raise BadFragment(f"the changelog lacks the heading {HEADING.strip()!r}")
    lines: list[str] = []
    for name, text in sorted(parts.items()):
        entries = text.strip().splitlines()
        if not entries or not entries[0].startswith("- "):
            raise BadFragment(f"{name} does not begin with a list entry")
        if not all(line.startswith(("- ", "  ")) for line in entries):
            raise BadFragment(f"{name} has a line that is neither an entry nor its continuation")
        lines += [line.replace("](../", "](") for line in entries]
    if not lines:
        return changelog
    return f"{before}{heading}\n" + "\n".join(lines) + "\n" + after


def with_fragments(root: Path = ROOT) -> str:
    """CHANGELOG.md as it is once the fragments are in it. Raises `BadFragment`."""
    parts = {file.name: file.read_text(encoding="utf-8") for file in fragments(root)}
    return joined((root / "CHANGELOG.md").read_text(encoding="utf-8"), parts)


def main() -> int:
    """Writes the changelog; the fragments go only after it is written."""
    used = fragments()
    try:
        text = with_fragments()
    except BadFragment as wrong:
        sys.stderr.write(f"changes: {wrong}\n")
        return 1
    (ROOT / "CHANGELOG.md").write_text(text, encoding="utf-8")
    for file in used:
        file.unlink()
    sys.stdout.write(f"{len(used)} fragments joined\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
