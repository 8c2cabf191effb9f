"""Where data lies in a configuration."""

from __future__ import annotations

from typing import Final

from tresen.core.law.installation import Facts
from tresen.core.law.table.said import Said, When, always

PLACES: Final[tuple[tuple[When, Said], ...]] = (
    (
        lambda facts: facts.installation.store is None,
        Said("Daten liegen auf diesem Server.", "Data lies on this server."),
    ),
    (
        lambda facts: facts.installation.store is not None,
        Said(
            "Daten liegen auf diesem Server, Dateien verschlüsselt im Speicher {store}.",
            "Data lies on this server, files encrypted in the store {store}.",
        ),
    ),
    (
        lambda facts: facts.installation.backup is not None,
        Said("Sicherungen liegen bei {backup}.", "Backups lie with {backup}."),
    ),
    (
        always,
        Said(
            "In welchem Land das ist, weiß der Betrieb, nicht das Programm.",
            "In which country that is the business knows, not the program.",
        ),
    ),
)


def lies(facts: Facts, lang: str) -> str:
    """The places, in a sentence or two."""
    return " ".join(said.told(facts, lang) for on, said in PLACES if on(facts))
