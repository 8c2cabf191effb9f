"""`tresen business export`: all that the server has of one business, as lines of JSON and files. It stays sealed."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TextIO

import typer

import tresen
from tresen.cli.hosted import Handle, hosted
from tresen.cli.options import Config, Data, fail
from tresen.cli.saying import say

if TYPE_CHECKING:
    from tresen.backup.files import MessageFiles

ROWS: Final = "rows.jsonl"
FILES: Final = "files"


def export(
    handle: Handle,
    to: Annotated[Path, typer.Option(help="A new folder for the export.", show_default=False)],
    data: Data = None,
    config: Config = None,
) -> None:
    """Write all that is stored about a business into a folder; the server may be running. Messages stay sealed.

    The first line of rows.jsonl says what follows: a line for each row, bytes in base64. The recovery sheet opens them.
    """
    from tresen.cli.backup import message_files
    from tresen.store import businesses
    from tresen.store.backup.reading import being_read
    from tresen.store.database import Database
    from tresen.store.migrations import HEAD

    read = hosted(data, config)
    try:
        to.mkdir(mode=0o700, parents=True)
        descriptor = os.open(to / ROWS, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        fail(f"{to} is there already: name a new folder with --to")
    files, sizes, count = message_files(read, read.data), dict[str, int](), 0
    database = Database(read.data)
    try:
        with os.fdopen(descriptor, "w") as out, being_read(read.data), database.snapshot() as connection:
            key = businesses.find(connection, handle.lower())
            if key is None:
                (to / ROWS).unlink()
                to.rmdir()
                fail(f"no business has the address {handle!r} here: tresen business list shows all")
            _line(out, {"tresen": tresen.__version__, "tables": HEAD, "business": handle.lower()})
            for table, columns, rows in businesses.rows(connection, key):
                for row in rows:
                    said = dict(zip(columns, map(_plain, row), strict=True))
                    _line(out, {"table": table, **said})
                    count += 1
                    if table == "blobs" and said["complete"]:
                        sizes[str(said["name"])] = int(said["bytes"])
    finally:
        database.close()
    gone = _copy(files, sizes, to / FILES)
    say(
        f"{to}: {count} rows, {len(sizes) - gone} files"
        + (f"; {gone} files were erased meanwhile" if gone else "")
    )


def _copy(files: MessageFiles, sizes: Mapping[str, int], to: Path) -> int:
    """Copies the sealed files; how many are gone."""
    gone = 0
    if sizes:
        to.mkdir(mode=0o700)
    for name, size in sizes.items():
        try:
            data = files.read(name, size)
        except FileNotFoundError:
            gone += 1
            continue
        descriptor = os.open(to / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(data)
    return gone


def _line(out: TextIO, said: dict[str, Any]) -> None:
    out.write(json.dumps(said, ensure_ascii=False) + "\n")


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
