"""Ways: named links to the customer page, one document for each (L8, S9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.client.ways import source_in, text_in
from tresen.core import records
from tresen.core.sizes import WAY_ID_BYTES, WAY_SOURCE_CHARACTERS, WAY_TEXT_CHARACTERS, WHOLE_MOST
from tresen.seal import crockford

KIND: Final = "way"


class Way(NamedTuple):
    """A named link to the customer page.

    `id` stands in the link, `name` goes with the message of who comes by it, `text` is put into the field and never sends
    itself. `made_ms`: when it was made (UTC milliseconds); 0: not known.
    """

    id: str
    name: str
    text: str = ""
    made_ms: int = 0


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the way with that key. Ways are about no conversation."""
    return None if about is not None or key is None else records.entry_id(KIND, None, key)


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client wrote ways."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads ways."""
    return {}


def link_id(key: bytes) -> str:
    """The id in its link: the first bytes of its key. It says nothing, and leads a server to no document."""
    return crockford.encode(key[:WAY_ID_BYTES])


def way_in(key: bytes, document: Document) -> Way | None:
    """What the document says; None when it was removed or has no name."""
    name = source_in(document.value("name"))
    if not name:
        return None
    made = document.value("made_ms")
    known = isinstance(made, int) and not isinstance(made, bool) and 0 <= made <= WHOLE_MOST
    return Way(link_id(key), name, text_in(document.value("text")), made if known else 0)


def written(name: str, text: str) -> dict[str, Any]:
    """The fields that say this.

    Raises:
        WrongInput: it is too long, or holds what nobody sees.
    """
    if not source_in(name) or source_in(name) != name.strip():
        raise WrongInput(
            f"a way's name is one line of 1 to {WAY_SOURCE_CHARACTERS} characters, no quotation marks"
        )
    if text.strip() and text_in(text) != text:
        raise WrongInput(f"a way's text has at most {WAY_TEXT_CHARACTERS} characters, and no controls")
    return {"name": source_in(name), "text": text_in(text) or None}
