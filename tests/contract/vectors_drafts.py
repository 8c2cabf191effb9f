"""Vectors: what a draft proposes, and in whose name (L8, S9, S23)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.vectors_case import AT_MS, BEN, Case, accepted, fixed
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_message import CONVERSATION
from tresen.client.documents.draft import KIND, key_of
from tresen.core.records import entry_id

LATER = AT_MS + 1000
TEXT = "Ja, ab sieben."


def scenarios() -> Scenarios:
    """The file of this module."""
    return {"drafts": ("Drafts of answers.", ["L8", "S9", "S23"], [*_said(), *_silent(), *_ids()])}


def _field(value: Any, at_ms: int = AT_MS) -> list[Any]:
    return [value, at_ms, BEN.id]


def _draft(
    name: str, said: dict[str, Any] | None, writer: int | None = 2, key: bytes | None = None, **fields: Any
) -> Case:
    usual = {"author": _field(2), "text": _field(TEXT), "pos": _field(7)}
    shown = {each: value for each, value in (usual | fields).items() if value is not None}
    at = key_of(2) if key is None else key
    payload = msgspec.msgpack.encode({"kind": KIND, "key": at, "fields": shown})
    given = {
        "payload": payload.hex(),
        "at_ms": LATER,
        "device": BEN.id.hex(),
        "writer": writer,
        "key": at.hex(),
    }
    return accepted(name, "draft", given, {"said": said})


def _says(text: str = TEXT, pos: int = 7, at_ms: int = AT_MS, author: int = 2) -> dict[str, Any]:
    return {"author": author, "text": text, "pos": pos, "at_ms": at_ms}


def _said() -> list[Case]:
    most = 2**53 - 1
    return [
        _draft("a draft", _says()),
        _draft("changed later", _says("Ja, ab acht.", at_ms=LATER), text=_field("Ja, ab acht.", LATER)),
        _draft("by the owner", _says(author=1), 1, key_of(1), author=_field(1)),
        _draft("by the largest number there is", _says(author=most), most, key_of(most), author=_field(most)),
        _draft("a field of a later version", _says(), colour=_field("plum")),
        _draft("without a place in the log", _says(pos=0), pos=None),
        *(
            _draft(f"at a place that is none: {odd!r}", _says(pos=0), pos=_field(odd))
            for odd in (-1, True, "7", 0.5)
        ),
    ]


def _silent() -> list[Case]:
    return [
        _draft("signed by somebody else", None, writer=1),
        _draft("signed by nobody of the team", None, writer=None),
        _draft("in another's place", None, key=key_of(3)),
        _draft("at a key that is nobody's", None, key=fixed("draft", 16)),
        _draft("in another's name", None, author=_field(3), writer=2),
        _draft("without an author", None, author=None),
        _draft("an author who is no person", None, author=_field(True), writer=1, key=key_of(1)),
        _draft("an author by name", None, author=_field("2")),
        _draft("dropped", None, text=_field(None, LATER)),
        _draft("without a text", None, text=None),
        _draft("a text of blanks", None, text=_field(" \n")),
        _draft("a text that is none", None, text=_field(7)),
    ]


def _ids() -> list[Case]:
    def named(name: str, about: bytes | None, key: bytes | None, id_: bytes | None) -> Case:
        given = {"kind": KIND, "about": about and about.hex(), "key": key and key.hex()}
        return accepted(name, "document_id", given, {"id": id_ and id_.hex()})

    return [
        named("the id of a draft", CONVERSATION, key_of(2), entry_id(KIND, CONVERSATION, key_of(2))),
        named("a draft is about a conversation", None, key_of(2), None),
        named("a draft has a key", CONVERSATION, None, None),
    ]
