"""All papers of a configuration, and what in them contradicts the table of facts, another paper, or says too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from tresen.core.law.complaints import complaints
from tresen.core.law.installation import Facts, Installation, Program, Shop
from tresen.core.law.names import LAW_DOCUMENTS
from tresen.core.law.questions import QUESTIONS
from tresen.core.law.table.kept import KEPT, purposes
from tresen.core.law.table.leaves import LEAVES, NOBODY, connections_unasked, leaving, recipients, unasked
from tresen.core.law.table.reads import READS, readers
from tresen.core.law.written import written
from tresen.desk.law.documents import COLUMNS

SHOP: Final = Shop(
    "Bäckerei Sonnenschein",
    "Lindenstraße 12",
    "10969",
    "Berlin",
    "030 1234567",
    "laden@baeckerei-sonnenschein.example",
    "Anna Sonnenschein",
    "Anna Sonnenschein, datenschutz@baeckerei-sonnenschein.example",
    "sonnenschein",
    owners=2,
    people=3,
)
PLAIN: Final = Facts(Installation("0.9", "https://chat.example.org"), SHOP)
HOURS, HELPER = Program("Öffnungszeiten"), Program("Helferlein {x}", ai=True)


def _facts(made: dict[str, Any], shop: dict[str, Any]) -> Facts:
    return Facts(PLAIN.installation._replace(**made), SHOP._replace(**shop))


MAIL: Final = {"mail_host": "mail.example.org"}
STORE: Final = {"store": "s3.example.org"}
BACKUP: Final = {"backup": "backup.example.org"}
RELAY: Final = {"relay": "turn.example.org:3478"}
CONFIGURATIONS: Final = {
    "calls off": PLAIN,
    "mail": _facts(MAIL, {}),
    "store": _facts(STORE, {}),
    "backup elsewhere": _facts(BACKUP, {}),
    "relay": _facts(RELAY, {}),
    "direct calls": _facts({}, {"direct": True}),
    "relay and direct": _facts(RELAY, {"direct": True}),
    "several businesses": _facts({}, {"shared": True}),
    "a program": _facts({}, {"programs": (HOURS,)}),
    "a program that is an AI": _facts({}, {"programs": (HOURS, HELPER)}),
    "answers by itself": _facts({}, {"greets": True, "away": True}),
    "thirty days": _facts({}, {"chat_days": 30}),
    "behind a proxy": _facts({"proxy": True, "metrics": True}, {}),
    "alone and not filled in": Facts(Installation("0.9", "http://localhost:8080"), Shop(handle="neu")),
    "a host's server": _facts({**MAIL, **STORE, **BACKUP, **RELAY, "proxy": True}, {"shared": True}),
    "everything": _facts(
        {**MAIL, **STORE, **BACKUP, **RELAY, "proxy": True},
        {"direct": True, "shared": True, "programs": (HOURS, HELPER), "greets": True},
    ),
}
"""Configurations by their names. Notifications are a device's choice, so they stand in each."""

_PHRASES: Final = (
    "ohne Übermittlung|without a transfer",
    "verbindet sich nicht nach außen",
    "keine Telefonnummern|no telephone numbers",
    "keine (?:Folgenabschätzung )?nötig|Neue Technik: nein|nein, das Programm|no, the program",
    "den Datenordner|the data folder",
    "sonst liest niemand|nobody else reads",
    "konform|compliant|rechtssicher|unknackbar|unbreakable",
)
TOO_MUCH: Final = re.compile("|".join(_PHRASES), re.IGNORECASE)
"""What no paper says in any configuration."""
_DAYS: Final = re.compile(
    r"(\d+) (?:Tage nach dem letzten Wort|Tagen ohne (?:ein )?Wort|days after the last word|days without a word)"
)
SAYS_WHO: Final = ("notice", "records", "processing")
SAYS_WHAT: Final = ("notice", "records")


def texts(name: str, facts: Facts, lang: str) -> Iterator[str]:
    """Each paragraph and each row of a document; of the complaints, each answer."""
    if name == "complaints":
        yield from (each.answer for each in complaints(facts, lang))
        return
    for section in written(name, facts, lang, COLUMNS).sections:
        yield from section.paragraphs
        yield from (" | ".join(row) for row in (section.table.rows if section.table else []))


def papers(facts: Facts, lang: str) -> dict[str, list[str]]:
    """Every paper that is written from the configuration."""
    return {name: list(texts(name, facts, lang)) for name in (*LAW_DOCUMENTS, "complaints")}


def contradictions(facts: Facts, lang: str) -> list[str]:
    """What a careful reader of all papers would object to; empty when they agree with the table and with each other."""
    made = papers(facts, lang)
    return [
        *_left_out(made, facts, lang),
        *_switched_off(made, facts, lang),
        *_denied(made, facts, lang),
        *_readers(made, facts, lang),
        *_kept(made, facts, lang),
        *_settled(made),
        *(f"{name}: says too much: {text}" for name, text in _all(made) if TOO_MUCH.search(text)),
    ]


def _all(made: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, lines in made.items() for text in lines)


def _left_out(made: dict[str, list[str]], facts: Facts, lang: str) -> Iterator[str]:
    """Whoever may learn something stands in each paper that says who does, with what and on which basis."""
    party = {each.who.told(facts, lang) for each in LEAVES if each.setting == "shared"}
    for each in recipients(facts, lang):
        row = " | ".join(each)
        # Whoever runs the server is the party of the agreement, not one of its own sub-processors.
        named = SAYS_WHO if each.who not in party else ("notice", "records")
        yield from (f"{name}: leaves out {each.who}" for name in named if row not in made[name])
        for at in (4, 7):
            if each.who not in made["complaints"][at]:
                yield f"complaint {at + 1}: leaves out {each.who}"
    counted = [row.split(" | ")[1] for row in made["facts"] if re.match(r"Mögliche Empf|Possible recip", row)]
    if counted != [str(len(leaving(facts)))]:
        yield f"facts: counts {counted} recipients"


def _switched_off(made: dict[str, list[str]], facts: Facts, lang: str) -> Iterator[str]:
    """What is switched off is in no paper: neither who would learn something, nor what would be kept."""
    everything = CONFIGURATIONS["everything"]
    off = [each.who.told(everything, lang) for each in (*LEAVES, *READS) if not each.on(facts)]
    kept = [each.what.told(everything, lang) for each in KEPT if not each.on(facts)]
    for name, text in _all(made):
        # The data map has every column there may ever be; it says which tables stay empty.
        if name != "datamap":
            yield from (f"{name}: names {each}" for each in off if each in text)
            yield from (f"{name}: keeps {each}" for each in kept if text.startswith(f"{each} | "))
    line = next((each for each in made["datamap"] if re.search("bleiben leer|stay empty", each)), "")
    empty = set(re.findall(r"[a-z_]+", line.partition(":")[2]))
    if empty != {table for each in KEPT if not each.on(facts) for table in each.tables}:
        yield f"datamap: calls {sorted(empty)} empty"


def _denied(made: dict[str, list[str]], facts: Facts, lang: str) -> Iterator[str]:
    """'Nobody' and '0' only where the table has nobody."""
    nobody = NOBODY.told(facts, lang)
    for name, text in _all(made):
        if nobody in text and unasked(facts):
            yield f"{name}: nobody, but {len(unasked(facts))}"
    said = [
        row.split(" | ")[1]
        for row in made["facts"]
        if re.match(r"Verbindungen nach|Outgoing connections", row)
    ]
    to = connections_unasked(facts)
    if len(said) != 1 or int(said[0].partition(":")[0]) != len(to):
        yield f"facts: says {said} connections, the table {len(to)}"
    on_server = re.search(r"auf diesem Server\.|on this server\.", made["complaints"][7])
    if bool(on_server) != (facts.installation.store is None):
        yield "complaint 8: where files lie"


def _readers(made: dict[str, list[str]], facts: Facts, lang: str) -> Iterator[str]:
    """Who can read: all of them, altered code and programs included."""
    row = next((each for each in made["facts"] if each.startswith(("Wer kann mitlesen", "Who can read"))), "")
    yield from (f"facts: leaves out that {each} can read" for each in readers(facts, lang) if each not in row)
    short = " ".join(made["notice"])
    if not re.search("unveränderten Code|unaltered code", short):
        yield "notice: silent about altered code"
    for program in facts.shop.programs:
        for name in ("notice", "records", "processing", "facts", "dpia"):
            if not any(program.name in text for text in made[name]):
                yield f"{name}: leaves out the program {program.name}"


def _kept(made: dict[str, list[str]], facts: Facts, lang: str) -> Iterator[str]:
    """What is kept stands alike in notice and records, and all papers name the same number of days."""
    for each in purposes(facts, lang):
        yield from (
            f"{name}: leaves out {each.what}" for name in SAYS_WHAT if " | ".join(each) not in made[name]
        )
    for name, text in _all(made):
        if wrong := [found for found in _DAYS.findall(text) if int(found) != facts.shop.chat_days]:
            yield f"{name}: says {wrong} days"


def _settled(made: dict[str, list[str]]) -> Iterator[str]:
    """Art. 49 is never a basis, only part of a question with a day and sources."""
    for name, text in _all(made):
        asked = any(text in (each.paragraph("de"), each.paragraph("en")) for each in QUESTIONS)
        if re.search(r"Art\. ?49", text) and not asked:
            yield f"{name}: takes Art. 49 as settled"
