"""What the documents share: the choice of language, the responsible business, tables of purposes and recipients."""

from __future__ import annotations

from typing import NamedTuple

from tresen.core.law.document import Section, Table
from tresen.core.law.installation import Facts
from tresen.core.law.questions import Question
from tresen.core.law.table.kept import purposes
from tresen.core.law.table.leaves import recipients


class Column(NamedTuple):
    """A column of the database, with its entry of the data map."""

    table: str
    name: str
    purpose: str
    basis: str
    kept: str


def say(lang: str, de: str, en: str) -> str:
    """The text in the reader's language."""
    return de if lang == "de" else en


def responsible(facts: Facts, lang: str) -> Section:
    """Who is responsible (Art. 4(7) GDPR), as the profile says it."""
    shop = facts.shop
    place = " ".join(part for part in (shop.postcode, shop.city) if part)
    lines = [shop.name, shop.street, place, shop.phone, shop.email]
    told = "\n".join(line for line in lines if line)
    missing = say(lang, "Noch nicht ausgefüllt.", "Not filled in yet.")
    paragraphs = [
        told or missing,
        say(lang, "Kontakt für Datenschutz: ", "Contact for data protection: ") + (shop.privacy or missing),
    ]
    return Section(say(lang, "Verantwortlich", "Responsible"), paragraphs)


def purpose_table(facts: Facts, lang: str) -> Table:
    """What is processed, what for, on which basis, how long."""
    columns = (
        ["Was", "Wofür", "Rechtsgrundlage", "Wie lange"]
        if lang == "de"
        else ["What", "What for", "Legal basis", "How long"]
    )
    return Table(columns, [list(each) for each in purposes(facts, lang)])


def recipient_table(facts: Facts, lang: str) -> Table:
    """Who outside the server may learn something."""
    columns = (
        ["Wer", "Was", "Wo", "Rechtsgrundlage"] if lang == "de" else ["Who", "What", "Where", "Legal basis"]
    )
    return Table(columns, [list(each) for each in recipients(facts, lang)])


def open_questions(asked: list[Question], lang: str) -> Section:
    """What the law leaves open, with day and sources."""
    return Section(
        say(lang, "Offene Rechtsfragen", "Open questions of law"), [each.paragraph(lang) for each in asked]
    )


def not_advice(lang: str) -> str:
    """What these documents are not."""
    return say(
        lang,
        "Aus der laufenden Konfiguration geschrieben. Das ist eine technische Auskunft und keine Rechtsberatung;"
        " was der Betrieb außerhalb von Tresen tut, steht hier nicht.",
        "Written from the running configuration. This is technical information, not legal advice; what the"
        " business does"
        " outside Tresen is not in it.",
    )
