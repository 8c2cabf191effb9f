"""What a member of the team proposes to answer: one document for each author and conversation (L8, S9, S23).

Only a person sends it: it is put into the composer of an inbox, or dropped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.client.connection.packing import text_bytes
from tresen.client.documents.merge import Document
from tresen.client.documents.note import is_person
from tresen.client.errors import WrongInput
from tresen.core import records
from tresen.core.sizes import ID_BYTES, WHOLE_MOST

KIND: Final = "draft"
TEXT_BYTES: Final = 8000
"""UTF-8 bytes of a draft's text. With this limit a version always fits one message (S9)."""


class Drafted(NamedTuple):
    """What a draft says. `author` is a member of the team by its number; `pos`: it was written knowing all up to there.

    `at_ms`: when its text was set, as the author says.
    """

    author: int
    text: str
    pos: int
    at_ms: int


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the draft with that key in that conversation."""
    return None if about is None or key is None else records.entry_id(KIND, about, key)


def key_of(person: int) -> bytes:
    """The key of that member's draft: a new one takes the place of the one before."""
    return person.to_bytes(ID_BYTES, "big")


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client wrote drafts."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads them."""
    return {}


def draft_in(document: Document, key: bytes, writer: int | None) -> Drafted | None:
    """What a draft says; None when it was dropped, or says nothing readable.

    It counts only in a version that its author signed, and at its author's key: nobody proposes in another's name.
    """
    author, text, pos = (document.value(name) for name in ("author", "text", "pos"))
    if not is_person(author) or author != writer or key != key_of(author):
        return None
    if not isinstance(text, str) or not text.strip():
        return None
    known = isinstance(pos, int) and not isinstance(pos, bool) and 0 <= pos <= WHOLE_MOST
    return Drafted(author, text, pos if known else 0, document.fields["text"].stamp.at_ms)


def dropped() -> dict[str, Any]:
    """The field that drops it: nothing of the text stays, and its author may propose again."""
    return {"text": None}


def written(author: int, text: str, pos: int) -> dict[str, Any]:
    """The fields of a new one.

    Raises:
        ValueError: the text holds nothing but blanks, or is too long.
    """
    if not text.strip():
        raise WrongInput("a draft holds more than blanks")
    if text_bytes(text) > TEXT_BYTES:
        raise WrongInput(f"a draft has at most {TEXT_BYTES} bytes of text")
    return {"author": author, "text": text, "pos": pos}
