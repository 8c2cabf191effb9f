"""Which build of Tresen this is: its version, and the hash of the web apps it serves."""

from __future__ import annotations

from pathlib import Path

import tresen
from tresen import site_hashes

UNKNOWN = "none"


def build_of(web: Path | None = None) -> str:
    """The build that the list of hashes beside the apps names; `none` while they are not built."""
    folder = web or Path(tresen.__file__).parent / "web_dist"
    try:
        return site_hashes.read((folder / site_hashes.NAME).read_bytes()).build
    except (OSError, site_hashes.BadList):
        return UNKNOWN
