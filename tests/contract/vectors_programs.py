"""Vectors: members of the team that are programs (S23)."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from tests.contract.vectors_case import (
    ANNA,
    AT_MS,
    BEN,
    BUSINESS,
    CEM,
    IDENTITY,
    Case,
    accepted,
    refused,
    signed_value,
)
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_records import START, TABLET, Payload, chain
from tresen.core import records
from tresen.core.programs import May, Program
from tresen.core.records import Device, Profile, ProgramSaid, PublicRecord, Signed
from tresen.core.sizes import RENEW_MS
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import device_payload, sign_record

HOURS: Final = Program("Öffnungszeiten", True, frozenset({May.READ, May.SEND}))
ODD_PROGRAMS: dict[str, Any] = {
    "no map": True,
    "an empty map": {},
    "a list": ["program"],
    "a name that is a number": {"program": 7, "ai": True, "may": ["read"]},
    "a name of 40 characters": {"program": "ö" * 40, "ai": False, "may": ["read"]},
    "a name of 40 characters beyond the first plane": {"program": "🥐" * 40, "ai": False, "may": ["read"]},
    "a name of 41 characters": {"program": "x" * 41, "ai": False, "may": ["read"]},
    "an empty name": {"program": "", "ai": False, "may": []},
    "a name of one blank": {"program": " ", "ai": False, "may": []},
    "a name that ends in a blank": {"program": "Anna ", "ai": False, "may": []},
    "a name with a line break": {"program": "Hours\nAnna", "ai": False, "may": []},
    "a name that turns the line around": {"program": "Anna \u202eretupmoC", "ai": False, "may": []},
    "a name with a mark that nobody sees": {"program": "An\u200bna", "ai": False, "may": []},
    "a name in Arabic": {"program": "ساعات العمل", "ai": False, "may": ["send"]},
    "ai is a number": {"program": "Hours", "ai": 0, "may": []},
    "ai is left out": {"program": "Hours", "may": ["draft"]},
    "rights of a later version": {
        "program": "Hours",
        "ai": False,
        "may": ["send", "rule", "read", 7, "send"],
    },
    "rights that are no list": {"program": "Hours", "ai": False, "may": "read"},
    "more fields": {"program": "Hours", "ai": False, "may": ["named"], "later": 1},
}
"""What a device may say of itself; nothing of it is refused."""


def scenarios() -> Scenarios:
    """The files of this module."""
    about = "Members of the team that are programs: what their device records, and `program` records, say."
    return {"programs": (about, ["S23"], _programs())}


def _given(made: list[Signed]) -> dict[str, Any]:
    return {"records": [signed_value(each) for each in made]}


def _with_nil() -> Signed:
    """The record after START: a device that says nothing of a program, in so many words."""
    before = chain(*START)
    payload = msgspec.Raw(records.encode(msgspec.structs.astuple(device_payload(CEM, "member", 3))))
    rev, prev = len(before) + 1, records.record_hash(before[-1].body)
    body = PublicRecord(1, "device", BUSINESS, rev, prev, ANNA.id, AT_MS + 9, AT_MS + 9 + RENEW_MS, payload)
    return sign_record(ANNA, records.encode(body))


def _programs() -> list[Case]:
    def listed(said: Any) -> Device:
        return msgspec.structs.replace(device_payload(CEM, "member", 3), said=said)

    def good(name: str, *steps: tuple[DeviceKeys, Payload]) -> Case:
        return accepted(name, "fold", _given(chain(*START, *steps)))

    def bad(name: str, *steps: tuple[DeviceKeys, Payload]) -> Case:
        return refused(name, "fold", "bad_record", _given(chain(*START, *steps)))

    bot = (ANNA, device_payload(CEM, "member", 3, HOURS))
    said = HOURS.written()
    return [
        good("a program joins", bot),
        accepted("nil is a person", "fold", _given([*chain(*START), _with_nil()])),
        *(good(name, (ANNA, listed(odd))) for name, odd in ODD_PROGRAMS.items()),
        good(
            "a program adds a device of its own, which claims to be a person",
            bot,
            (CEM, device_payload(TABLET, "member", 3)),
        ),
        good(
            "a program adds a device of its own with more rights",
            bot,
            (CEM, device_payload(TABLET, "member", 3, Program("Chef", False, frozenset(May)))),
        ),
        good(
            "an owner adds a person's device beside the program's",
            bot,
            (ANNA, device_payload(TABLET, "member", 3)),
        ),
        good("a device that joined before is called a program's", (ANNA, ProgramSaid(BEN.id, said))),
        good("and then a person's", (ANNA, ProgramSaid(BEN.id, said)), (ANNA, ProgramSaid(BEN.id, None))),
        good("asked, and it is a person's", (ANNA, ProgramSaid(BEN.id, None))),
        good("a program of which a record says what makes no sense", (ANNA, ProgramSaid(BEN.id, 7))),
        good("of the sheet it says nothing", (ANNA, ProgramSaid(IDENTITY.id, said))),
        good("of a device that is not listed it says nothing", (ANNA, ProgramSaid(CEM.id, said))),
        good("a profile stands on it", (ANNA, ProgramSaid(BEN.id, said)), (ANNA, Profile({"name": "B"}))),
        bad("a program calls itself a person", bot, (CEM, ProgramSaid(CEM.id, None))),
        bad("a member calls a colleague a program", (BEN, ProgramSaid(ANNA.id, said))),
        bad("a program adds another person", bot, (CEM, device_payload(TABLET, "member", 4))),
        bad("a program adds an owner", bot, (CEM, device_payload(TABLET, "owner", 3))),
    ]
