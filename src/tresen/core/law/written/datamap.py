"""The data map: every column with purpose, basis and time limit (Art. 5, 30 GDPR)."""

from __future__ import annotations

from itertools import groupby

from tresen.core.law.document import Draft, Section, Table
from tresen.core.law.installation import Facts
from tresen.core.law.table.kept import tables as used
from tresen.core.law.table.where import lies
from tresen.core.law.written.german import BASES, KEPT
from tresen.core.law.written.purposes import PURPOSES
from tresen.core.law.written.speech import Column, not_advice, say


def purpose_in(purpose: str, lang: str) -> str:
    """What a column is for, in the reader's language."""
    return PURPOSES.get(purpose, purpose) if lang == "de" else purpose


def basis_in(basis: str, lang: str) -> str:
    """A legal basis in the reader's language."""
    return BASES.get(basis, basis) if lang == "de" else basis


def kept_in(kept: str, lang: str) -> str:
    """A time limit in the reader's language."""
    return KEPT.get(kept, kept) if lang == "de" else kept


def datamap(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """Table by table. The names of tables and columns are the program's own."""
    heads = say(lang, "Spalte|Zweck|Grundlage|Dauer", "Column|Purpose|Basis|How long").split("|")
    tables = [
        Section(
            name,
            [],
            Table(
                heads,
                [
                    [
                        each.name,
                        purpose_in(each.purpose, lang),
                        basis_in(each.basis, lang),
                        kept_in(each.kept, lang),
                    ]
                    for each in rows
                ],
            ),
        )
        for name, rows in groupby(columns, lambda each: each.table)
    ]
    beside = say(
        lang,
        "Neben der Datenbank gibt es verschlüsselte Dateien, die Löschliste (signierte Löschbefehle, ohne Inhalt) und"
        " Sicherungen. Im Protokoll stehen Vorgänge und Zahlen, nie Namen, Adressen oder Inhalte.",
        "Beside the database there are encrypted files, the erasure list (signed commands, no content) and backups. The"
        " log has events and numbers, never names, addresses or contents.",
    )
    empty = sorted({each.table for each in columns} - used(facts))
    unused = say(lang, "In dieser Konfiguration bleiben leer: ", "In this configuration these stay empty: ")
    return Draft(
        say(lang, "Datenverzeichnis", "Data map"),
        [
            Section(
                say(lang, "Überblick", "Overview"),
                [
                    lies(facts, lang),
                    beside,
                    *([unused + ", ".join(empty) + "."] if empty else []),
                    not_advice(lang),
                ],
            ),
            *tables,
        ],
    )
