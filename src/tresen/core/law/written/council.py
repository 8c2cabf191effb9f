"""The sheet for the works council (§ 87(1) no. 6 BetrVG): what is stored about people of the team."""

from __future__ import annotations

from tresen.core.law.document import Draft, Section, Table
from tresen.core.law.installation import Facts
from tresen.core.law.table.kept import OF_PEOPLE, tables
from tresen.core.law.written.datamap import basis_in, kept_in, purpose_in
from tresen.core.law.written.speech import Column, not_advice, say

_LEADS = ("device_id", "assigned", "by_device", "person", "spoken_by")


def works_council(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """Nothing is denied: columns by which somebody could be recognised are listed."""
    used = tables(facts)
    whole = ", ".join(each for each in OF_PEOPLE if each in used)
    rows = [
        [
            f"{each.table}.{each.name}",
            purpose_in(each.purpose, lang),
            basis_in(each.basis, lang),
            kept_in(each.kept, lang),
        ]
        for each in columns
        if each.name in _LEADS and each.table in used
    ]
    heads = say(lang, "Spalte|Zweck|Grundlage|Dauer", "Column|Purpose|Basis|How long")
    return Draft(
        say(
            lang,
            "Blatt für den Betriebsrat (§ 87 Abs. 1 Nr. 6 BetrVG)",
            "Sheet for the works council (§ 87(1) no. 6 BetrVG)",
        ),
        [
            Section(
                say(lang, "Keine Auswertung je Person", "No report about a person"),
                [
                    say(
                        lang,
                        "Statistiken zählen das ganze Team. Keine Tabelle, Antwort oder Datei der Statistik"
                        " hat eine Spalte für eine Person;"
                        " ein Test prüft das.",
                        "Statistics count the whole team. No table, answer or file of them has a column for a"
                        " person; a test checks that.",
                    )
                ],
            ),
            Section(
                say(lang, "Was trotzdem gespeichert wird", "What is stored all the same"),
                [
                    say(
                        lang,
                        "Jede Nachricht nennt Gerät und Zeit, weil die Gegenseite sie prüfen muss. Im Gespräch"
                        " steht „Ben schreibt“, solange Ben"
                        " schreibt. Die Prüfspur nennt, wer ausgegeben, gelöscht, Fristen geändert oder Geräte"
                        " hinzugefügt hat. Von Geräten wird"
                        " der Tag gemerkt, an dem sie zuletzt da waren.",
                        "Every message names device and time, because the other side must verify it. “Ben is"
                        " typing” is shown while he types. The"
                        " audit trail names who exported, erased, changed time limits or added devices. Of"
                        " devices the day on which they were last"
                        " here is kept.",
                    ),
                    say(
                        lang,
                        f"Im Team sind {facts.shop.people} Personen. Arbeitet jemand allein, sind die Zahlen"
                        " des Teams die dieser Person.",
                        f"There are {facts.shop.people} people in the team. If somebody works alone, the team's"
                        " figures are that person's.",
                    ),
                    say(
                        lang,
                        f"Ganze Zeilen über Personen oder Geräte haben: {whole}. Jede ihrer Spalten steht im"
                        " Datenverzeichnis. Sonst führen diese Spalten zu jemandem:",
                        f"Whole rows about people or devices are in: {whole}. Each of their columns stands in the data"
                        " map. Beside them these columns lead to somebody:",
                    ),
                ],
                Table(heads.split("|"), rows),
            ),
            Section(say(lang, "Hinweis", "Note"), [not_advice(lang)]),
        ],
    )
