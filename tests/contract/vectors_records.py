"""Vectors: the public chain, customer-devices and team keys (S4, S5)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.edwards import EIGHT, encoded, times
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
    device,
    fixed,
    flipped,
    private_of,
    refused,
    signed_value,
)
from tests.contract.vectors_keys import Scenarios
from tresen.core import records
from tresen.core.records import (
    CustomerDevice,
    CustomerDevices,
    Device,
    Profile,
    ProgramSaid,
    PublicRecord,
    Revoke,
    Signed,
    Team,
)
from tresen.seal.keys import DeviceKeys, Identity
from tresen.seal.records import (
    customer_device,
    device_payload,
    sign_customer_devices,
    sign_public,
    sign_record,
)
from tresen.seal.team import TeamKey

Payload = Device | ProgramSaid | Revoke | Team | Profile
TEAM_1 = TeamKey(BUSINESS, 1, fixed("team 1"))
TEAM_2, TEAM_1_SEALED = TEAM_1.next()
TABLET = device("ben's tablet")
NEW_PAPER = DeviceKeys.from_secret("paper", fixed("new paper", 16))
NEW_SHEET = Identity.from_secret("sheet", fixed("new sheet", 16) + b"\x40")


def chain(*steps: tuple[DeviceKeys, Payload]) -> list[Signed]:
    """Records signed in turn, from rev 1."""
    made: list[Signed] = []
    for signer, payload in steps:
        prev = records.record_hash(made[-1].body) if made else None
        made.append(sign_public(signer, BUSINESS, len(made) + 1, prev, AT_MS + len(made), payload))
    return made


START: list[tuple[DeviceKeys, Payload]] = [
    (IDENTITY, device_payload(IDENTITY, "sheet", 0)),
    (IDENTITY, device_payload(ANNA, "owner", 1)),
    (ANNA, Team(1, TEAM_1.x, None)),
    (ANNA, Profile({"name": "Bäckerei Sonnenschein"})),
    (ANNA, device_payload(BEN, "member", 2)),
]
FULL: list[tuple[DeviceKeys, Payload]] = [
    *START,
    (BEN, device_payload(TABLET, "member", 2)),
    (ANNA, device_payload(AUDITOR, "auditor", 4)),
    (ANNA, device_payload(CEM, "member", 3)),
    (ANNA, Revoke(None, 2)),
    (ANNA, Team(2, TEAM_2.x, TEAM_1_SEALED)),
    (IDENTITY, device_payload(NEW_SHEET, "sheet", 0)),
    (NEW_SHEET, Profile({"name": "Bäckerei Sonnenschein & Töchter"})),
]
RECORDS = chain(*FULL)
SMALL_ORDER = [
    bytes.fromhex(each)
    for each in (
        "00" * 32,
        "01" + "00" * 31,
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
        "01" + "00" * 30 + "80",
    )
]
"""X25519 public keys that lead to zero; the last has the ignored bit set."""
SIGNS_ALL = [encoded(times(each, EIGHT)) for each in range(8)]
"""Ed25519 public keys of small order: one signature is valid for every text."""


def nested(depth: int) -> Any:
    """A value inside many nested arrays."""
    return [nested(depth - 1)] if depth else "deep"


ODD: dict[str, Any] = {
    "a number that a double does not hold": 2**53,
    "a negative one": -(2**53),
    "keys that are no text": {"a": {1: "one"}},
    "a key that is no ordinary name": {"__proto__": {}},
    "an extension": msgspec.msgpack.Ext(5, b"x"),
    "what is nested too deeply": nested(30),
}
PLAIN: dict[str, Any] = {
    "name": "B", "largest": 2**53 - 1, "least": -(2**53) + 1, "half": 0.5, "yes": True, "none": None, "bytes": b"b",
    "deep": nested(29),
}  # fmt: skip
NEXT_TEAM = Team(2, TEAM_2.x, TEAM_1_SEALED)
RECOVERED: list[tuple[DeviceKeys, Payload]] = [
    *START,
    (IDENTITY, Revoke(None, 1)),
    (IDENTITY, Revoke(None, 2)),
    (IDENTITY, device_payload(TABLET, "owner", 1)),
    (IDENTITY, NEXT_TEAM),
    (TABLET, Profile({"name": "Bäckerei Sonnenschein"})),
]
LEAVING: list[tuple[DeviceKeys, Payload]] = [*START, (ANNA, device_payload(CEM, "owner", 3))]
TEAM_1_HASH = records.record_hash(RECORDS[2].body)
TEAM_2_HASH = records.record_hash(RECORDS[9].body)


def scenarios() -> Scenarios:
    """The files of this module."""
    return {
        "records": ("The public record chain of a business, folded from rev 1.", ["S3", "S4"], _records()),
        "customer-devices": ("Customer-devices records, one after another.", ["S4"], _customer_devices()),
        "team": ("Team keys: wrapped to devices, each holding the one before.", ["S5"], _team()),
    }


def _given(made: list[Signed]) -> dict[str, Any]:
    return {"records": [signed_value(each) for each in made]}


def _changed(by: DeviceKeys, at: int, /, **fields: Any) -> list[Signed]:
    """The chain up to record `at` (from 0), that record signed with other fields."""
    body = records.decode(RECORDS[at].body, PublicRecord)
    return [*RECORDS[:at], sign_record(by, records.encode(msgspec.structs.replace(body, **fields)))]


def _records() -> list[Case]:
    def then(name: str, signer: DeviceKeys, payload: Payload, before: int = 5) -> Case:
        return refused(name, "fold", "bad_record", _given(chain(*FULL[:before], (signer, payload))))

    def bad(name: str, made: list[Signed], code: str = "bad_record") -> Case:
        return refused(name, "fold", code, _given(made))

    forged = Signed(RECORDS[4].body, flipped(RECORDS[4].signature))
    touched = Signed(flipped(RECORDS[4].body, len(RECORDS[4].body) - 1), RECORDS[4].signature)
    other_sheet = _changed(
        NEW_SHEET, 0, signer=NEW_SHEET.id, payload=_raw(device_payload(NEW_SHEET, "sheet", 0))
    )
    return [
        accepted("a whole life", "fold", _given(RECORDS)),
        accepted("set-up", "fold", _given(RECORDS[:4])),
        accepted(
            "an unknown field at the end is ignored", "fold", _given([*RECORDS[:3], _longer(RECORDS[3])])
        ),
        accepted("recovered with the sheet", "fold", _given(chain(*RECOVERED))),
        accepted(
            "an owner leaves: the team key first",
            "fold",
            _given(chain(*LEAVING, (ANNA, NEXT_TEAM), (ANNA, Revoke(None, 1)))),
        ),
        bad(
            "an owner leaves: the team key too late",
            chain(*LEAVING, (ANNA, Revoke(None, 1)), (ANNA, NEXT_TEAM)),
        ),
        bad("a flipped signature", [*RECORDS[:4], forged], "bad_signature"),
        bad("a flipped key", [*RECORDS[:4], touched], "bad_signature"),
        bad("signed by another than it names", _changed(BEN, 3), "bad_signature"),
        bad("the same rev again", [*RECORDS[:4], RECORDS[3]], "stale_record"),
        bad("a rev left out", [*RECORDS[:3], RECORDS[4]]),
        bad("another prev", _changed(ANNA, 3, prev=fixed("prev"))),
        bad("another business", _changed(ANNA, 3, business=fixed("b", 16))),
        bad("another version", _changed(ANNA, 3, version=2)),
        bad("renewed too late", _changed(ANNA, 3, renew_by_ms=AT_MS + 91 * 24 * 3600 * 1000)),
        bad("renewed before it begins", _changed(ANNA, 3, renew_by_ms=AT_MS)),
        bad("begins with another key than the business's", other_sheet),
        bad("begins with an owner", chain((ANNA, device_payload(ANNA, "owner", 1)))),
        then("signed by a stranger", CEM, device_payload(CEM, "owner", 1)),
        then("a member adds an owner of the same person", BEN, device_payload(TABLET, "owner", 2)),
        then("a member adds a device of another person", BEN, device_payload(CEM, "member", 3)),
        then("a member replaces the sheet", BEN, device_payload(NEW_SHEET, "sheet", 0)),
        then("an auditor adds a member of the same person", AUDITOR, device_payload(TABLET, "member", 4), 7),
        then("a device twice", ANNA, device_payload(BEN, "member", 2)),
        then("an id that does not match the keys", ANNA, Device(fixed("id", 16), "member", 3, CEM.ed, CEM.x)),
        then("an unknown role", ANNA, device_payload(CEM, "king", 3)),
        then("a member makes a team key", BEN, Team(2, TEAM_2.x, TEAM_1_SEALED)),
        then("a team number left out", ANNA, Team(3, TEAM_2.x, TEAM_1_SEALED)),
        then("a second team key without the first inside", ANNA, Team(2, TEAM_2.x, None)),
        then("a team key of another size", ANNA, Team(2, TEAM_2.x[:31], TEAM_1_SEALED)),
        then("the first team key with one before it inside", ANNA, Team(1, TEAM_1.x, TEAM_1_SEALED), 2),
        then("a sealed team key of another size", ANNA, Team(2, TEAM_2.x, TEAM_1_SEALED[:-1])),
        *(
            then(f"a device that nothing can be sealed to: {x.hex()[:4]}", ANNA, _listed(CEM, x))
            for x in SMALL_ORDER
        ),
        *(
            then(f"a device whose key signs every text: {ed.hex()[:4]}", ANNA, _signing(CEM, ed))
            for ed in SIGNS_ALL
        ),
        then("a team key that nothing can be sealed to", ANNA, Team(2, SMALL_ORDER[0], TEAM_1_SEALED)),
        *(
            then(f"a profile with {name}", ANNA, Profile({"name": "B", "more": odd}))
            for name, odd in ODD.items()
        ),
        accepted(
            "a profile with all that is plain", "fold", _given(chain(*FULL[:4], (ANNA, Profile(PLAIN))))
        ),
        then("a sheet that is a person", ANNA, device_payload(NEW_SHEET, "sheet", 1)),
        then("a member who is nobody", ANNA, device_payload(CEM, "member", 0)),
        then("an auditor publishes the profile", AUDITOR, Profile({"name": "Einsicht"}), 7),
        then("a revoke of somebody revoked", ANNA, Revoke(None, 2), 9),
        then("a member publishes the profile", BEN, Profile({"name": "Bens Bude"})),
        then("a revoke of nobody", ANNA, Revoke(None, None)),
        then("a revoke of device and person", ANNA, Revoke(BEN.id, 2)),
        then("a member revokes another person", BEN, Revoke(None, 1)),
        then("a revoke of the sheet", ANNA, Revoke(IDENTITY.id, None)),
        then("signed by a revoked device", BEN, device_payload(device("third"), "member", 2), 9),
        then("the replaced sheet brings an owner back", IDENTITY, device_payload(TABLET, "owner", 1), 11),
        then("signed by the replaced sheet", IDENTITY, Profile({"name": "Gestern"}), 11),
    ]


def _listed(keys: DeviceKeys, x: bytes) -> Device:
    return Device(records.device_id(keys.ed, x), "member", 3, keys.ed, x)


def _signing(keys: DeviceKeys, ed: bytes) -> Device:
    return Device(records.device_id(ed, keys.x), "member", 3, ed, keys.x)


def _raw(payload: Payload) -> msgspec.Raw:
    return msgspec.Raw(records.encode(payload))


def _longer(signed: Signed) -> Signed:
    """The same record with one more field at its end, as a later version may add."""
    fields = msgspec.msgpack.decode(signed.body)
    return sign_record(ANNA, msgspec.msgpack.encode([*fields, "later"]))


def customer_records() -> list[Signed]:
    """Frau Krause's phone and return link; then her tablet, added by the return link."""
    first_devices = [customer_device(KRAUSE, False), customer_device(PAPER, True)]
    first = sign_customer_devices(KRAUSE, BUSINESS, 1, None, AT_MS, first_devices)
    more = [*first_devices, customer_device(SECOND, False)]
    return [
        first,
        sign_customer_devices(PAPER, BUSINESS, 2, records.record_hash(first.body), AT_MS + 5, more),
    ]


def customer_removals() -> dict[str, Signed]:
    """What a listed device may remove, given phone, return link and tablet."""
    second = customer_records()[1]
    phone, paper, tablet = records.decode(second.body, CustomerDevices).devices
    link = customer_device(NEW_PAPER, True)

    def third(by: DeviceKeys, *devices: CustomerDevice) -> Signed:
        prev = records.record_hash(second.body)
        return sign_customer_devices(by, BUSINESS, 3, prev, AT_MS + 9, list(devices))

    return {
        "a device removed, the return link replaced": third(KRAUSE, phone, link),
        "the first device removed by the second": third(SECOND, tablet, link),
        "a new return link": third(KRAUSE, phone, tablet, link),
        "no return link any more": third(SECOND, phone, tablet),
        "everybody else removed": third(KRAUSE, phone),
        "a return link beside the old one": third(PAPER, phone, paper, tablet, link),
    }


def _other_kind(listed: CustomerDevice) -> CustomerDevice:
    return msgspec.structs.replace(listed, paper=not listed.paper)


def _other_x(listed: CustomerDevice, x: bytes) -> CustomerDevice:
    return CustomerDevice(records.device_id(listed.ed, x), listed.ed, x, False)


def _other_ed(listed: CustomerDevice, ed: bytes) -> CustomerDevice:
    return CustomerDevice(records.device_id(ed, listed.x), ed, listed.x, False)


def _shifted(listed: CustomerDevice) -> CustomerDevice:
    """The same bytes under the id, split at another place."""
    both = listed.ed + listed.x
    return msgspec.structs.replace(listed, ed=both[:31], x=both[31:])


def _customer_devices() -> list[Case]:
    first, second = customer_records()
    op = "check_customer_devices"

    def given(before: Signed | None, record: Signed) -> dict[str, Any]:
        return {"before": before and signed_value(before), "record": signed_value(record)}

    def changed(by: DeviceKeys, record: Signed, /, **fields: Any) -> Signed:
        body = records.decode(record.body, CustomerDevices)
        return sign_record(by, records.encode(msgspec.structs.replace(body, **fields)))

    listed = records.decode(second.body, CustomerDevices).devices
    removed = customer_removals()
    third, new_link = removed["a device removed, the return link replaced"], customer_device(NEW_PAPER, True)
    phone, paper, tablet = listed

    def refused_change(name: str, by: DeviceKeys, devices: list[CustomerDevice]) -> Case:
        wrong = changed(by, third, signer=by.id, devices=devices)
        return refused(name, op, "wrong_sender", given(second, wrong))

    strange = msgspec.structs.replace(listed[0], id=fixed("id", 16))
    return [
        accepted("the first", op, given(None, first)),
        accepted("a device added by the return link", op, given(first, second)),
        refused(
            "a flipped bit",
            op,
            "wrong_signature",
            given(first, Signed(second.body, flipped(second.signature))),
        ),
        refused(
            "signed by another than it names", op, "wrong_signature", given(first, changed(KRAUSE, second))
        ),
        refused(
            "the new device signs itself in",
            op,
            "wrong_sender",
            given(first, changed(SECOND, second, signer=SECOND.id)),
        ),
        refused(
            "the first is signed by a device in it",
            op,
            "wrong_sender",
            given(None, changed(BEN, first, signer=BEN.id)),
        ),
        refused("another number", op, "wrong_succession", given(first, changed(PAPER, second, n=3))),
        refused(
            "another record before",
            op,
            "wrong_succession",
            given(first, changed(PAPER, second, prev=fixed("p"))),
        ),
        refused("not the first", op, "wrong_succession", given(None, second)),
        refused(
            "another business",
            op,
            "wrong_place",
            given(first, changed(PAPER, second, business=fixed("b", 16))),
        ),
        refused("another version", op, "wrong_version", given(first, changed(PAPER, second, version=2))),
        refused("another kind", op, "wrong_version", given(first, changed(PAPER, second, kind="epoch"))),
        refused("no devices", op, "malformed", given(first, changed(PAPER, second, devices=[]))),
        refused(
            "a device twice",
            op,
            "malformed",
            given(first, changed(PAPER, second, devices=[listed[0], listed[0]])),
        ),
        refused(
            "an id that does not match",
            op,
            "malformed",
            given(first, changed(PAPER, second, devices=[strange])),
        ),
        refused(
            "renewed too late",
            op,
            "malformed",
            given(first, changed(PAPER, second, renew_by_ms=AT_MS + 91 * 86400000)),
        ),
        refused(
            "a device that nothing can be sealed to",
            op,
            "malformed",
            given(first, changed(PAPER, second, devices=[*listed, _other_x(tablet, SMALL_ORDER[2])])),
        ),
        refused(
            "a device whose key signs every text",
            op,
            "malformed",
            given(first, changed(PAPER, second, devices=[*listed, _other_ed(tablet, SIGNS_ALL[3])])),
        ),
        refused(
            "keys of other sizes under one id",
            op,
            "malformed",
            given(first, changed(PAPER, second, devices=[*listed[:2], _shifted(tablet)])),
        ),
        refused(
            "a time before all times",
            op,
            "malformed",
            given(first, changed(PAPER, second, at_ms=-5, renew_by_ms=5)),
        ),
        refused("not a record", op, "malformed", given(first, sign_record(PAPER, b"\x93\x01\x02\x03"))),
        *(accepted(name, op, given(second, record)) for name, record in removed.items()),
        refused_change("the return link removes a device", PAPER, [phone, paper]),
        refused_change("the return link replaces itself", PAPER, [phone, tablet, new_link]),
        refused_change("who signs leaves", KRAUSE, [tablet, new_link]),
        refused_change("nobody is left but paper", KRAUSE, [new_link]),
        refused_change("a device removed, its return link stays", KRAUSE, [phone, paper]),
        refused_change(
            "a device removed, its return link stays beside a new one", KRAUSE, [phone, paper, new_link]
        ),
        refused_change("a device becomes paper", KRAUSE, [phone, paper, _other_kind(tablet)]),
        refused_change("paper becomes a device", KRAUSE, [phone, _other_kind(paper), tablet]),
        refused(
            "a removed device signs",
            op,
            "wrong_sender",
            given(third, changed(SECOND, third, n=4, prev=records.record_hash(third.body), signer=SECOND.id)),
        ),
        refused(
            "the replaced return link adds a device",
            op,
            "wrong_sender",
            given(third, changed(PAPER, third, n=4, prev=records.record_hash(third.body), signer=PAPER.id)),
        ),
        refused(
            "a removal under another's signature",
            op,
            "wrong_signature",
            given(second, changed(SECOND, third)),
        ),
    ]


def _team() -> list[Case]:
    wrapped = TEAM_2.wrap_to(CEM.id, CEM.x, TEAM_2_HASH)
    given = {
        **private_of(CEM),
        "business": BUSINESS.hex(),
        "n": 2,
        "record_hash": TEAM_2_HASH.hex(),
        "x": TEAM_2.x.hex(),
        "wrap": wrapped.hex(),
    }
    to_sheet = {
        **given,
        **private_of(IDENTITY),
        "wrap": TEAM_2.wrap_to(IDENTITY.id, IDENTITY.x, TEAM_2_HASH).hex(),
    }
    before = {
        "business": BUSINESS.hex(),
        "n": 2,
        "private": TEAM_2.private.hex(),
        "sealed_prev": TEAM_1_SEALED.hex(),
        "x": TEAM_1.x.hex(),
    }
    open_, back = "unwrap_team", "previous_team"
    return [
        accepted("a wrap opens the team key", open_, given, {"private": TEAM_2.private.hex()}),
        accepted("so does the sheet's", open_, to_sheet),
        refused("another device", open_, "cannot_open", {**given, **private_of(BEN)}),
        refused("another number", open_, "cannot_open", {**given, "n": 1}),
        refused("another record", open_, "cannot_open", {**given, "record_hash": TEAM_1_HASH.hex()}),
        refused("another business", open_, "cannot_open", {**given, "business": fixed("b", 16).hex()}),
        refused("a flipped bit", open_, "cannot_open", {**given, "wrap": flipped(wrapped).hex()}),
        refused("another key than the record's", open_, "wrong_commit", {**given, "x": TEAM_1.x.hex()}),
        accepted("the key before", back, before, {"private": TEAM_1.private.hex()}),
        refused("sealed under another key", back, "cannot_open", {**before, "private": TEAM_1.private.hex()}),
        refused("sealed for another number", back, "cannot_open", {**before, "n": 3}),
        refused(
            "sealed for another business", back, "cannot_open", {**before, "business": fixed("b", 16).hex()}
        ),
        refused("another key than its record names", back, "wrong_succession", {**before, "x": CEM.x.hex()}),
    ]
