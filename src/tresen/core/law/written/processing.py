"""A template of the processing agreement (Art. 28 GDPR), for whoever hosts Tresen for a business."""

from __future__ import annotations

from tresen.core.law.document import Draft, Section
from tresen.core.law.installation import Facts
from tresen.core.law.questions import of_customers, of_hosts
from tresen.core.law.written.security import measure_lines
from tresen.core.law.written.speech import (
    Column,
    not_advice,
    open_questions,
    recipient_table,
    responsible,
    say,
)

_CLAUSES_DE = (
    (
        "Gegenstand und Dauer",
        "Betrieb des Messengers für den Verantwortlichen, solange der Hauptvertrag gilt.",
    ),
    (
        "Art der Daten",
        (
            "Verschlüsselte Inhalte, auch der Einladungen, die der Auftragsverarbeiter nicht öffnen kann, solange er"
            " unveränderten Code ausliefert; Zeiten, Geräte, Mengen, das Profil und Adressen für Benachrichtigungen, die"
            " offen liegen."
        ),
    ),
    (
        "Weisung",
        "Verarbeitet wird nur auf dokumentierte Weisung; die Einstellungen des Verantwortlichen sind Weisungen.",
    ),
    ("Vertraulichkeit", "Wer Zugang zum Server hat, ist zur Vertraulichkeit verpflichtet."),
    (
        "Unterauftragnehmer",
        (
            "Nur die aus Anlage 1, bei denen Art. 28 DSGVO steht. Weitere werden 30 Tage vorher angekündigt; der"
            " Verantwortliche kann widersprechen."
        ),
    ),
    (
        "Rechte der Betroffenen",
        (
            "Auskunft, Löschung, Einschränkung und Mitnehmen führt das Programm aus; Übriges wird ohne Verzug"
            " weitergegeben."
        ),
    ),
    (
        "Verletzungen",
        "Werden ohne Verzug gemeldet, spätestens nach 24 Stunden, mit den Zahlen des Störfall-Helfers.",
    ),
    (
        "Ende",
        (
            "Der Verantwortliche bekommt alles, was der Server von ihm hat („tresen business export“), verschlüsselt, wie es"
            " dort liegt; Daten anderer Betriebe sind nicht darin. Danach wird gelöscht („tresen business remove“ gibt eine"
            " Quittung), alte Sicherungen nach 14 Tagen."
        ),
    ),
    (
        "Nachweis",
        "Prüfspur, Bericht von „tresen prove“ und dieses Dokument; Prüfungen vor Ort nach Absprache.",
    ),
)
_CLAUSES_EN = (
    ("Subject and duration", "Running the messenger for the controller as long as the main contract lasts."),
    (
        "Kind of data",
        (
            "Encrypted contents, invitations included, that the processor cannot open as long as it serves unaltered code;"
            " times, devices, amounts, the profile and addresses for notifications, which are open."
        ),
    ),
    ("Instruction", "Only on documented instruction; the controller's settings are instructions."),
    ("Confidentiality", "Whoever has access to the server is bound to confidentiality."),
    (
        "Sub-processors",
        (
            "Only those of annex 1 at which Art. 28 GDPR stands. Others are announced 30 days before; the controller may"
            " object."
        ),
    ),
    (
        "Rights of data subjects",
        (
            "Access, erasure, restriction and portability are carried out by the program; the rest is passed on"
            " without delay."
        ),
    ),
    (
        "Breaches",
        "Are reported without delay, after 24 hours at the latest, with the figures of the incident helper.",
    ),
    (
        "End",
        (
            "The controller gets all that the server has of it (“tresen business export”), sealed as it lies there, with no"
            " data of other businesses. Then it is erased (“tresen business remove” gives a receipt), old backups after 14"
            " days."
        ),
    ),
    (
        "Evidence",
        "The audit trail, the report of `tresen prove` and this document; inspections by agreement.",
    ),
)


def processing(facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """To be filled in with the host's name; unnecessary where the business runs its own machine."""
    del columns
    clauses = _CLAUSES_DE if lang == "de" else _CLAUSES_EN
    # Whoever runs the server is the party of this agreement, and none of its own sub-processors.
    others = facts._replace(shop=facts.shop._replace(shared=False))
    return Draft(
        say(
            lang,
            "Vertrag zur Auftragsverarbeitung (Art. 28 DSGVO), Vorlage",
            "Processing agreement (Art. 28 GDPR), template",
        ),
        [
            responsible(facts, lang),
            Section(
                say(lang, "Auftragsverarbeiter", "Processor"),
                [
                    say(
                        lang,
                        "Name und Anschrift: ______________________________  (entfällt, wenn der Betrieb den"
                        " Server selbst führt)",
                        "Name and address: ______________________________  (not needed where the business runs"
                        " the server itself)",
                    )
                ],
            ),
            *(Section(f"{at}. {heading}", [text]) for at, (heading, text) in enumerate(clauses, 1)),
            Section(
                say(
                    lang,
                    "Anlage 1: Empfänger und Unterauftragnehmer",
                    "Annex 1: recipients and sub-processors",
                ),
                [],
                recipient_table(others, lang),
            ),
            Section(say(lang, "Anlage 2: Maßnahmen", "Annex 2: measures"), measure_lines(facts, lang)),
            open_questions([*of_customers(), *of_hosts()], lang),
            Section(
                say(lang, "Unterschriften", "Signatures"),
                [
                    say(
                        lang,
                        "Ort, Datum, Unterschriften: ______________________________",
                        "Place, date, signatures: ______________________________",
                    )
                ],
            ),
            Section(say(lang, "Hinweis", "Note"), [not_advice(lang)]),
        ],
    )
