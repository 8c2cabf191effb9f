"""The records of processing (Art. 30(1) GDPR)."""

from __future__ import annotations

from tresen.core.law.document import Draft, Section
from tresen.core.law.installation import Facts
from tresen.core.law.questions import of_customers
from tresen.core.law.table.leaves import by_itself
from tresen.core.law.written.security import measure_lines
from tresen.core.law.written.speech import (
    Column,
    not_advice,
    open_questions,
    purpose_table,
    recipient_table,
    responsible,
    say,
)


def records(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """One processing: the messenger between the business and its customers."""
    tables = len({each.table for each in columns})
    days = facts.shop.chat_days
    return Draft(
        say(
            lang,
            "Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO)",
            "Records of processing (Art. 30 GDPR)",
        ),
        [
            responsible(facts, lang),
            Section(
                say(lang, "Verarbeitung", "Processing"),
                [
                    say(
                        lang,
                        f"Messenger mit Kundinnen und Kunden: Tresen {facts.installation.version},"
                        f" {facts.installation.public_url}",
                        f"Messenger with customers: Tresen {facts.installation.version},"
                        f" {facts.installation.public_url}",
                    )
                ],
            ),
            Section(
                say(lang, "Betroffene", "Data subjects"),
                [
                    say(
                        lang,
                        f"Kundinnen und Kunden, die schreiben; {facts.shop.people} Personen des Teams.",
                        f"Customers who write; {facts.shop.people} people of the team.",
                    )
                ],
            ),
            Section(
                say(lang, "Zwecke, Rechtsgrundlagen, Löschfristen", "Purposes, legal bases, time limits"),
                [
                    say(
                        lang,
                        f"Gespräche: {days} Tage nach dem letzten Wort, von selbst. Briefe 6, Belege 8 Jahre"
                        " nach dem Ende des Kalenderjahres.",
                        f"Conversations: {days} days after the last word, by itself. Letters 6, vouchers 8"
                        " years after the end of the calendar year.",
                    )
                ],
                purpose_table(facts, lang),
            ),
            Section(
                say(lang, "Kategorien von Daten", "Categories of data"),
                [
                    say(
                        lang,
                        f"{len(columns)} Spalten in {tables} Tabellen, jede mit Zweck, Grundlage und Frist:"
                        " siehe Datenverzeichnis. Inhalte sind verschlüsselt.",
                        f"{len(columns)} columns in {tables} tables, each with purpose, basis and time limit:"
                        " see the data map. Contents are encrypted.",
                    )
                ],
            ),
            Section(
                say(lang, "Empfänger und Drittländer", "Recipients and third countries"),
                [by_itself(facts, lang)],
                recipient_table(facts, lang),
            ),
            Section(
                say(
                    lang, "Technische und organisatorische Maßnahmen", "Technical and organisational measures"
                ),
                measure_lines(facts, lang),
            ),
            open_questions(of_customers(), lang),
            Section(say(lang, "Hinweis", "Note"), [not_advice(lang)]),
        ],
    )
