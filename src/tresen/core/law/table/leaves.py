"""What leaves the server, setting by setting: to whom, what, by whose doing, on which basis (Art. 13, 30, 44-49 GDPR)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from tresen.core.law.installation import Facts
from tresen.core.law.table.said import Said, When, always


class By(StrEnum):
    """Who opens the connection."""

    SERVER = "server"
    """The running server."""
    COMMAND = "command"
    """A command of whoever looks after the server, `tresen backup`."""
    DEVICE = "device"
    """A browser, or a program on a machine of its own."""
    HERE = "here"
    """Nobody: they look after the server themselves."""


class Leaving(NamedTuple):
    """Somebody who may learn something. `unasked`: without a customer or somebody of the team having chosen it."""

    setting: str
    on: When
    by: By
    unasked: bool
    who: Said
    what: Said
    where: Said
    basis: Said


class Recipient(NamedTuple):
    """Who learns something, what, where they are, on which basis."""

    who: str
    what: str
    where: str
    basis: str


LEAVES: Final = (
    Leaving(
        "push",
        always,
        By.SERVER,
        unasked=False,
        who=Said(
            "der Push-Dienst eines Browsers, nur wenn Sie oder jemand vom Team dort Benachrichtigungen einschalten",
            "a browser's push service, only if you or somebody of the team switch notifications on there",
        ),
        what=Said(
            "dass dieser Server diesen Browser geweckt hat, und wann; kein Inhalt, kein Name",
            "that this server woke that browser, and when; no content, no name",
        ),
        where=Said(
            "beim Hersteller des Browsers, auch außerhalb der EU",
            "with the maker of the browser, also outside the EU",
        ),
        basis=Said(
            "die Einwilligung dessen, der sie einschaltet, Art. 6 Abs. 1 lit. a DSGVO. Worauf sich eine"
            " Übermittlung in ein Land außerhalb der EU stützt, ist eine offene Frage",
            "the consent of whoever switches them on, Art. 6(1)(a) GDPR. What a transfer to a country outside the"
            " EU rests on is an open question",
        ),
    ),
    Leaving(
        "mail",
        lambda facts: facts.installation.mail_host is not None,
        By.SERVER,
        unasked=False,
        who=Said(
            "der Mailserver {mail}, nur wenn Sie eine Adresse angeben",
            "the mail server {mail}, only if you give an address",
        ),
        what=Said(
            "Ihre Adresse und dass der Betrieb geantwortet hat; kein Inhalt",
            "your address, and that the business has answered; no content",
        ),
        where=Said("wo dieser Mailserver steht", "where that mail server is"),
        basis=Said(
            "Ihre Einwilligung, Art. 6 Abs. 1 lit. a; Art. 28 DSGVO",
            "your consent, Art. 6(1)(a); Art. 28 GDPR",
        ),
    ),
    Leaving(
        "relay",
        lambda facts: facts.installation.relay is not None,
        By.DEVICE,
        unasked=False,
        who=Said(
            "die Vermittlung {relay}, nur während eines Anrufs", "the relay {relay}, only during a call"
        ),
        what=Said(
            "Internetadressen beider Geräte und verschlüsselte Pakete; kein Ton, kein Bild",
            "the network addresses of both devices and encrypted packets; no sound, no picture",
        ),
        where=Said("wo diese Vermittlung steht", "where that relay is"),
        basis=Said(
            "Art. 6 Abs. 1 lit. b DSGVO; Art. 28 DSGVO, wenn sie jemand anderem gehört",
            "Art. 6(1)(b) GDPR; Art. 28 GDPR if it is somebody else's",
        ),
    ),
    Leaving(
        "direct",
        lambda facts: facts.shop.direct,
        By.DEVICE,
        unasked=False,
        who=Said(
            "das Gerät der anderen Seite, nur während eines Anrufs",
            "the device of the other side, only during a call",
        ),
        what=Said(
            "Ihre Internetadresse, denn der Betrieb erlaubt bei Anrufen direkte Verbindungen",
            "your network address, because the business allows direct connections in calls",
        ),
        where=Said("wo dieses Gerät gerade ist", "where that device is"),
        basis=Said("Art. 6 Abs. 1 lit. b DSGVO", "Art. 6(1)(b) GDPR"),
    ),
    Leaving(
        "passkey",
        always,
        By.DEVICE,
        unasked=False,
        who=Said(
            "wer Ihre Passkeys aufbewahrt (Apple, Google, Ihr Passwort-Programm), nur wenn Sie einen anlegen",
            "whoever keeps your passkeys (Apple, Google, your password manager), only if you make one",
        ),
        what=Said(
            "dass Sie bei diesem Betrieb einen Passkey haben; kein Inhalt",
            "that you have a passkey with this business; no content",
        ),
        where=Said("wo Sie Ihre Passkeys aufbewahren", "where you keep your passkeys"),
        basis=Said("Ihre Wahl auf Ihrem Gerät", "your choice on your device"),
    ),
    Leaving(
        "store",
        lambda facts: facts.installation.store is not None,
        By.SERVER,
        unasked=True,
        who=Said("der Speicher {store}", "the store {store}"),
        what=Said(
            "verschlüsselte Dateien ohne Schlüssel, ihre Größe und Zeit",
            "encrypted files without a key, their size and time",
        ),
        where=Said("wo dieser Speicher steht", "where that store is"),
        basis=Said("Auftragsverarbeitung, Art. 28 DSGVO", "processing on behalf, Art. 28 GDPR"),
    ),
    Leaving(
        "backup",
        lambda facts: facts.installation.backup is not None,
        By.COMMAND,
        unasked=True,
        who=Said("der Ort der Sicherungen {backup}", "the place of the backups {backup}"),
        what=Said(
            "was auf dem Server liegt: Inhalte verschlüsselt ohne Schlüssel; Zeiten, Geräte, Adressen für"
            " Benachrichtigungen und der Name des Betriebs offen",
            "what lies on the server: contents encrypted, without a key; times, devices, addresses for notifications"
            " and the business's name open",
        ),
        where=Said("wo dieser Speicher steht", "where that store is"),
        basis=Said("Auftragsverarbeitung, Art. 28 DSGVO", "processing on behalf, Art. 28 GDPR"),
    ),
    Leaving(
        "shared",
        lambda facts: facts.shop.shared,
        By.HERE,
        unasked=True,
        who=Said(
            "wer diesen Server führt, denn er dient mehreren Betrieben",
            "whoever runs this server, for it serves several businesses",
        ),
        what=Said(
            "was auf dem Server offen liegt: Zeiten, Geräte, Mengen; kein Inhalt",
            "what lies open on the server: times, devices, amounts; no content",
        ),
        where=Said("wo dieser Server steht", "where this server is"),
        basis=Said(
            "Auftragsverarbeitung, Art. 28 DSGVO, wenn es nicht der Betrieb selbst ist",
            "processing on behalf, Art. 28 GDPR, unless it is the business itself",
        ),
    ),
    Leaving(
        "programs",
        lambda facts: bool(facts.shop.programs),
        By.DEVICE,
        unasked=True,
        who=Said("Programme im Team: {programs}", "programs in the team: {programs}"),
        what=Said(
            "die Unterhaltungen, die der Betrieb ihnen gibt, mit Inhalt",
            "the conversations that the business gives them, with their content",
        ),
        where=Said(
            "auf der Maschine, auf der sie laufen; wohin sie etwas weitergeben, sagt Ihnen der Betrieb",
            "on the machine on which they run; the business tells you where they pass anything on to",
        ),
        basis=Said(
            "Art. 6 Abs. 1 lit. b und f DSGVO; Art. 28 DSGVO, wenn sie bei jemand anderem laufen",
            "Art. 6(1)(b) and (f) GDPR; Art. 28 GDPR if they run elsewhere",
        ),
    ),
)
"""Everybody beside the customer's own devices and the team's people who may learn something."""


NOBODY: Final = Said(
    "Ohne dass eine Kundin oder jemand vom Team es am eigenen Gerät wählt, erfährt niemand außerhalb dieses Servers etwas.",
    "Unless a customer or somebody of the team chooses it at a device, nobody outside this server learns anything.",
)
SOMEBODY: Final = Said(
    "Auch ohne dass eine Kundin es wählt, erfahren etwas: ",
    "Even if no customer chooses it, these learn something: ",
)


def leaving(facts: Facts) -> list[Leaving]:
    """Those that a configuration has."""
    return [each for each in LEAVES if each.on(facts)]


def recipients(facts: Facts, lang: str) -> list[Recipient]:
    """Everybody who may learn something, in a language."""
    return [
        Recipient(*(said.told(facts, lang) for said in (each.who, each.what, each.where, each.basis)))
        for each in leaving(facts)
    ]


def connects(facts: Facts) -> frozenset[str]:
    """The hosts of the configuration to which the running server may open a connection; push services come from devices."""
    made = facts.installation
    return frozenset(each for each in (made.mail_host, made.store) if each)


def unasked(facts: Facts) -> list[Leaving]:
    """Who learns something without a customer or somebody of the team having chosen it at a device."""
    return [each for each in leaving(facts) if each.unasked]


def connections_unasked(facts: Facts) -> list[Leaving]:
    """Those of them to whom the server, or a command beside it, connects."""
    return [each for each in unasked(facts) if each.by in (By.SERVER, By.COMMAND)]


def by_itself(facts: Facts, lang: str) -> str:
    """The sentence about them."""
    named = "; ".join(each.who.told(facts, lang) for each in unasked(facts))
    if not named:
        return NOBODY.told(facts, lang)
    return (SOMEBODY.de if lang == "de" else SOMEBODY.en) + named + "."
