"""The folder that holds everything: made for this user alone."""

from __future__ import annotations

import os
from pathlib import Path

from tresen.config import DATABASE_FILE, Mistake, Mistakes


def prepare_data(data: Path) -> None:
    """Create the data folder, for this user alone (0700).

    Raises:
        Mistakes: it cannot be created, is not a folder of this user, or is open to others and holds other files.
    """
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if data.stat().st_mode & 0o077:
            _close_to_others(data)
    except OSError as error:
        raise Mistakes(
            [Mistake("--data", f"{str(data)!r} must be a folder of this user: {error.strerror or error}")]
        ) from None
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise Mistakes([Mistake("--data", f"{str(data)!r} must be writable for this user")])


def _close_to_others(data: Path) -> None:
    # A home folder or /tmp named by mistake must not become unreadable to others.
    others = sorted(
        each.name for each in data.iterdir() if not each.name.startswith(("tresen.", "setup-link"))
    )
    if others and not (data / DATABASE_FILE).exists():
        raise Mistakes(
            [
                Mistake(
                    "--data",
                    f"{str(data)!r} holds other files ({others[0]}): name a folder for Tresen alone",
                )
            ]
        )
    data.chmod(0o700)
