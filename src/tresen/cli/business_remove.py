"""`tresen business remove`: a business leaves the server, with all that is stored about it."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tresen.cli.hosted import Handle, facts_of, hosted, iso, size
from tresen.cli.options import Config, Data, fail
from tresen.cli.owner import require_folder
from tresen.cli.saying import say
from tresen.config import DATABASE_FILE, Settings
from tresen.core.backups import SLOTS_MS

if TYPE_CHECKING:
    from tresen.store.businesses import Facts

_BACKUPS: Final = (
    "In backups: the slots, without which no message opens, are gone after 14 days; content as long as backups are kept."
    " A restore removes the business again."
)


def remove(
    handle: Handle,
    again: Annotated[
        str | None,
        typer.Option(
            "--yes-remove", help="The address again, for scripts; else it is asked for.", show_default=False
        ),
    ] = None,
    receipt: Annotated[
        Path | None, typer.Option(help="Write the receipt (JSON) to this file.", show_default=False)
    ] = None,
    data: Data = None,
    config: Config = None,
) -> None:
    """Remove a business and erase all that is stored about it. Stop the server first. It asks for the address.

    Export it before, if the law makes it keep letters or vouchers: tresen business export.
    """
    from tresen.store.backup.reading import is_being_read
    from tresen.store.lock import Locked, lock

    read = hosted(data, config)
    found = next((each for each in facts_of(read) if each.handle == handle.lower()), None)
    if found is None:
        fail(f"no business has the address {handle!r} here: tresen business list shows all")
    try:
        with lock(read.data):
            if is_being_read(read.data):
                fail("a backup or an export reads the database: wait until it has ended")
            _confirm(found, again)
            _remove(read, found)
    except Locked:
        fail(f"a server runs on {read.data}: stop it first")
    except (OSError, sqlite3.Error) as error:
        fail(f"not everything is removed yet: {error}. Run this again")
    told = _receipt(found)
    if receipt is not None:
        _write(receipt, json.dumps(told, indent=2) + "\n")
    say(f"{found.handle} is removed, {iso(int(str(told['removed_ms'])))}:")
    say(
        f"{found.messages} messages, {found.conversations} conversations, {found.files} files"
        f" ({size(found.bytes + found.file_bytes)}), {found.devices} devices of the team."
    )
    say(_BACKUPS)


def _confirm(found: Facts, again: str | None) -> None:
    if again is None:
        kept = f", {found.kept} of which the law makes it keep," if found.kept else ""
        say(
            f"{found.handle}: {found.messages} messages{kept} {found.conversations} conversations, {found.files} files."
            " All of it is erased, here and for its customers. This cannot be undone."
        )
        again = typer.prompt("Type the address to remove it", default="", show_default=False)
    if again.strip().lower() != found.handle:
        fail("that is another address; nothing was removed")


def _remove(read: Settings, found: Facts) -> None:
    """The list first: after a crash the server refuses to serve what was to go, and this is run again.

    Copies that were set aside before an update hold the business as well, so they go, too.
    """
    from sqlalchemy import select

    from tresen.cli.backup import list_of, message_files
    from tresen.clock import SystemClock
    from tresen.desk.restoring.wishes import removing
    from tresen.store.backup.erasure_list import ErasureList, newest
    from tresen.store.compact import InUse, NoRoom, compact
    from tresen.store.database import SET_ASIDE, Database
    from tresen.store.schema import blobs, businesses

    aside = read.data / SET_ASIDE
    if os.path.lexists(aside):
        require_folder(aside)
    database = Database(read.data)
    try:
        with database.snapshot() as connection:
            heads = {log: head for log, head in newest(connection).items() if log[0] == found.public_id}
            key = connection.execute(
                select(businesses.c.id).where(businesses.c.public_id == found.public_id)
            ).scalar()
            names = [
                name for (name,) in connection.execute(select(blobs.c.name).where(blobs.c.business_id == key))
            ]
        for (public_id, generation), head in heads.items():
            ErasureList(list_of(read)).remove(public_id, generation, head, SystemClock().now_ms())
        for copy in aside.glob("*"):
            copy.unlink()
        _in_writer(database, removing(found.public_id))
    finally:
        database.close()
    files = message_files(read, read.data)
    for name in names:
        files.remove(name)
    try:
        # Only what counts is copied: no byte of the business is left in free pages, gaps or the write-ahead log.
        compact(read.data / DATABASE_FILE)
    except InUse:
        say("Another command reads the database: run tresen compact once it has ended", err=True)
    except NoRoom:
        say("The disk has no room to rewrite the database: run tresen compact once it has", err=True)


def _in_writer(database: object, job: object) -> None:
    import asyncio
    from typing import Any, cast

    from tresen.clock import SystemClock
    from tresen.store.writer import Writer

    async def work() -> None:
        writer = Writer(cast("Any", database).writing, SystemClock(), lambda _: None)
        writer.start()
        try:
            await writer.run(cast("Any", job))
        finally:
            await writer.close()

    asyncio.run(work())


def _receipt(found: Facts) -> dict[str, object]:
    now = time.time_ns() // 1_000_000
    return {
        "business": found.handle,
        "public_id": found.public_id.hex(),
        "removed_ms": now,
        "messages": found.messages,
        "conversations": found.conversations,
        "files": found.files,
        "bytes": found.bytes + found.file_bytes,
        "backups_open_nothing_from_ms": now + SLOTS_MS,
    }


def _write(file: Path, text: str) -> None:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as out:
            out.write(text)
    except OSError as error:
        say(f"the receipt cannot be written to {file}: {error.strerror}", err=True)
