"""Encodes records, once, and signs them (S4). `core.chain` decides who may sign what."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from tresen.core import records
from tresen.core.chain import Chain
from tresen.core.contents import Contents
from tresen.core.programs import Program
from tresen.core.records import (
    CustomerDevice,
    CustomerDevices,
    Device,
    Profile,
    ProfileHashes,
    ProgramSaid,
    PublicRecord,
    Published,
    Revoke,
    Signed,
    Team,
)
from tresen.core.sizes import RENEW_MS
from tresen.seal.keys import DeviceKeys


def sign_record(keys: DeviceKeys, body: bytes) -> Signed:
    """Sign the exact bytes of a record's body."""
    return Signed(body, keys.sign("record", body))


def sign_public(
    keys: DeviceKeys,
    business: bytes,
    rev: int,
    prev: bytes | None,
    at_ms: int,
    payload: Device | ProgramSaid | Revoke | Team | Profile | ProfileHashes,
) -> Signed:
    """The public record `rev` of a business, chained to the hash `prev` of the one before (None for rev 1)."""
    kind = _KINDS.get(type(payload)) or type(payload).__name__.lower()
    raw = msgspec.Raw(records.encode(_without_nil(payload)))
    body = PublicRecord(records.VERSION, kind, business, rev, prev, keys.id, at_ms, at_ms + RENEW_MS, raw)
    return sign_record(keys, records.encode(body))


_KINDS: Final[dict[type, str]] = {ProfileHashes: "profile", ProgramSaid: "program"}


def _without_nil(payload: Any) -> Any:
    """[S23] Of a person a device's entry says nothing: it stays as it always was."""
    if isinstance(payload, Device) and payload.said is None:
        return msgspec.structs.astuple(payload)[:-1]
    return payload


def sign_profile(keys: DeviceKeys, chain: Chain, at_ms: int, contents: Contents) -> Published:
    """The next record of a chain: the profile, with what is new of its contents beside it (S14)."""
    before: tuple[bytes | None, bytes | None] = (None, None)
    if chain.profile is not None and chain.profile_is_whole:
        before = Contents.of(chain.profile).hashes
    payload = ProfileHashes(*contents.hashes, chain.base_rev, chain.base)
    made = sign_public(keys, chain.business, chain.rev + 1, chain.head, at_ms, payload)
    text = None if payload.text == before[0] else contents.text
    picture = None if payload.picture == before[1] else contents.picture
    return Published(made.body, made.signature, text, picture)


def device_payload(
    keys: DeviceKeys | CustomerDevice, role: str, person: int, program: Program | None = None
) -> Device:
    """A device's entry in the public chain."""
    said = None if program is None else program.written()
    return Device(keys.id, role, person, keys.ed, keys.x, said)


def customer_device(keys: DeviceKeys, paper: bool) -> CustomerDevice:
    """A device's entry in a customer-devices record."""
    return CustomerDevice(keys.id, keys.ed, keys.x, paper)


def sign_customer_devices(
    keys: DeviceKeys,
    business: bytes,
    n: int,
    prev: bytes | None,
    at_ms: int,
    devices: list[CustomerDevice],
) -> Signed:
    """Customer-devices record n of a conversation; `prev` is the hash of record n − 1 (None for the first)."""
    body = CustomerDevices(
        records.VERSION, "customer-devices", business, n, prev, keys.id, at_ms, at_ms + RENEW_MS, devices
    )
    return sign_record(keys, records.encode(body))
