"""Vectors: what a version says of one of the team's devices, and whose word counts (L8, S9)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.vectors_case import AT_MS, BEN, Case, accepted
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_message import CONVERSATION
from tresen.core.records import entry_id

MEMBER, OTHER, OWNER = [2, "member"], [3, "member"], [1, "owner"]
NOTHING = {"name": "", "browser": "", "system": "", "form": ""}


def scenarios() -> Scenarios:
    """The file of this module."""
    return {
        "device-names": ("What the team calls its devices.", ["L8", "S9"], [*_who(), *_texts(), *_ids()]),
    }


def _case(about: str, said: dict[str, str], writer: Any = MEMBER, named: Any = MEMBER, **fields: Any) -> Case:
    usual = {"name": "Handy am Tresen", "browser": "Chrome", "system": "Android", "form": "phone"}
    held = {name: [value, AT_MS, BEN.id] for name, value in (usual | fields).items()}
    payload = msgspec.msgpack.encode({"kind": "device", "key": BEN.id, "fields": held})
    given = {
        "payload": payload.hex(),
        "at_ms": AT_MS,
        "device": BEN.id.hex(),
        "named": named,
        "writer": writer,
    }
    return accepted(about, "device_says", given, said)


def _says(name: str = "Handy am Tresen", **more: str) -> dict[str, str]:
    return {"name": name, "browser": "Chrome", "system": "Android", "form": "phone"} | more


def _who() -> list[Case]:
    return [
        _case("said by a device of the same person", _says()),
        _case("said by an owner", _says(), writer=OWNER),
        _case("said by another member: nothing", NOTHING, writer=OTHER),
        _case("a member says nothing of an owner's device", NOTHING, named=OWNER),
        _case("said by an auditor of their own", _says(), writer=[4, "auditor"], named=[4, "auditor"]),
        _case("said of a device that there never was", NOTHING, named=None),
        _case("said by a device that is not known", NOTHING, writer=None),
    ]


def _texts() -> list[Case]:
    def called(about: str, name: Any, shown: str) -> Case:
        return _case(about, _says(shown), name=name)

    return [
        called("a name taken away", None, ""),
        called("a name of another shape", 7, ""),
        called("a name longer than is shown", "🥨" * 61, "🥨" * 60),
        called("a name that turns the sentence around", "\u202eeinnA\u202c \u2067Kasse\u2069", "einnA Kasse"),
        called("a name in two lines, with blanks around it", " Handy\r\n am\t\u00a0Tresen ", "Handy am Tresen"),
        called("a name that nobody sees", "\u200b\u2060 \ufeff\u00ad", ""),
        called("a name from right to left", "הטלפון שלי", "הטלפון שלי"),
        called("an emoji that is joined of several", "👩🏽\u200d🍳", "👩🏽\u200d🍳"),
        called("a cut that would end in a blank", "a" * 59 + " b", "a" * 59),
        called("a name of unseen signs longer than is read", "\u200b" * 241 + "Kasse", ""),
        _case("a form that is not known", _says(form=""), form="fridge"),
        _case("what the device says of itself is cut too", _says(browser="B" * 40, system="x" * 40),
              browser="B" * 41, system="x" * 4000),
        _case("a field of a later version", _says(), colour="plum"),
    ]  # fmt: skip


def _ids() -> list[Case]:
    def named(about: str, conversation: bytes | None, key: bytes | None, id_: bytes | None) -> Case:
        given = {"kind": "device", "about": conversation and conversation.hex(), "key": key and key.hex()}
        return accepted(about, "document_id", given, {"id": None if id_ is None else id_.hex()})

    return [
        named("the id of what a device is called", None, BEN.id, entry_id("device", None, BEN.id)),
        named("a device has an id", None, None, None),
        named("a device is about no conversation", CONVERSATION, BEN.id, None),
    ]
