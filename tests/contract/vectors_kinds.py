"""Vectors: kinds of public records that only a later version knows (S19)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.vectors_case import (
    ANNA,
    AT_MS,
    AUDITOR,
    BEN,
    BUSINESS,
    IDENTITY,
    KRAUSE,
    Case,
    accepted,
    device,
    refused,
    signed_value,
)
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_records import RECORDS, START, TABLET, Payload, chain
from tresen.core import records
from tresen.core.records import Profile, PublicRecord, Revoke, Signed
from tresen.core.sizes import RENEW_MS
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import device_payload, sign_public, sign_record


def scenarios() -> Scenarios:
    """The file of this module."""
    about = "Records of kinds that only a later version knows: chained and kept, and some that must be understood."
    return {"kinds": (about, ["S4", "S14", "S19"], [*_chained(), *_signers(), *_understood()])}


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


SECOND_OWNER = device("second owner")


def _by(signer: DeviceKeys, *before: tuple[DeviceKeys, Payload], must: bool = False) -> list[Signed]:
    """Set-up, those records, and one of a later kind by that device."""
    made = chain(*START, *before)
    at_ms, prev = AT_MS + len(made), records.record_hash(made[-1].body)
    body = [1, "poem", BUSINESS, len(made) + 1, prev, signer.id, at_ms, at_ms + RENEW_MS, ["Ode"]]
    return [*made, sign_record(signer, msgspec.msgpack.encode([*body, *([True] if must else [])]))]


def _signers() -> list[Case]:
    """Only the sheet and owners may say what not everybody understands."""
    auditor = (ANNA, device_payload(AUDITOR, "auditor", 4))
    tablet = (BEN, device_payload(TABLET, "member", 2))
    second = (ANNA, device_payload(SECOND_OWNER, "owner", 6))
    gone = (ANNA, Revoke(SECOND_OWNER.id, None))
    refusing = [
        (name, by, before, must)
        for name, by, before in (
            ("a member", BEN, ()),
            ("an auditor", AUDITOR, (auditor,)),
            ("a customer's device", KRAUSE, ()),
            ("an owner's device that was revoked", SECOND_OWNER, (second, gone)),
        )
        for must in (False, True)
    ]
    return [
        accepted("a later kind by the sheet", "fold", _given(_by(IDENTITY))),
        accepted("a later kind by another owner", "fold", _given(_by(SECOND_OWNER, second))),
        accepted("a member's device renews nothing either", "fold", _given(chain(*START, tablet))),
        *(
            refused(
                f"a later kind by {name}" + (", which must be understood" if must else ""),
                "fold_understood" if must else "fold",
                "bad_record",
                _given(_by(by, *before, must=must)),
            )
            for name, by, before, must in refusing
        ),
    ]


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
