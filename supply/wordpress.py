"""The plug-in for WordPress as WordPress takes it: a ZIP with one folder, in which is one file. The same bytes each time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[1]
PLUGIN: Final = ROOT / "deploy/wordpress/tresen-button/tresen-button.php"
NAME: Final = "tresen-wordpress.zip"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name: when it was made says nothing."""


def plugin() -> bytes:
    """The archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        entry = zipfile.ZipInfo(f"{PLUGIN.parent.name}/{PLUGIN.name}", _EPOCH)
        entry.external_attr = 0o100644 << 16
        entry.create_system = 3
        archive.writestr(entry, PLUGIN.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()
