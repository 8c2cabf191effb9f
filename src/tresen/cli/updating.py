"""The steps of an update. Until the server is stopped nothing is changed; the two versions change places in one step."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tresen.cli import update_data
from tresen.cli.owner import as_owner

_PIP_SECONDS: Final = 600
_ASK_SECONDS: Final = 120
_BACK_SECONDS: Final = 60.0
"""The old version has so long in any case: it was ready before."""
_POLL_SECONDS: Final = 0.25
_LACKING: Final = """
from importlib.metadata import PackageNotFoundError, requires, version
from pip._vendor.packaging.requirements import Requirement
for each in map(Requirement, requires("tresen") or []):
    if each.marker and not any(each.marker.evaluate({"extra": name}) for name in ("", "server")):
        continue
    try:
        there = each.specifier.contains(version(each.name), prereleases=True)
    except PackageNotFoundError:
        there = False
    if not there:
        print(f"{each.name}{each.specifier}")
"""
"""Prints what the new version itself needs and the environment does not have."""
_OF_PYTHON: Final = ("PYTHON", "PIP_", "UV_")
_AT_FDCWD: Final = -100
_EXCHANGE: Final = 2


class NotUpdated(Exception):
    """The old version serves as before, or nothing was changed; the message says what was wrong."""


class Kept(Exception):
    """The new version stored something and then failed: to go back would lose it, so the host decides."""


class Service(NamedTuple):
    """The commands that stop and start the server; both return."""

    stop: Sequence[str]
    start: Sequence[str]


class Wanted(NamedTuple):
    """The wheel that pip installs, the version it is, and where what it needs comes from: `source` are pip's options.

    With a lock file every library is the one that it names, by its hash, from wherever it comes: the package
    index is asked only when one is neither installed nor beside the wheel, and never for one that is installed. `held`
    is a folder that no other user can write to: pip unpacks there.
    """

    wheel: Path
    version: str
    lock: Path | None
    source: Sequence[str]
    held: Path


class Version(NamedTuple):
    """What a program says of itself: its version, and the newest step of the tables that it knows."""

    name: str
    tables: str

    def __str__(self) -> str:
        return f"Tresen {self.name}"


class Update:
    """One update of the program in `prefix`, a virtual environment, whose server has its data in `data`."""

    def __init__(
        self,
        prefix: Path,
        data: Path,
        ready_url: str,
        service: Service,
        wait: float,
        say: Callable[[str], Any],
    ) -> None:
        self.prefix, self.data, self.ready_url = prefix, data, ready_url
        self.service, self.wait, self.say = service, wait, say
        self.fresh = prefix.with_name(prefix.name + ".next")
        self.before = prefix.with_name(prefix.name + ".before")

    def run(self, wanted: Wanted) -> tuple[Version, Version]:
        """Install what pip is told, and change over; the versions before and now. Raises `NotUpdated`, `Kept`."""
        was = _version(self.prefix)
        try:
            at = self._tables()
            now = self._install(wanted)
        except (OSError, subprocess.SubprocessError) as error:
            shutil.rmtree(self.fresh, ignore_errors=True)
            raise NotUpdated(f"nothing was changed: {_reason(error)}") from None
        if at is not None and now.tables < at:
            shutil.rmtree(self.fresh, ignore_errors=True)
            raise NotUpdated(f"nothing was changed: {now} is older than the database (tables {at})")
        self.say(f"{now} is installed beside {was}; the server restarts")
        self._command(self.service.stop)
        try:
            copy = as_owner(self.data, lambda: update_data.set_aside(self.data))
            self._change_places()
        except (OSError, sqlite3.Error) as error:
            self._command(self.service.start)
            raise NotUpdated(f"nothing was changed: {_reason(error)}") from None
        why = self._started(self.wait)
        if why:
            self._go_back(was, now, at, None if copy is None else Path(copy), why)
        return was, now

    def _tables(self) -> str | None:
        return as_owner(self.data, lambda: update_data.tables(self.data))

    def _install(self, wanted: Wanted) -> Version:
        shutil.rmtree(self.fresh, ignore_errors=True)
        shutil.copytree(self.prefix, self.fresh, symlinks=True)
        pip = partial(self._pip, wanted.held)
        # Without dependencies: what a library of ours wants beside what we need may have been left out on purpose.
        pip("--upgrade", "--no-deps", "--no-index", str(wanted.wheel))
        if wanted.lock is not None:
            by_hash = ("--no-deps", "--require-hashes", "--only-binary", ":all:")
            listed = (*by_hash, *wanted.source, "-r", str(wanted.lock))
            try:
                pip("--no-index", *listed)
            except OSError:
                pip(*listed)
        lacking = self._python(wanted.held, "-c", _LACKING).stdout.split()
        if lacking and wanted.lock is not None:
            raise OSError(f"the release's lock file lacks {', '.join(lacking)}")
        if lacking:
            pip(*wanted.source, *lacking)
        self._rewrite_scripts()
        now = _version(self.fresh)
        if now.name != wanted.version:
            raise OSError(f"pip was to install Tresen {wanted.version}, and what it installed is {now}")
        return now

    def _pip(self, held: Path, *words: str) -> None:
        pip = ("-m", "pip", "--isolated", "install", "--no-input", "--disable-pip-version-check", "--quiet")
        done = self._python(held, *pip, *words)
        if done.returncode:
            raise OSError(f"pip: {_last_line(done.stderr)}")

    def _python(self, held: Path, *words: str) -> subprocess.CompletedProcess[str]:
        # `--isolated` leaves the machine's pip.conf in force: this file is none.
        mine = {"PIP_CONFIG_FILE": os.devnull, "TMPDIR": str(held)}
        return _run([str(self.fresh / "bin" / "python"), "-I", *words], _PIP_SECONDS, mine)

    def _rewrite_scripts(self) -> None:
        """Scripts name their Python in the first line: it will be the one in `prefix`."""
        old, new = f"#!{self.fresh}/".encode(), f"#!{self.prefix}/".encode()
        for file in (self.fresh / "bin").iterdir():
            if file.is_symlink() or not file.is_file():
                continue
            held = file.read_bytes()
            if held.startswith(old):
                file.write_bytes(new + held[len(old) :])

    def _change_places(self) -> None:
        shutil.rmtree(self.before, ignore_errors=True)
        _exchange(self.fresh, self.prefix)
        self.fresh.rename(self.before)

    def _started(self, seconds: float) -> str:
        """Start the server; empty once it is ready, else why it is not after so many seconds."""
        until = time.monotonic() + seconds
        done = _run(self.service.start, seconds)
        if done.returncode:
            return f"it does not start: {_last_line(done.stderr)}"
        why = "it does not answer"
        while time.monotonic() < until:
            ready, why = _ask(self.ready_url)
            if ready:
                return ""
            time.sleep(_POLL_SECONDS)
        return why

    def _go_back(self, was: Version, now: Version, at: str | None, copy: Path | None, why: str) -> None:
        """The old program takes its place again, and the database as it was, unless something was stored since."""
        self.say(f"{now} is not ready after {self.wait:.0f} s ({why}): {was} comes back")
        self._command(self.service.stop)
        kept = f"the server is stopped, the old program is in {self.before}, the old database in {copy}"
        try:
            changed = self._tables() != at
            stored = (
                changed
                and copy is not None
                and as_owner(self.data, lambda: update_data.has_more(self.data, copy))
            )
        except (OSError, sqlite3.Error) as error:
            raise Kept(
                f"{now} is not ready, and the database cannot be read ({_reason(error)}): {kept}"
            ) from None
        if stored:
            raise Kept(
                f"{now} has changed the database, stored events, and is not ready. Going back would lose them, so nothing"
                f" more was done: {kept}"
            )
        if changed:
            try:
                as_owner(self.data, lambda: update_data.put_back(self.data, copy))
            except OSError as error:
                raise Kept(f"the old database cannot be put back ({_reason(error)}): {kept}") from None
        _exchange(self.before, self.prefix)
        again = self._started(max(self.wait, _BACK_SECONDS))
        state = "serves again" if not again else f"is back, but not ready either: {again}"
        raise NotUpdated(f"{now} was not ready ({why}). {was} {state}; nothing of the data was lost")

    def _command(self, words: Sequence[str]) -> None:
        done = _run(words, _ASK_SECONDS)
        if done.returncode:
            self.say(f"{' '.join(words)}: {_last_line(done.stderr)}")


def _version(prefix: Path) -> Version:
    done = _run([str(prefix / "bin" / "python"), "-I", "-m", "tresen.cli", "version", "--json"], _ASK_SECONDS)
    try:
        said = json.loads(done.stdout)
        return Version(said["version"], said["tables"])
    except (ValueError, KeyError, TypeError):
        raise OSError(f"the program in {prefix} does not run: {_last_line(done.stderr)}") from None


def _run(
    words: Sequence[str], seconds: float, more: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    # What somebody has set for their own Python and pip would decide what root installs, and from where.
    env = {name: value for name, value in os.environ.items() if not name.startswith(_OF_PYTHON)} | dict(more)
    try:
        return subprocess.run(
            list(words), capture_output=True, text=True, timeout=seconds, check=False, env=env,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(list(words), 127, "", _reason(error))


def _ask(url: str) -> tuple[bool, str]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=5) as answer:
            return answer.status == 200, "it does not answer"
    except urllib.error.HTTPError as error:
        try:
            said = json.loads(error.read())
            return False, "; ".join(
                f"{name} {value}" for name, value in said.items() if value not in (False, "ok")
            )
        except ValueError:
            return False, f"it answers with status {error.code}"
    except (OSError, ValueError):
        return False, "it does not answer"


def _exchange(one: Path, other: Path) -> None:
    """Two folders take each other's names, in one step where the file system can."""
    libc = ctypes.CDLL(None, use_errno=True)
    call = getattr(libc, "renameat2", None)
    if call is not None and not call(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE):
        return
    aside = other.with_name(other.name + ".moving")
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it says nothing"


def _reason(error: BaseException) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
