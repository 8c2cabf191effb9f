"""What is kept, what for, on which basis, how long, and in which tables of the database (Art. 5, 13, 15, 30 GDPR)."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.core.law.installation import Facts
from tresen.core.law.table.kept_chosen import CHOSEN
from tresen.core.law.table.kept_said import SAID, Kept


class Purpose(NamedTuple):
    """What is processed, what for, on which basis, how long it is kept."""

    what: str
    purpose: str
    basis: str
    kept: str


KEPT: Final[tuple[Kept, ...]] = (*SAID, *CHOSEN)
"""Everything that is kept about a customer."""

OF_THE_SHOP: Final = (
    "businesses",
    "documents",
    "former_handles",
    "invites",
    "law_clock",
    "law_documents",
    "list_counts",
    "mutes",
    "noted",
    "profile_contents",
    "published_hours",
    "quiets",
    "retention_runs",
    "setups",
    "silent_devices",
    "team_keys",
    "team_wraps",
)
"""Tables about the business, its team and the server. `documents` holds what the team files, about a customer where `abouts`
says so; their lines in `abouts` count for the customer."""


OF_PEOPLE: Final = (
    "audit",
    "calls",
    "devices",
    "invites",
    "mutes",
    "passkeys",
    "push_doubts",
    "push_news",
    "pushes",
    "quiets",
    "silent_devices",
    "team_wraps",
)
"""Tables whose rows lead to a person or a device, of the team too, as docs/reference/people-data.md lists them."""


def purposes(facts: Facts, lang: str) -> list[Purpose]:
    """Everything that is done with a customer's data, as it is configured."""
    return [
        Purpose(*(said.told(facts, lang) for said in (each.what, each.purpose, each.basis, each.kept)))
        for each in KEPT
        if each.on(facts)
    ]


def tables(facts: Facts) -> frozenset[str]:
    """The tables of the database in which there may be something, in a configuration."""
    return frozenset(OF_THE_SHOP).union(*(each.tables for each in KEPT if each.on(facts)))
