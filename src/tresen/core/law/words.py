"""Purposes and recipients in words, in both languages, from the running configuration (Art. 13, 15, 30 GDPR)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tresen.core.law.installation import Facts


class Purpose(NamedTuple):
    """What is processed, what for, on which basis, how long it is kept."""

    what: str
    purpose: str
    basis: str
    kept: str


class Recipient(NamedTuple):
    """Who learns something, what, where they are, on which basis."""

    who: str
    what: str
    where: str
    basis: str


def purposes(facts: Facts, lang: str) -> list[Purpose]:
    """Everything that is done with a customer's data, as it is configured."""
    return [Purpose(*row) for row in (_purposes_de(facts) if lang == "de" else _purposes_en(facts))]


def recipients(facts: Facts, lang: str) -> list[Recipient]:
    """Everybody outside the server who may learn something. Without options switched on, nobody does."""
    return [Recipient(*row) for row in (_recipients_de(facts) if lang == "de" else _recipients_en(facts))]


def _purposes_de(facts: Facts) -> Iterator[tuple[str, str, str, str]]:
    days = facts.shop.chat_days
    yield (
        "Nachrichten",
        "das Gespräch, um das Sie gebeten haben. Sie sind verschlüsselt: Der Server kann sie nicht lesen",
        "Art. 6 Abs. 1 lit. b DSGVO",
        f"bis {days} Tage nach dem letzten Wort, oder bis Sie löschen",
    )
    yield (
        "Dateien, Bilder und Sprachnachrichten, die Sie oder der Betrieb schicken",
        (
            "das Gespräch. Inhalt, Name und Art sind verschlüsselt; der Server sieht nur eine aufgerundete Größe. Aus Fotos"
            " nimmt Ihr Gerät vorher heraus, wo und womit sie aufgenommen sind"
        ),
        "Art. 6 Abs. 1 lit. b DSGVO",
        "wie die Nachricht, zu der sie gehören",
    )
    yield (
        "Geschäftsbriefe und Belege",
        "die gesetzliche Aufbewahrung, wenn der Betrieb eine Nachricht so einordnet",
        "Art. 6 Abs. 1 lit. c DSGVO, § 257 HGB, § 147 AO",
        "Briefe 6, Belege 8 Jahre nach dem Ende des Kalenderjahres",
    )
    yield (
        "Wann eine Nachricht kam, von welchem Gerät, wann sie zugestellt und gelesen war",
        "Reihenfolge, Häkchen, Schutz vor Fälschung",
        "Art. 6 Abs. 1 lit. b und f, Art. 32 DSGVO",
        "solange es das Gespräch gibt; danach bleibt ein leerer Platzhalter ohne Inhalt",
    )
    yield (
        "Geräte und ihre öffentlichen Schlüssel",
        (
            "nur Ihre Geräte können das Gespräch öffnen. Nach dem Löschen: keine Sicherung bringt zurück, was gelöscht ist,"
            " und niemand kann heimlich löschen"
        ),
        "Art. 6 Abs. 1 lit. b und f, Art. 32 DSGVO",
        (
            "solange es das Gespräch gibt. Ist es gelöscht, bleiben die Kennungen des Gesprächs und der Geräte, ihre"
            " öffentlichen Schlüssel und der Löschbefehl im Ablauf und in der Löschliste, solange es den Betrieb gibt;"
            " nichts davon sagt, wer Sie sind oder was gesagt wurde"
        ),
    )
    yield (
        "Karte, Notizen und Etiketten des Betriebs",
        "der Betrieb merkt sich, was er für Sie braucht; verschlüsselt, der Server kann sie nicht lesen",
        "Art. 6 Abs. 1 lit. b und f DSGVO",
        "wie das Gespräch",
    )
    yield (
        "Zahlen über alle Gespräche zusammen",
        "wie viel geschrieben und wie schnell geantwortet wurde, nie über eine Person. Sie können widersprechen",
        "Art. 6 Abs. 1 lit. f DSGVO",
        "solange es den Betrieb gibt",
    )
    if facts.shop.greets or facts.shop.away:
        yield (
            "Automatische Antworten",
            "Begrüßung oder Abwesenheit; sie entscheiden nichts über Sie",
            "Art. 6 Abs. 1 lit. f DSGVO",
            "wie das Gespräch",
        )
    yield (
        "Anrufe",
        (
            "Ton und Bild gehen Ende zu Ende verschlüsselt von Gerät zu Gerät, und nichts wird aufgenommen; der Server merkt"
            " sich, wer von beiden Seiten anrief, wann und wie lange"
        ),
        "Art. 6 Abs. 1 lit. b DSGVO",
        "wie das Gespräch",
    )
    yield (
        "Benachrichtigungen, wenn Sie sie einschalten",
        "Ihr Gerät erfährt, dass etwas da ist, ohne Inhalt",
        "Art. 6 Abs. 1 lit. a DSGVO, § 25 TDDDG",
        "bis Sie sie ausschalten",
    )
    yield (
        "Passkey, wenn Sie einen anlegen",
        (
            "Sie finden mit Fingerabdruck oder Gesicht zurück. Bei uns liegen ein öffentlicher Schlüssel und Ihr"
            " Rückkehr-Link in einer Hülle, die nur Ihr Passkey öffnet. Den Passkey bewahren Apple, Google oder Ihr"
            " Passwort-Programm auf, wenn Sie es so eingestellt haben; dort steht, dass Sie bei diesem Betrieb einen haben"
        ),
        "Art. 6 Abs. 1 lit. a DSGVO, § 25 TDDDG",
        "bis Sie ihn entfernen, den Rückkehr-Link ersetzen oder das Gespräch gelöscht ist",
    )
    if facts.installation.mail_host:
        yield (
            "E-Mail-Adresse, wenn Sie eine angeben",
            "eine Mail sagt, dass geantwortet wurde, ohne Inhalt",
            "Art. 6 Abs. 1 lit. a DSGVO",
            "bis Sie sie zurücknehmen",
        )
    yield (
        "Was mit Daten getan wurde (Prüfspur)",
        "der Betrieb kann zeigen, wer ausgegeben, gelöscht oder Geräte hinzugefügt hat; kein Inhalt",
        "Art. 5 Abs. 2, Art. 24 DSGVO",
        "solange es den Betrieb gibt",
    )


def _purposes_en(facts: Facts) -> Iterator[tuple[str, str, str, str]]:
    days = facts.shop.chat_days
    yield (
        "Messages",
        "the conversation that you asked for. They are encrypted: the server cannot read them",
        "Art. 6(1)(b) GDPR",
        f"until {days} days after the last word, or until you erase them",
    )
    yield (
        "Files, pictures and voice messages that you or the business send",
        (
            "the conversation. Content, name and type are encrypted; the server sees only a rounded size. Your device takes"
            " out of photos where and with what they were taken, before they are sent"
        ),
        "Art. 6(1)(b) GDPR",
        "as the message that they belong to",
    )
    yield (
        "Business letters and vouchers",
        "what the law makes the business keep, if it classes a message so",
        "Art. 6(1)(c) GDPR, § 257 HGB, § 147 AO (Germany)",
        "letters 6, vouchers 8 years after the end of the calendar year",
    )
    yield (
        "When a message came, from which device, when it was delivered and read",
        "order, ticks, protection against forgery",
        "Art. 6(1)(b) and (f), Art. 32 GDPR",
        "as long as the conversation; then an empty placeholder without content stays",
    )
    yield (
        "Devices and their public keys",
        (
            "only your devices can open the conversation. After erasing: no backup brings back what was erased, and nobody"
            " can erase in secret"
        ),
        "Art. 6(1)(b) and (f), Art. 32 GDPR",
        (
            "as long as the conversation. Once it is erased, the ids of the conversation and the devices, their public keys"
            " and the erase command stay in the log and in the erasure list as long as the business; none of them says who"
            " you are or what was said"
        ),
    )
    yield (
        "Card, notes and labels of the business",
        "the business keeps in mind what it needs for you; encrypted, the server cannot read them",
        "Art. 6(1)(b) and (f) GDPR",
        "as the conversation",
    )
    yield (
        "Figures about all conversations together",
        "how much was written and how fast answered, never about a person. You may object",
        "Art. 6(1)(f) GDPR",
        "as long as the business",
    )
    if facts.shop.greets or facts.shop.away:
        yield (
            "Automatic answers",
            "greeting or absence; they decide nothing about you",
            "Art. 6(1)(f) GDPR",
            "as the conversation",
        )
    yield (
        "Calls",
        (
            "sound and picture go end-to-end encrypted from device to device, and nothing is recorded; the server notes"
            " which of the two sides called, when and how long"
        ),
        "Art. 6(1)(b) GDPR",
        "as the conversation",
    )
    yield (
        "Notifications, if you switch them on",
        "your device learns that something is there, without content",
        "Art. 6(1)(a) GDPR, § 25 TDDDG",
        "until you switch them off",
    )
    yield (
        "A passkey, if you make one",
        (
            "you come back with your fingerprint or face. We keep a public key, and your return link in a wrap that only"
            " your passkey opens. Apple, Google or your password manager keep the passkey, if you have set them up so; it"
            " says there that you have one with this business"
        ),
        "Art. 6(1)(a) GDPR, § 25 TDDDG (Germany)",
        "until you remove it, replace the return link, or the conversation is erased",
    )
    if facts.installation.mail_host:
        yield (
            "E-mail address, if you give one",
            "a mail says that there is an answer, without content",
            "Art. 6(1)(a) GDPR",
            "until you take it back",
        )
    yield (
        "What was done with data (audit trail)",
        "the business can show who exported, erased or added devices; no content",
        "Art. 5(2), Art. 24 GDPR",
        "as long as the business",
    )


def _recipients_de(facts: Facts) -> Iterator[tuple[str, str, str, str]]:
    yield (
        "der Push-Dienst Ihres Browsers, nur wenn Sie Benachrichtigungen einschalten",
        "dass dieser Server Ihren Browser geweckt hat, und wann; kein Inhalt, kein Name",
        "beim Hersteller des Browsers, auch außerhalb der EU",
        "Ihre Einwilligung, Art. 6 Abs. 1 lit. a, Art. 49 Abs. 1 lit. a DSGVO",
    )
    if facts.installation.mail_host:
        yield (
            f"der Mailserver {facts.installation.mail_host}, nur wenn Sie eine Adresse angeben",
            "Ihre Adresse und dass der Betrieb geantwortet hat; kein Inhalt",
            "wo dieser Mailserver steht",
            "Ihre Einwilligung, Art. 6 Abs. 1 lit. a; Art. 28 DSGVO",
        )
    if facts.installation.relay:
        yield (
            f"die Vermittlung {facts.installation.relay}, nur während eines Anrufs",
            "Internetadressen beider Geräte und verschlüsselte Pakete; kein Ton, kein Bild",
            "wo diese Vermittlung steht",
            "Art. 6 Abs. 1 lit. b DSGVO; Art. 28 DSGVO, wenn sie jemand anderem gehört",
        )
    if facts.shop.direct:
        yield (
            "das Gerät der anderen Seite, nur während eines Anrufs",
            "Ihre Internetadresse, denn der Betrieb erlaubt bei Anrufen direkte Verbindungen",
            "wo dieses Gerät gerade ist",
            "Art. 6 Abs. 1 lit. b DSGVO",
        )
    if facts.installation.store:
        yield (
            f"der Speicher {facts.installation.store}",
            "verschlüsselte Dateien ohne Schlüssel, ihre Größe und Zeit",
            "wo dieser Speicher steht",
            "Auftragsverarbeitung, Art. 28 DSGVO",
        )


def _recipients_en(facts: Facts) -> Iterator[tuple[str, str, str, str]]:
    yield (
        "your browser's push service, only if you switch notifications on",
        "that this server woke your browser, and when; no content, no name",
        "with the maker of the browser, also outside the EU",
        "your consent, Art. 6(1)(a), Art. 49(1)(a) GDPR",
    )
    if facts.installation.mail_host:
        yield (
            f"the mail server {facts.installation.mail_host}, only if you give an address",
            "your address, and that the business has answered; no content",
            "where that mail server is",
            "your consent, Art. 6(1)(a); Art. 28 GDPR",
        )
    if facts.installation.relay:
        yield (
            f"the relay {facts.installation.relay}, only during a call",
            "the network addresses of both devices and encrypted packets; no sound, no picture",
            "where that relay is",
            "Art. 6(1)(b) GDPR; Art. 28 GDPR if it is somebody else's",
        )
    if facts.shop.direct:
        yield (
            "the device of the other side, only during a call",
            "your network address, because the business allows direct connections in calls",
            "where that device is",
            "Art. 6(1)(b) GDPR",
        )
    if facts.installation.store:
        yield (
            f"the store {facts.installation.store}",
            "encrypted files without a key, their size and time",
            "where that store is",
            "processing on behalf, Art. 28 GDPR",
        )
