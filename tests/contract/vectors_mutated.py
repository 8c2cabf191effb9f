"""Vectors: every byte of a record or command changed and signed anew; both languages accept the same (S4, S16)."""

from __future__ import annotations

from typing import Any

from tests.contract.vectors_case import (
    ANNA,
    AT_MS,
    BUSINESS,
    IDENTITY,
    KRAUSE,
    PAPER,
    Case,
    accepted,
    fixed,
    private_of,
    signed_value,
)
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_records import TEAM_1, chain
from tresen.core.records import Profile, Team, conversation_id, record_hash
from tresen.seal.epoch import Recipients, make_epoch
from tresen.seal.erase import sign_erase
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, device_payload, sign_customer_devices

START = [(IDENTITY, device_payload(IDENTITY, "sheet", 0)), (IDENTITY, device_payload(ANNA, "owner", 1))]
FIELDS: dict[str, Any] = {"name": "B", "n": [1, -7, 1.5, 2**40, True, None, b"b"], "m": {"a": {"b": "c"}}}
DEVICES = sign_customer_devices(
    KRAUSE, BUSINESS, 1, None, AT_MS, [customer_device(KRAUSE, False), customer_device(PAPER, True)]
)
CONVERSATION = conversation_id(DEVICES.body)


def scenarios() -> Scenarios:
    """The file of this module."""
    about = "Every byte of a record or command changed and signed anew: what is accepted all the same."
    return {"mutated": (about, ["S4", "S6", "S17"], _cases())}


def _case(
    name: str, of: str, by: DeviceKeys, at: list[Any], given: dict[str, Any], purpose: str = "record"
) -> Case:
    return accepted(name, "mutate", {"of": of, "at": at, "purpose": purpose, **private_of(by), "in": given})


def _cases() -> list[Case]:
    def then(name: str, payload: Any) -> Case:
        made = [signed_value(each) for each in chain(*START, (ANNA, payload))]
        return _case(name, "fold", ANNA, ["records", 2], {"records": made})

    before = None
    erase = {
        "business": BUSINESS.hex(),
        "conversation": CONVERSATION.hex(),
        "records": [signed_value(each) for each in chain(*START)],
        "devices": signed_value(DEVICES),
        "messages": [{"pos": 3, "hash": fixed("header 3").hex()}],
        "command": signed_value(sign_erase(KRAUSE, BUSINESS, CONVERSATION, AT_MS, [(3, fixed("header 3"))])),
    }
    return [
        then("a profile", Profile(FIELDS)),
        then("a team key", Team(1, TEAM_1.x, None)),
        then("a device", device_payload(KRAUSE, "member", 2)),
        _case(
            "customer devices",
            "check_customer_devices",
            KRAUSE,
            ["record", "body"],
            {"before": before, "record": signed_value(DEVICES)},
        ),
        _case(
            "an epoch",
            "check_epoch_succession",
            KRAUSE,
            ["body", ""],
            {"before": None, "body": _epoch().hex()},
        ),
        _case("an erase command", "check_erase", KRAUSE, ["command", "body"], erase, "erase"),
    ]


def _epoch() -> bytes:
    devices = [customer_device(KRAUSE, False), customer_device(PAPER, True)]
    to = Recipients(1, fixed("team record"), TEAM_1.x, 1, record_hash(DEVICES.body), devices)
    return make_epoch(KRAUSE, BUSINESS, CONVERSATION, AT_MS, to).signed.body
