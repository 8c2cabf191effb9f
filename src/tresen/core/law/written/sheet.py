"""The fact sheet: one page that a data-protection officer can check and sign."""

from __future__ import annotations

from tresen.core.law.document import Draft, Section, Table
from tresen.core.law.installation import Facts
from tresen.core.law.words import recipients
from tresen.core.law.written.speech import Column, say


def fact_sheet(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """Claims, each with the way to check it."""
    made = facts.installation
    outside = len(recipients(facts, lang))
    rows = [
        (
            say(lang, "Wer kann mitlesen?", "Who can read?"),
            say(
                lang, "die Kundin und das Team; der Server nicht", "the customer and the team; not the server"
            ),
            "protocol/threats.md",
        ),
        (
            say(
                lang, "Verbindungen nach außen ohne Wahl der Nutzer", "Outgoing connections that nobody chose"
            ),
            "0"
            if made.store is None
            else say(lang, f"1: {made.store} (Art. 28)", f"1: {made.store} (Art. 28)"),
            "tresen prove",
        ),
        (
            say(
                lang,
                "Mögliche Empfänger, wenn jemand sie wählt",
                "Possible recipients, if somebody chooses them",
            ),
            str(outside),
            say(lang, "Verzeichnis, Art. 30", "records, Art. 30"),
        ),
        (
            say(lang, "Speicher im Browser vor dem ersten Antippen", "Browser storage before the first tap"),
            "0",
            "tresen prove",
        ),
        (
            say(lang, "Internetadressen in Protokoll und Datenbank", "Addresses in log and database"),
            "0",
            "tresen prove",
        ),
        (
            say(lang, "Spalten ohne Zweck, Grundlage, Frist", "Columns without purpose, basis, time limit"),
            say(lang, f"0 von {len(columns)}", f"0 of {len(columns)}"),
            "tests/unit/test_data_map.py",
        ),
        (
            say(lang, "Ein Gespräch endet von selbst nach", "A conversation ends by itself after"),
            say(
                lang, f"{facts.shop.chat_days} Tagen ohne Wort", f"{facts.shop.chat_days} days without a word"
            ),
            "tresen law retention",
        ),
        (
            say(lang, "Auskunft", "Access"),
            say(lang, "sofort, durch die Kundin selbst", "at once, by the customer alone"),
            say(lang, "„Meine Daten“", "“My data”"),
        ),
        (
            say(lang, "Löschung erreicht alte Sicherungen in", "Erasure reaches old backups within"),
            say(lang, "höchstens 14 Tagen", "14 days at most"),
            "tresen backup",
        ),
        (
            say(lang, "Prüfspur unverändert", "Audit trail unchanged"),
            say(lang, "prüfbar", "can be verified"),
            "tresen audit verify",
        ),
    ]
    heads = say(lang, "Frage|Antwort|Wie prüfen", "Question|Answer|How to check").split("|")
    return Draft(
        say(lang, "Faktenblatt für Datenschutzbeauftragte", "Fact sheet for data-protection officers"),
        [
            Section(
                say(lang, "Gegenstand", "Subject"),
                [f"{facts.shop.name}, {made.public_url}/{facts.shop.handle}, Tresen {made.version}"],
            ),
            Section(say(lang, "Fakten", "Facts"), [], Table(heads, [list(row) for row in rows])),
            Section(
                say(lang, "Geprüft", "Checked"),
                [
                    say(
                        lang,
                        "Datum, Name, Unterschrift: ______________________________",
                        "Date, name, signature: ______________________________",
                    )
                ],
            ),
        ],
    )
