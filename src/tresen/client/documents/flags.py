"""Flags: what the team has set on conversations' rows, spread over documents by the conversation's id (L8, S9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from tresen.client.documents.merge import Document
from tresen.core import records
from tresen.core.sizes import ID_BYTES

KIND: Final = "flags"
SHARDS: Final = 1024
"""So many documents hold the flags of all conversations: few enough for the limit on documents, and each small."""

_FIELD: Final = re.compile(r"(pinned|unread|snooze):([0-9a-f]{32})")
_SNOOZE: Final = re.compile(r"(0|[1-9][0-9]{0,15}) (0|[1-9][0-9]{0,15})")


class Snooze(NamedTuple):
    """Put off until that time, or until something past `pos` is said."""

    until_ms: int
    pos: int


class Flags(NamedTuple):
    """`pinned`: at the top of the list. `unread`: counts as unread until somebody opens it. `snooze` None: not put off."""

    pinned: bool = False
    unread: bool = False
    snooze: Snooze | None = None


def key_of(conversation: bytes) -> bytes:
    """The key of the document that holds this conversation's flags: the first ten bits of its id, as a number."""
    shard = int.from_bytes(conversation[:2], "big") >> 6
    return shard.to_bytes(ID_BYTES, "big")


def document(about: bytes | None, key: bytes | None) -> bytes | None:
    """The id of the document with that key. Flags are about no conversation, so that a new device reads them all."""
    return None if about is not None or key is None else records.entry_id(KIND, None, key)


def plain(_payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """No earlier client wrote flags."""
    return {}


def shown(_document: Document) -> Mapping[str, Any]:
    """No earlier client reads flags."""
    return {}


def flags_in(document: Document) -> dict[bytes, Flags]:
    """The flags that are set, by conversation. What is of another shape sets nothing."""
    found: dict[bytes, Flags] = {}
    for name, (value, _) in document.fields.items():
        field = _FIELD.fullmatch(name)
        if field is None:
            continue
        flag, conversation = field[1], bytes.fromhex(field[2])
        before = found.get(conversation, Flags())
        if flag == "snooze":
            said = _SNOOZE.fullmatch(value) if isinstance(value, str) else None
            if said is not None:
                found[conversation] = before._replace(snooze=Snooze(int(said[1]), int(said[2])))
        elif value is True and flag == "pinned":
            found[conversation] = before._replace(pinned=True)
        elif value is True:
            found[conversation] = before._replace(unread=True)
    return found
