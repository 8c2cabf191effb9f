"""Documents of the back room: which version may be stored, and how many documents there may be (L8)."""

from __future__ import annotations

from typing import Final

from tresen.core.sizes import DOCUMENTS
from tresen.errors import Refusal

DOCUMENTS_ABOUT: Final = 256
"""At most this many documents are about one conversation."""


def require_newest(replaces: int | None, newest: int) -> None:
    """[L8] A version must be made from the newest one. `newest` is the `seq` of that version, 0 when there is none.

    A client of the minor version before says no `replaces`; its version is stored whatever it was made from (A12).

    Raises:
        Refusal: `stale_document`.
    """
    if replaces is not None and replaces != newest:
        raise Refusal("stale_document", f"the newest version has seq {newest}")


def require_same_subject(before: int | None, after: int | None) -> None:
    """[L7, L8] A document stays about what it was about: otherwise it would outlive the conversation it describes.

    Raises:
        Refusal: `header_mismatch`.
    """
    if before != after:
        raise Refusal("header_mismatch", "a document stays about the same conversation")


def require_room(count: int, about: bool) -> None:
    """[L8] One more document may be made beside `count` others; `about`: they are about one conversation.

    Raises:
        Refusal: `too_large`.
    """
    limit = DOCUMENTS_ABOUT if about else DOCUMENTS
    if count >= limit:
        raise Refusal("too_large", f"at most {limit} documents")
