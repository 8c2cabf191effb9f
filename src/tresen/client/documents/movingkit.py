"""The document `moving_kit`: what of the moving kit is done, and which way each of its texts has (L8, S9)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.client.documents.merge import Document
from tresen.core import records
from tresen.core.sizes import ID_BYTES, MOVING_TEXTS

KIND: Final = "moving_kit"
_DONE: Final = "done:"
_WAY: Final = "way:"
_ID: Final = re.compile(r"[a-z0-9_]{1,32}", re.ASCII)
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)


class MovingKit(NamedTuple):
    """What the team has done of it. Texts go by the ids that clients give them.

    `ways`: the key of the way that a text's link names. There may be no such way any more.
    """

    done: frozenset[str] = frozenset()
    ways: Mapping[str, bytes] = {}


def document(about: bytes | None, key: bytes | None = None) -> bytes | None:
    """The document's id: there is one, and it is about no conversation."""
    return records.document_id(KIND) if about is None and key is None else None


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Earlier clients knew no moving kit."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """Earlier clients know no moving kit."""
    return {}


def kit_in(document: Document) -> MovingKit:
    """What it says of at most `MOVING_TEXTS` texts, the first by their ids; fields of other shapes say nothing."""
    done = [text for text, value in _named(document, _DONE) if value is True]
    ways = [(text, key) for text, value in _named(document, _WAY) if (key := _key(value)) is not None]
    return MovingKit(frozenset(done[:MOVING_TEXTS]), dict(ways[:MOVING_TEXTS]))


def _named(document: Document, prefix: str) -> list[tuple[str, Any]]:
    names = (name.removeprefix(prefix) for name in document.fields if name.startswith(prefix))
    return [(text, document.value(prefix + text)) for text in sorted(filter(_ID.fullmatch, names))]


def _key(value: object) -> bytes | None:
    if not isinstance(value, str) or _KEY.fullmatch(value) is None:
        return None
    try:
        key = base64.urlsafe_b64decode(value + "==")
    except binascii.Error:
        return None
    return key if len(key) == ID_BYTES else None
