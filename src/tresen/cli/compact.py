"""`tresen compact`: the database without its free space."""

from __future__ import annotations

import sqlite3

import typer

from tresen.cli.options import Config, Data, fail, settings
from tresen.config import DATABASE_FILE, MIB


def compact(data: Data = None, config: Config = None) -> None:
    """Rewrite the database without free space. Stop the server first; the disk needs room for a copy.

    A database made before version 0.2 gives freed pages back by itself only after this.
    """
    from tresen.store.compact import InUse, NoRoom
    from tresen.store.compact import compact as rewrite
    from tresen.store.lock import Locked, lock

    folder = settings({"data": data, "config": config}, remembered=True).data
    file = folder / DATABASE_FILE
    if not file.exists():
        fail(f"there is no database in {folder}")
    try:
        with lock(folder):
            before, after = rewrite(file)
    except Locked:
        fail(f"a server runs on {folder}: stop it first")
    except InUse:
        fail(f"a backup or another command reads the database in {folder}: wait until it has ended")
    except NoRoom as full:
        fail(f"the disk lacks {full.missing / MIB:.0f} MiB for the copy; nothing was changed")
    except (OSError, sqlite3.Error) as error:
        fail(f"the database in {folder} cannot be rewritten, nothing was changed: {error}")
    typer.echo(f"{before / MIB:.1f} MiB before, {after / MIB:.1f} MiB now")
