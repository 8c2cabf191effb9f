"""The records of one conversation: the customer's devices and the current epoch (S4, S6)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tresen.core.publickeys import can_be_sealed_to, can_sign
from tresen.core.records import (
    VERSION,
    CustomerDevice,
    CustomerDevices,
    Epoch,
    Signed,
    change_fault,
    conversation_id,
    decode,
    decode_body,
    device_id,
    record_hash,
    team_key_id,
    verify,
)
from tresen.core.sizes import CUSTOMER_DEVICES, KEY_BYTES, RENEW_MS, SEALED_KEY_BYTES, WRAP_BYTES
from tresen.errors import Refusal


@dataclass(frozen=True, slots=True)
class Listed:
    """A verified customer-devices record: number, hash, and the devices in it."""

    n: int
    hash: bytes
    devices: tuple[CustomerDevice, ...]


@dataclass(frozen=True, slots=True)
class TeamKey:
    """The business's newest team record."""

    n: int
    hash: bytes
    x: bytes


@dataclass(frozen=True, slots=True)
class EpochHead:
    """The newest epoch of a conversation; n is 0 before the first."""

    n: int
    hash: bytes
    team_n: int
    devices_n: int


Wraps = Sequence[tuple[bytes, bytes]]


def first_devices(business: bytes, signed: Signed) -> tuple[bytes, Listed]:
    """[S4] Verify the record that begins a conversation: its id, and the devices it lists, one of which signs it.

    Raises:
        Refusal: `bad_record`, `bad_signature`.
    """
    record = _devices(business, signed)
    if record.n != 1 or record.prev is not None:
        raise Refusal("bad_record", "a conversation begins with customer-devices 1 and no prev")
    signer = next((each for each in record.devices if each.id == record.signer), None)
    if signer is None:
        raise Refusal("bad_record", "the first customer-devices record is signed by a device in it")
    verify(signer.ed, "record", signed.body, signed.signature)
    return conversation_id(signed.body), _listed(record, signed)


def next_devices(business: bytes, before: Listed, signed: Signed) -> Listed:
    """[S4] Verify customer-devices n + 1, signed by a device of record n that is allowed to make the change.

    Raises:
        Refusal: `bad_record`, `bad_signature`, `stale_record` when its number is taken.
    """
    record = _devices(business, signed)
    if record.n <= before.n:
        raise Refusal("stale_record", f"customer-devices {before.n} is the newest")
    if record.n != before.n + 1 or record.prev != before.hash:
        raise Refusal("bad_record", f"customer-devices {before.n + 1} refers to the hash of its predecessor")
    signer = next((each for each in before.devices if each.id == record.signer), None)
    if signer is None:
        raise Refusal("bad_record", "the signer is not listed in the previous record")
    fault = change_fault(before.devices, signer, record.devices)
    if fault is not None:
        raise Refusal("bad_record", fault)
    verify(signer.ed, "record", signed.body, signed.signature)
    return _listed(record, signed)


def read_devices(signed: Signed) -> Listed:
    """Read a stored record. It was verified when it was stored."""
    return _listed(decode(signed.body, CustomerDevices, "customer-devices"), signed)


def _devices(business: bytes, signed: Signed) -> CustomerDevices:
    record = decode_body(signed.body, CustomerDevices, "customer-devices")
    if record.version != VERSION or record.kind != "customer-devices" or record.business != business:
        raise Refusal(
            "bad_record", "version, kind and business must be 1, customer-devices and this business"
        )
    if not 0 < record.renew_by_ms - record.at_ms <= RENEW_MS:
        raise Refusal("bad_record", "renew_by_ms lies after at_ms, by at most 90 days")
    if not 1 <= len(record.devices) <= CUSTOMER_DEVICES:
        raise Refusal("bad_record", f"a customer has 1 to {CUSTOMER_DEVICES} devices")
    for each in record.devices:
        if not can_sign(each.ed) or not can_be_sealed_to(each.x):
            raise Refusal("bad_record", "a device has two usable keys of 32 bytes")
        if each.id != device_id(each.ed, each.x):
            raise Refusal("bad_record", "a device's id must be derived from its keys")
    if len({each.id for each in record.devices}) != len(record.devices):
        raise Refusal("bad_record", "a device is listed once")
    return record


def _listed(record: CustomerDevices, signed: Signed) -> Listed:
    return Listed(record.n, record_hash(signed.body), tuple(record.devices))


def next_epoch(
    business: bytes,
    conversation: bytes,
    head: EpochHead,
    team: TeamKey,
    listed: Listed,
    signer_ed: bytes,
    signed: Signed,
    wraps: Wraps,
) -> EpochHead:
    """[S6] Verify epoch n + 1 against everything it binds. `signer_ed` is the key of the device that offers it.

    Raises:
        Refusal: `bad_record`, `bad_signature`, `epoch_taken` when another came first, `stale_record` when it was made for
            an older team record or an older customer-devices record.
    """
    epoch = decode_body(signed.body, Epoch, "epoch")
    if epoch.version != VERSION or epoch.kind != "epoch":
        raise Refusal("bad_record", "version and kind must be 1 and epoch")
    if epoch.business != business or epoch.conversation != conversation:
        raise Refusal("bad_record", "the epoch belongs to another conversation")
    if epoch.n <= head.n:
        raise Refusal("epoch_taken", f"epoch {head.n} is the newest: adopt it")
    if epoch.n != head.n + 1 or epoch.prev != (head.hash if head.n else None):
        raise Refusal("bad_record", f"epoch {head.n + 1} refers to the hash of its predecessor")
    if (epoch.team_n, epoch.team_hash) != (team.n, team.hash):
        raise Refusal("stale_record", f"the current team record is {team.n}")
    if (epoch.devices_n, epoch.devices_hash) != (listed.n, listed.hash):
        raise Refusal("stale_record", f"the current customer-devices record is {listed.n}")
    _check_keys(epoch, head)
    _check_wraps(wraps, {team_key_id(team.x), *(each.id for each in listed.devices)})
    verify(signer_ed, "record", signed.body, signed.signature)
    return EpochHead(epoch.n, record_hash(signed.body), team.n, listed.n)


def epoch_signer(signed: Signed) -> bytes:
    """The device id that an epoch record names as its signer. Not verified."""
    return decode(signed.body, Epoch, "epoch").signer


def epoch_number(signed: Signed) -> int:
    """The number of an epoch record. Not verified."""
    return decode(signed.body, Epoch, "epoch").n


def _check_keys(epoch: Epoch, head: EpochHead) -> None:
    if len(epoch.commit) != KEY_BYTES:
        raise Refusal("bad_record", "an epoch commits to its key with 32 bytes")
    if head.n == 0 and epoch.sealed_prev is not None:
        raise Refusal("bad_record", "the first epoch has no predecessor")
    if epoch.sealed_prev is not None and len(epoch.sealed_prev) != SEALED_KEY_BYTES:
        raise Refusal("bad_record", f"sealed_prev has {SEALED_KEY_BYTES} bytes")
    unchanged = (epoch.team_n, epoch.devices_n) == (head.team_n, head.devices_n)
    if head.n and unchanged and epoch.sealed_prev is not None:
        raise Refusal(
            "bad_record", "no recipient changed: such an epoch may replace only one that cannot be opened"
        )


def _check_wraps(wraps: Wraps, recipients: Collection[bytes]) -> None:
    if len(wraps) != len(recipients) or {to for to, _ in wraps} != recipients:
        raise Refusal("bad_record", "one wrap to the team key and one to each customer device")
    if any(len(wrap) != WRAP_BYTES for _, wrap in wraps):
        raise Refusal("bad_record", f"a wrap has {WRAP_BYTES} bytes")
