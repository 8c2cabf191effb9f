"""The tables' history, by Alembic. `HEAD` names the newest step: a start with nothing to migrate need not load Alembic."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

HEAD: Final = "0027"
_STEP: Final = re.compile("[0-9a-z_]{1,32}")
"""How a step is called. Other text in its place is nobody's step, and may be written to steer a terminal."""


class Newer(Exception):
    """A newer version of Tresen has changed the tables. The message says which, and what to do."""


def require_known(file: Path) -> None:
    """An old program on a newer database would read what it does not understand. Raises `Newer`."""
    at = version_of(file)
    if at is not None and at > HEAD:
        raise Newer(newer_text(at))


def newer_text(at: str) -> str:
    """One line for whoever started the old program."""
    return (
        f"the database was changed by a newer version of Tresen (tables {at}, this program knows {HEAD}):"
        " install that version again, or restore a backup made before it"
    )


def version_of(file: Path) -> str | None:
    """The newest step that was done to a database; None: there is none, or it cannot be told."""
    if not file.is_file():
        return None
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=5)
        ) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return None
    at = "" if found is None else str(found[0])
    return at if _STEP.fullmatch(at) else None
