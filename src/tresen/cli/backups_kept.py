"""What `tresen doctor` says of backups: whether there are any, when one was tried, and the list that a restore needs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tresen.cli.finding import Check
from tresen.config import Settings
from tresen.core.backups import DAY_MS, STALE_MS, UNTRIED_MS
from tresen.store.backup import state
from tresen.store.backup.restoring import NotServable

NAME = "backups"
WHERE = "docs/howto/backup.md"


def how_to_restore(data: Path) -> str:
    """What to do when the database is lost, with the command to type."""
    kept = state.read(data)
    folder = "BACKUPS" if kept is None else kept.folder
    return (
        f"stop the server, move {data} aside, then: tresen restore {folder} --data {data}"
        f" --erasures OLD/tresen.erasures ({WHERE})"
    )


def backups(file: Path, now_ms: int) -> Check:
    """Warns when there is no backup, when the newest is old, and when none was tried for long."""
    kept = state.read(file.parent)
    if kept is None:
        if not _holds_a_business(file):
            return Check(NAME, True, "none, and no business yet that needs one")
        todo = f"make one every night: tresen backup --data {file.parent} --to FOLDER ({WHERE})"
        return Check(NAME, False, "there is none", todo, warning=True)
    again = f"tresen backup --data {file.parent} --to {kept.folder}"
    if now_ms - kept.made_ms > STALE_MS:
        days = (now_ms - kept.made_ms) // DAY_MS
        return Check(NAME, False, f"the newest is {days} days old", f"{again}, every night", warning=True)
    if now_ms - kept.tried_ms > UNTRIED_MS:
        tried = "none was ever tried" if not kept.tried_ms else "none was tried for five weeks"
        return Check(NAME, False, tried, f"{again} --test", warning=True)
    return Check(NAME, True, f"the newest in {kept.folder} is not older than two days")


def erasure_list(file: Path, settings: Settings) -> Check:
    """The erasure list has everything that was erased: without it a restored backup brings it back."""
    from tresen.store.backup import erasure_list as listed
    from tresen.store.database import Database

    name, place = "erasure list", settings.erasure_list or file.parent / listed.FILE
    todo = "start the server, which writes it; if it runs: can it write there?"
    try:
        entries = listed.read(place)
    except FileNotFoundError:
        entries = []
    except listed.BadList as wrong:
        mends = isinstance(wrong, listed.Damaged)
        what = (
            "start the server again: it mends it from its log"
            if mends
            else "set it aside; the server writes it anew at its next start"
        )
        return Check(name, False, f"{place} {wrong}", what)
    except OSError as error:
        return Check(name, False, f"{place} cannot be read: {error.strerror}", todo)
    database = Database(file.parent)
    try:
        with database.snapshot() as connection:
            heads, decided = listed.heads(entries), listed.wishes(entries)
            lacks = sum(1 for _ in listed.missing(connection, heads, decided))
            listed.require_not_older(listed.newest(connection), heads, place, listed.removed(entries))
    except NotServable as older:
        return Check(name, False, str(older), how_to_restore(file.parent))
    except Exception:  # noqa: BLE001 - a database of an older version, until the server's next start
        return Check(name, True, f"{place}, not compared: the database is of another version")
    finally:
        database.close()
    if lacks:
        return Check(name, False, f"{place} lacks {lacks} entries", todo)
    return Check(name, True, f"{place}, complete")


def _holds_a_business(file: Path) -> bool:
    """Whether there is a business. Without one there is nothing to back up."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=5)) as connection:
        return connection.execute("SELECT 1 FROM businesses").fetchone() is not None
