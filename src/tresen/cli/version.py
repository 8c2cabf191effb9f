"""`tresen version`: which version this is, of what it is made, and which tables it knows."""

from __future__ import annotations

import json
import platform
import sqlite3
import sys
from typing import Final

import typer

import tresen
from tresen.cli.options import AsJson

_LABELS: Final = {"tables": "tables", "python": "Python", "sqlite": "SQLite", "system": "system"}


def version_line() -> str:
    """Version and build in one line."""
    from tresen.build import build_of

    return f"tresen {tresen.__version__} (build {build_of()})"


def version(as_json: AsJson = False) -> None:
    """Print version and build, the tables this program knows, Python and SQLite: what a question for help should say."""
    from tresen.build import build_of
    from tresen.store.migrations import HEAD

    around = {
        "tables": HEAD,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
    if as_json:
        typer.echo(
            json.dumps({"version": tresen.__version__, "build": build_of(), **around, "path": sys.prefix})
        )
        return
    typer.echo(version_line())
    for name, value in around.items():
        typer.echo(f"{_LABELS[name]:<7} {value}")
