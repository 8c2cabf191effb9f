"""Rows of the documents that were written from the configuration: the newest version of each (Art. 30 GDPR)."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from tresen.store.datamap import BASIS, PURPOSE, RETENTION, metadata
from tresen.store.schema import law_documents
from tresen.store.tx import Tx

_d = law_documents.c


class Written(NamedTuple):
    """A version: its number, since when, when the one before began, what it says, what it changed."""

    version: int
    at_ms: int
    before_ms: int | None
    content: bytes
    changed: bytes


def newest(source: Tx | Connection, business: int, document: str, lang: str) -> Written | None:
    """The newest version of a document, or None."""
    where = (_d.business_id == business, _d.document == document, _d.lang == lang)
    query = select(_d.version, _d.at_ms, _d.before_ms, _d.content, _d.changed).where(*where)
    row = source.execute(query).one_or_none()
    return None if row is None else Written(*row)


def put(tx: Tx, business: int, document: str, lang: str, written: Written) -> None:
    """Keep a version in place of the one before."""
    values = written._asdict()
    if newest(tx, business, document, lang) is None:
        place = {"business_id": business, "document": document, "lang": lang}
        tx.execute(insert(law_documents).values({**place, **values}))
        return
    where = (_d.business_id == business) & (_d.document == document) & (_d.lang == lang)
    tx.execute(update(law_documents).where(where).values(values))


def columns() -> list[tuple[str, str, str, str, str]]:
    """Every column of the database with its entry of the data map, table by table."""
    return [
        (str(table.name), str(column.name), column.info[PURPOSE], column.info[BASIS], column.info[RETENTION])
        for table in sorted(metadata.tables.values(), key=lambda each: each.name)
        for column in table.columns
    ]
