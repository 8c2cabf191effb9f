"""The kinds of documents that this client knows (L8). A new kind is a module beside this one, and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from tresen.client.documents import card, filters, labels, people
from tresen.client.documents.merge import EMPTY, Document, Payload, read, write


class Kind(Protocol):
    """What a module says of its kind. `KIND` is the name in the payload."""

    @property
    def KIND(self) -> str: ...  # noqa: N802 - a constant of the module
    def document(self, about: bytes | None, /) -> bytes | None:
        """The id of the document about that conversation, or of the one about none; None: there is no such document."""

    def plain(self, payload: Mapping[str, Any], /) -> Mapping[str, Any]:
        """The fields of a version of an earlier client."""

    def shown(self, document: Document, /) -> Mapping[str, Any]:
        """What an earlier client reads of a document."""


KINDS: Final[Mapping[str, Kind]] = {each.KIND: each for each in (people, card, labels, filters)}


def kind_of(payload: Mapping[str, Any], doc: bytes | None, about: bytes | None) -> Kind | None:
    """The kind of a version; None when it is not known, or the document's id is not the one that this kind has there.

    So nobody can pass off one document as another: which one it is stands in the signed header (S7).
    """
    kind = KINDS.get(payload.get("kind", ""))
    return kind if kind is not None and doc is not None and kind.document(about) == doc else None


def read_version(payload: Mapping[str, Any], kind: Kind, at_ms: int, device: bytes) -> Document:
    """What a version says; nothing when it is of another kind. `at_ms`: when the server stored it."""
    return read(payload, kind.plain, at_ms, device) if payload.get("kind") == kind.KIND else EMPTY


def write_version(kind: Kind, document: Document) -> Payload:
    """The payload of a version of that kind."""
    return write(kind.KIND, document, kind.shown(document))


def is_newer(held: int, seq: int, replaces: int | None) -> bool:
    """[L8] Whether a version may take the place of the one held: it is later in the log, and was made from that one or from
    one after it. So a server that says an old version again changes nothing.

    `replaces` is None in versions of clients that do not know it.
    """
    return seq > held and (replaces is None or held <= replaces < seq)
