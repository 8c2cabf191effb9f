"""Messages: header, slot, ciphertext, signature (S7–S9)."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tresen.core import records
from tresen.core.canonical import is_canonical
from tresen.core.files import check_named
from tresen.core.records import Header, label
from tresen.core.sizes import NONCE_BYTES, PAYLOAD_BYTES, SLOT_BYTES, TAG_BYTES
from tresen.errors import Refusal
from tresen.seal import box
from tresen.seal.epoch import EpochKey
from tresen.seal.keys import DeviceKeys
from tresen.seal.refused import Refused

"""The padded sizes of a payload, in bytes (S9)."""

_ZERO_NONCE: Final = bytes(NONCE_BYTES)

Payload = dict[str, Any]


class Envelope(msgspec.Struct, frozen=True, array_like=True):
    """A sealed message as it travels (S7)."""

    header: bytes
    slot: bytes
    ciphertext: bytes
    signature: bytes


def pad(payload: bytes) -> bytes:
    """The payload, `0x80`, and zeros up to the next of `PAYLOAD_BYTES`.

    Raises:
        Refused: `too_large` above 16,383 bytes.
    """
    for size in PAYLOAD_BYTES:
        if len(payload) < size:
            return payload + b"\x80" + bytes(size - len(payload) - 1)
    raise Refused("too_large", f"a message holds at most {PAYLOAD_BYTES[-1] - 1} bytes")


def unpad(padded: bytes) -> bytes:
    """The reverse of `pad`.

    Raises:
        Refused: `wrong_padding`.
    """
    payload = padded.rstrip(b"\0")
    if len(padded) not in PAYLOAD_BYTES or payload[-1:] != b"\x80":
        raise Refused("wrong_padding", "not padded to one of the sizes")
    return payload[:-1]


def seal_message(keys: DeviceKeys, epoch: EpochKey, header: Header, payload: Payload) -> Envelope:
    """Seal under a fresh message key, every time (S8). `header` must name `keys` and `epoch`.

    Raises:
        Refused: `too_large`; `malformed` for a payload that no client would read (S4).
    """
    plain = records.encode(payload)
    if not is_canonical(plain):
        raise Refused("malformed", "the payload holds what not every client can read")
    padded = pad(plain)
    head = records.encode_header(header)
    message_key = box.new_key()
    slot = box.lock(_slot_lock(epoch), message_key, records.header_hash(head))
    ciphertext = AESGCM(message_key).encrypt(_ZERO_NONCE, padded, head)
    return Envelope(head, slot, ciphertext, keys.sign("message", _signed_part(head, slot, ciphertext)))


def read_header(envelope: Envelope, sender_ed: bytes) -> Header:
    """The header of a message, once its signature verified. Nothing is decrypted yet.

    Raises:
        Refused: `malformed`, `wrong_signature` or `wrong_version`.
    """
    if len(envelope.slot) != SLOT_BYTES or len(envelope.ciphertext) - TAG_BYTES not in PAYLOAD_BYTES:
        raise Refused("malformed", "slot or ciphertext has an impossible size")
    part = _signed_part(envelope.header, envelope.slot, envelope.ciphertext)
    try:
        records.verify(sender_ed, "message", part, envelope.signature)
    except Refusal:
        raise Refused("wrong_signature", "not signed by the device it names") from None
    try:
        header = records.decode_body(envelope.header, Header, "header")
    except Refusal as refusal:
        raise Refused("malformed", refusal.detail) from None
    if header.replaces is not None and header.doc is None:
        raise Refused("malformed", "only a version of a document replaces one")
    if header.blobs is not None:
        _check_named(header)
    if header.version != records.VERSION:
        raise Refused("wrong_version", "only suite 1 is known")
    return header


def _check_named(header: Header) -> None:
    try:
        check_named(header)
    except Refusal as refusal:
        raise Refused("malformed", refusal.detail) from None


def open_message(
    envelope: Envelope, sender: bytes, sender_ed: bytes, epoch: EpochKey
) -> tuple[Header, Payload]:
    """Verify and open a message. Whoever holds the log checks the sender's membership, number and chain (S10).

    Raises:
        Refused: as `read_header`; `wrong_sender` when the header names another device; `wrong_place` for another
            business or conversation; `wrong_epoch`; `cannot_open`; `wrong_padding`; `malformed` payload.
    """
    header = read_header(envelope, sender_ed)
    if header.device != sender:
        raise Refused("wrong_sender", "the header names another device")
    if (header.business, header.conversation) != (epoch.business, epoch.conversation):
        raise Refused("wrong_place", "sealed for another conversation")
    if (header.epoch, header.epoch_hash) != (epoch.n, epoch.hash):
        raise Refused("wrong_epoch", "sealed for another epoch")
    message_key = box.unlock(_slot_lock(epoch), envelope.slot, records.header_hash(envelope.header))
    try:
        padded = AESGCM(message_key).decrypt(_ZERO_NONCE, envelope.ciphertext, envelope.header)
    except (InvalidTag, ValueError):
        raise Refused("cannot_open", "sealed under another message key") from None
    return header, read_payload(unpad(padded))


def read_payload(payload: bytes) -> Payload:
    """What an opened message says (S4, S9). Raises `Refused` `malformed`."""
    try:
        value = msgspec.msgpack.decode(payload, type=dict[str, Any])
    except records.UNREADABLE:
        raise Refused("malformed", "the payload is not a map") from None
    if not is_canonical(payload):
        raise Refused("malformed", "the payload is not in canonical form")
    if not isinstance(value.get("kind"), str):
        raise Refused("malformed", "the payload names no kind")
    return value


def _slot_lock(epoch: EpochKey) -> bytes:
    return box.hkdf(epoch.key, label("slot"))


def _signed_part(header: bytes, slot: bytes, ciphertext: bytes) -> bytes:
    return hashlib.sha256(header + slot + ciphertext).digest()
