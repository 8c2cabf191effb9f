"""The kinds of documents that this client knows (L8). A new kind is a module beside this one, and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from tresen.client.documents import (
    card,
    device,
    draft,
    filters,
    flags,
    formerchat,
    invitations,
    labels,
    movingkit,
    note,
    people,
    quickreply,
    replyusage,
    scheduled,
    way,
)
from tresen.client.documents.merge import (
    EMPTY,
    Document,
    Payload,
    merge,
    read,
    without_fields_once_removed,
    write,
)
from tresen.core.sizes import ID_BYTES


class Kind(Protocol):
    """What a module says of its kind. `KIND` is the name in the payload.

    Some kinds have one document for each conversation, or one in all. A *list* has one document per entry, each with a
    random key of 16 bytes that stands in its payload.
    """

    @property
    def KIND(self) -> str: ...  # noqa: N802 - a constant of the module
    def document(self, about: bytes | None, key: bytes | None, /) -> bytes | None:
        """The id of the document about that conversation (None: about none) with that key (None: it has none).

        None: this kind has no such document.
        """

    def plain(self, payload: Mapping[str, Any], /) -> Mapping[str, Any]:
        """The fields of a version of an earlier client."""

    def shown(self, document: Document, /) -> Mapping[str, Any]:
        """What an earlier client reads of a document."""


KINDS: Final[Mapping[str, Kind]] = {
    each.KIND: each
    for each in (
        people,
        card,
        labels,
        filters,
        flags,
        invitations,
        quickreply,
        replyusage,
        note,
        device,
        draft,
        scheduled,
        way,
        movingkit,
        formerchat,
    )
}


def key_in(payload: Mapping[str, Any]) -> bytes | None:
    """The key of an entry of a list; None: the document is no such entry."""
    key = payload.get("key")
    return key if isinstance(key, bytes) and len(key) == ID_BYTES else None


def kind_of(payload: Mapping[str, Any], doc: bytes | None, about: bytes | None) -> Kind | None:
    """The kind of a version; None when it is not known, or the document's id is not the one that this kind has there.

    So nobody can pass off one document as another: which one it is stands in the signed header (S7).
    """
    kind = KINDS.get(payload.get("kind", ""))
    return (
        kind
        if kind is not None and doc is not None and kind.document(about, key_in(payload)) == doc
        else None
    )


def read_version(payload: Mapping[str, Any], kind: Kind, at_ms: int, device: bytes) -> Document:
    """What a version says; nothing when it is of another kind. `at_ms`: when the server stored it."""
    if payload.get("kind") != kind.KIND:
        return EMPTY
    document = read(payload, kind.plain, at_ms, device)
    return document if key_in(payload) is None else without_fields_once_removed(document)


def merge_version(document: Document, changed: Document, key: bytes | None = None) -> Document:
    """`document` with `changed` merged in (S9). An entry of a list that was removed stays removed, whatever is set later."""
    merged = merge(document, changed)
    return merged if key is None else without_fields_once_removed(merged)


def write_version(kind: Kind, document: Document, key: bytes | None = None) -> Payload:
    """The payload of a version of that kind. `key`: of an entry of a list."""
    return write(kind.KIND, document, kind.shown(document), key)


def too_late(kind: Kind, before: Document, changed: Document) -> bool:
    """Whether this change comes too late for what the document says now. It is then dropped, and whoever made it is told."""
    return kind is scheduled and scheduled.too_late(before, changed)


def blobs_in(kind: Kind, document: Document) -> list[bytes]:
    """[F3] The files that a version of this document names in its header."""
    naming = next((each for each in (quickreply, formerchat) if each is kind), None)
    return [] if naming is None else naming.blobs_in(document)


def is_newer(held: int, seq: int, replaces: int | None) -> bool:
    """[L8] Whether a version may take the place of the one held: it is later in the log, and was made from that one or from
    one after it. So a server that says an old version again changes nothing.

    `replaces` is None in versions of clients that do not know it.
    """
    return seq > held and (replaces is None or held <= replaces < seq)
