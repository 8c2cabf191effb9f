"""Vectors: kinds of public records that only a later version knows (S19)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.vectors_case import ANNA, AT_MS, BEN, BUSINESS, Case, accepted, refused, signed_value
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_records import RECORDS
from tresen.core import records
from tresen.core.records import Profile, PublicRecord, Signed
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import sign_public, sign_record


def scenarios() -> Scenarios:
    """The file of this module."""
    about = "Records of kinds that only a later version knows: chained and kept, and some that must be understood."
    return {"kinds": (about, ["S4", "S14", "S19"], [*_chained(), *_understood()])}


def _later(kind: str, by: DeviceKeys = ANNA) -> list[Signed]:
    """Set-up, its last record of that kind."""
    body = records.decode(RECORDS[3].body, PublicRecord)
    made = sign_record(by, records.encode(msgspec.structs.replace(body, kind=kind)))
    return [*RECORDS[:3], made]


def _must(value: Any, kind: str | None = "poem") -> list[Signed]:
    """The same with a tenth field."""
    body = msgspec.msgpack.decode(RECORDS[3].body)
    body[1] = kind or body[1]
    return [*RECORDS[:3], sign_record(ANNA, msgspec.msgpack.encode([*body, value]))]


def _given(made: list[Signed]) -> dict[str, Any]:
    return {"records": [signed_value(each) for each in made]}


def _chained() -> list[Case]:
    made = _later("poem")
    profile = Profile({"name": "Neu"})
    after = sign_public(ANNA, BUSINESS, 5, records.record_hash(made[3].body), AT_MS, profile)
    return [
        accepted("a kind of a later version is chained", "fold", _given(made)),
        accepted("a profile after it", "fold", _given([*made, after])),
        refused("a record after it that leaves it out", "fold", "bad_record", _given([*made[:3], after])),
        refused("a kind of another form", "fold", "bad_record", _given(_later("Poem"))),
        refused("a kind without letters", "fold", "bad_record", _given(_later(""))),
        refused("a kind that is too long", "fold", "bad_record", _given(_later("p" * 33))),
        refused("a kind of a conversation's records", "fold", "bad_record", _given(_later("epoch"))),
        refused("another kind of them", "fold", "bad_record", _given(_later("customer-devices"))),
        refused("by another than it names", "fold", "bad_signature", _given(_later("poem", BEN))),
    ]


def _understood() -> list[Case]:
    return [
        accepted(name, "fold_understood", _given(made), {"stops": stops})
        for name, made, stops in (
            ("all kinds are known", RECORDS, False),
            ("a later kind that need not be understood", _later("poem"), False),
            ("one whose last field says something else", _must(1), False),
            ("a known kind that says so is understood", _must(True, kind=None), False),
            ("a later kind that must be understood", _must(True), True),
        )
    ]
