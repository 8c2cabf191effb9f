"""The threshold check for an impact assessment (Art. 35 GDPR, EDPB WP 248): facts and questions, no answer."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.core.law.document import Draft, Section, Table
from tresen.core.law.installation import Facts
from tresen.core.law.table.said import Said, When, always, answers_itself
from tresen.core.law.written.speech import Column, not_advice, say


class Fact(NamedTuple):
    """What the program does that a criterion is about, where it is so."""

    on: When
    said: Said


_CRITERIA: Final[tuple[tuple[Said, tuple[Fact, ...]], ...]] = (
    (
        Said("Bewerten oder Einstufen von Personen", "Evaluating or scoring people"),
        (
            Fact(
                always,
                Said(
                    "Das Programm rechnet keinen Wert für eine Person aus; Zahlen zählen das ganze Team.",
                    "The program computes no value for a person; figures count the whole team.",
                ),
            ),
        ),
    ),
    (
        Said("Automatische Entscheidung mit rechtlicher Wirkung", "Automated decisions with legal effect"),
        (
            Fact(
                answers_itself,
                Said(
                    "Begrüßung oder Abwesenheit gehen von selbst hinaus.",
                    "A greeting or an away message goes out by itself.",
                ),
            ),
            Fact(
                lambda facts: bool(facts.shop.programs),
                Said(
                    "Programme antworten: {programs}. Was entscheiden sie?",
                    "Programs answer: {programs}. What do they decide?",
                ),
            ),
            Fact(
                lambda facts: not answers_itself(facts) and not facts.shop.programs,
                Said("Nichts antwortet von selbst.", "Nothing answers by itself."),
            ),
        ),
    ),
    (
        Said("Systematische Überwachung", "Systematic monitoring"),
        (
            Fact(
                always,
                Said(
                    "Zu jeder Nachricht stehen Gerät und Zeit, auch wann sie gelesen war.",
                    "With every message stand its device and time, and when it was read.",
                ),
            ),
        ),
    ),
    (
        Said("Besonders schützenswerte Daten", "Sensitive data"),
        (
            Fact(
                always,
                Said(
                    "Wovon Kundinnen schreiben, kann niemand vorher wissen. Ist Gesundheit, Recht oder Glaube Ihr Beruf?",
                    "What customers write about nobody can know before. Is health, law or faith your profession?",
                ),
            ),
        ),
    ),
    (
        Said("Umfangreiche Verarbeitung", "Large scale"),
        (
            Fact(
                lambda facts: not facts.shop.shared,
                Said(
                    "Wie viele Gespräche im Jahr? „tresen business show“ zählt sie.",
                    "How many conversations a year? `tresen business show` counts them.",
                ),
            ),
            Fact(
                lambda facts: facts.shop.shared,
                Said(
                    "Der Server dient mehreren Betrieben. Wie viele Gespräche im Jahr hat dieser? „tresen business show“"
                    " zählt sie.",
                    "The server serves several businesses. How many conversations a year has this one?"
                    " `tresen business show` counts them.",
                ),
            ),
        ),
    ),
    (
        Said("Abgleich von Datensätzen", "Matching data sets"),
        (
            Fact(
                always,
                Said(
                    "Das Programm gleicht nichts ab. Der Betrieb kann frühere Chats mitbringen und Karten ausfüllen.",
                    "The program matches nothing. The business may bring along former chats and fill in cards.",
                ),
            ),
        ),
    ),
    (
        Said("Schutzbedürftige Personen", "Vulnerable people"),
        (
            Fact(
                always,
                Said(
                    "Schreiben Ihnen Kinder, Kranke oder Ihre Beschäftigten?",
                    "Do children, patients or your employees write to you?",
                ),
            ),
        ),
    ),
    (
        Said("Neue Technik", "Innovative use of technology"),
        (
            Fact(
                always,
                Said(
                    "Verschlüsselung Ende zu Ende im Browser.",
                    "End-to-end encryption in the browser.",
                ),
            ),
            Fact(
                lambda facts: any(each.ai for each in facts.shop.programs),
                Said("Unter den Programmen ist KI: {programs}.", "Among the programs is AI: {programs}."),
            ),
        ),
    ),
    (
        Said("Hindert an einem Recht oder Vertrag", "Prevents a right or a contract"),
        (
            Fact(
                always,
                Said(
                    "Ein Gespräch kann der Betrieb sperren. Bekommt man bei Ihnen auch ohne Tresen, was man braucht?",
                    "The business can block a conversation. Does one get what one needs from you without Tresen too?",
                ),
            ),
        ),
    ),
)


def dpia(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """Nine criteria, each with what the program does. The business ticks all of them."""
    del columns
    tick = say(lang, "☐ ja  ☐ nein", "☐ yes  ☐ no")
    rows = [
        [
            criterion.told(facts, lang),
            " ".join(each.said.told(facts, lang) for each in known if each.on(facts)),
            tick,
        ]
        for criterion, known in _CRITERIA
    ]
    heads = say(
        lang,
        "Kriterium|Fakten und Fragen|Vom Betrieb",
        "Criterion|Facts and questions|By the business",
    )
    return Draft(
        say(
            lang,
            "Schwellenwertprüfung zur Datenschutz-Folgenabschätzung (Art. 35 DSGVO)",
            "Threshold check for an impact assessment (Art. 35 GDPR)",
        ),
        [
            Section(say(lang, "Verarbeitung", "Processing"), [_subject(facts, lang)]),
            Section(
                say(lang, "Neun Kriterien (WP 248)", "Nine criteria (WP 248)"),
                [],
                Table(heads.split("|"), rows),
            ),
            Section(say(lang, "Ergebnis", "Result"), [_result(lang)]),
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


def _subject(facts: Facts, lang: str) -> str:
    shop = facts.shop
    return say(
        lang,
        f"Ende zu Ende verschlüsselter Messenger von {shop.name or 'diesem Betrieb'},"
        f" {shop.people} Personen im Team, Löschung {shop.chat_days} Tage nach dem letzten Wort.",
        f"End-to-end encrypted messenger of {shop.name or 'this business'},"
        f" {shop.people} people in the team, erased {shop.chat_days} days after the last word.",
    )


def _result(lang: str) -> str:
    return say(
        lang,
        "Treffen zwei oder mehr zu, ist nach WP 248 in der Regel eine Folgenabschätzung nötig; auch eines kann genügen."
        " Ob sie nötig ist, entscheidet der Betrieb, auch nach der Liste seiner Aufsichtsbehörde (Art. 35 Abs. 4 DSGVO).",
        "If two or more apply, WP 248 asks for an assessment as a rule; one may be enough. Whether it is needed, the"
        " business decides, also by the list of its supervisory authority (Art. 35(4) GDPR).",
    )
