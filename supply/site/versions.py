"""The versions of the documentation that lie in the site, newest first, and the page that lists them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from packaging.version import InvalidVersion, Version

from supply.site.reading import START

LIST: Final = "versions.js"
"""At the root of the site: a script, because a page that is opened from a disk may read no JSON."""


def versions(site: Path) -> list[str]:
    """The folders of `site` that hold a documentation."""
    found = []
    for folder in site.iterdir():
        if (folder / "searchindex.js").is_file():
            try:
                found.append((Version(folder.name), folder.name))
            except InvalidVersion:
                continue
    return [name for _, name in sorted(found, reverse=True)]


def write_list(site: Path) -> list[str]:
    """Writes which versions there are and which pages each has: the switch stays on the page where it can."""
    found = versions(site)
    pages = {
        name: sorted(
            page.relative_to(site / name).as_posix()
            for page in (site / name).rglob("*.html")
            if page.parent != site / name / "_static"
        )
        for name in found
    }
    text = json.dumps({"start": f"{START}.html", "pages": pages}, separators=(",", ":"))
    (site / LIST).write_text(f"window.tresenVersions = {text};\n", encoding="utf-8")
    return found
