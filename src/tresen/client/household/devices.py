"""A customer's own devices: which there are, and the record that takes one out or renews the return link (S4, S13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tresen.client.connection.http import SignedWraps, signed, signed_wraps
from tresen.client.trust.keyring import Keyring
from tresen.core import records
from tresen.core.records import CustomerDevice
from tresen.seal.epoch import Recipients, make_epoch
from tresen.seal.keys import DeviceKeys
from tresen.seal.records import customer_device, sign_customer_devices


@dataclass(frozen=True)
class OwnDevice:
    """One of a customer's devices. `paper`: the return link; `this`: the device that asks; `added_ms` as its record says."""

    id: bytes
    paper: bool
    this: bool
    added_ms: int


def own_devices(keys: Keyring, this: bytes) -> list[OwnDevice]:
    """Who is listed in the newest record, in the order in which they were added."""
    since: dict[bytes, int] = {}
    for _, record in keys.devices:
        for each in record.devices:
            since.setdefault(each.id, record.at_ms)
    return sorted(
        (OwnDevice(each.id, each.paper, each.id == this, since[each.id]) for each in newest(keys)),
        key=lambda each: each.added_ms,
    )


def newest(keys: Keyring) -> list[CustomerDevice]:
    """The devices of the newest customer-devices record."""
    return keys.devices[-1][1].devices


def is_listed(keys: Keyring, device: bytes) -> bool:
    """Whether the newest customer-devices record lists that device."""
    return any(each.id == device for each in newest(keys))


def renewed(
    by: DeviceKeys, keys: Keyring, at_ms: int, paper: DeviceKeys, without: bytes | None
) -> dict[str, Any]:
    """The next record and its epoch, as they are posted: a new return link in place of the old, `without` taken out."""
    before, record = keys.devices[-1]
    stay = [each for each in record.devices if not each.paper and each.id != without]
    listed = [*stay, customer_device(paper, True)]
    n = record.n + 1
    devices = sign_customer_devices(by, keys.business, n, records.record_hash(before.body), at_ms, listed)
    team, current = keys.recipients(), keys.current
    to = Recipients(team.team_n, team.team_hash, team.team_x, n, records.record_hash(devices.body), listed)
    made = make_epoch(
        paper,
        keys.business,
        keys.conversation,
        at_ms,
        to,
        before=current.key,
        superseding=None if current.key else (current.n, current.hash),
    )
    return {"devices": signed(devices), "epoch": signed_wraps(SignedWraps(made.signed, made.wraps))}
