"""Vectors: the records of one conversation on top of the public chain: who may make an epoch, who may write in it."""

from __future__ import annotations

from typing import Any

from tests.contract.vectors_case import (
    ANNA,
    AT_MS,
    AUDITOR,
    BEN,
    BUSINESS,
    CEM,
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
from tests.contract.vectors_message import CONVERSATION, FIRST, SECOND_RECORD, recipients
from tests.contract.vectors_records import (
    NEW_PAPER,
    RECORDS,
    START,
    TEAM_1,
    TEAM_1_HASH,
    TEAM_1_SEALED,
    TEAM_2,
    TEAM_2_HASH,
    chain,
)
from tresen.core.records import CustomerDevices, Revoke, Signed, Team, decode, record_hash
from tresen.seal.epoch import EpochKey, MadeEpoch, Recipients, make_epoch
from tresen.seal.erase import sign_erase
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, device_payload, sign_customer_devices

OP = "conversation"


def scenarios() -> Scenarios:
    """The file of this module."""
    about = "A conversation's records on top of the public chain: its epochs, and who may write in each."
    told = "Whether an erase command still counts: by the epoch at the place of its event, whatever time it names."
    return {
        "conversation": (about, ["S4", "S6", "S10"], _cases()),
        "erase-place": (told, ["S17", "L7"], _places()),
    }


def _epoch(
    signer: DeviceKeys, to: Recipients, before: EpochKey | None = None, conversation: bytes = CONVERSATION
) -> MadeEpoch:
    return make_epoch(signer, BUSINESS, conversation, AT_MS, to, before)


ONE = _epoch(KRAUSE, recipients(TEAM_1, TEAM_1_HASH, 1))
TWO = _epoch(PAPER, recipients(TEAM_1, TEAM_1_HASH, 2), ONE.key)
LAST = recipients(TEAM_2, TEAM_2_HASH, 2)


def _given(*epochs: MadeEpoch | Signed, records: int = len(RECORDS), **more: Any) -> dict[str, Any]:
    signed = [each.signed if isinstance(each, MadeEpoch) else each for each in epochs]
    return {
        "conversation": CONVERSATION.hex(),
        "records": [signed_value(each) for each in RECORDS[:records]],
        "devices": [signed_value(each) for each in (FIRST, SECOND_RECORD)],
        "epochs": [signed_value(each) for each in signed],
        "senders": [],
        **more,
    }


def _senders() -> list[dict[str, Any]]:
    people = (KRAUSE, SECOND, PAPER, ANNA, BEN, CEM, AUDITOR)
    return [{"device": each.id.hex(), "epoch": n} for n in (1, 2, 3) for each in people]


def _listing_ben() -> tuple[Signed, Recipients]:
    """Frau Krause lists Ben's public keys as a device of her own."""
    hers = [customer_device(KRAUSE, False), customer_device(PAPER, True)]
    devices = [*hers, customer_device(BEN, False)]
    record = sign_customer_devices(KRAUSE, BUSINESS, 2, record_hash(FIRST.body), AT_MS, devices)
    return record, Recipients(1, TEAM_1_HASH, TEAM_1.x, 2, record_hash(record.body), devices)


def _cases() -> list[Case]:
    three = _epoch(ANNA, LAST, TWO.key)

    def no(name: str, reason: str, last: MadeEpoch | Signed, **more: Any) -> Case:
        return refused(name, OP, reason, _given(ONE, TWO, last, **more))

    other_team = Recipients(2, fixed("team"), TEAM_2.x, LAST.devices_n, LAST.devices_hash, LAST.devices)
    other_devices = Recipients(2, TEAM_2_HASH, TEAM_2.x, 3, fixed("devices"), LAST.devices)
    renamed = Recipients(2, TEAM_2_HASH, TEAM_2.x, 2, fixed("devices"), LAST.devices)
    elsewhere = fixed("conversation", 16)
    return [
        accepted("who may write in each epoch", OP, _given(ONE, TWO, three, senders=_senders())),
        accepted("made by the tablet", OP, _given(ONE, TWO, _epoch(SECOND, LAST, TWO.key))),
        accepted(
            "made by somebody of the team who was shut out later",
            OP,
            _given(ONE, _epoch(BEN, recipients(TEAM_1, TEAM_1_HASH, 2), ONE.key)),
        ),
        no(
            "made by somebody of the team who was shut out before",
            "wrong_sender",
            _epoch(BEN, LAST, TWO.key),
        ),
        no("made by an auditor", "wrong_sender", _epoch(AUDITOR, LAST, TWO.key)),
        no("made by a stranger", "wrong_sender", _epoch(DeviceKeys(fixed("s"), fixed("o")), LAST, TWO.key)),
        refused(
            "made by a device that is listed only later",
            OP,
            "wrong_sender",
            _given(_epoch(SECOND, recipients(TEAM_1, TEAM_1_HASH, 1))),
        ),
        no(
            "a flipped signature",
            "wrong_signature",
            Signed(three.signed.body, flipped(three.signed.signature)),
        ),
        no(
            "signed by another than it names",
            "wrong_signature",
            Signed(three.signed.body, CEM.sign("record", three.signed.body)),
        ),
        no("another team record under its number", "wrong_succession", _epoch(ANNA, other_team, TWO.key)),
        no("a team record that is not there", "wrong_succession", three, records=9),
        no("customer devices that are not there", "wrong_succession", _epoch(ANNA, other_devices, TWO.key)),
        no("other customer devices under their number", "wrong_succession", _epoch(ANNA, renamed, TWO.key)),
        refused(
            "a customer who lists a device of the team",
            OP,
            "wrong_sender",
            _given(
                ONE,
                _epoch(KRAUSE, _listing_ben()[1], ONE.key),
                devices=[signed_value(each) for each in (FIRST, _listing_ben()[0])],
            ),
        ),
        refused(
            "of another conversation",
            OP,
            "wrong_place",
            _given(
                _epoch(KRAUSE, recipients(TEAM_1, TEAM_1_HASH, 1), conversation=elsewhere),
            ),
        ),
    ]


PHONE_AND_NEW_LINK = [customer_device(KRAUSE, False), customer_device(NEW_PAPER, True)]
TABLET_OUT = sign_customer_devices(
    KRAUSE, BUSINESS, 3, record_hash(SECOND_RECORD.body), AT_MS, PHONE_AND_NEW_LINK
)
PEOPLE = chain(
    *START,
    (ANNA, device_payload(CEM, "owner", 3)),
    (ANNA, Revoke(None, 3)),
    (ANNA, Team(2, TEAM_2.x, TEAM_1_SEALED)),
)
MINUTE = 60_000
HOUR = 60 * MINUTE


def _household() -> dict[str, Any]:
    """Epoch 1: the phone. 2: the tablet as well. 3: without the tablet. 4: after Cem, an owner, was shut out."""
    newest = decode(TABLET_OUT.body, CustomerDevices).devices
    team_hash = record_hash(PEOPLE[-1].body)
    one = _epoch(KRAUSE, recipients(TEAM_1, record_hash(PEOPLE[2].body), 1))
    two = _epoch(PAPER, recipients(TEAM_1, record_hash(PEOPLE[2].body), 2), one.key)
    to = Recipients(1, record_hash(PEOPLE[2].body), TEAM_1.x, 3, record_hash(TABLET_OUT.body), newest)
    three = _epoch(KRAUSE, to, two.key)
    to = Recipients(2, team_hash, TEAM_2.x, 3, record_hash(TABLET_OUT.body), newest)
    four = _epoch(KRAUSE, to, three.key)
    return {
        "conversation": CONVERSATION.hex(),
        "records": [signed_value(each) for each in PEOPLE],
        "devices": [signed_value(each) for each in (FIRST, SECOND_RECORD, TABLET_OUT)],
        "epochs": [signed_value(each.signed) for each in (one, two, three, four)],
    }


def _places() -> list[Case]:
    household = _household()

    def given(
        by: DeviceKeys, epoch: int, later_ms: int = 0, conversation: bytes = CONVERSATION
    ) -> dict[str, Any]:
        command = sign_erase(by, BUSINESS, conversation, AT_MS + later_ms, None)
        return {**household, "epoch": epoch, "command": signed_value(command)}

    def yes(name: str, by: DeviceKeys, epoch: int, who: str, later_ms: int = 0) -> Case:
        return accepted(name, "erase_counts", given(by, epoch, later_ms), {"by": who})

    def no(name: str, by: DeviceKeys, epoch: int, later_ms: int = 0) -> Case:
        return refused(name, "erase_counts", "wrong_sender", given(by, epoch, later_ms))

    return [
        *(yes(f"by the phone in epoch {n}", KRAUSE, n, "customer") for n in (1, 2, 3, 4)),
        yes("by the tablet while it is listed", SECOND, 2, "customer"),
        yes(
            "by the tablet in its last epoch, an hour after the record that took it out",
            SECOND,
            2,
            "customer",
            HOUR,
        ),
        no("by the tablet in the first epoch without it", SECOND, 3),
        no("by the tablet in a later epoch", SECOND, 4),
        no("by the tablet in a later epoch, as if signed a year before", SECOND, 3, -365 * 24 * HOUR),
        no("by the return link", PAPER, 1),
        *(yes(f"by Anna, an owner, in epoch {n}", ANNA, n, "team") for n in (1, 4)),
        yes("by Cem in his last epoch", CEM, 3, "team"),
        yes("by Cem in his last epoch, nine minutes after he was shut out", CEM, 3, "team", 9 * MINUTE),
        yes("by Cem in his last epoch, an hour after he was shut out", CEM, 3, "team", HOUR),
        no("by Cem in the first epoch after him", CEM, 4),
        no("by Cem in the first epoch after him, nine minutes after he was shut out", CEM, 4, 9 * MINUTE),
        no("by Cem in the first epoch after him, as if signed a year before", CEM, 4, -365 * 24 * HOUR),
        no("by a member", BEN, 1),
        no("by a stranger", DeviceKeys(fixed("s"), fixed("o")), 1),
        refused(
            "about another conversation",
            "erase_counts",
            "wrong_place",
            given(KRAUSE, 1, conversation=fixed("conversation", 16)),
        ),
    ]
