"""What of an installation's settings and of a business's profile the law asks about (Art. 13, 15, 30, 32 GDPR)."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.core.law.days import CHAT_DAYS

LANGUAGES: Final = ("de", "en")


class Program(NamedTuple):
    """A member of the team that is no person: its name, and whether it says that it is an AI (Art. 50 AI Act)."""

    name: str
    ai: bool = False


class Installation(NamedTuple):
    """The settings that change what happens to data. Hosts are None where nothing goes."""

    version: str = ""
    public_url: str = ""
    mail_host: str | None = None
    store: str | None = None
    relay: str | None = None
    metrics: bool = False
    proxy: bool = False
    security_contact: str | None = None
    file_mib: int = 100
    conversation_mib: int = 256
    business_mib: int = 8192
    backup: str | None = None


class Shop(NamedTuple):
    """What of the published profile and of the team counts. The profile's texts stand in documents as they are.

    `shared`: the server has other businesses too. `programs` are members of the team that are no persons.
    """

    name: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    imprint: str = ""
    privacy: str = ""
    handle: str = ""
    time_zone: str = "Europe/Berlin"
    chat_days: int = CHAT_DAYS
    greets: bool = False
    away: bool = False
    direct: bool = False
    owners: int = 1
    people: int = 1
    since_ms: int = 0
    shared: bool = False
    programs: tuple[Program, ...] = ()


class Facts(NamedTuple):
    """All that documents are written from."""

    installation: Installation
    shop: Shop
