"""The steps of an installation as values: what is to be there, and how it stood before."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Outcome(StrEnum):
    """How a step stands. `LEFT`: a person changed it, and it stays; what it would be lies beside it."""

    MADE = "made"
    RIGHT = "as it should be"
    REPAIRED = "repaired"
    REMOVED = "removed"
    LEFT = "left alone because you changed it"


class Packages(NamedTuple):
    """Debian's packages, installed."""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return f"packages {', '.join(self.names)}"


class User(NamedTuple):
    """A user of the system's, without a shell."""

    name: str
    home: str

    def __str__(self) -> str:
        return f"user {self.name}"


class Folder(NamedTuple):
    """A folder with its owner and mode."""

    path: str
    owner: str
    group: str
    mode: int

    def __str__(self) -> str:
        return f"folder {self.path} ({self.owner}, {self.mode:04o})"


class File(NamedTuple):
    """A file with its content, owner and mode. Its content is printed nowhere."""

    path: str
    content: bytes
    owner: str = "root"
    group: str = "root"
    mode: int = 0o644

    def __str__(self) -> str:
        return f"file {self.path} ({self.owner}:{self.group}, {self.mode:04o})"

    def __repr__(self) -> str:
        return f"File({self.path!r}, {len(self.content)} bytes, {self.owner}:{self.group}, {self.mode:04o})"


class Link(NamedTuple):
    """A symbolic link."""

    path: str
    target: str

    def __str__(self) -> str:
        return f"link {self.path} to {self.target}"


class Reload(NamedTuple):
    """systemd reads the units anew."""

    def __str__(self) -> str:
        return "systemd reads its units"


class Running(NamedTuple):
    """A unit that is enabled and active; with `anew`, one that has read what changed: by a restart, or by a `reload`."""

    unit: str
    anew: bool = False
    reload: bool = False

    def __str__(self) -> str:
        return f"unit {self.unit}"


class Stopped(NamedTuple):
    """A unit that is neither enabled nor active."""

    unit: str

    def __str__(self) -> str:
        return f"unit {self.unit} stopped"


class Gone(NamedTuple):
    """A file of ours that is not there any more. `before`: what a package had laid there comes back."""

    path: str
    before: bool = False

    def __str__(self) -> str:
        return f"file {self.path}"


class Emptied(NamedTuple):
    """A folder that is not there any more, with all that is in it."""

    path: str

    def __str__(self) -> str:
        return f"folder {self.path}, with all that is in it"


class NoUser(NamedTuple):
    """A user that is not there any more."""

    name: str

    def __str__(self) -> str:
        return f"user {self.name}"


Step: TypeAlias = (
    Packages | User | Folder | File | Link | Reload | Running | Stopped | Gone | Emptied | NoUser
)


class Planned(NamedTuple):
    """A step, and how it stands."""

    step: Step
    outcome: Outcome

    def __str__(self) -> str:
        return (
            f"{self.outcome.value:<16} {self.step}"
            if self.outcome != Outcome.LEFT
            else f"{self.outcome.value}: {self.step}"
        )
