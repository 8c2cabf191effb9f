"""`tresen backup`: a backup of a server that runs."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tresen.cli.options import Config, Data, fail, settings
from tresen.config import MIB, Settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

Secret = Annotated[
    Path | None,
    typer.Option(help="The file with the secret key that opens sealed backups.", show_default=False),
]
TRIED_IN: Final = "tresen-trial-"


def backup(
    data: Data = None,
    to: Annotated[
        Path | None, typer.Option(help="The backup folder; best on another disk.", show_default=False)
    ] = None,
    keep: Annotated[
        int | None,
        typer.Option(
            min=1, help="Remove backups older than so many days. [default: keep all]", show_default=False
        ),
    ] = None,
    key: Annotated[
        str | None, typer.Option(help="Seal to this public key (backup-key-…).", show_default=False)
    ] = None,
    test: Annotated[
        bool, typer.Option("--test", help="Restore the newest backup into a scratch folder and compare.")
    ] = False,
    secret: Secret = None,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Make a key pair for sealed backups; the secret is shown once.")
    ] = False,
    config: Config = None,
) -> None:
    """Add a backup to a folder; the server may run. What opens messages is kept for 14 days there, the rest as you like."""
    if new_key:
        _new_key()
        return
    read = settings({"data": data, "config": config}, remembered=True)
    if to is None:
        fail("name the backup folder with --to, such as --to /mnt/backup/tresen")
    if _inside(to, read.data):
        fail(
            f"{to} is inside the data folder: what takes that folder takes its backups; name another with --to"
        )
    if test:
        _test(read, to, secret)
    else:
        _take(read, to, keep, key)


def _new_key() -> None:
    from tresen.backup.sealed import new_pair

    public, private = new_pair()
    typer.echo(f"Public key, for --key:\n  {public}\n")
    typer.echo(
        f"Secret key, shown once. Keep it away from this server; without it no sealed backup opens:\n  {private}"
    )


def _take(read: Settings, to: Path, keep: int | None, key: str | None) -> None:
    from tresen.backup import state
    from tresen.backup.folder import BackupFolder, BadBackup
    from tresen.backup.sealed import CannotOpen, read_public
    from tresen.backup.take import naming_secret, take
    from tresen.desk.files.room import FILES_FOLDER

    began = time.monotonic()
    try:
        public = None if key is None else read_public(key)
        folder = BackupFolder(to, public=public, naming=b"" if public is None else naming_secret(read.data))
        files = None if read.files_s3 else read.data / FILES_FOLDER
        taken = take(read.data, folder, list_of(read), _now_ms(), keep, files)
        before = state.read(read.data)
        tried = before.tried_ms if before is not None and before.folder == str(to.absolute()) else 0
        state.write(read.data, state.BackedUp(str(to.absolute()), taken.made_ms, tried))
    except (BadBackup, CannotOpen) as wrong:
        fail(str(wrong))
    except (OSError, sqlite3.Error) as error:
        fail(f"no backup was made, earlier ones are as they were: {error}")
    seconds = time.monotonic() - began
    more = f"; {taken.pruned} old sets removed" if taken.pruned else ""
    more += f"; {taken.damaged} damaged sets removed" if taken.damaged else ""
    typer.echo(
        f"Backup of {shown(taken.made_ms)}: {taken.written / MIB:.1f} MiB new in {seconds:.1f} s{more}"
    )
    if read.files_s3:
        typer.echo("Files of messages lie in S3 and are not in it: back the bucket up there")


def _test(read: Settings, to: Path, secret: Path | None) -> None:
    from tresen.backup import state
    from tresen.backup.choose import choose
    from tresen.backup.folder import BackupFolder, BadBackup
    from tresen.backup.put import put
    from tresen.backup.trial import compare
    from tresen.clock import SystemClock
    from tresen.errors import Refusal

    scratch = Path(tempfile.mkdtemp(prefix=TRIED_IN))
    try:
        opened = open_secret(secret)
        folder = BackupFolder(to)
        # Nobody is served from the scratch folder, so the list beside the sets is enough to try everything.
        chosen = choose(folder, opened, None, None, lost=True)
        done = put(folder, chosen, opened, scratch, None, SystemClock())
        compare(scratch, chosen)
        before = state.read(read.data)
        if before is not None:
            state.write(read.data, state.BackedUp(before.folder, before.made_ms, _now_ms()))
    except (BadBackup, Refusal) as wrong:
        fail(f"this backup would not restore: {wrong}")
    except (OSError, sqlite3.Error) as error:
        fail(f"the trial could not be made: {error}")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    found = f"{done.events} events, {done.messages} messages, {done.files} files"
    typer.echo(f"The backup of {shown(chosen.content.made_ms)} restores: {found}, all compared")


def open_secret(file: Path | None) -> X25519PrivateKey | None:
    """The secret key in a file; None when none is named."""
    from tresen.backup.folder import BadBackup
    from tresen.backup.sealed import CannotOpen, read_secret

    if file is None:
        return None
    try:
        return read_secret(file.read_text())
    except (OSError, UnicodeError) as error:
        raise BadBackup(f"{file} cannot be read: {error}") from None
    except CannotOpen as wrong:
        raise BadBackup(f"{file}: {wrong}") from None


def list_of(read: Settings) -> Path:
    """Where the server of these settings keeps its erasure list."""
    from tresen.store.backup.erasure_list import FILE

    return read.erasure_list or read.data / FILE


def shown(at_ms: int) -> str:
    """A time as the host reads it."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _inside(folder: Path, data: Path) -> bool:
    return folder.resolve().is_relative_to(data.resolve())
