"""`tresen backup`: a backup of a server that runs."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, cast
from urllib.parse import urlsplit

import typer

from tresen.cli.options import Config, Data, fail, settings
from tresen.config import MIB, Settings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from tresen.backup.files import MessageFiles
    from tresen.backup.shelf import Shelf
    from tresen.files.port import Files

Secret = Annotated[
    Path | None,
    typer.Option(help="The file with the secret key that opens sealed backups.", show_default=False),
]
TRIED_IN: Final = "tresen-trial-"


def backup(
    data: Data = None,
    to: Annotated[
        str | None,
        typer.Option(
            help="The backup folder, best on another disk; or a bucket: s3://BUCKET/PREFIX.",
            show_default=False,
        ),
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
    if not is_bucket(to) and _inside(Path(to), read.data):
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


def _take(read: Settings, to: str, keep: int | None, key: str | None) -> None:
    from tresen.backup.folder import BackupFolder, BadBackup
    from tresen.backup.sealed import CannotOpen, read_public
    from tresen.backup.take import naming_secret, take
    from tresen.store.backup import state
    from tresen.store.lock import Locked

    began = time.monotonic()
    try:
        public = None if key is None else read_public(key)
        naming = b"" if public is None else naming_secret(read.data)
        with contextlib.closing(BackupFolder(shelf_of(to, read), public=public, naming=naming)) as folder:
            taken = take(read.data, folder, list_of(read), _now_ms(), keep, message_files(read, read.data))
        before = state.read(read.data)
        named = to if is_bucket(to) else str(Path(to).absolute())
        tried = before.tried_ms if before is not None and before.folder == named else 0
        with contextlib.suppress(OSError):  # the backup is there, whether or not a full disk can note it
            state.write(read.data, state.BackedUp(named, taken.made_ms, tried))
    except Locked:
        fail("the disk is full and the server begins or ends just now: once more in a moment")
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


def _test(read: Settings, to: str, secret: Path | None) -> None:
    from tresen.backup.choose import choose
    from tresen.backup.files import FolderFiles
    from tresen.backup.folder import BackupFolder, BadBackup
    from tresen.backup.put import put
    from tresen.backup.trial import compare
    from tresen.clock import SystemClock
    from tresen.errors import Refusal
    from tresen.store.backup import state

    scratch = Path(tempfile.mkdtemp(prefix=TRIED_IN))
    try:
        opened = open_secret(secret)
        with contextlib.closing(BackupFolder(shelf_of(to, read))) as folder:
            # Nobody is served from the scratch folder, so the list beside the sets is enough to try everything.
            chosen = choose(folder, opened, None, None, lost=True)
            files = FolderFiles(scratch / "files")
            done = put(folder, chosen, opened, scratch, None, SystemClock(), files)
        compare(scratch, chosen)
        before = state.read(read.data)
        if before is not None:
            with contextlib.suppress(OSError):  # it restores, whether or not a full disk can note it
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


def is_bucket(place: str) -> bool:
    """Whether that names a bucket, not a folder."""
    return place.startswith("s3://")


def shelf_of(place: str, read: Settings) -> Path | Shelf:
    """Where backups lie. Raises `BadBackup` for a bucket that cannot be reached by these settings."""
    from tresen.backup.folder import BadBackup

    if not is_bucket(place):
        return Path(place)
    from tresen.backup.s3 import S3Shelf
    from tresen.files.signature import Bucket

    bucket, _, prefix = place.removeprefix("s3://").partition("/")
    parts = urlsplit(read.files_s3 or "")
    endpoint = read.backup_s3 or (f"{parts.scheme}://{parts.netloc}" if read.files_s3 else "")
    key, secret = read.backup_s3_key or read.files_s3_key, read.backup_s3_secret or read.files_s3_secret
    if not (bucket and endpoint and key and secret):
        raise BadBackup(
            f"{place} needs the settings backup_s3 (the store), backup_s3_key and backup_s3_secret"
        )
    region = read.backup_s3_region or read.files_s3_region
    try:
        return S3Shelf(Bucket(f"{endpoint}/{bucket}", key, secret, region), prefix.strip("/"))
    except ValueError as wrong:
        raise BadBackup(f"{place}: {wrong}") from None


def message_files(read: Settings, data: Path) -> MessageFiles:
    """Where the server of these settings keeps the files of messages."""
    from tresen.backup.files import FolderFiles, StoreFiles
    from tresen.desk.fileroom import FILES_FOLDER
    from tresen.store.backup.restoring import FOLDER

    if read.files_s3 is None:
        return FolderFiles(data / FILES_FOLDER)
    from tresen.app import bucket_of

    return StoreFiles(lambda: cast("Files", bucket_of(read)), data / FOLDER)


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
