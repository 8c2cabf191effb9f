"""Signals of a call: sealed under a key of their own, signed, opened, and what each kind says (C2, C3)."""

from __future__ import annotations

import hashlib
import re
from typing import Any, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tresen.core import records
from tresen.core.calls.signals import SignalHeader, check_sizes, decode_signal_header, signal_hash
from tresen.core.canonical import is_canonical
from tresen.core.records import digest, label
from tresen.core.sizes import (
    CALL_CANDIDATE_BYTES,
    CALL_CANDIDATES,
    CALL_NONCE_BYTES,
    HASH_BYTES,
    NAME_CHARACTERS,
    NONCE_BYTES,
    SDP_BYTES,
)
from tresen.errors import Refusal
from tresen.seal import box
from tresen.seal.epoch import EpochKey
from tresen.seal.keys import DeviceKeys
from tresen.seal.message import pad, unpad
from tresen.seal.refused import Refused
from tresen.seal.words import four_words

Payload = dict[str, Any]

_ZERO_NONCE: Final = bytes(NONCE_BYTES)
_FINGERPRINT: Final = re.compile(
    r"^a=fingerprint:sha-256 ((?:[0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2})\r?$", re.MULTILINE
)


class SealedSignal(msgspec.Struct, frozen=True, array_like=True):
    """A signal as it travels (C2)."""

    header: bytes
    ciphertext: bytes
    signature: bytes


def seal_signal(keys: DeviceKeys, epoch: EpochKey, header: SignalHeader, payload: Payload) -> SealedSignal:
    """Seal under the key of this header, which its salt makes new every time. `header` must name `keys` and `epoch`.

    Raises:
        Refused: `too_large`; `malformed` for a payload that no client would read.
    """
    plain = records.encode(payload)
    if not is_canonical(plain):
        raise Refused("malformed", "the payload holds what not every client can read")
    head = records.encode(header)
    ciphertext = AESGCM(_key(epoch, head)).encrypt(_ZERO_NONCE, pad(plain), head)
    return SealedSignal(head, ciphertext, keys.sign("signal", hashlib.sha256(head + ciphertext).digest()))


def open_signal(
    sealed: SealedSignal, sender: bytes, sender_ed: bytes, epoch: EpochKey
) -> tuple[SignalHeader, Payload]:
    """Verify and open a signal. Whoever holds the call checks that it is fresh and meant for this device (C2).

    Raises:
        Refused: `malformed`, `wrong_signature`, `wrong_version`; `wrong_sender` when the header names another device;
            `wrong_place`; `wrong_epoch`; `cannot_open`; `wrong_padding`.
    """
    header = read_signal(sealed, sender_ed)
    if header.device != sender:
        raise Refused("wrong_sender", "the header names another device")
    if (header.business, header.conversation) != (epoch.business, epoch.conversation):
        raise Refused("wrong_place", "sealed for another conversation")
    if (header.epoch, header.epoch_hash) != (epoch.n, epoch.hash):
        raise Refused("wrong_epoch", "sealed for another epoch")
    try:
        padded = AESGCM(_key(epoch, sealed.header)).decrypt(_ZERO_NONCE, sealed.ciphertext, sealed.header)
    except (InvalidTag, ValueError):
        raise Refused("cannot_open", "sealed under another key") from None
    return header, read_signal_payload(header.kind, unpad(padded))


def read_signal(sealed: SealedSignal, sender_ed: bytes) -> SignalHeader:
    """The header of a signal, once its signature verified. Nothing is decrypted yet.

    Raises:
        Refused: `malformed`, `wrong_signature` or `wrong_version`.
    """
    try:
        check_sizes(sealed.header, sealed.ciphertext, sealed.signature)
    except Refusal as refusal:
        raise Refused("malformed", refusal.detail) from None
    part = hashlib.sha256(sealed.header + sealed.ciphertext).digest()
    try:
        records.verify(sender_ed, "signal", part, sealed.signature)
    except Refusal:
        raise Refused("wrong_signature", "not signed by the device it names") from None
    try:
        header = decode_signal_header(sealed.header)
    except Refusal as refusal:
        raise Refused("malformed", refusal.detail) from None
    if header.version != records.VERSION:
        raise Refused("wrong_version", "only suite 1 is known")
    return header


def read_signal_payload(kind: str, plain: bytes) -> Payload:
    """What a signal of this kind says; fields of a later version are left out. Raises `Refused` `malformed`."""
    try:
        value = msgspec.msgpack.decode(plain, type=dict[str, Any])
    except records.UNREADABLE:
        raise Refused("malformed", "the payload is not a map") from None
    if not is_canonical(plain):
        raise Refused("malformed", "the payload is not in canonical form")
    readers = _FIELDS.get(kind)
    if readers is None:
        return {}
    said = {}
    for name, (needed, good) in readers.items():
        if value.get(name) is None:
            if needed:
                raise Refused("malformed", f"a signal of the kind {kind} needs {name}")
        elif not good(value[name]):
            raise Refused("malformed", f"{name} is not what it should be")
        else:
            said[name] = value[name]
    return said


def fingerprint_of(sdp: str) -> bytes:
    """The DTLS fingerprint in a description: exactly one, SHA-256 (C6). Raises `Refused` `malformed`."""
    found = {bytes.fromhex(each.replace(":", "")) for each in _FINGERPRINT.findall(sdp)}
    if len(found) != 1 or sdp.count("a=fingerprint:") != len(_FINGERPRINT.findall(sdp)):
        raise Refused("malformed", "a description has one fingerprint, of SHA-256")
    return found.pop()


def call_commitment(nonce: bytes) -> bytes:
    """What the caller says of its nonce before it knows the other's (C7)."""
    return digest("call-commit", nonce)


def call_words(
    call: bytes, nonce: bytes, other: bytes, customer: bytes, team: bytes
) -> tuple[str, str, str, str]:
    """The four words of a call: of its id, the committed nonce, the other's, and both fingerprints (C7)."""
    return four_words(digest("call-words", call, nonce, other, customer, team))


def _key(epoch: EpochKey, header: bytes) -> bytes:
    return box.hkdf(epoch.key, label("signal") + signal_hash(header))


def _is_sdp(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value.encode()) <= SDP_BYTES


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= NAME_CHARACTERS


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_commitment(value: object) -> bool:
    return isinstance(value, bytes) and len(value) == HASH_BYTES


def _is_nonce(value: object) -> bool:
    return isinstance(value, bytes) and len(value) == CALL_NONCE_BYTES


def _are_candidates(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= CALL_CANDIDATES
        and all(isinstance(each, str) and len(each.encode()) <= CALL_CANDIDATE_BYTES for each in value)
    )


_FIELDS: Final[dict[str, dict[str, tuple[bool, Any]]]] = {
    "ring": {"sdp": (True, _is_sdp), "relay": (True, _is_bool), "commit": (True, _is_commitment), "by": (False, _is_name)},
    "accept": {
        "relay": (True, _is_bool), "sdp": (False, _is_sdp), "nonce": (False, _is_nonce), "commit": (False, _is_commitment),
        "by": (False, _is_name),
    },
    "offer": {"sdp": (True, _is_sdp)},
    "answer": {"sdp": (True, _is_sdp), "nonce": (False, _is_nonce)},
    "ice": {"candidates": (True, _are_candidates), "nonce": (False, _is_nonce)},
    "decline": {},
    "cancel": {},
    "hangup": {},
    "handover": {},
}  # fmt: skip
"""Of each kind its fields, whether they are needed, and what they may be (C3)."""
