"""The twelve complaints about WhatsApp Business with which this began, and what is the case here, with the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from tresen.core.law.installation import Facts
from tresen.core.law.table.leaves import by_itself, recipients, unasked
from tresen.core.law.table.said import Said
from tresen.core.law.table.where import lies


class Complaint(NamedTuple):
    """What was complained of, what is the case here, and the tests that show it."""

    complaint: str
    answer: str
    tests: tuple[str, ...]


def _who(facts: Facts, lang: str) -> str:
    """Everybody who may learn something."""
    named = "; ".join(each.who for each in recipients(facts, lang))
    label = "Etwas erfahren kann" if lang == "de" else "Who may learn something"
    nobody = "" if unasked(facts) else f" {by_itself(facts, lang)}"
    return f"{nobody} {label}: {named}"


def _where(facts: Facts, lang: str) -> str:
    return f" {lies(facts, lang)}" + _who(facts, lang)


_SAID: Final = (
    (
        Said(
            "Privat und geschäftlich vermischt auf einem Gerät",
            "Private and business use mixed on one device",
        ),
        Said(
            "Eigene App im Browser mit eigenen Schlüsseln; nichts Privates wird berührt",
            "An app of its own in the browser with its own keys; nothing private is touched",
        ),
    ),
    (
        Said("Greift auf alle Kontakte zu", "Reaches for all contacts"),
        Said(
            "Kein Zugriff auf Kontakte; eine Kontaktkarte gibt nur, wer sie ausfüllt",
            "No access to contacts; only whoever fills a contact card in gives one",
        ),
    ),
    (
        Said("Liest Standortdaten aus", "Reads location data"),
        Said(
            "Kein Zugriff auf den Standort; die Seiten verbieten ihn dem Browser",
            "No access to the location; the pages forbid it to the browser",
        ),
    ),
    (
        Said(
            "Liest Gerät, Betriebssystem und Mobilfunknetz aus",
            "Reads device, operating system and mobile network",
        ),
        Said(
            "Weder Internetadressen noch Browserkennungen werden gespeichert oder protokolliert",
            "Neither internet addresses nor user agents are stored or logged",
        ),
    ),
    (
        Said("Übergibt alles an Facebook", "Hands everything to Facebook"),
        Said("Seiten laden nichts von fremden Servern.", "Pages load nothing from foreign servers."),
    ),
    (
        Said(
            "Niemand kann Auskunft geben, was mit den Daten geschieht",
            "Nobody can say what happens with the data",
        ),
        Said(
            "„Meine Daten“ gibt sofort heraus, was die Schlüssel der Kundin öffnen, mit Zwecken, Empfängern und Fristen;"
            " was im Hinterzimmer steht, gibt ein Inhaber auf Anfrage frei",
            "“My data” gives out at once what the customer's keys open, with purposes, recipients and time limits; what lies"
            " in the back room an owner releases on request",
        ),
    ),
    (
        Said("Das Recht auf Vergessenwerden ist außer Kraft", "The right to be forgotten is void"),
        Said(
            "Gelöschtes ist in Datenbank und freien Seiten sofort weg, in Sicherungen nach höchstens 14 Tagen. Was das"
            " Handelsrecht aufhebt, ist bis zu seiner Frist gesperrt; Kennungen und Schlüssel ohne Inhalt bleiben",
            "What is erased is gone from database and free pages at once, from backups after 14 days at most."
            " What commercial law keeps is locked until its time; ids and keys without content stay",
        ),
    ),
    (Said("Daten liegen in den USA", "Data is in the USA"), Said("", "")),
    (
        Said("Statistiken überwachen, wer was liest", "Statistics watch who reads what"),
        Said(
            "Zahlen nur für das ganze Team, ohne Person; Kundinnen können widersprechen",
            "Figures for the whole team only, without a person; customers may object",
        ),
    ),
    (
        Said("Telefonnummern sind einsehbar", "Telephone numbers can be seen"),
        Said(
            "Ein Gespräch braucht keine Telefonnummer. Wo eine Kundin oder der Betrieb ihre hinschreibt, auf"
            " einer Karte etwa, ist sie verschlüsselt",
            "A conversation needs no telephone number. Where a customer or the business writes theirs, on a card"
            " for instance, it is encrypted",
        ),
    ),
    (
        Said("Bußgeld droht bei jedem Verstoß", "Each infringement risks a fine"),
        Said(
            "Verzeichnis, Hinweise, Fristen und Prüfspur entstehen aus der laufenden Konfiguration; ein Bußgeld schließt das"
            " nicht aus",
            "Records, notice, time limits and audit trail come from the running configuration; that does not rule"
            " a fine out",
        ),
    ),
    (
        Said(
            "Firmen verbieten die App auf ihren Handys; nur Android",
            "Firms forbid the app on their phones; Android only",
        ),
        Said(
            "Läuft in den Browsern von heute, ohne Installation",
            "Runs in today's browsers, without an installation",
        ),
    ),
)
_TESTS: Final[tuple[tuple[str, ...], ...]] = (
    ("tests/e2e/test_customer_page.py", "tests/integration/test_pages.py"),
    ("tests/integration/test_pages.py::test_headers_everywhere", "tests/integration/test_contact_card.py"),
    ("tests/integration/test_pages.py::test_headers_everywhere",),
    ("tests/unit/test_data_map.py::test_no_address_and_no_user_agent_has_a_column",),
    ("tests/integration/test_pages.py::test_policy", "tests/integration/test_prove.py"),
    ("tests/integration/test_mydata.py", "tests/unit/test_law_documents.py"),
    (
        "tests/contract/test_erased_bytes.py",
        "tests/integration/test_restored.py",
        "tests/integration/test_canary.py",
    ),
    ("tests/integration/test_prove.py",),
    (
        "tests/unit/test_people_data.py::test_no_report_has_a_person_in_it",
        "tests/integration/test_statistics.py",
    ),
    ("tests/unit/test_data_map.py::test_every_column_declares_itself",),
    ("tests/unit/test_law_documents.py", "tests/contract/test_audit.py"),
    ("tests/e2e/test_other_browsers.py",),
)


_MORE: Final[dict[int, Callable[[Facts, str], str]]] = {4: _who, 7: _where}
"""The answers about a foreign company and another country: what leaves the server is said with them, from the table."""


def complaints(facts: Facts, lang: str) -> list[Complaint]:
    """All twelve, as they are answered here, with everybody who may learn something (`recipients`)."""
    found = []
    for at, ((complaint, answer), tests) in enumerate(zip(_SAID, _TESTS, strict=True)):
        more = _MORE[at](facts, lang) if at in _MORE else ""
        found.append(Complaint(complaint.told(facts, lang), (answer.told(facts, lang) + more).strip(), tests))
    return found
