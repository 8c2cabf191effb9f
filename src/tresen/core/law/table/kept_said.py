"""What is kept of every conversation, whatever is switched on."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.core.law.table.said import Said, When, always, answers_itself


class Kept(NamedTuple):
    """What is kept in a setting. `tables`: those of the database that nothing else of the table names."""

    setting: str
    on: When
    tables: tuple[str, ...]
    what: Said
    purpose: Said
    basis: Said
    kept: Said


CONTRACT: Final = Said("Art. 6 Abs. 1 lit. b DSGVO", "Art. 6(1)(b) GDPR")
INTEREST: Final = Said("Art. 6 Abs. 1 lit. f DSGVO", "Art. 6(1)(f) GDPR")
BOTH: Final = Said("Art. 6 Abs. 1 lit. b und f DSGVO", "Art. 6(1)(b) and (f) GDPR")
SECURE: Final = Said("Art. 6 Abs. 1 lit. b und f, Art. 32 DSGVO", "Art. 6(1)(b) and (f), Art. 32 GDPR")
AS_LONG: Final = Said("wie das Gespräch", "as the conversation")
AS_SHOP: Final = Said("solange es den Betrieb gibt", "as long as the business")

SAID: Final = (
    Kept(
        "messages",
        always,
        ("conversations", "conversation_records", "events", "slots", "commands"),
        what=Said("Nachrichten", "Messages"),
        purpose=Said(
            "das Gespräch, um das Sie gebeten haben. Sie sind verschlüsselt: Der Server kann sie nicht lesen",
            "the conversation that you asked for. They are encrypted: the server cannot read them",
        ),
        basis=CONTRACT,
        kept=Said(
            "bis {days} Tage nach dem letzten Wort, oder bis Sie löschen; in Sicherungen höchstens 14 Tage länger",
            "until {days} days after the last word, or until you erase them; in backups 14 days longer at most",
        ),
    ),
    Kept(
        "files",
        always,
        ("blobs", "blobs_gone", "file_totals"),
        what=Said(
            "Dateien, Bilder und Sprachnachrichten, die Sie oder der Betrieb schicken",
            "Files, pictures and voice messages that you or the business send",
        ),
        purpose=Said(
            "das Gespräch. Inhalt, Name und Art sind verschlüsselt; der Server sieht nur eine aufgerundete Größe. Aus Fotos"
            " nimmt Ihr Gerät vorher heraus, wo und womit sie aufgenommen sind",
            "the conversation. Content, name and type are encrypted; the server sees only a rounded size. Your device takes"
            " out of photos where and with what they were taken, before they are sent",
        ),
        basis=CONTRACT,
        kept=Said("wie die Nachricht, zu der sie gehören", "as the message that they belong to"),
    ),
    Kept(
        "letters",
        always,
        (),
        what=Said("Geschäftsbriefe und Belege", "Business letters and vouchers"),
        purpose=Said(
            "die gesetzliche Aufbewahrung, wenn der Betrieb eine Nachricht so einordnet",
            "what the law makes the business keep, if it classes a message so",
        ),
        basis=Said(
            "Art. 6 Abs. 1 lit. c DSGVO, § 257 HGB, § 147 AO",
            "Art. 6(1)(c) GDPR, § 257 HGB, § 147 AO (Germany)",
        ),
        kept=Said(
            "Briefe 6, Belege 8 Jahre nach dem Ende des Kalenderjahres",
            "letters 6, vouchers 8 years after the end of the calendar year",
        ),
    ),
    Kept(
        "times",
        always,
        ("marks", "mark_steps"),
        what=Said(
            "Wann eine Nachricht kam, von welchem Gerät, wann sie zugestellt und gelesen war",
            "When a message came, from which device, when it was delivered and read",
        ),
        purpose=Said(
            "Reihenfolge, Häkchen, Schutz vor Fälschung", "order, ticks, protection against forgery"
        ),
        basis=SECURE,
        kept=Said(
            "solange es das Gespräch gibt; danach bleibt ein leerer Platzhalter ohne Inhalt",
            "as long as the conversation; then an empty placeholder without content stays",
        ),
    ),
    Kept(
        "devices",
        always,
        ("devices", "erasures"),
        what=Said("Geräte und ihre öffentlichen Schlüssel", "Devices and their public keys"),
        purpose=Said(
            "nur Ihre Geräte können das Gespräch öffnen. Nach dem Löschen: keine Sicherung bringt zurück, was gelöscht ist,"
            " und niemand kann heimlich löschen",
            "only your devices can open the conversation. After erasing: no backup brings back what was erased, and nobody"
            " can erase in secret",
        ),
        basis=SECURE,
        kept=Said(
            "solange es das Gespräch gibt. Ist es gelöscht, bleiben die Kennungen des Gesprächs und der Geräte, ihre"
            " öffentlichen Schlüssel und der Löschbefehl im Ablauf und in der Löschliste, solange es den Betrieb gibt;"
            " nichts davon sagt, wer Sie sind oder was gesagt wurde",
            "as long as the conversation. Once it is erased, the ids of the conversation and the devices, their public keys"
            " and the erase command stay in the log and in the erasure list as long as the business; none of them says who"
            " you are or what was said",
        ),
    ),
    Kept(
        "backroom",
        always,
        ("abouts",),
        what=Said("Karte, Notizen und Etiketten des Betriebs", "Card, notes and labels of the business"),
        purpose=Said(
            "der Betrieb merkt sich, was er für Sie braucht, auch frühere Chats, die er mitbringt; verschlüsselt, der Server"
            " kann sie nicht lesen",
            "the business keeps in mind what it needs for you, also former chats that it brings along; encrypted, the server"
            " cannot read them",
        ),
        basis=BOTH,
        kept=AS_LONG,
    ),
    Kept(
        "statistics",
        always,
        ("statistics_conversations", "statistics_cursors", "statistics_days", "objections"),
        what=Said("Zahlen über alle Gespräche zusammen", "Figures about all conversations together"),
        purpose=Said(
            "wie viel geschrieben und wie schnell geantwortet wurde, nie über eine Person. Sie können widersprechen",
            "how much was written and how fast answered, never about a person. You may object",
        ),
        basis=INTEREST,
        kept=AS_SHOP,
    ),
    Kept(
        "automatic",
        answers_itself,
        (),
        what=Said("Automatische Antworten", "Automatic answers"),
        purpose=Said(
            "Begrüßung oder Abwesenheit; sie entscheiden nichts über Sie",
            "greeting or absence; they decide nothing about you",
        ),
        basis=INTEREST,
        kept=AS_LONG,
    ),
    Kept(
        "programs",
        lambda facts: bool(facts.shop.programs),
        (),
        what=Said("Antworten von Programmen: {programs}", "Answers of programs: {programs}"),
        purpose=Said(
            "der Betrieb antwortet auch mit Programmen; ihre Nachrichten sind als solche gekennzeichnet, und Sie können um"
            " einen Menschen bitten",
            "the business answers with programs too; their messages are marked as such, and you can ask for a person",
        ),
        basis=BOTH,
        kept=AS_LONG,
    ),
    Kept(
        "rights",
        always,
        ("requests", "restrictions", "holds", "retention"),
        what=Said(
            "Ihre Anfragen, Einschränkungen und Fristen, und was der Betrieb deshalb festhält",
            "Your requests, restrictions and time limits, and what the business holds because of them",
        ),
        purpose=Said(
            "Ihre Rechte werden rechtzeitig erfüllt; kein Inhalt",
            "your rights are met in time; no content",
        ),
        basis=Said("Art. 6 Abs. 1 lit. c, Art. 12 DSGVO", "Art. 6(1)(c), Art. 12 GDPR"),
        kept=Said(
            "Einschränkungen und Fristen wie das Gespräch; dass gefragt wurde, solange es den Betrieb gibt",
            "restrictions and time limits as the conversation; that something was asked, as long as the business",
        ),
    ),
    Kept(
        "trail",
        always,
        ("audit",),
        what=Said("Was mit Daten getan wurde (Prüfspur)", "What was done with data (audit trail)"),
        purpose=Said(
            "der Betrieb kann zeigen, wer ausgegeben, gelöscht oder Geräte hinzugefügt hat; kein Inhalt",
            "the business can show who exported, erased or added devices; no content",
        ),
        basis=Said("Art. 5 Abs. 2, Art. 24 DSGVO", "Art. 5(2), Art. 24 GDPR"),
        kept=AS_SHOP,
    ),
)
"""What no customer needs to choose."""
