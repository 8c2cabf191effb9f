"""What goes wrong in a command becomes one line for people, never a traceback."""

from __future__ import annotations

import os
import sqlite3
from typing import Final

from tresen.cli.owner import became

_LOCKED: Final = ("readonly", "unable to open", "locked")


def one_line(error: BaseException) -> str:
    """What happened and what to do, in one line. It names files, never content."""
    inner = getattr(
        error, "orig", None
    )  # SQLAlchemy's errors hold statement and values: only the database's own words
    if isinstance(inner, BaseException):
        return one_line(inner)
    if isinstance(error, sqlite3.Error):
        words = str(error)
        more = (
            f": {_as_owner(None)}"
            if any(each in words for each in _LOCKED)
            else ", or tresen doctor says why"
        )
        return f"the database cannot be used ({words}){more}"
    if isinstance(error, OSError):
        return _of_a_file(error)
    if isinstance(error, ImportError):
        return f"a part of Tresen is not installed ({error.name}): install its extra, or the package anew"
    name = type(error).__name__
    if type(error).__module__.startswith("tresen."):
        return str(error) or name
    return f"this is a mistake of Tresen's: {name}. With TRESEN_TRACEBACK=1 it says where"


def _of_a_file(error: OSError) -> str:
    if isinstance(error, PermissionError):
        user = became()
        if user is not None:
            return (
                f"{error.filename or 'a file'} may not be used by {user}. Root works as that user, to whom the data folder"
                " belongs: name a place where that user may read and write, or write to standard output"
            )
        return f"{error.filename or 'a file'} may not be used by this user: {_as_owner(error.filename)}"
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}"


def _as_owner(path: object) -> str:
    """How to run it as whoever owns the nearest folder that is there."""
    user = _owner(path)
    return f"run tresen as its owner, such as: runuser -u {user} -- tresen …"


def _owner(path: object) -> str:
    import pwd
    from pathlib import Path

    place = Path(str(path)) if path else Path()
    for each in (place, *place.parents):
        try:
            found = each.stat()
        except OSError:
            continue
        if found.st_uid == os.geteuid():
            break
        try:
            return pwd.getpwuid(found.st_uid).pw_name
        except KeyError:
            return f"#{found.st_uid}"
    return "tresen"
