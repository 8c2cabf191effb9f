"""What each document says, in both languages, from the facts of the installation (Art. 13, 28, 30, 32, 35 GDPR)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tresen.core.law.document import Draft
from tresen.core.law.installation import Facts
from tresen.core.law.written.council import works_council
from tresen.core.law.written.datamap import datamap
from tresen.core.law.written.dpia import dpia
from tresen.core.law.written.notice import notice
from tresen.core.law.written.processing import processing
from tresen.core.law.written.records import records
from tresen.core.law.written.security import measures
from tresen.core.law.written.sheet import fact_sheet
from tresen.core.law.written.speech import Column

WRITERS: Final[dict[str, Callable[[Facts, str, list[Column]], Draft]]] = {
    "datamap": datamap,
    "records": records,
    "notice": notice,
    "processing": processing,
    "measures": measures,
    "dpia": dpia,
    "works_council": works_council,
    "facts": fact_sheet,
}


def written(document: str, facts: Facts, lang: str, columns: list[Column]) -> Draft:
    """What a document says now. `columns` are those of the database."""
    return WRITERS[document](facts, lang, columns)
