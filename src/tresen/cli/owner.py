"""Work in the data folder is done as the folder's owner, also for root: its links lead root nowhere.

The server's user may write there. As root, a command that follows a link of that user's would read, change or give away
any file of the machine.
"""

from __future__ import annotations

import json
import os
import pwd
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

Answer = TypeVar("Answer", bound=str | bool | int | list[object] | dict[str, object] | None)

_LINKS: Final = 40
"""As many links as Linux follows in one path."""


class Owner(NamedTuple):
    """Another user than root. `name` is how the host calls that user."""

    uid: int
    gid: int
    name: str


class NotOurs(OSError):
    """No single user answers for the way to a folder, or it is a link where none may be; the text says which."""


def owner_of(folder: Path) -> Owner | None:
    """As whom root works in a folder: None is root itself, and for every other user whoever that is.

    The first user but root to whom a part of the way belongs could exchange all that lies below, links included.

    Raises:
        NotOurs: the parts below belong to a third user, or a part that is root's may be written by others.
    """
    if os.geteuid() != 0:
        return None
    found: os.stat_result | None = None
    way = _way(folder)
    itself = way[-1] if folder.exists() else None
    for part in way:
        said = os.lstat(part)
        if said.st_uid == 0:
            # Of a folder with the sticky bit, as /tmp, others exchange nothing. They still lay links in it.
            if _is_shared(part, said) and (part == itself or not said.st_mode & stat.S_ISVTX):
                raise NotOurs(f"{part} belongs to root, and others may write to it: give it to one user")
            continue
        if found is not None and said.st_uid != found.st_uid:
            raise NotOurs(
                f"{part} belongs to user {said.st_uid}, and what it lies in to user {found.st_uid}:"
                " root works for neither"
            )
        found = said
    if found is None:
        return None
    try:
        name = pwd.getpwuid(found.st_uid).pw_name
    except KeyError:
        name = f"#{found.st_uid}"
    return Owner(found.st_uid, found.st_gid, name)


def _is_shared(part: Path, said: os.stat_result) -> bool:
    """Whether others than its owner may write there. With an access control list the group's bits are those of the list."""
    if stat.S_ISLNK(said.st_mode):
        return False
    of_group = said.st_mode & stat.S_IWGRP and (said.st_gid != 0 or _has_list(part))
    return bool(said.st_mode & stat.S_IWOTH or of_group)


def _has_list(part: Path) -> bool:
    try:
        return bool(os.getxattr(part, "system.posix_acl_access"))
    except OSError:
        return False


def _way(folder: Path) -> list[Path]:
    """Every part of the path that is there, from the root down, links and what they lead to included."""
    parts = list(reversed(folder.absolute().parts[1:]))
    at, way, links = Path("/"), list[Path](), 0
    while parts:
        name = parts.pop()
        if name == "..":
            at = at.parent
            continue
        here = at / name
        if not os.path.lexists(here):
            break
        way.append(here)
        if not here.is_symlink():
            at = here
            continue
        links += 1
        if links > _LINKS:
            raise NotOurs(f"{folder} leads through too many links")
        aim = here.readlink()
        if aim.is_absolute():
            at = Path("/")
        parts.extend(reversed([part for part in aim.parts if part != "/"]))
    return way


_became: list[str] = []


def became() -> str | None:
    """The user that root has become in this process, by name."""
    return _became[-1] if _became else None


def become(owner: Owner) -> None:
    """Give root up for good: this process is the owner from now on, with that user's groups."""
    _became.append(owner.name)
    if owner.name.startswith("#"):
        os.setgroups([owner.gid])
    else:
        os.initgroups(owner.name, owner.gid)
    os.setresgid(owner.gid, owner.gid, owner.gid)
    os.setresuid(owner.uid, owner.uid, owner.uid)


def as_owner(folder: Path, work: Callable[[], Answer]) -> Answer:
    """What `work` answers, done in a child process that is the folder's owner. This process stays who it is.

    Raises:
        NotOurs: see `owner_of`.
        OSError: what `work` raised, as text.
    """
    owner = owner_of(folder)
    if owner is None:
        return work()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _tell(writing, owner, work)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    try:
        told = json.loads(said)
    except ValueError:
        raise OSError(f"the work in {folder} as user {owner.name} broke off") from None
    if "wrong" in told:
        raise OSError(told["wrong"])
    answer: Answer = told["answer"]
    return answer


def _tell(writing: int, owner: Owner, work: Callable[[], Answer]) -> None:
    """The child: it ends here, whatever happens, and never returns into what its parent goes on with."""
    try:
        try:
            become(owner)
            told: dict[str, object] = {"answer": work()}
        except Exception as error:  # noqa: BLE001 - the parent raises it
            told = {"wrong": _reason(error)}
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(json.dumps(told).encode())
    finally:
        os._exit(0)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error) or type(error).__name__


def require_folder(folder: Path) -> None:
    """A folder itself, not a link to one. Raises `NotOurs`."""
    if not stat.S_ISDIR(os.lstat(folder).st_mode):
        raise NotOurs(f"{folder} is a link or no folder: move it away")


def require_file(file: Path) -> None:
    """A file itself, not a link to one. Raises `NotOurs`."""
    if not stat.S_ISREG(os.lstat(file).st_mode):
        raise NotOurs(f"{file} is a link or no file: move it away")
