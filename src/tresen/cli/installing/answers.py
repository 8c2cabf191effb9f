"""What `tresen install` is answered: each answer in one form that no file it is written into takes for anything else."""

from __future__ import annotations

import ipaddress
import re
from pathlib import PurePosixPath
from typing import Final

import msgspec

from tresen.hosts import in_ascii

BACKUPS: Final = "/var/backups/tresen"
PORT: Final = 8080
DATA: Final = "/var/lib/tresen"
_LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST: Final = 253
_LONGEST_PATH: Final = 200
_BEFORE_AT: Final = re.compile(r"[A-Za-z0-9._+=-]{1,64}")
_PATH: Final = re.compile(r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*){2,}")
_SYSTEM: Final = frozenset(
    {"bin", "boot", "dev", "etc", "lib", "lib64", "proc", "run", "sbin", "sys", "tmp", "usr"}
)

_UNSEEN: Final = ("/home/", "/root/", "/var/tmp/")  # noqa: S108 - refused
"""The units have `ProtectHome` and `PrivateTmp`: a backup would fail every night."""


class Unusable(ValueError):
    """An answer that cannot be used. The text says why, and what would be right."""


class Answers(msgspec.Struct, frozen=True):
    """What a person decides about an installation. Made by `answered`, which checks every part.

    `mail` is empty for none. `proxy` is the address of a proxy of the host's, which has the certificate; empty where
    Caddy on this machine has it.
    """

    address: str
    mail: str = ""
    calls: bool = True
    proxy: str = ""
    port: int = PORT
    backups: str = BACKUPS


def answered(given: Answers) -> Answers:
    """The same answers in their one form.

    Raises:
        Unusable: one of them cannot be used.
    """
    if not 1024 <= given.port <= 65535:
        raise Unusable(f"{given.port} is not a port for the server: a number from 1024 to 65535")
    return Answers(
        address=address(given.address),
        mail=mailbox(given.mail),
        calls=given.calls,
        proxy=proxy(given.proxy),
        port=given.port,
        backups=folder(given.backups),
    )


def address(given: str) -> str:
    """The name that people open, in ASCII as browsers send it: `bücher.example` becomes `xn--bcher-kva.example`.

    Raises:
        Unusable: it is no name of a host in the DNS.
    """
    name = given.strip()
    if "://" in name or "/" in name:
        raise Unusable(f"{name!r} has a scheme or a path: give the name alone, such as chat.example.de")
    if ":" in name:
        raise Unusable(f"{name!r} has a port: browsers use 443, give the name alone, such as chat.example.de")
    try:
        plain = in_ascii(name)
    except UnicodeError:
        plain = ""
    labels = plain.split(".")
    if (
        len(labels) < 2
        or len(plain) > _LONGEST
        or not all(map(_LABEL.fullmatch, labels))
        or labels[-1].isdigit()
    ):
        raise Unusable(f"{name!r} is not a name such as chat.example.de, which leads to this machine")
    return plain


def mailbox(given: str) -> str:
    """An address for mail from the certificate authority, or nothing.

    Raises:
        Unusable: it is no address for mail.
    """
    text = given.strip()
    if not text:
        return ""
    before, at, host = text.rpartition("@")
    if not at or not _BEFORE_AT.fullmatch(before):
        raise Unusable(f"{text!r} is not a mail address such as anna@example.de")
    try:
        return f"{before}@{address(host)}"
    except Unusable:
        raise Unusable(f"{text!r} is not a mail address such as anna@example.de") from None


def proxy(given: str) -> str:
    """The address of the host's proxy, or nothing.

    Raises:
        Unusable: it is no address.
    """
    text = given.strip()
    if not text:
        return ""
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        raise Unusable(f"{text!r} is not the proxy's address, such as 127.0.0.1 or 10.0.0.2") from None
    if found.is_unspecified or found.is_multicast or getattr(found, "scope_id", None):
        raise Unusable(f"{text!r} is not the address of one proxy, such as 127.0.0.1 or 10.0.0.2")
    return str(found)


def folder(given: str) -> str:
    """The folder for backups.

    Raises:
        Unusable: it is relative, lies in the data folder or where the system has its own, or has more than plain characters.
    """
    text = given.strip().rstrip("/")
    if not _PATH.fullmatch(text) or len(text) > _LONGEST_PATH:
        raise Unusable(
            f"{given!r} is not a folder such as /mnt/backup/tresen: two levels or more, in plain characters"
        )
    path = PurePosixPath(text)
    if path.parts[1] in _SYSTEM:
        raise Unusable(f"{text} lies where the system has its own: take a folder such as /mnt/backup/tresen")
    if text.startswith(_UNSEEN):
        raise Unusable(f"{text} is hidden from services: take a folder such as /mnt/backup/tresen")
    data = PurePosixPath(DATA)
    if path == data or data in path.parents or path in data.parents:
        raise Unusable(
            f"{text} and the data folder {DATA} lie in one another: what takes one takes the other"
        )
    return text


def says_yes(given: str) -> bool:
    """Whether a typed answer is yes.

    Raises:
        Unusable: it is neither yes nor no, in English or German.
    """
    match given.strip().lower():
        case "y" | "yes" | "j" | "ja":
            return True
        case "n" | "no" | "nein":
            return False
    raise Unusable(f"{given.strip()!r} is neither yes nor no")
