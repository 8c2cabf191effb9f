"""The threshold check: is a data-protection impact assessment needed (Art. 35 GDPR, EDPB WP 248)."""

from __future__ import annotations

from tresen.core.law.document import Draft, Section, Table
from tresen.core.law.installation import Facts
from tresen.core.law.written.speech import Column, not_advice, say

_CRITERIA = (
    ("Bewerten oder Einstufen von Personen", "Evaluating or scoring people", False),
    ("Automatische Entscheidung mit rechtlicher Wirkung", "Automated decisions with legal effect", False),
    ("Systematische Überwachung", "Systematic monitoring", False),
    ("Besonders schützenswerte Daten", "Sensitive data", None),
    ("Umfangreiche Verarbeitung", "Large scale", None),
    ("Abgleich von Datensätzen", "Matching data sets", False),
    ("Schutzbedürftige Personen", "Vulnerable people", None),
    ("Neue Technik", "Innovative use of technology", False),
    ("Hindert an einem Recht oder Vertrag", "Prevents a right or a contract", False),
)


def dpia(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """Nine criteria: those the program answers, and those only the business can."""
    del columns
    answers = {
        False: say(lang, "nein, das Programm tut es nicht", "no, the program does not do it"),
        None: say(lang, "☐ ja  ☐ nein (vom Betrieb anzukreuzen)", "☐ yes  ☐ no (for the business to tick)"),
    }
    rows = [[say(lang, de, en), answers[value]] for de, en, value in _CRITERIA]
    return Draft(
        say(
            lang,
            "Schwellenwertprüfung zur Datenschutz-Folgenabschätzung (Art. 35 DSGVO)",
            "Threshold check for an impact assessment (Art. 35 GDPR)",
        ),
        [
            Section(
                say(lang, "Verarbeitung", "Processing"),
                [
                    say(
                        lang,
                        f"Ende zu Ende verschlüsselter Messenger von {facts.shop.name or 'diesem Betrieb'},"
                        f" {facts.shop.people} Personen im Team,"
                        f" Löschung {facts.shop.chat_days} Tage nach dem letzten Wort.",
                        f"End-to-end encrypted messenger of {facts.shop.name or 'this business'},"
                        f" {facts.shop.people} people in the team,"
                        f" erased {facts.shop.chat_days} days after the last word.",
                    )
                ],
            ),
            Section(
                say(lang, "Neun Kriterien (WP 248)", "Nine criteria (WP 248)"),
                [],
                Table(say(lang, "Kriterium|Antwort", "Criterion|Answer").split("|"), rows),
            ),
            Section(
                say(lang, "Ergebnis", "Result"),
                [
                    say(
                        lang,
                        "Treffen zwei oder mehr zu, ist in der Regel eine Folgenabschätzung nötig. Ohne ein"
                        " Kreuz oben ist keine nötig."
                        " Praxen, Apotheken und Kanzleien kreuzen besonders schützenswerte Daten an und"
                        " prüfen, ob sie umfangreich sind.",
                        "If two or more apply, an assessment is needed as a rule. Without a tick above none is"
                        " needed. Surgeries, pharmacies"
                        " and law firms tick sensitive data and ask whether the scale is large.",
                    )
                ],
            ),
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
            Section(say(lang, "Hinweis", "Note"), [not_advice(lang)]),
        ],
    )
