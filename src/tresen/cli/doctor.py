"""`tresen doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import json
import os
import pwd
import resource
import shutil
import sqlite3
import ssl
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import typer

import tresen
from tresen.cli.backups_kept import backups, erasure_list, how_to_restore
from tresen.cli.doctor_clock import Dates, clock, dates
from tresen.cli.doctor_files import Unreachable, examine_files
from tresen.cli.doctor_outside import public_address
from tresen.cli.doctor_push import push_services
from tresen.cli.doctor_relay import relay
from tresen.cli.finding import Check
from tresen.cli.options import FAILED, AsJson, Config, Data, Port, PublicUrl, enter
from tresen.cli.saying import plain, say
from tresen.config import DATABASE_FILE, MIB, Mistakes, Settings, load
from tresen.core.bounds.quotas import NEAR_SHARE, Quotas
from tresen.core.precautions import BusinessFacts, precautions
from tresen.store import checked
from tresen.store.backup.restoring import is_restoring
from tresen.store.checked import Finding
from tresen.store.migrations import HEAD, newer_text, version_of

FREE_BYTES: Final = 1024**3
"""Less free disk space than this is reported as bad."""
FILES: Final = 4096
"""Fewer open files than this would limit the number of connections."""
NAMED: Final = 20
"""A warning names at most this many businesses."""


def doctor(
    data: Data = None,
    public_url: PublicUrl = None,
    port: Port = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Check data folder, disk, clock, database, files, web apps, open files, URL, mail, relay. Exit status 1 if any is bad.

    Warns about a business with only one owner device, a recovery sheet not tested for a year, and missing or old backups.
    """
    flags: dict[str, object] = {"data": data, "public_url": public_url, "port": port, "config": config}
    enter(flags)
    checks = list(examine(flags))
    _remember(flags, checks)
    if as_json:
        typer.echo(json.dumps([each._asdict() for each in checks]))
    else:
        for each in checks:
            say(f"{each.mark} {each.name:<15} {plain(each.found)}")
            if each.todo and not each.good:
                say(f"     {'':<15} → {plain(each.todo)}")
    if not all(each.good or each.warning for each in checks):
        raise typer.Exit(FAILED)


def _remember(flags: dict[str, object], checks: list[Check]) -> None:
    """For the owner's page. What another user found out about a folder that is not theirs is not worth keeping."""
    with suppress(Mistakes, OSError):
        folder = load(flags, os.environ, remembered=True).data
        if (folder / DATABASE_FILE).exists() and os.geteuid() == folder.stat().st_uid:
            states = {"ok  ": "good", "warn": "warning"}
            found = [
                Finding(each.name, states.get(each.mark, "bad"), each.found, each.todo) for each in checks
            ]
            checked.write(folder, checked.Checked(time.time_ns() // 1_000_000, tresen.__version__, found))


def examine(flags: dict[str, object]) -> Iterator[Check]:
    """All findings. Each check runs on its own, whatever the others find."""
    try:
        settings = load(flags, os.environ, remembered=True)
    except Mistakes as wrong:
        for mistake in wrong.mistakes:
            yield Check("settings", False, str(mistake), "correct it and run this again")
        return
    yield data_folder(settings.data)
    yield disk(settings.data)
    yield from _database_checks(settings.data / DATABASE_FILE, settings)
    yield web(settings)
    yield open_files()
    yield public_address(settings)
    yield push_services(settings.public_url)
    yield mail(settings)
    yield relay(settings)


def data_folder(data: Path) -> Check:
    """The data folder exists, belongs to this user, and is closed to others."""
    name = "data folder"
    try:
        found = data.stat()
    except PermissionError:
        return Check(
            name,
            False,
            f"{data} is in a folder that this user cannot open",
            "run tresen as its owner: runuser -u tresen -- tresen doctor …",
        )
    except OSError:
        found = None
    if found is None or not stat.S_ISDIR(found.st_mode):
        return Check(
            name,
            False,
            f"{data} is not a folder",
            "name the right one with --data; tresen serve creates a new one",
        )
    if found.st_uid != os.geteuid():
        todo = f"run tresen as its owner: {as_owner(found.st_uid)}"
        return Check(name, False, f"{data} belongs to user {found.st_uid}", todo)
    mode = stat.S_IMODE(found.st_mode)
    if mode & 0o077:
        return Check(name, False, f"{data} is open to others (mode {mode:04o})", f"chmod 0700 {data}")
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        return Check(name, False, f"{data} cannot be written (mode {mode:04o})", f"chmod 0700 {data}")
    return Check(name, True, f"{data}, this user's alone")


def as_owner(uid: int) -> str:
    """The command that runs doctor as the owner. Giving the folder away would take it from the server that runs."""
    try:
        name = pwd.getpwuid(uid).pw_name
    except KeyError:
        name = f"#{uid}"
    return f"runuser -u {name} -- tresen doctor …"


def disk(data: Path) -> Check:
    """There is enough free disk space."""
    there = next((each for each in (data, *data.parents) if _is_folder(each)), Path("/"))
    free = shutil.disk_usage(there).free
    text = f"{free / 1024**3:.1f} GiB free"
    return Check(
        "disk",
        free >= FREE_BYTES,
        text,
        "free some space: below 1 GiB the disk is soon full, and messages are refused",
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _database_checks(file: Path, settings: Settings) -> Iterator[Check]:
    try:
        there = file.exists()
    except OSError as error:
        yield clock(Dates())
        yield Check("database", False, f"cannot be inspected: {error.strerror}", "run tresen as its owner")
        return
    if is_restoring(file.parent):
        yield clock(Dates())
        yield Check(
            "database",
            False,
            "half restored: a restore is under way or was interrupted",
            "run tresen restore again; it begins anew",
        )
        return
    if not there or _just_made(file):
        yield clock(Dates())
        yield Check("database", True, "none yet; tresen serve creates it")
        return
    at = version_of(file)
    if at is not None and at > HEAD:
        yield clock(Dates())
        yield Check(
            "database", False, newer_text(at), "the program is older than the data: see docs/howto/update.md"
        )
        return
    newest: list[Dates] = []
    checked = _checked("database", file, lambda: _database(file, newest))
    yield clock(newest[0] if newest else Dates())
    yield checked
    if checked.good:
        yield from teams(business_facts(file), time.time_ns() // 1_000_000)
        yield quotas(file, settings)
        yield files(file, settings)
        yield backups(file, time.time_ns() // 1_000_000)
        yield erasure_list(file, settings)


def _open(file: Path) -> closing[sqlite3.Connection]:
    """The database, read-only by pragma: WAL needs a writable file."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=5)
    connection.execute("PRAGMA query_only=ON")
    return closing(connection)


def _just_made(file: Path) -> bool:
    """Whether the first start is under way: the file exists, its tables do not."""
    try:
        with _open(file) as connection:
            return (
                connection.execute(
                    "SELECT 1 FROM sqlite_master WHERE tbl_name <> 'alembic_version'"
                ).fetchone()
                is None
            )
    except sqlite3.Error:
        return False


_BUSINESS_FACTS: Final = """
SELECT b.handle,
  (SELECT count(*) FROM devices o WHERE o.business_id = b.id AND o.role = 'owner' AND o.revoked_ms IS NULL),
  sheet.added_ms, {day}
FROM businesses b
JOIN devices sheet ON sheet.business_id = b.id AND sheet.role = 'sheet' AND sheet.revoked_ms IS NULL
ORDER BY b.handle
"""


def business_facts(file: Path) -> list[BusinessFacts]:
    """The facts about each business that `precautions` judges."""
    with _open(file) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(devices)")}
        # A database of an older version has no such column until the next start of the server.
        day = "sheet.seen_day" if "seen_day" in columns else "NULL"
        return [BusinessFacts(*row) for row in connection.execute(_BUSINESS_FACTS.format(day=day))]


def teams(known: list[BusinessFacts], now_ms: int) -> Iterator[Check]:
    """[S3] Warnings: neither one broken phone nor one lost sheet may be the end of a business."""
    if not known:
        return
    found = precautions(known, now_ms)
    yield _reminder(
        "owner devices",
        found.one_owner,
        "two or more at every business",
        "only one at",
        "if it breaks, only the recovery sheet helps: the owner adds a second device, or a second owner, on the page Team",
    )
    yield _reminder(
        "recovery sheets",
        found.untested,
        "each made or tested within a year",
        "not tested for a year at",
        "the owner fetches it and tests it: page Team, Recovery sheet",
    )


def files(file: Path, settings: Settings) -> Check:
    """[F7] Checks that every message's files exist and are complete; counts orphaned files."""
    try:
        found = examine_files(_open(file), settings)
    except Unreachable as error:
        return Check(
            "files", False, f"the store cannot be asked: {error}", "is it running, and the key right?"
        )
    if found is None:
        return Check("files", True, "none yet")
    if found.broken:
        todo = "restore them from the newest backup of the files; without one these messages say that they are gone"
        return Check("files", False, f"{found.broken} missing or cut, of {found.text}", todo)
    return Check("files", True, found.text)


_STORED: Final = """
SELECT b.handle, sum(c.bytes), sum(c.bytes >= ? AND NOT c.back_room)
FROM businesses b JOIN conversations c ON c.business_id = b.id GROUP BY b.id ORDER BY b.handle
"""


def quotas(file: Path, settings: Settings) -> Check:
    """Warns of the businesses that store, or have conversations that store, four fifths of what they may."""
    most = Quotas(settings.conversation_quota_mib * MIB, settings.business_quota_mib * MIB)
    with _open(file) as connection:
        columns = {row[1] for row in connection.execute("PRAGMA table_info(conversations)")}
        # A database of an older version has no such column until the next start of the server.
        near = [most.conversation * NEAR_SHARE]
        rows = connection.execute(_STORED, near).fetchall() if "bytes" in columns else []
    found = [
        f"{handle} ({stored / MIB:.0f} of {settings.business_quota_mib} MiB, {full} conversations nearly full)"
        for handle, stored, full in rows
        if full or stored >= most.business * NEAR_SHARE
    ]
    todo = "erase conversations that are over, or raise conversation_quota_mib or business_quota_mib"
    return _reminder("quotas", found, "room in every business and conversation", "nearly used up at", todo)


def _reminder(name: str, handles: list[str], good: str, bad: str, todo: str) -> Check:
    if not handles:
        return Check(name, True, good)
    more = f" and {len(handles) - NAMED} more" if len(handles) > NAMED else ""
    return Check(name, False, f"{bad} {', '.join(handles[:NAMED])}{more}", todo, warning=True)


def _database(file: Path, newest: list[Dates]) -> Check:
    with _open(file) as connection:
        broken = [row[0] for row in connection.execute("PRAGMA quick_check(3)") if row[0] != "ok"]
        if broken:
            return Check("database", False, f"is damaged: {broken[0]}", how_to_restore(file.parent))
        loose = connection.execute("PRAGMA foreign_key_check").fetchmany(3)
        if loose:
            found = f"rows of {loose[0][0]} refer to rows that do not exist"
            return Check("database", False, found, how_to_restore(file.parent))
        newest.append(dates(connection))
        events = connection.execute("SELECT count(*) FROM events").fetchone()[0]
    return Check("database", True, f"whole; {events} events, {file.stat().st_size / 1024**2:.1f} MiB")


def _checked(name: str, file: Path, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except sqlite3.Error as error:
        return Check(
            name,
            False,
            f"cannot be read: {error}",
            f"is it a Tresen database, and this user's? Else {how_to_restore(file.parent)}",
        )


def web(settings: Settings) -> Check:
    """The web apps are built."""
    from tresen.transport.site import Site

    folder = settings.web or Path(tresen.__file__).parent / "web_dist"
    try:
        missing = Site(folder).missing()
    except PermissionError:
        todo = "whoever runs the server has to read them: install Tresen where every user may, such as /opt/tresen"
        return Check("web apps", False, f"{folder} cannot be read by this user", todo)
    if missing:
        todo = "build them with ./dev web build, or install the wheel, which contains them"
        return Check("web apps", False, f"not built: {', '.join(missing)}", todo)
    return Check("web apps", True, "chat, inbox and set-up are built")


def open_files() -> Check:
    """Enough connections may be open at once. The server raises its own limit as far as the system permits."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = most == resource.RLIM_INFINITY
    text = "unlimited" if unlimited else f"up to {most}"
    todo = "raise the hard limit: LimitNOFILE=65536 in the systemd unit, or ulimit -Hn"
    return Check("open files", unlimited or most >= FILES, text, todo)


def mail(settings: Settings) -> Check:
    """[W13] The mail server, if one is set up, can be reached, proves its name, and takes the login. No mail is sent."""
    import smtplib

    from tresen.transport.mail import connected, server_of

    server = server_of(settings)
    if server is None:
        return Check("mail", True, "not set up: customers can be told of answers by their browser only")
    at = f"{server.host}:{server.port}"
    try:
        with connected(server) as smtp:
            smtp.noop()
    except smtplib.SMTPAuthenticationError as error:
        todo = "correct mail_user and mail_password; some providers want a password made for programs"
        return Check("mail", False, f"{at} refuses the login ({error.smtp_code})", todo)
    except ssl.SSLError as error:
        todo = "name the server as its certificate does (mail_host), and check mail_security and mail_port"
        return Check("mail", False, f"{at} cannot be trusted: {error.reason or error}", todo)
    except (OSError, smtplib.SMTPException) as error:
        todo = "check mail_host, mail_port and mail_security, and whether the network lets this machine out there"
        return Check("mail", False, f"{at} cannot be used: {error.strerror or error}", todo)
    return Check("mail", True, f"{at} lets {server.sender} in ({server.security})")
