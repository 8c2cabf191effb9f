"""Vectors: what a conversation says about devices that join and leave (S4)."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.contract.vectors_case import ANNA, AT_MS, CEM, Case, accepted, signed_value
from tests.contract.vectors_keys import Scenarios
from tests.contract.vectors_records import FULL, chain, customer_records, customer_removals
from tresen.core.records import Profile, PublicRecord, Signed, record_hash
from tresen.seal.records import device_payload, sign_record


def scenarios() -> Scenarios:
    """The file of this module."""
    about = "What a conversation says of devices that join and leave."
    return {"devices": (about, ["S4"], [*_customers(), *_team(), *_placed()])}


def _customers() -> list[Case]:
    first, second = customer_records()

    def case(name: str, before: Signed, after: Signed) -> Case:
        return accepted(name, "device_change", {"before": before.body.hex(), "body": after.body.hex()})

    return [
        case("a tablet added by the return link", first, second),
        case("the same devices again", second, second),
        *(case(name, second, third) for name, third in customer_removals().items()),
    ]


def _given(records: list[Signed], messages: list[int], since_ms: int | None) -> dict[str, Any]:
    return {
        "records": [signed_value(each) for each in records],
        "messages": messages,
        "since_ms": since_ms,
    }


def _team() -> list[Case]:
    return [
        accepted("all that a team's records change", "team_changes", _given(chain(*FULL), [], 0)),
        accepted("a conversation without any event", "team_changes", _given(chain(*FULL), [], None)),
        accepted(
            "a record that is dated before the last change", "team_changes", _given(_dated_back(), [], 0)
        ),
    ]


def _placed() -> list[Case]:
    records = chain(*FULL)
    times = [msgspec.msgpack.decode(each.body, type=PublicRecord).at_ms for each in records]
    early, late = min(times), max(times)
    return [
        accepted("before and after", "team_changes", _given(records, [early - 1, late + 1], early - 2)),
        accepted("at the same time, before the message", "team_changes", _given(records, [late], early - 1)),
        accepted("what was before the conversation is not said", "team_changes", _given(records, [late + 1], late)),
        accepted("a server whose clock goes back", "team_changes",
                 _given(records, [early, late + 9, early - 9, late], early - 1)),
    ]  # fmt: skip


def _dated_back() -> list[Signed]:
    """An owner's new device whose record claims a time before the one that added the owner."""
    records = chain(*FULL[:4], (ANNA, Profile({"name": "B"})))
    last = records[-1]
    payload = msgspec.Raw(msgspec.msgpack.encode(device_payload(CEM, "owner", 1)))
    before = msgspec.msgpack.decode(last.body, type=PublicRecord)
    record = msgspec.structs.replace(
        before,
        rev=before.rev + 1,
        prev=record_hash(last.body),
        kind="device",
        at_ms=AT_MS - 9_000,
        renew_by_ms=AT_MS,
        payload=payload,
    )
    return [*records, sign_record(ANNA, msgspec.msgpack.encode(record))]
