"""Messages that are sent later: one document for each, about its conversation (L8, S9).

The device that is to send one claims it first. Of several claims made from one version the server stores one, and the others
find it claimed when they read it anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.client.connection.packing import text_bytes
from tresen.client.documents.merge import Document
from tresen.client.errors import WrongInput
from tresen.core import records

KIND: Final = "scheduled"
TEXT_BYTES: Final = 15_000
"""UTF-8 bytes of the text. With this limit a version always fits one message (S9)."""

_CLAIM: Final = re.compile(r"([\w-]{22})\.([1-9][0-9]{0,15})\.([0-9]{1,16})", re.ASCII)
_MOST: Final = 2**53 - 1


class Claim(NamedTuple):
    """Who sends it: the message gets this device's `counter`. `for_ms`: the time that the device had read."""

    device: str
    counter: int
    for_ms: int

    @property
    def text(self) -> str:
        """As the document holds it."""
        return f"{self.device}.{self.counter}.{self.for_ms}"


class Planned(NamedTuple):
    """What a document says. `text` None: it was sent. `over`: the claim that was replaced by this one."""

    author: int
    text: str | None
    at_ms: int
    claim: Claim | None
    over: Claim | None


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the scheduled message with that key in that conversation."""
    return None if about is None or key is None else records.entry_id(KIND, about, key)


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client scheduled messages."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads them."""
    return {}


def planned_in(document: Document) -> Planned | None:
    """None: it was cancelled, or says nothing readable."""
    author, text, at_ms = (document.value(name) for name in ("author", "text", "at_ms"))
    claim, over = _claim_in(document.value("claim")), _claim_in(document.value("over"))
    if not _is_count(author) or not _is_count(at_ms) or not (text is None or isinstance(text, str)):
        return None
    if claim is None if text is None else not text.strip():
        return None
    return Planned(author, text, at_ms, claim, over)


def too_late(before: Document, changed: Document) -> bool:
    """Whether this change comes too late for what the document says; it is then dropped.

    A claim does, for one that was claimed or moved to another time meanwhile; any other change of what is to be sent, for
    one that was claimed.
    """
    held = before.value("claim")
    if changed.removed is not None or "at_ms" in changed.fields or "author" in changed.fields:
        return held is not None
    if "claim" not in changed.fields:
        return False
    claim = _claim_in(changed.value("claim"))
    return held != changed.value("over") or claim is None or claim.for_ms != before.value("at_ms")


def is_asked(changed: Document) -> bool:
    """Whether a person made this change. A device claims and finishes by itself."""
    return "claim" not in changed.fields and "text" not in changed.fields


def written(author: int, text: str, at_ms: int) -> dict[str, Any]:
    """The fields of a new one.

    Raises:
        ValueError: the text holds nothing but blanks, or is too long.
    """
    if not text.strip():
        raise WrongInput("a message holds more than blanks")
    if text_bytes(text) > TEXT_BYTES:
        raise WrongInput(f"a scheduled message has at most {TEXT_BYTES} bytes")
    return {"author": author, "text": text, "at_ms": at_ms}


def moved(at_ms: int) -> dict[str, Any]:
    """The field that gives it another time."""
    return {"at_ms": at_ms}


def claimed(claim: Claim, over: Claim | None) -> dict[str, Any]:
    """The fields of a claim. `over`: the claim that it takes the place of."""
    return {"claim": claim.text, **({} if over is None else {"over": over.text})}


def sent() -> dict[str, Any]:
    """Nothing of the text stays. The claim says which message it became."""
    return {"text": None}


def _claim_in(value: Any) -> Claim | None:
    found = _CLAIM.fullmatch(value) if isinstance(value, str) else None
    return None if found is None else Claim(found[1], int(found[2]), int(found[3]))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST
