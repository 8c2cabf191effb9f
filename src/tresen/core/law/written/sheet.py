"""The fact sheet: one page that a data-protection officer can check and sign."""

from __future__ import annotations

from typing import TypeAlias

from tresen.core.law.document import Draft, Section, Table
from tresen.core.law.installation import Facts
from tresen.core.law.questions import of_customers
from tresen.core.law.table.leaves import connections_unasked, leaving
from tresen.core.law.table.reads import blind, readers
from tresen.core.law.written.speech import Column, say

Row: TypeAlias = tuple[str, str, str]


def fact_sheet(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """Claims, each with the way to check it."""
    made = facts.installation
    rows = [*_who(facts, lang), *_where(facts, lang, columns), *_how_long(facts, lang)]
    heads = say(lang, "Frage|Antwort|Wie prüfen", "Question|Answer|How to check").split("|")
    signed = say(
        lang,
        "Datum, Name, Unterschrift: ______________________________",
        "Date, name, signature: ______________________________",
    )
    return Draft(
        say(lang, "Faktenblatt für Datenschutzbeauftragte", "Fact sheet for data-protection officers"),
        [
            Section(
                say(lang, "Gegenstand", "Subject"),
                [f"{facts.shop.name}, {made.public_url}/{facts.shop.handle}, Tresen {made.version}"],
            ),
            Section(say(lang, "Fakten", "Facts"), [], Table(heads, [list(row) for row in rows])),
            Section(say(lang, "Geprüft", "Checked"), [signed]),
        ],
    )


def _who(facts: Facts, lang: str) -> list[Row]:
    return [
        (
            say(lang, "Wer kann mitlesen?", "Who can read?"),
            "; ".join(readers(facts, lang)),
            "protocol/threats.md, tresen verify",
        ),
        (
            say(
                lang, "Wer hält oder trägt etwas und kann es nicht lesen?", "Who holds or carries it unread?"
            ),
            "; ".join(blind(facts, lang)),
            "protocol/threats.md",
        ),
        (
            say(lang, "Programme im Team", "Programs in the team"),
            str(len(facts.shop.programs)),
            say(lang, "Seite „Team“", "page “Team”"),
        ),
    ]


def _where(facts: Facts, lang: str, columns: list[Column]) -> list[Row]:
    to = [each.who.told(facts, lang) for each in connections_unasked(facts)]
    none = "0"
    return [
        (
            say(
                lang, "Verbindungen nach außen ohne Wahl der Nutzer", "Outgoing connections that nobody chose"
            ),
            f"{len(to)}: {'; '.join(to)}" if to else none,
            "tresen prove",
        ),
        (
            say(
                lang,
                "Mögliche Empfänger, mit denen, die jemand wählt",
                "Possible recipients, with those that somebody chooses",
            ),
            str(len(leaving(facts))),
            say(lang, "Verzeichnis, Art. 30", "records, Art. 30"),
        ),
        (
            say(lang, "Offene Rechtsfragen dazu", "Open questions of law about them"),
            str(len(of_customers())),
            say(lang, "Verzeichnis, Art. 30", "records, Art. 30"),
        ),
        (
            say(lang, "Speicher im Browser vor dem ersten Antippen", "Browser storage before the first tap"),
            none,
            "tresen prove",
        ),
        (
            say(lang, "Internetadressen in Protokoll und Datenbank", "Addresses in log and database"),
            none
            + (
                say(
                    lang,
                    "; was der Proxy davor protokolliert, sagen seine Einstellungen",
                    "; what the proxy in front logs its settings say",
                )
                if facts.installation.proxy
                else ""
            ),
            "tresen prove",
        ),
        (
            say(lang, "Spalten ohne Zweck, Grundlage, Frist", "Columns without purpose, basis, time limit"),
            say(lang, f"0 von {len(columns)}", f"0 of {len(columns)}"),
            "tests/unit/test_data_map.py",
        ),
        (
            say(
                lang,
                "Was der Server von einer Einladung sieht (der Betrieb schreibt zuerst)",
                "What the server sees of an invitation (the business writes first)",
            ),
            say(
                lang,
                "Größe und Zeiten; nicht was, nicht an wen, nicht den Link",
                "size and times; not what, not to whom, not the link",
            ),
            "protocol/threats.md",
        ),
    ]


def _how_long(facts: Facts, lang: str) -> list[Row]:
    days = facts.shop.chat_days
    return [
        (
            say(lang, "Ein Gespräch endet von selbst nach", "A conversation ends by itself after"),
            say(lang, f"{days} Tagen ohne Wort", f"{days} days without a word"),
            "tresen law retention",
        ),
        (
            say(lang, "Auskunft", "Access"),
            say(
                lang,
                "sofort, durch die Kundin selbst; was im Hinterzimmer steht, gibt ein Inhaber binnen eines Monats frei",
                "at once, by the customer alone; what lies in the back room an owner releases within a month",
            ),
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
