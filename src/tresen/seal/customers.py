"""Customer-devices records: the customer's devices that a conversation is sealed to (S4)."""

from __future__ import annotations

from tresen.core import records
from tresen.core.publickeys import can_be_sealed_to, can_sign
from tresen.core.records import CustomerDevice, CustomerDevices, Signed, change_fault
from tresen.core.sizes import RENEW_MS
from tresen.errors import Refusal
from tresen.seal.refused import Refused


def check_customer_devices(before: Signed | None, signed: Signed) -> CustomerDevices:
    """Verify record n on top of record n − 1 (None: it is the first). `before` must have been verified.

    Raises:
        Refused: `malformed`, `wrong_version`, `wrong_place`, `wrong_succession`, `wrong_sender` when the signer was
            not listed or may not change the list so, `wrong_signature`.
    """
    record = read_customer_devices(signed)
    if record.version != records.VERSION or record.kind != "customer-devices":
        raise Refused("wrong_version", "not a customer-devices record of version 1")
    if not record.devices or len({device.id for device in record.devices}) != len(record.devices):
        raise Refused("malformed", "every device is listed once, and there is at least one")
    if not all(can_sign(device.ed) and can_be_sealed_to(device.x) for device in record.devices):
        raise Refused("malformed", "a device has two usable keys of 32 bytes")
    if any(device.id != records.device_id(device.ed, device.x) for device in record.devices):
        raise Refused("malformed", "a device's id does not match its keys")
    if not 0 < record.renew_by_ms - record.at_ms <= RENEW_MS:
        raise Refused("malformed", "renew_by_ms lies at most 90 days after at_ms")
    _verify_signer(_signers(before, record), record, signed)
    return record


def read_customer_devices(signed: Signed) -> CustomerDevices:
    """The body of a record, not verified.

    Raises:
        Refused: `malformed`.
    """
    try:
        return records.decode_body(signed.body, CustomerDevices, "customer-devices")
    except Refusal as refusal:
        raise Refused("malformed", refusal.detail) from None


def _signers(before: Signed | None, record: CustomerDevices) -> list[CustomerDevice]:
    if before is None:
        if record.n != 1 or record.prev is not None:
            raise Refused("wrong_succession", "the first record has the number 1 and nothing before it")
        return record.devices
    last = read_customer_devices(before)
    if record.business != last.business:
        raise Refused("wrong_place", "a record of another business")
    if record.n != last.n + 1 or record.prev != records.record_hash(before.body):
        raise Refused("wrong_succession", "does not follow the record before")
    return last.devices


def _verify_signer(signers: list[CustomerDevice], record: CustomerDevices, signed: Signed) -> None:
    signer = next((device for device in signers if device.id == record.signer), None)
    if signer is None:
        raise Refused("wrong_sender", "signed by a device that was not listed")
    fault = None if signers is record.devices else change_fault(signers, signer, record.devices)
    if fault is not None:
        raise Refused("wrong_sender", fault)
    try:
        records.verify(signer.ed, "record", signed.body, signed.signature)
    except Refusal:
        raise Refused("wrong_signature", "not signed by the device it names") from None
