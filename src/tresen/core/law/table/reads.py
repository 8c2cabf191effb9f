"""Who can read what is said, and who cannot (A1)."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.core.law.installation import Facts
from tresen.core.law.table.said import Said, When, always


class Reading(NamedTuple):
    """Somebody who can read, or (`can` is False) somebody who holds something and cannot."""

    setting: str
    on: When
    can: bool
    who: Said


READS: Final = (
    Reading(
        "customer",
        always,
        can=True,
        who=Said(
            "die Kundin auf ihren Geräten, und wer ihren Rückkehr-Link hat",
            "the customer on their devices, and whoever has their return link",
        ),
    ),
    Reading(
        "team",
        always,
        can=True,
        who=Said(
            "das Team: wer eines seiner Geräte oder den Wiederherstellungsbogen hat",
            "the team: whoever has one of its devices or the recovery sheet",
        ),
    ),
    Reading(
        "programs",
        lambda facts: bool(facts.shop.programs),
        can=True,
        who=Said(
            "diese Programme des Teams: {programs}, und wem sie weitergeben, was sie lesen",
            "these programs of the team: {programs}, and whoever they pass on to what they read",
        ),
    ),
    Reading(
        "altered",
        always,
        can=True,
        who=Said(
            "wer den Server dazu bringt, veränderten Code auszuliefern; das lässt sich bemerken, nicht ausschließen",
            "whoever makes the server serve altered code; that can be noticed, not ruled out",
        ),
    ),
    Reading(
        "server",
        always,
        can=False,
        who=Said(
            "der Server und wer ihn führt, solange der Code unverändert ist (sie haben keinen Schlüssel)",
            "the server and whoever runs it, as long as the code is unaltered (they have no key)",
        ),
    ),
    Reading(
        "store",
        lambda facts: facts.installation.store is not None,
        can=False,
        who=Said("der Speicher {store}", "the store {store}"),
    ),
    Reading(
        "backup",
        lambda facts: facts.installation.backup is not None,
        can=False,
        who=Said("der Ort der Sicherungen {backup}", "the place of the backups {backup}"),
    ),
    Reading(
        "relay",
        lambda facts: facts.installation.relay is not None,
        can=False,
        who=Said("die Vermittlung {relay}", "the relay {relay}"),
    ),
    Reading(
        "carriers",
        always,
        can=False,
        who=Said("Push-Dienste", "push services"),
    ),
    Reading(
        "mail",
        lambda facts: facts.installation.mail_host is not None,
        can=False,
        who=Said("der Mailserver {mail}", "the mail server {mail}"),
    ),
)


def readers(facts: Facts, lang: str) -> list[str]:
    """Everybody who can read what is said."""
    return [each.who.told(facts, lang) for each in READS if each.can and each.on(facts)]


def blind(facts: Facts, lang: str) -> list[str]:
    """Everybody who holds or carries something of it and cannot read it."""
    return [each.who.told(facts, lang) for each in READS if not each.can and each.on(facts)]


SHORT: Final = Said(
    "Außer Ihnen kann nur der Betrieb lesen, was Sie schreiben: Nachrichten sind Ende zu Ende verschlüsselt, der Server"
    " hat keinen Schlüssel. Das gilt, solange er unveränderten Code ausliefert; ob er das tut, lässt sich prüfen, aber"
    " nicht für jeden Augenblick beweisen.",
    "Beside you only the business can read what you write: messages are end-to-end encrypted, the server has no key. That"
    " holds as long as it serves unaltered code; whether it does can be checked, but not proved for every moment.",
)
"""The same for customers, in two sentences."""

WITH_PROGRAMS: Final = Said(
    " Zum Betrieb gehören auch Programme: {programs}.",
    " Programs belong to the business too: {programs}.",
)


def in_short(facts: Facts, lang: str) -> str:
    """For customers."""
    more = WITH_PROGRAMS.told(facts, lang) if facts.shop.programs else ""
    return SHORT.told(facts, lang) + more
