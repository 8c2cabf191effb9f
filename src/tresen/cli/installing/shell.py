"""Carries out the steps of an installation, each of them so that doing it twice is doing it once."""

from __future__ import annotations

import errno
import fcntl
import grp
import os
import pwd
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from tresen.cli.installing.answers import Answers
from tresen.cli.installing.facts import STATE, Written
from tresen.cli.installing.others import BESIDE
from tresen.cli.installing.plan import digest
from tresen.cli.installing.steps import (
    Emptied,
    File,
    Folder,
    Gone,
    Link,
    NoUser,
    Outcome,
    Packages,
    Planned,
    Reload,
    Running,
    Step,
    Stopped,
    User,
)  # fmt: skip

_SECONDS: Final = 1_800
_APT: Final = (
    "apt-get", "-q",
    # A machine that has just begun updates itself: that is waited for.
    "-o", "DPkg::Lock::Timeout=600",
    # Settings that somebody wrote before the package was there stay, and nobody is here to be asked.
    "-o", "Dpkg::Options::=--force-confdef", "-o", "Dpkg::Options::=--force-confold",
)  # fmt: skip
_AGAIN: Final = "What was done stays: mend that, and run the same command again"
_LINES: Final = 6
"""So many last lines of a command that failed are shown."""


class NotDone(Exception):
    """A step failed. The text says which, why, and what to do."""


class Shell:
    """Carries out steps, and remembers in `STATE` which files it wrote."""

    def __init__(self, written: Written, say: Callable[[str], None]) -> None:
        self._files = dict(written.files)
        self._unread = dict.fromkeys(written.unread)
        self._answers = written.answers
        self._say = say

    def remember(self, answers: Answers) -> None:
        """What was answered, for the next run."""
        self._answers = answers
        self._save()

    def settled(self) -> None:
        """Every service has read what was written."""
        self._unread.clear()
        self._save()

    def carry_out(self, planned: Planned) -> None:
        """Do one step, unless it is done already, and say how it stands.

        Raises:
            NotDone: it failed. What was done before stays.
        """
        step, outcome = planned
        try:
            if outcome == Outcome.LEFT:
                self._beside(step)
            elif outcome != Outcome.RIGHT:
                self._do(step)
        except OSError as error:
            raise NotDone(f"{step}: {cause(error, _place(step))}. {_AGAIN}") from None
        except LookupError as error:  # a user without the group of that name, and the like
            raise NotDone(f"{step}: {str(error.args[0]).rstrip('.')}. {_AGAIN}") from None
        self._say(str(planned))

    def _beside(self, step: Step) -> None:
        if isinstance(step, File):
            self._write(step._replace(path=f"{step.path}{BESIDE}"))

    def _do(self, step: Step) -> None:  # noqa: C901 - one line for each kind of step
        match step:
            case Packages(names):
                _run(step, *_APT, "update")
                _run(step, *_APT, "-y", "--no-install-recommends", "install", *names)
            case User(name, home):
                _run(step, "useradd", "--system", "--home-dir", home, "--shell", "/usr/sbin/nologin", name)
            case Folder(path, owner, group, mode):
                Path(path).mkdir(mode=0o700, parents=True, exist_ok=True)
                _own(path, owner, group, mode)
            case File():
                self._write(step)
            case Link(path, target):
                Path(path).symlink_to(target)
                self._wrote(path, target.encode())
            case Reload():
                _run(step, "systemctl", "daemon-reload")
            case Running(unit, anew, reload):
                _run(step, "systemctl", "enable", unit)
                verb = "reload-or-restart" if reload and anew else "restart" if anew else "start"
                _run(step, "systemctl", verb, unit)
            case Stopped(unit):
                _run(step, "systemctl", "disable", "--now", unit)
            case Gone(path, before):
                self._take_away(Path(path), before=before)
            case Emptied(path):
                _empty(Path(path))
            case NoUser(name):
                _run(step, "userdel", name)

    def _write(self, file: File) -> None:
        path = Path(file.path)
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        if file.path not in self._files and _is_others(path, file.content):
            _keep(path)
        write(file)
        self._wrote(file.path, file.content)

    def _wrote(self, path: str, content: bytes) -> None:
        self._files[path] = digest(content)
        self._unread[path] = None
        self._save()

    def _take_away(self, path: Path, *, before: bool) -> None:
        if before:
            _copied(kept_of(path), path)
            kept_of(path).unlink()
        else:
            path.unlink(missing_ok=True)
            if path.parent.name.endswith(".service.d"):
                with suppress(OSError):  # somebody else's settings lie there too
                    path.parent.rmdir()
        self._files.pop(str(path), None)
        self._unread[str(path)] = None
        self._save()

    def _save(self) -> None:
        notes = Path(STATE) / "installed.json"
        content = msgspec.json.encode(
            Written(self._answers, dict(sorted(self._files.items())), sorted(self._unread))
        )
        try:
            notes.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write(File(str(notes), content, mode=0o600))
        except OSError as error:
            raise NotDone(f"notes: {cause(error, str(notes))}. {_AGAIN}") from None


def cause(error: OSError, place: str) -> str:
    """Why a file or folder could not be made, in one sentence with what to do. Without a place, the one that failed."""
    place = place or str(error.filename or "a file")
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"the disk with {place} is full: make room there (df -h {place})"
        case errno.EROFS:
            return f"the disk with {place} can only be read: mount it for writing"
        case errno.EACCES | errno.EPERM:
            return f"{place} may not be written, not by root either: is it protected (lsattr), or does the system forbid it?"
    return f"{place}: {error.strerror or error}"


def _place(step: Step) -> str:
    return str(getattr(step, "path", ""))


def write(file: File) -> None:
    """Write a file whole or not at all: nobody but its owner can read it before its mode is set."""
    path = Path(file.path)
    part = path.with_name(f".{path.name}.tresen-part")
    part.unlink(missing_ok=True)
    try:
        _write_part(part, file)
        part.replace(path)
    except (OSError, LookupError):
        part.unlink(missing_ok=True)
        raise


def _write_part(part: Path, file: File) -> None:
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(file.content)
        shutil.chown(part, file.owner, file.group)
        os.fchmod(descriptor, file.mode)
        out.flush()
        os.fsync(descriptor)


@contextmanager
def alone() -> Iterator[None]:
    """One `tresen install` or `tresen uninstall` at a time.

    Raises:
        NotDone: another one runs.
    """
    try:
        Path(STATE).mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(STATE, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise NotDone(f"notes: {cause(error, STATE)}. Nothing was changed") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise NotDone("another tresen install or uninstall runs: wait for it to end") from None
    finally:
        os.close(descriptor)


def kept_of(path: Path) -> Path:
    """Where that is set aside which a package laid there."""
    return Path(STATE) / "before" / str(path).lstrip("/")


def _is_others(path: Path, content: bytes) -> bool:
    """Whether a file stands there, and not what Tresen writes: a run that was killed before it was noted left that."""
    return path.is_file() and not path.is_symlink() and path.read_bytes() != content


def _keep(path: Path) -> None:
    """What a package laid, set aside with its owner and mode."""
    kept = kept_of(path)
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _copied(path, kept)


def _copied(source: Path, target: Path) -> None:
    """A file with its owner and mode, whole or not at all: `/var` and `/etc` may be two file systems."""
    part = target.with_name(f".{target.name}.tresen-part")
    part.unlink(missing_ok=True)
    said = source.stat()
    try:
        shutil.copy2(source, part)
        os.chown(part, said.st_uid, said.st_gid)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _own(path: str, owner: str, group: str, mode: int) -> None:
    """Give a folder owner and mode, and not what a link leads to that was laid there meanwhile."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        os.fchown(descriptor, pwd.getpwnam(owner).pw_uid, grp.getgrnam(group).gr_gid)
        os.fchmod(descriptor, mode)
    finally:
        os.close(descriptor)


def _empty(path: Path) -> None:
    """Take a folder away. Where a disk is mounted at it, all that is on that disk."""
    if not path.is_mount():
        shutil.rmtree(path)
        return
    for each in path.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink()


def _run(step: Step, *words: str) -> None:
    env = {
        "PATH": os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
        "LC_ALL": "C.UTF-8",
        "DEBIAN_FRONTEND": "noninteractive",
        **{name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")},
    }
    try:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=_SECONDS, env=env,
        )  # fmt: skip
    except FileNotFoundError:
        raise NotDone(f"{step}: there is no command {words[0]} here") from None
    except subprocess.TimeoutExpired:
        raise NotDone(f"{step}: {' '.join(words)} did not end. Run the same command again") from None
    if done.returncode:
        said = "\n".join((done.stderr.strip() or done.stdout.strip()).splitlines()[-_LINES:])
        raise NotDone(f"{step}: {' '.join(words)} ended with {done.returncode}:\n{said}\n{_AGAIN}")
