"""The one time that all of a release bears: files, archives and packages made twice are the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_LIBRARY = re.compile(r"\.so(\.\d+)*$")
EARLIEST = 315_532_800
"""1 January 1980: a zip archive knows none before."""


def epoch(root: Path = ROOT) -> int:
    """SOURCE_DATE_EPOCH, else the time of the commit; in an unpacked source the earliest that all formats know."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return max(int(given), EARLIEST)
    if not (root / ".git").exists():
        return EARLIEST
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=True
    )
    return max(int(asked.stdout), EARLIEST)


def settle(tree: Path, at: int) -> None:
    """Give a tree the modes and the time that a package has, whatever the umask was. Links keep their targets."""
    for folder, names, files in os.walk(tree):
        for name in [*names, *files]:
            each = Path(folder, name)
            if not each.is_symlink():
                started = each.stat().st_mode & 0o100 and not _LIBRARY.search(name)
                each.chmod(0o755 if each.is_dir() or started else 0o644)
            os.utime(each, (at, at), follow_symlinks=False)
    tree.chmod(0o755)
    os.utime(tree, (at, at))
