"""`tresen restore`: a data folder from a backup."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tresen.cli.backup import Secret, list_of, message_files, open_secret, shelf_of, shown
from tresen.cli.options import AsJson, Config, Data, fail, settings, tell
from tresen.cli.saying import say
from tresen.config import Mistakes, Settings
from tresen.datafolder import prepare_data

if TYPE_CHECKING:
    from tresen.backup.choose import Chosen
    from tresen.backup.put import Put
    from tresen.desk.restoring.replay import Replayed


def restore(
    folder: Annotated[str, typer.Argument(help="The backup folder, or a bucket: s3://BUCKET/PREFIX.")],
    data: Data = None,
    erasures: Annotated[
        Path | None,
        typer.Option(
            help="The erasure list that the lost server kept (tresen.erasures in its data folder).",
            show_default=False,
        ),
    ] = None,
    erasures_lost: Annotated[
        bool,
        typer.Option(
            "--erasures-lost", help="That list is lost: what was erased since the newest backup comes back."
        ),
    ] = False,
    at: Annotated[
        datetime | None,
        typer.Option(help="The newest backup up to this time. [default: the newest]", show_default=False),
    ] = None,
    secret: Secret = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Restore a backup into an empty folder. What was erased since stays erased: the erasure list is needed for that."""
    from tresen.backup.choose import NoList, choose
    from tresen.backup.folder import BackupFolder, BadBackup
    from tresen.backup.put import put, require_empty
    from tresen.clock import SystemClock
    from tresen.errors import Refusal
    from tresen.store.lock import Locked, lock

    read = settings({"data": data, "config": config}, remembered=True)
    target = list_of(read)
    try:
        opened = open_secret(secret)
        at_ms = None if at is None else _ms_of(at)
        own = _own(erasures, target, lost=erasures_lost)
        with contextlib.closing(BackupFolder(shelf_of(folder, read))) as backups:
            require_empty(read.data, target)
            chosen = choose(backups, opened, at_ms, own, lost=erasures_lost)
            prepare_data(read.data)
            with lock(read.data):
                require_empty(read.data, target)
                files = message_files(read, read.data)
                done = put(backups, chosen, opened, read.data, target, SystemClock(), files)
    except Mistakes as wrong:
        tell(wrong.mistakes)
    except NoList as wrong:
        fail(f"{wrong}. {_advice(folder)}")
    except BadBackup as wrong:
        fail(str(wrong))
    except Locked:
        fail(f"a server runs on {read.data}: stop it first")
    except (OSError, sqlite3.Error, Refusal) as error:
        _failed(read.data, error)
    _tell_done(read, chosen, done, as_json=as_json)


def _tell_done(read: Settings, chosen: Chosen, done: Put, *, as_json: bool) -> None:
    if as_json:
        answer = {
            "made_ms": chosen.content.made_ms,
            "events": done.events,
            "listed_until_ms": chosen.until_ms,
        }
        typer.echo(json.dumps({**answer, **done.replayed._asdict()}))
        return
    _say(read, chosen.content.made_ms, chosen.until_ms, done.events, done.replayed)
    if done.missing:
        say(f"{done.missing} files of messages are not in the backup: they came while it was made")


def _failed(data: Path, error: Exception) -> NoReturn:
    from tresen.cli.plainly import one_line
    from tresen.store.backup.restoring import is_restoring

    words = one_line(error)
    if is_restoring(data):
        fail(f"{data} is half restored and refuses to serve: {words}. Run this again; it begins anew")
    fail(f"nothing was restored: {words}")


def _ms_of(at: datetime) -> int:
    """The last millisecond of that second. Before what a computer's clock can say there is no backup either."""
    try:
        return int(at.timestamp() * 1000) + 999
    except (ValueError, OverflowError, OSError):
        fail(f"{at.isoformat()} is not a time that a backup could have been made at")


def _own(named: Path | None, target: Path, *, lost: bool) -> Path | None:
    """The server's own list: the one that is named, else the one that lies where this server would keep it."""
    if named is not None or lost:
        return named
    return target if target.exists() else None


def _advice(folder: str) -> str:
    return (
        "It is tresen.erasures in the old data folder, or the file that the setting erasure_list names: give it with"
        f" --erasures FILE. If it is lost, say --erasures-lost: then the list in {folder} is used, and whatever was erased"
        " after its newest backup comes back for good"
    )


def _say(read: Settings, made_ms: int, until_ms: int, events: int, replayed: Replayed) -> None:
    erased, records, left = replayed
    say(f"{read.data} is the backup of {shown(made_ms)}: {events} events")
    say(
        f"Brought up to the erasure list: {erased} messages erased again, {records} records of keys and devices"
    )
    if until_ms:
        say(f"Its newest entry is of {shown(until_ms)}")
    if left:
        say(f"{left} entries could not be replayed: they belong to what is younger than the backup")
    say(
        "As they were then: what was read, quiet hours, muted conversations, who is told by push, businesses' addresses."
        " Objections to statistics, addresses taken back, what must be kept, holds, restrictions and requests are as"
        " they were last"
    )
    say("Start the server. Devices read the log anew, and offer again what it lost")
