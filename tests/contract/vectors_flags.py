"""Vectors: what the team has set on conversations' rows (L8, S9)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.vectors_case import ANNA, AT_MS, BEN, Case, accepted, fixed
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_message import CONVERSATION
from tresen.client.documents import flags
from tresen.core.records import entry_id

KEY = flags.key_of(CONVERSATION)
ID = CONVERSATION.hex()
_NO_TIMES = (
    "",
    "1",
    "1 ",
    " 1 2",
    "01 2",
    "1 02",
    "1 2 3",
    "-1 2",
    "1.5 2",
    "1  2",
    "1\n2",
    f"{10**16} 2",
    "\u0661 2",
)
OTHER = CONVERSATION[:2] + fixed("flagged", 14)


def scenarios() -> Scenarios:
    """The file of this module."""
    return {"flags": ("Flags on the rows of conversations.", ["L8", "S9"], [*_said(), *_keys()])}


def _flags(name: str, said: dict[str, Any], **fields: Any) -> Case:
    payload = {
        "kind": "flags",
        "key": KEY,
        "fields": {key: [value, AT_MS, BEN.id] for key, value in fields.items()},
    }
    given = {"payload": msgspec.msgpack.encode(payload).hex(), "at_ms": AT_MS, "device": ANNA.id.hex()}
    return accepted(name, "flags", given, {"said": said})


def _set(*, pinned: bool = False, unread: bool = False, snooze: list[int] | None = None) -> dict[str, Any]:
    return {"pinned": pinned, "unread": unread, "snooze": snooze}


def _said() -> list[Case]:
    pin, unread, snooze = f"pinned:{ID}", f"unread:{ID}", f"snooze:{ID}"
    put = {ID: _set(snooze=[AT_MS, 3])}
    return [
        _flags("nothing is set", {}),
        _flags("pinned", {ID: _set(pinned=True)}, **{pin: True}),
        _flags("marked as unread", {ID: _set(unread=True)}, **{unread: True}),
        _flags("put off", put, **{snooze: f"{AT_MS} 3"}),
        _flags("all three, and another conversation of the same document",
               {ID: _set(pinned=True, unread=True, snooze=[0, 0]), OTHER.hex(): _set(pinned=True)},
               **{pin: True, unread: True, snooze: "0 0", f"pinned:{OTHER.hex()}": True}),
        _flags("taken back", {}, **{pin: None, unread: None, snooze: None}),
        _flags("values of another shape set nothing", {}, **{pin: 1, unread: "true", snooze: AT_MS}),
        *(
            _flags(f"put off until what is no time: {text!r}", {}, **{snooze: text})
            for text in _NO_TIMES
        ),
        *(
            _flags(f"a field of another name: {field[:12]}", {}, **{field: True})
            for field in ("pinned:", f"pinned:{ID.upper()}", f"pinned:{ID[:-1]}", f"pinned:{ID}0", f"muted:{ID}", ID)
        ),
    ]  # fmt: skip


def _keys() -> list[Case]:
    def key(name: str, conversation: bytes, shard: int) -> Case:
        return accepted(name, "flags_key", {"conversation": conversation.hex()}, {"key": f"{shard:032x}"})

    def named(name: str, about: bytes | None, key: bytes | None, id_: bytes | None) -> Case:
        given = {"kind": "flags", "about": about and about.hex(), "key": key and key.hex()}
        return accepted(name, "document_id", given, {"id": id_ and id_.hex()})

    return [
        key("the first document", bytes(16), 0),
        key("the last document", b"\xff" * 16, 1023),
        key("six bits of the second byte do not count", b"\x01\x7f" + bytes(14), 5),
        named("the id of flags", None, KEY, entry_id("flags", None, KEY)),
        named("flags have a key", None, None, None),
        named("flags are about no conversation", CONVERSATION, KEY, None),
    ]
