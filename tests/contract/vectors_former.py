"""Vectors: what a former chat says, and the messages in its file (L8, S9)."""

from __future__ import annotations

import base64
import zlib
from typing import Any

import msgspec

from tests.contract.vectors_case import AT_MS, BEN, Case, accepted, fixed, refused
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_message import CONVERSATION
from tresen.client.documents.formerpack import PART_BYTES, PART_MESSAGES, Media, Packed, pack
from tresen.core.records import encode, entry_id

KEY = fixed("former", 16)
LATER = AT_MS + 1000


def scenarios() -> Scenarios:
    """The file of this module."""
    cases = [*_said(), *_silent(), _id(), *_messages(), *_wrong()]
    return {"former-chats": ("Former chats: the document and the file beside it.", ["L8", "S9", "F3"], cases)}


def _field(value: Any) -> list[Any]:
    return [value, AT_MS, BEN.id]


def _file(name: str, kind: str = "file", **more: Any) -> str:
    file = {
        "blob": fixed(name, 16), "key": fixed(name), "size": 9, "hash": fixed(name), "type": "a/b", "name": name,
    }  # fmt: skip
    return base64.urlsafe_b64encode(encode({"kind": kind, "file": file | more})).rstrip(b"=").decode()


USUAL: dict[str, Any] = {
    "author": 2, "source": "whatsapp", "writers": "Erika Krause\nAnna\nBen", "ours": "1 2", "from": "2024-03-01",
    "to": "2025-11-30", "messages": 2341, "media": 12, "text": _file("chat"), "media1": _file("media-1"),
    "media2": _file("media-2"),
}  # fmt: skip
SAYS: dict[str, Any] = {
    "author": 2, "source": "whatsapp", "writers": ["Erika Krause", "Anna", "Ben"], "ours": [1, 2],
    "first": "2024-03-01", "last": "2025-11-30", "messages": 2341, "media": 12, "text": "chat",
    "bundles": ["media-1", "media-2"], "at_ms": AT_MS,
}  # fmt: skip


def _case(name: str, said: dict[str, Any] | None, writer: int | None = 2, **fields: Any) -> Case:
    shown = {key: _field(value) for key, value in (USUAL | fields).items() if value is not None}
    payload = msgspec.msgpack.encode({"kind": "former_chat", "key": KEY, "fields": shown})
    given = {"payload": payload.hex(), "at_ms": LATER, "device": BEN.id.hex(), "writer": writer}
    return accepted(name, "former_chat", given, {"said": said})


def _said() -> list[Case]:
    return [
        _case("a former chat", SAYS),
        _case("without media", SAYS | {"bundles": [], "media": 0}, media=0, media1=None, media2=None),
        _case("bundles up to the first that is none", SAYS | {"bundles": []}, media1="x"),
        _case("from somewhere not known yet", SAYS | {"source": "elsewhere"}, source="pigeons"),
        _case("nobody wrote for the business", SAYS | {"ours": []}, ours=""),
        _case("names that are no text", SAYS | {"writers": [], "ours": []}, writers=7, ours="x"),
        _case("more and longer names than are read",
              SAYS | {"writers": ["ä" * 60, *("x" for _ in range(39))], "ours": [0]},
              writers="\n".join(["ä" * 61, *("x" for _ in range(60))]), ours="0"),
        _case("a field of a later version", SAYS, colour="plum"),
    ]  # fmt: skip


def _silent() -> list[Case]:
    before: dict[str, Any] = {"from": "0000-01-01"}
    return [
        _case("signed by somebody else", None, writer=1),
        _case("signed by nobody of the team", None, writer=None),
        _case("without an author", None, author=None),
        _case("without its file", None, text=None),
        _case("a file that is a photo", None, text=_file("chat", "photo")),
        _case("a file of another shape", None, text=_file("chat", size=-1)),
        _case("a day that does not exist", None, to="2025-11-31"),
        _case("a day before the calendar", None, **before),
        _case("a day in words", None, to="gestern"),
        _case("a number that is none", None, messages="2341"),
        _case("a number below nothing", None, media=-1),
    ]


def _id() -> Case:
    given = {"kind": "former_chat", "about": CONVERSATION.hex(), "key": KEY.hex()}
    return accepted("its id", "document_id", given, {"id": entry_id("former_chat", CONVERSATION, KEY).hex()})


TALK = [
    Packed("2025-11-30T09:31", 0, "Guten Tag! 🥨\nZwei Brote, bitte.", "none", None),
    Packed("2025-11-30T09:32:07", 1, "Gern, bis 17 Uhr.", "edited", None),
    Packed("2025-11-30T09:33", 0, "", "deleted", None),
    Packed("2025-11-30T09:34", 0, "So", "none", Media("Foto.jpg", "image/jpeg", 1, 0, 4321)),
    Packed("2025-11-30T09:35", 0, "", "none", Media("", "", 0, 0, 0)),
]


def _part(plain: bytes, count: int, size: int | None = None) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    packed = packing.compress(plain) + packing.flush()
    return (len(packed) if size is None else size).to_bytes(4, "big") + count.to_bytes(4, "big") + packed


def _messages() -> list[Case]:
    def read(name: str, file: bytes, count: int) -> Case:
        case = accepted(name, "former_messages", {"file": file.hex()})
        assert len(case["out"]["messages"]) == count, name
        return case

    several = pack(TALK) + pack(TALK[:1])
    later = encode([["2025-11-30T09:31", 0, "Ja", 0, None, "more"]])
    many = [Packed("2025-11-30T09:31", n % 3, "Ja", "none", None) for n in range(PART_MESSAGES)]
    return [
        read("no message", b"", 0),
        read("what was said, in its order", pack(TALK), 5),
        read("several parts", several, 6),
        read("a message of a later version", _part(later, 1), 1),
        read("as many as a part holds", pack(many), PART_MESSAGES),
    ]


def _wrong() -> list[Case]:
    def wrong(name: str, file: bytes) -> Case:
        return refused(name, "former_messages", "malformed", {"file": file.hex()})

    def odd(name: str, *message: Any) -> Case:
        return wrong(name, _part(encode([list(message)]), 1))

    whole, day = pack(TALK), "2025-11-30T09:31"
    return [
        wrong("cut in a head", whole[:7]),
        wrong("cut in a part", whole[:-1]),
        wrong("something behind it", whole + b"\0"),
        wrong("a part that is longer than the file", _part(encode([]), 1, 2**31)),
        wrong("a part without a message", _part(encode([]), 0)),
        wrong("a part of too many messages", _part(encode([[day, 0, "", 0, None]] * 501), 501)),
        wrong("another number of messages", _part(encode([[day, 0, "", 0, None]]), 2)),
        wrong("what is not packed", (4).to_bytes(4, "big") + (1).to_bytes(4, "big") + b"\xff\xff\xff\xff"),
        wrong("a part that unpacks to more than a reader takes", _part(b"\0" * (PART_BYTES + 1), 1)),
        wrong("a part that is no list", _part(encode({"a": 1}), 1)),
        odd("a message of four fields", day, 0, "", 0),
        odd("a time in words", "gestern", 0, "", 0, None),
        odd("a time with a zone", day + "Z", 0, "", 0, None),
        odd("a day that is none", "9999-99-99T09:31", 0, "", 0, None),
        odd("a day of the month before", "2025-11-31T09:31", 0, "", 0, None),
        odd("a day before the calendar", "0000-01-01T09:31", 0, "", 0, None),
        odd("an hour after the last", "2025-11-30T24:00", 0, "", 0, None),
        odd("a minute after the last", "2025-11-30T09:60", 0, "", 0, None),
        odd("a second after the last", "2025-11-30T09:31:60", 0, "", 0, None),
        odd("a writer by name", day, "Anna", "", 0, None),
        odd("a text that is none", day, 0, 7, 0, None),
        odd("a mark not known yet", day, 0, "", 3, None),
        odd("a file of two fields", day, 0, "", 0, ["a", "b"]),
        odd("a file that begins before its bundle", day, 0, "", 0, ["a", "b", 1, -1, 2]),
    ]
