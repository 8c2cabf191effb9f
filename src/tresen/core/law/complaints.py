"""The twelve complaints about WhatsApp Business with which this began, and what is the case here, with the tests."""

from __future__ import annotations

from typing import Final, NamedTuple

from tresen.core.law.installation import Facts


class Complaint(NamedTuple):
    """What was complained of, what is the case here, and the tests that show it."""

    complaint: str
    answer: str
    tests: tuple[str, ...]


_DE: Final = (
    (
        "Privat und geschäftlich vermischt auf einem Gerät",
        "Eigene App im Browser mit eigenen Schlüsseln; nichts Privates wird berührt",
    ),
    (
        "Greift auf alle Kontakte zu",
        "Kein Zugriff auf Kontakte; eine Kontaktkarte gibt nur, wer sie ausfüllt",
    ),
    ("Liest Standortdaten aus", "Kein Zugriff auf den Standort; die Seiten verbieten ihn dem Browser"),
    (
        "Liest Gerät, Betriebssystem und Mobilfunknetz aus",
        "Weder Adressen noch Browserkennungen werden gespeichert oder protokolliert",
    ),
    (
        "Übergibt alles an Facebook",
        "Kein fremder Server: Seiten laden nichts von außen, der Server verbindet sich nicht nach außen",
    ),
    (
        "Niemand kann Auskunft geben, was mit den Daten geschieht",
        "„Meine Daten“ gibt sofort alles heraus, mit Zwecken, Empfängern und Fristen",
    ),
    (
        "Das Recht auf Vergessenwerden ist außer Kraft",
        "Gelöschtes ist in Datenbank, freien Seiten und Sicherungen weg",
    ),
    ("Daten liegen in den USA", "Daten liegen auf diesem Server, ohne Übermittlung in Drittländer"),
    (
        "Statistiken überwachen, wer was liest",
        "Zahlen nur für das ganze Team, ohne Person; Kundinnen können widersprechen",
    ),
    ("Telefonnummern sind einsehbar", "Es gibt keine Telefonnummern; ein Gespräch ist eine Zufallszahl"),
    (
        "Bußgeld droht bei jedem Verstoß",
        "Verzeichnis, Hinweise, Fristen und Prüfspur entstehen aus der laufenden Konfiguration",
    ),
    ("Firmen verbieten die App auf ihren Handys; nur Android", "Läuft in jedem Browser, ohne Installation"),
)
_EN: Final = (
    (
        "Private and business use mixed on one device",
        "An app of its own in the browser with its own keys; nothing private is touched",
    ),
    ("Reaches for all contacts", "No access to contacts; only whoever fills a contact card in gives one"),
    ("Reads location data", "No access to the location; the pages forbid it to the browser"),
    (
        "Reads device, operating system and mobile network",
        "Neither addresses nor user agents are stored or logged",
    ),
    (
        "Hands everything to Facebook",
        "No foreign server: pages load nothing from outside, the server connects to nobody",
    ),
    (
        "Nobody can say what happens with the data",
        "“My data” gives out everything at once, with purposes, recipients and time limits",
    ),
    ("The right to be forgotten is void", "What is erased is gone from database, free pages and backups"),
    ("Data is in the USA", "Data is on this server, without a transfer to third countries"),
    (
        "Statistics watch who reads what",
        "Figures for the whole team only, without a person; customers may object",
    ),
    ("Telephone numbers can be seen", "There are no telephone numbers; a conversation is a random number"),
    (
        "Each infringement risks a fine",
        "Records, notice, time limits and audit trail come from the running configuration",
    ),
    ("Firms forbid the app on their phones; Android only", "Runs in every browser, without an installation"),
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


def complaints(facts: Facts, lang: str) -> list[Complaint]:
    """All twelve, as they are answered here. What is configured to leave the server is said."""
    found = [
        Complaint(*said, tests) for said, tests in zip(_DE if lang == "de" else _EN, _TESTS, strict=True)
    ]
    outside = [each for each in (facts.installation.store, facts.installation.mail_host) if each]
    if outside:
        named = ", ".join(outside)
        more = f"; eingestellt ist: {named}" if lang == "de" else f"; configured: {named}"
        for at in (4, 7):
            found[at] = found[at]._replace(answer=found[at].answer + more)
    return found
