"""Vectors: what a note says, and whom it is for (L8, S9)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.vectors_case import ANNA, AT_MS, BEN, Case, accepted, fixed
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_message import CONVERSATION
from tresen.core.records import entry_id

KEY = fixed("note", 16)
LATER = AT_MS + 1000


def scenarios() -> Scenarios:
    """The file of this module."""
    return {"notes": ("Notes on a conversation.", ["L8", "S9"], [*_said(), *_silent(), *_ids()])}


def _field(value: Any, at_ms: int = AT_MS) -> list[Any]:
    return [value, at_ms, BEN.id]


def _note(name: str, said: dict[str, Any] | None, writer: int | None = 2, **fields: Any) -> Case:
    usual = {"author": _field(2), "text": _field("Emma wird 5.")}
    shown = {key: value for key, value in (usual | fields).items() if value is not None}
    payload = msgspec.msgpack.encode({"kind": "note", "key": KEY, "fields": shown})
    given = {"payload": payload.hex(), "at_ms": LATER, "device": BEN.id.hex(), "writer": writer}
    return accepted(name, "note", given, {"said": said})


def _says(text: str, *mentions: int, **more: Any) -> dict[str, Any]:
    usual = {"author": 2, "text": text, "handover": None, "at_ms": AT_MS, "edited_ms": None}
    return usual | more | {"mentions": list(mentions)}


def _said() -> list[Case]:
    def text(value: str) -> dict[str, Any]:
        return {"text": _field(value)}

    twice = "@{1} fragt @{3}, und @{1} schreibt."
    return [
        _note("a note", _says("Emma wird 5.")),
        _note("edited later", _says("Emma wird 6.", edited_ms=LATER), text=_field("Emma wird 6.", LATER)),
        _note("for somebody", _says("@{1} haben wir Zwetschgen?", 1), **text("@{1} haben wir Zwetschgen?")),
        _note("for two, one of them named twice", _says(twice, 1, 3), **text(twice)),
        _note("for the owner by number 0", _says("@{0}", 0), **text("@{0}")),
        _note("no mention", _says("@{01} @{} @{x} @2 {2} @{-1}"), **text("@{01} @{} @{x} @2 {2} @{-1}")),
        _note("a number of ten digits, and one of eleven", _says("@{1234567890}@{12345678901}", 1234567890),
              **text("@{1234567890}@{12345678901}")),
        _note("handed over", _says("Emma wird 5.", 3, handover=3), handover=_field(3)),
        _note("handed over to somebody whom the text names", _says("@{3} bitte", 3, handover=3),
              handover=_field(3), **text("@{3} bitte")),
        _note("handed over to nobody", _says("Emma wird 5."), handover=_field("3")),
        _note("a field of a later version", _says("Emma wird 5."), colour=_field("plum")),
        _note("a clock that is fast", _says("Emma wird 5.", at_ms=LATER), author=_field(2, 2**53 - 1),
              text=_field("Emma wird 5.", 2**53 - 1)),
    ]  # fmt: skip


def _silent() -> list[Case]:
    return [
        _note("signed by somebody else", None, writer=1),
        _note("signed by nobody of the team", None, writer=None),
        _note("without an author", None, author=None),
        _note("an author who is no person", None, author=_field(True), writer=1),
        _note("an author by name", None, author=_field("2")),
        _note("without a text", None, text=None),
        _note("a text of blanks", None, text=_field(" \n")),
        _note("a text that is none", None, text=_field(7)),
    ]


def _ids() -> list[Case]:
    def named(name: str, about: bytes | None, key: bytes | None, id_: bytes | None) -> Case:
        given = {"kind": "note", "about": about and about.hex(), "key": key and key.hex()}
        return accepted(name, "document_id", given, {"id": id_ and id_.hex()})

    return [
        named("the id of a note", CONVERSATION, KEY, entry_id("note", CONVERSATION, KEY)),
        named("a note is about a conversation", None, KEY, None),
        named("a note has a key", CONVERSATION, None, None),
        _removed(),
    ]


def _removed() -> Case:
    payload = msgspec.msgpack.encode(
        {"kind": "note", "key": KEY, "fields": {"text": _field("x", LATER)}, "removed": [AT_MS, ANNA.id]}
    )
    given = {"payload": payload.hex(), "at_ms": LATER, "device": BEN.id.hex(), "writer": 2}
    return accepted("removed, whatever was set later", "note", given, {"said": None})
