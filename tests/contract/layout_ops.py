"""Headers, records and commands read field by field, as the shared vectors name the fields (S4, S6, S7, S17)."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from tresen.core.erasing import Command
from tresen.core.files import check_named
from tresen.core.publickeys import can_be_sealed_to, can_sign
from tresen.core.records import CustomerDevices, Epoch, Header, PublicRecord, decode_body
from tresen.core.sizes import HASH_BYTES, ID_BYTES
from tresen.errors import Refusal
from tresen.seal.refused import Refused

SHAPES: Final[dict[str, type[msgspec.Struct]]] = {
    "header": Header,
    "record": PublicRecord,
    "customer_devices": CustomerDevices,
    "epoch": Epoch,
    "command": Command,
}
_SIZES: Final = dict.fromkeys(("business", "conversation", "device", "signer", "about", "doc"), ID_BYTES) | (
    dict.fromkeys(("prev", "epoch_hash", "seen_hash", "team_hash", "devices_hash", "commit"), HASH_BYTES)
)
"""The fields whose length is fixed, whichever struct has them."""


def read(kind: str, data: bytes) -> dict[str, Any]:
    """The fields by name, bytes as hex. Raises `Refused` when the bytes are not of that kind."""
    try:
        found = decode_body(data, SHAPES[kind])
    except Refusal as refusal:
        raise Refused("malformed", refusal.detail) from None
    fields = {name: getattr(found, name) for name in found.__struct_fields__}
    for name, value in fields.items():
        _require(value is None or len(value) == _SIZES[name] if name in _SIZES else True, name)
    if isinstance(found, CustomerDevices):
        return {**_plain(fields), "devices": [_device(each) for each in found.devices]}
    if isinstance(found, Command) and found.targets is not None:
        return {**_plain(fields), "targets": [_target(*each) for each in found.targets]}
    if isinstance(found, Header):
        _require(found.refers is None or len(found.refers[0]) == ID_BYTES, "refers")
        _require(found.doc is not None or found.replaces is None, "replaces")
        _require(found.blobs is None or _names_files(found), "blobs")
        if found.blobs is None:
            del fields["blobs"]
    return _plain(fields)


def _names_files(header: Header) -> bool:
    try:
        check_named(header)
    except Refusal:
        return False
    return True


def _device(each: Any) -> dict[str, Any]:
    _require(len(each.id) == ID_BYTES and can_sign(each.ed) and can_be_sealed_to(each.x), "a device's keys")
    return {"id": each.id.hex(), "ed": each.ed.hex(), "x": each.x.hex(), "paper": each.paper}


def _target(pos: int, hash_: bytes) -> dict[str, Any]:
    _require(len(hash_) == HASH_BYTES, "a target")
    return {"pos": pos, "hash": hash_.hex()}


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in fields.items()}


def _value(value: Any) -> Any:
    if isinstance(value, bytes | msgspec.Raw):
        return bytes(value).hex()
    return [_value(each) for each in value] if isinstance(value, tuple | list) else value


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise Refused("malformed", what)
