"""Shared by the commands about single businesses: which one is meant, and how sizes and times are shown."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from tresen.cli.options import fail, settings
from tresen.config import DATABASE_FILE, Settings

if TYPE_CHECKING:
    from tresen.store.businesses import Facts

Handle: TypeAlias = Annotated[
    str, typer.Argument(help="The business's address, such as baeckerei-sonnenschein.", show_default=False)
]


def hosted(data: Path | None, config: Path | None) -> Settings:
    """The settings of an installation whose database is there and of this version, or one line that says what is not."""
    from tresen.store.backup.restoring import require_restored
    from tresen.store.migrations import HEAD, require_known, version_of

    read = settings({"data": data, "config": config}, remembered=True)
    file = read.data / DATABASE_FILE
    if not file.exists():
        fail(f"there is no database in {read.data}: name the server's data folder with --data")
    with file.open("rb"):  # says plainly when this user may not
        pass
    require_restored(read.data)
    require_known(file)
    if version_of(file) != HEAD:
        fail(
            f"the database in {read.data} is of an older version: start the server once, which brings it up to date"
        )
    return read


def facts_of(read: Settings) -> list[Facts]:
    """All businesses of an installation."""
    from tresen.store.businesses import facts
    from tresen.store.database import Database

    database = Database(read.data)
    try:
        with database.snapshot() as connection:
            return facts(connection)
    finally:
        database.close()


def size(count: int) -> str:
    """Bytes as people read them."""
    value, unit = float(count), "B"
    for unit in ("B", "KiB", "MiB", "GiB"):
        if value < 1024 or unit == "GiB":
            break
        value /= 1024
    return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"


def iso(at_ms: int) -> str:
    """A time of the host's, or a dash for never."""
    if not at_ms:
        return "-"
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
