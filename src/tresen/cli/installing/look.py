"""Reads what `tresen install` has to know about this machine. It changes nothing."""

from __future__ import annotations

import grp
import hashlib
import os
import platform
import pwd
import secrets
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

import tresen
from tresen.backup.folder import MARK
from tresen.cli.installing.answers import DATA, Answers
from tresen.cli.installing.facts import STATE, Account, Facts, Found, Here, Relay, System, Unit, Written
from tresen.cli.installing.others import BESIDE, RELAY_FILE, RELAY_PORT, RELAY_UNIT, USER
from tresen.cli.installing.plan import (
    CADDYFILE,
    JOBS,
    LINK,
    OUTSIDE,
    RELAY_RULES,
    SERVER_UNITS,
    TEMPLATES,
    UNITS,
)
from tresen.cli.installing.shell import kept_of
from tresen.cli.installing.texts import CONFIG, address_in, program_of
from tresen.cli.owner import NotOurs, owner_of
from tresen.config import DATABASE_FILE
from tresen.core.bounds.networks import is_public

_SUPPLIED: Final = Path("/usr/lib/systemd/system")
_PACKAGES: Final = ("caddy", "coturn", "nftables", "tresen")
_WATCHED: Final = (
    "tresen.service", "caddy.service", RELAY_UNIT, "coturn.service", *(f"{job}.timer" for job in JOBS),
)  # fmt: skip
_LONGEST: Final = 2**20
_STRANGERS: Final = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses for examples: nothing is sent there, the kernel only says from where it would be."""


def templates() -> dict[str, str]:
    """The files of `deploy/`: in the package, or beside its sources."""
    inside = Path(tresen.__file__).parent / "deploy"
    folder = inside if inside.is_dir() else Path(tresen.__file__).parents[2] / "deploy"
    return {name: (folder / name).read_text(encoding="utf-8") for name in TEMPLATES}


def look_here() -> Here:
    """What has to be as it is before anything is asked."""
    try:
        said = platform.freedesktop_os_release()
    except OSError:
        said = {}
    system = System(said.get("ID", ""), said.get("VERSION_ID", ""), said.get("PRETTY_NAME", ""))
    has_systemd = Path("/run/systemd/system").is_dir() and shutil.which("systemctl") is not None
    return Here(system, os.geteuid() == 0, has_systemd, _command())


def look(answers: Answers) -> Facts:
    """All facts for these answers."""
    supplied = dict(_supplied())
    written = remembered()
    config = _config(supplied)
    account = _account(USER)
    units = (f"{UNITS}/{name}" for name in (*SERVER_UNITS, RELAY_UNIT))
    own = [config, OUTSIDE, CADDYFILE, RELAY_FILE, RELAY_RULES, *units]
    paths = {*own, *(f"{each}{BESIDE}" for each in own), LINK, DATA, answers.backups, *written.files}
    return Facts(
        here=look_here(),
        packages=frozenset(_installed()),
        users=frozenset((USER,) if account else ()),
        files=dict(_files(paths)),
        units=_units(),
        supplied=supplied,
        relay=_relay(answers.address),
        listen_at=_source(answers.proxy) if answers.proxy else "127.0.0.1",
        taken={port: "" for port in (80, 443, RELAY_PORT, answers.port) if _is_taken(port)},
        firewall=_firewall(),
        fresh_secret=secrets.token_hex(32),
        written=written,
        set_aside=frozenset(path for path in written.files if kept_of(Path(path)).is_file()),
        account=account or Account(),
        filled=frozenset(_filled({DATA: DATABASE_FILE, answers.backups: MARK})),
    )


def named() -> str:
    """The name that the settings give this server; empty where they are absent or as the package laid them."""
    config = _config(dict(_supplied()))
    found = dict(_files([config])).get(config, Found("other"))
    return "" if found.packaged else address_in(found.content)


def remembered() -> Written:
    """What an earlier run did. Nothing, if there was none or its notes cannot be read as such."""
    try:
        return msgspec.json.decode((Path(STATE) / "installed.json").read_bytes(), type=Written)
    except (FileNotFoundError, msgspec.DecodeError):
        return Written()


def _config(supplied: Mapping[str, bytes]) -> str:
    return program_of(supplied.get("tresen.service", b"").decode(errors="replace"))[1] or CONFIG


def _command() -> str:
    """The command `tresen`, where other users may run it and its Python, and root alone could exchange them."""
    given = Path(sys.argv[0])
    named = [given] if given.name == "tresen" and given.is_absolute() else []
    found = shutil.which("tresen")
    for each in (*named, Path(sys.prefix) / "bin" / "tresen", *([Path(found)] if found else [])):
        file = each.resolve()
        programs = (file, Path(sys.executable).resolve())
        if file.is_file() and all(_is_open(each) and is_roots(each) for each in programs):
            return str(file)
    return ""


def _is_open(file: Path) -> bool:
    """Whether every user may run that program."""
    return all(part.stat().st_mode & stat.S_IXOTH for part in (file, *file.parents))


def is_roots(file: Path) -> bool:
    """Whether root alone could exchange that program, or a part of the way to it: root runs it every night."""
    with suppress(NotOurs):
        return owner_of(file) is None
    return False


def _installed() -> Iterator[str]:
    said = _asked("dpkg-query", "-W", "-f", "${Package} ${db:Status-Abbrev}\n", *_PACKAGES)
    for line in said.splitlines():
        name, _, status = line.partition(" ")
        if status.strip() == "ii":
            yield name


def _account(name: str) -> Account | None:
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(found.pw_uid, found.pw_dir)


def _filled(marks: Mapping[str, str]) -> Iterator[str]:
    """Folders that hold something, and not that which says that they are Tresen's."""
    for path, mark in marks.items():
        with suppress(FileNotFoundError, NotADirectoryError):
            there = {each.name for each in Path(path).iterdir()} - {"lost+found"}
            if there and mark not in there:
                yield path


def _files(paths: Iterable[str]) -> Iterator[tuple[str, Found]]:
    laid = dict(_laid())
    for path in sorted(paths):
        found = found_at(Path(path))
        if found is None:
            continue
        if path in laid:
            same = hashlib.md5(found.content, usedforsecurity=False).hexdigest() == laid[path]
            found = found._replace(packaged=same)
        yield path, found


def found_at(path: Path) -> Found | None:
    """What stands at a path; None where nothing is."""
    try:
        said = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    owner, group = _named(pwd.getpwuid, said.st_uid), _named(grp.getgrgid, said.st_gid)
    mode = stat.S_IMODE(said.st_mode)
    if stat.S_ISREG(said.st_mode) and said.st_size <= _LONGEST:
        return Found("file", path.read_bytes(), owner, group, mode)
    if stat.S_ISLNK(said.st_mode):
        return Found("link", os.fsencode(path.readlink()), owner, group, mode)
    return Found("folder" if stat.S_ISDIR(said.st_mode) else "other", b"", owner, group, mode)


def _named(ask: object, number: int) -> str:
    try:
        return str(ask(number)[0])  # type: ignore[operator]
    except KeyError:
        return f"#{number}"


def _laid() -> Iterator[tuple[str, str]]:
    """The MD5 of settings files as their packages laid them, which dpkg keeps."""
    for line in _asked("dpkg-query", "-W", "-f", "${Conffiles}\n", *_PACKAGES).splitlines():
        words = line.split()
        if len(words) >= 2:
            yield words[0], words[1]


def _units() -> dict[str, Unit]:
    said = _asked("systemctl", "show", "--property=Id,UnitFileState,ActiveState", *_WATCHED)
    found = {}
    for block in said.split("\n\n"):
        facts = dict(line.partition("=")[::2] for line in block.splitlines())
        enabled = facts.get("UnitFileState", "") in ("enabled", "enabled-runtime", "alias", "static")
        found[facts.get("Id", "")] = Unit(enabled, facts.get("ActiveState") == "active")
    return found


def _supplied() -> Iterator[tuple[str, bytes]]:
    for name in (*SERVER_UNITS, RELAY_UNIT):
        with suppress(FileNotFoundError):
            yield name, (_SUPPLIED / name).read_bytes()


def _relay(name: str) -> Relay:
    """Addresses of this machine: those to which the name leads, else the ones from which it reaches others."""
    known4, known6 = _resolved(name, socket.AF_INET), _resolved(name, socket.AF_INET6)
    own4 = next(filter(_is_own, known4), "") or _source(_STRANGERS[socket.AF_INET])
    own6 = next(filter(_is_own, known6), "") or _source(_STRANGERS[socket.AF_INET6])
    public4 = ""
    if own4 and not is_public(own4):
        public4 = next(filter(is_public, known4), "")
        # Nobody outside reaches an inner address, unless the name itself leads there: then it is for people within.
        own4 = own4 if public4 or own4 in known4 else ""
    return Relay(own4, public4, own6 if own6 and (is_public(own6) or own6 in known6) else "")


def _resolved(name: str, family: socket.AddressFamily) -> list[str]:
    try:
        return [str(each[4][0]) for each in socket.getaddrinfo(name, None, family, socket.SOCK_DGRAM)]
    except OSError:
        return []


def _is_own(address: str) -> bool:
    """Whether this machine has that address, and others could reach it."""
    if address.startswith("127.") or address == "::1":
        return False
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM) as tried:
        try:
            tried.bind((address, 0))
        except OSError:
            return False
    return True


def _source(towards: str) -> str:
    """From which address this machine sends there; empty: it has no way there. Nothing is sent."""
    with socket.socket(socket.AF_INET6 if ":" in towards else socket.AF_INET, socket.SOCK_DGRAM) as tried:
        try:
            tried.connect((towards, 9))
        except OSError:
            return ""
        return str(tried.getsockname()[0])


def _is_taken(port: int) -> bool:
    """Whether a program listens there."""
    for family, host in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):  # noqa: S104 - let go at once
        with suppress(OSError), socket.socket(family) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                tried.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            try:
                tried.bind((host, port))
                tried.listen(1)
            except OSError as error:
                if error.errno == 98:
                    return True
    return False


def _firewall() -> str:
    with suppress(OSError):
        if "ENABLED=yes" in Path("/etc/ufw/ufw.conf").read_text(encoding="utf-8").splitlines():
            return "ufw"
    return "firewalld" if shutil.which("firewall-cmd") else ""


def _asked(*words: str) -> str:
    """What a command says; nothing where it is absent. Its status says that one of several names is unknown."""
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60, env=_plain())
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _plain() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), "LC_ALL": "C.UTF-8"}
