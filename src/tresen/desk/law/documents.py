"""The law's documents, written from the running configuration, and numbered when they say something else."""

from __future__ import annotations

from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core.law.complaints import Complaint, complaints
from tresen.core.law.document import Change, Draft, Section, Version, changes
from tresen.core.law.installation import LANGUAGES, Facts, Installation
from tresen.core.law.names import LAW_DOCUMENTS
from tresen.core.law.risk import TURNOVER_MOST
from tresen.core.law.written import written
from tresen.core.law.written.speech import Column
from tresen.core.policy import Action, Who, require
from tresen.desk.context import Context
from tresen.desk.law.facts import facts_of
from tresen.errors import Refusal
from tresen.store import lawdocuments as store
from tresen.store import queries
from tresen.store.lawdocuments import Written
from tresen.store.tx import Tx

_sections: Final = msgspec.json.Decoder(list[Section])
_changes: Final = msgspec.json.Decoder(list[Change])
COLUMNS: Final = [Column(*row) for row in store.columns()]


class LawDocument(NamedTuple):
    """A document and its version."""

    name: str
    lang: str
    draft: Draft
    version: Version


async def document(house: Context, who: Who, name: str, lang: str) -> LawDocument:
    """A document for an owner. Raises `forbidden`, `not_found`, `bad_request`."""
    require(who, Action.ACCOUNT)
    return await document_of(house, who.business, name, lang)


async def notice(house: Context, handle: str, lang: str) -> LawDocument:
    """The privacy notice, for anyone. Raises `unknown_business`, `bad_request`."""
    found = await house.read(lambda connection: queries.find_business(connection, handle))
    if found is None:
        raise Refusal("unknown_business", "nobody has that address here")
    return await document_of(house, found[0], "notice", lang)


async def document_of(house: Context, business: int, name: str, lang: str) -> LawDocument:
    """A document of a business. A version that says something else is kept, with what changed."""
    check(name, lang)

    def read(connection: Connection) -> tuple[Facts, Written | None]:
        return facts_of(connection, house.installation, business), store.newest(
            connection, business, name, lang
        )

    facts, before = await house.read(read)
    draft = written(name, facts, lang, COLUMNS)
    content = msgspec.json.encode(draft.sections)
    if before is None or before.content != content:
        before = await house.write(lambda tx: _number(tx, business, name, lang, content))
    changed = _changes.decode(before.changed)
    return LawDocument(name, lang, draft, Version(before.version, before.at_ms, before.before_ms, changed))


def document_now(
    connection: Connection, installation: Installation, business: int, name: str, lang: str, now_ms: int
) -> LawDocument:
    """What a document says now, for a reader that writes nothing: a version that nobody saw yet is the next one."""
    facts = facts_of(connection, installation, business)
    draft, before = written(name, facts, lang, COLUMNS), store.newest(connection, business, name, lang)
    content = msgspec.json.encode(draft.sections)
    made = _next(before, content, now_ms)
    version = Version(made.version, made.at_ms, made.before_ms, _changes.decode(made.changed))
    return LawDocument(name, lang, draft, version)


def check(name: str, lang: str) -> None:
    """Raises `not_found`, `bad_request`."""
    if name not in LAW_DOCUMENTS:
        raise Refusal("not_found", f"document: one of {', '.join(LAW_DOCUMENTS)}")
    if lang not in LANGUAGES:
        raise Refusal("bad_request", "lang: must be de or en")


def _number(tx: Tx, business: int, name: str, lang: str, content: bytes) -> Written:
    before = store.newest(tx, business, name, lang)
    made = _next(before, content, tx.now_ms)
    if made is not before:
        store.put(tx, business, name, lang, made)
    return made


def _next(before: Written | None, content: bytes, now_ms: int) -> Written:
    """The version with this content: the newest one, or the one after it."""
    if before is None:
        return Written(1, now_ms, None, content, b"[]")
    if before.content == content:
        return before
    found = changes(_sections.decode(before.content), _sections.decode(content))
    return Written(before.version + 1, now_ms, before.at_ms, content, msgspec.json.encode(found))


async def answers(house: Context, who: Who, turnover: int, lang: str) -> list[Complaint]:
    """The twelve complaints and what is answered. Raises `forbidden`, `bad_request`."""
    require(who, Action.ACCOUNT)
    if not 0 <= turnover <= TURNOVER_MOST or lang not in LANGUAGES:
        raise Refusal("bad_request", "turnover: whole euros from 0; lang: de or en")
    facts = await house.read(lambda connection: facts_of(connection, house.installation, who.business))
    return complaints(facts, lang)
