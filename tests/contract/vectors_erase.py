"""Vectors: erase commands, whom they are believed from, and what an erased message leaves behind (S17, L5)."""

from __future__ import annotations

from typing import Any

from tests.contract.vectors_case import (
    ANNA,
    AT_MS,
    AUDITOR,
    BEN,
    BUSINESS,
    CEM,
    IDENTITY,
    KRAUSE,
    PAPER,
    SECOND,
    Case,
    accepted,
    fixed,
    flipped,
    refused,
    signed_value,
)
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_records import START, TEAM_1_SEALED, TEAM_2, chain
from tresen.core.erasing import erase_body
from tresen.core.erasing import tombstone as tombstone_of
from tresen.core.log import tombstone as log_tombstone
from tresen.core.records import Revoke, Signed, Team, conversation_id, encode
from tresen.seal.erase import sign_erase
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, device_payload, sign_customer_devices

RECORDS = chain(
    *START,
    (ANNA, device_payload(AUDITOR, "auditor", 4)),
    (ANNA, device_payload(CEM, "owner", 3)),
    (ANNA, Revoke(None, 3)),
    (ANNA, Team(2, TEAM_2.x, TEAM_1_SEALED)),
)
DEVICES = sign_customer_devices(
    KRAUSE, BUSINESS, 1, None, AT_MS, [customer_device(KRAUSE, False), customer_device(PAPER, True)]
)
CONVERSATION = conversation_id(DEVICES.body)
HASHES = {pos: fixed(f"header {pos}") for pos in (3, 4, 7)}
OP = "check_erase"


def scenarios() -> Scenarios:
    """The file of this module."""
    return {"erase": ("Erase commands and tombstones.", ["S17", "L5", "L7"], [*_commands(), *_tombstones()])}


def _given(command: Signed, **other: Any) -> dict[str, Any]:
    return {
        "business": BUSINESS.hex(),
        "conversation": CONVERSATION.hex(),
        "records": [signed_value(each) for each in RECORDS],
        "devices": signed_value(DEVICES),
        "messages": [{"pos": pos, "hash": hash_.hex()} for pos, hash_ in HASHES.items()],
        "command": signed_value(command),
        **other,
    }


def _by(keys: DeviceKeys, *positions: int) -> Signed:
    targets = [(pos, HASHES[pos]) for pos in positions] or None
    return sign_erase(keys, BUSINESS, CONVERSATION, AT_MS, targets)


def _raw(**fields: Any) -> Signed:
    usual = {
        "version": 1, "kind": "erase", "business": BUSINESS, "conversation": CONVERSATION, "signer": KRAUSE.id,
        "at_ms": AT_MS, "targets": [[3, HASHES[3]]],
    }  # fmt: skip
    body = encode(list((usual | fields).values()))
    return Signed(body, KRAUSE.sign("erase", body))


def _commands() -> list[Case]:
    good = _by(KRAUSE, 3)
    forged = Signed(erase_body(BUSINESS, CONVERSATION, ANNA.id, AT_MS, None), _by(KRAUSE).signature)
    strange = fixed("another", 16)
    return [
        accepted("the customer: one message", OP, _given(good)),
        accepted("the customer: several", OP, _given(_by(KRAUSE, 7, 3, 4))),
        accepted("the customer: the whole conversation", OP, _given(_by(KRAUSE)), {"targets": None}),
        accepted("an owner: one message", OP, _given(_by(ANNA, 4))),
        accepted("an owner: the whole conversation", OP, _given(_by(ANNA))),
        accepted("fields beyond the known ones", OP, _given(_raw(more=1))),
        refused("a device of nobody's", OP, "wrong_sender", _given(_by(SECOND, 3))),
        refused("a member", OP, "wrong_sender", _given(_by(BEN, 3))),
        refused("an auditor", OP, "wrong_sender", _given(_by(AUDITOR, 3))),
        refused("an owner who was revoked", OP, "wrong_sender", _given(_by(CEM, 3))),
        refused("the return link", OP, "wrong_sender", _given(_by(PAPER, 3))),
        refused("the recovery sheet", OP, "wrong_sender", _given(_by(IDENTITY, 3))),
        refused("a flipped bit", OP, "wrong_signature", _given(Signed(good.body, flipped(good.signature)))),
        refused("another's signature", OP, "wrong_signature", _given(forged)),
        refused(
            "signed as a record",
            OP,
            "wrong_signature",
            _given(Signed(good.body, KRAUSE.sign("record", good.body))),
        ),
        refused("another conversation", OP, "wrong_place", _given(_raw(conversation=strange))),
        refused("another business", OP, "wrong_place", _given(_raw(business=strange))),
        refused("another message's hash", OP, "wrong_place", _given(_raw(targets=[[3, HASHES[4]]]))),
        refused("no message there", OP, "wrong_place", _given(_raw(targets=[[5, HASHES[3]]]))),
        refused("a message twice", OP, "malformed", _given(_raw(targets=[[3, HASHES[3]]] * 2))),
        refused("a position before the first", OP, "malformed", _given(_raw(targets=[[0, HASHES[3]]]))),
        refused("another version", OP, "wrong_version", _given(_raw(version=2))),
        refused("another kind", OP, "wrong_version", _given(_raw(kind="epoch"))),
        refused("no targets", OP, "malformed", _given(_raw(targets=[]))),
        refused("a short hash", OP, "malformed", _given(_raw(targets=[[3, HASHES[3][:31]]]))),
        refused("not a command", OP, "malformed", _given(Signed(b"\x93\x01\x02\x03", good.signature))),
    ]


def _tombstones() -> list[Case]:
    def given(body: bytes) -> dict[str, Any]:
        return {"body": body.hex()}

    hash_ = HASHES[3]
    return [
        accepted("an erased message", "tombstone", given(tombstone_of(hash_, CONVERSATION, 9)), {"pos": 9}),
        accepted(
            "a superseded document", "tombstone", given(log_tombstone(hash_, "superseded")), {"pos": None}
        ),
        refused("it names no command", "tombstone", "malformed", given(log_tombstone(hash_, "erased"))),
        refused("not a tombstone", "tombstone", "malformed", given(encode([b"h", b"s", b"c", b"g"]))),
    ]
