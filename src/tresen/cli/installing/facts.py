"""What `tresen install` finds on a machine, as values. `look` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from tresen.cli.installing.answers import DATA, Answers

STATE: Final = "/var/lib/tresen-install"
"""Root's own folder: what was answered and written, and what packages had laid where a file of ours is now."""

LAST_OF_SYSTEM: Final = 999
"""Debian gives people the numbers above it, and others give no service one there."""


class System(NamedTuple):
    """The distribution, from /etc/os-release."""

    id: str
    version: str
    name: str


class Found(NamedTuple):
    """What stands at a path. `kind` is `file`, `folder`, `link` (its target is the content) or `other`.

    `packaged`: the file is as its Debian package laid it.
    """

    kind: str
    content: bytes = b""
    owner: str = "root"
    group: str = "root"
    mode: int = 0o644
    packaged: bool = False


class Unit(NamedTuple):
    """How a unit stands with systemd."""

    enabled: bool = False
    active: bool = False


class Relay(NamedTuple):
    """The machine's addresses for the relay: its own, and the public ones where its own are inner ones. Empty: none."""

    ipv4: str = ""
    public4: str = ""
    ipv6: str = ""


class Written(msgspec.Struct, frozen=True):
    """What an earlier run did: what was answered, and the SHA-256 of each file that it wrote.

    `unread` are the files that changed since services were last started with them: a run that broke off leaves some.
    """

    answers: Answers | None = None
    files: dict[str, str] = {}
    unread: list[str] = []


class Account(NamedTuple):
    """An account with the server's name."""

    number: int = LAST_OF_SYSTEM
    home: str = DATA


class Here(NamedTuple):
    """What has to be as it is before anything is asked. `command` is the path of `tresen` for units, empty where other users
    may not run it, or could exchange it."""

    system: System
    is_root: bool
    has_systemd: bool
    command: str


class Facts(NamedTuple):
    """All that a plan needs to know about a machine."""

    here: Here
    packages: frozenset[str]
    users: frozenset[str]
    files: Mapping[str, Found]
    units: Mapping[str, Unit]
    supplied: Mapping[str, bytes]
    """Units that the package `tresen` brought, by name: they are not written a second time."""
    relay: Relay
    listen_at: str
    """Where the server listens for the host's proxy."""
    taken: Mapping[int, str]
    """Ports on which another program listens, and what is known of it."""
    firewall: str
    """`ufw`, `firewalld` or nothing."""
    fresh_secret: str
    written: Written
    set_aside: frozenset[str]
    """Files that a package had laid where a file of ours is now: they are kept."""
    account: Account = Account()
    """Of the server's user, where there is one."""
    filled: frozenset[str] = frozenset()
    """Folders for data or backups that hold something of which nothing says that it is Tresen's."""
