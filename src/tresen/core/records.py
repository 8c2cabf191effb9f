"""Signed records and message headers: their bytes, their hashes, and who may sign what (S3–S7).

Records are MessagePack arrays. Signatures and hashes cover the bytes as transmitted; decode only after verifying.
No other core module uses `cryptography`, and this one only verifies with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any, Final, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tresen.core.canonical import is_canonical, plain
from tresen.core.model import Number
from tresen.core.publickeys import can_sign, is_strict_signature
from tresen.core.sizes import FINGERPRINT_BYTES, ID_BYTES
from tresen.errors import Refusal

VERSION: Final = 1


@cache
def label(purpose: str) -> bytes:
    """The domain separator of one use of a hash or key: `tresen/v1/<purpose>` and a zero byte (S1)."""
    return b"tresen/v1/" + purpose.encode() + b"\0"


def digest(purpose: str, *parts: bytes) -> bytes:
    """SHA-256 over the label and the parts (32 bytes)."""
    return hashlib.sha256(b"".join((label(purpose), *parts))).digest()


def u64(number: int) -> bytes:
    """An unsigned number as 8 big-endian bytes, as it enters a derivation."""
    return number.to_bytes(8, "big")


def device_id(ed: bytes, x: bytes) -> bytes:
    """A device's public id, derived from its two public keys (16 bytes)."""
    return digest("device", ed, x)[:ID_BYTES]


def business_id(identity: bytes) -> bytes:
    """A business's public id, derived from its identity key (16 bytes)."""
    return digest("business", identity)[:ID_BYTES]


def fingerprint(identity: bytes) -> bytes:
    """The fingerprint in the fragment of the sign's URL: 160 bits over the identity key (S3)."""
    return digest("identity", identity)[:FINGERPRINT_BYTES]


def conversation_id(first_devices_body: bytes) -> bytes:
    """A conversation's id: the truncated hash of its first customer-devices record (S4)."""
    return digest("conversation", first_devices_body)[:ID_BYTES]


def back_room_id(business: bytes) -> bytes:
    """The back room's conversation id (L8)."""
    return digest("backroom-id", business)[:ID_BYTES]


def team_key_id(team_public: bytes) -> bytes:
    """The id of a team key as the recipient of a wrap (16 bytes)."""
    return digest("team-key", team_public)[:ID_BYTES]


def document_id(name: str) -> bytes:
    """The id of a well-known back-room document, such as `people` (L8)."""
    return digest("doc", name.encode())[:ID_BYTES]


def card_id(conversation: bytes) -> bytes:
    """The id of the document that holds what the team knows of a conversation's customer (L8)."""
    return digest("doc", b"card:", conversation)[:16]


def entry_id(kind: str, about: bytes | None, key: bytes) -> bytes:
    """The id of one entry of a list, such as a quick reply: a document of its own, named by a random key (L8)."""
    return digest("doc", kind.encode(), b":", about or b"", key)[:ID_BYTES]


def invitation_lock(proof: bytes) -> bytes:
    """What the server keeps of the proof that an invitation's link gives (S21)."""
    return digest("invitation-lock", proof)


_HEADER: Final = label("header")


def record_hash(body: bytes) -> bytes:
    """The hash by which records are chained and referred to."""
    return digest("record", body)


def header_hash(header: bytes) -> bytes:
    """The hash by which messages are chained and referred to (S7)."""
    return hashlib.sha256(_HEADER + header).digest()


def event_hash(place: int, at_ms: int, device: bytes | None, counter: int | None) -> bytes:
    """16 bytes that name an event at its place, `seq` or `pos`: what a client shows when it resumes (L10).

    Erasing changes none of it, and no log that goes on from an older copy has it again.
    """
    return digest("event", u64(place), u64(at_ms), device or bytes(16), u64(counter or 0))[:16]


class Device(msgspec.Struct, frozen=True, array_like=True):
    """Payload of a `device` record: keys, role and person number; no name (S4).

    `said` is what it says of a program (S23), unread; None, or nothing at all in its bytes: it is a person's.
    """

    id: bytes
    role: str
    person: Number
    ed: bytes
    x: bytes
    said: Any = None


class ProgramSaid(msgspec.Struct, frozen=True, array_like=True):
    """Payload of a `program` record: what a device that is listed already is from now on (S23)."""

    device: bytes
    said: Any


class Revoke(msgspec.Struct, frozen=True, array_like=True):
    """Payload of a `revoke` record: either one device or a person, which revokes all of that person's devices."""

    device: bytes | None
    person: Number | None


class Team(msgspec.Struct, frozen=True, array_like=True):
    """Payload of a `team` record: team key n, and the previous private key sealed under it (S5)."""

    n: Number
    x: bytes
    sealed_prev: bytes | None


class Profile(msgspec.Struct, frozen=True, array_like=True):
    """Payload of a `profile` record of earlier versions: the whole profile, as a map of plain values."""

    fields: dict[str, Any]


class ProfileHashes(msgspec.Struct, frozen=True, array_like=True):
    """Payload of a `profile` record: the hashes of its text and picture, and the base of the record (S14).

    The base is the last record of another kind: its `rev` and its hash. With it a profile can be verified without the
    profiles between the two.
    """

    text: bytes
    picture: bytes | None
    base_rev: Number
    base: bytes


class PublicRecord(msgspec.Struct, frozen=True, array_like=True):
    """The body of a record of the public chain: dense `rev`, chained by `prev` (L2, S4)."""

    version: Number
    kind: str
    business: bytes
    rev: Number
    prev: bytes | None
    signer: bytes
    at_ms: Number
    renew_by_ms: Number
    payload: msgspec.Raw


class CustomerDevice(msgspec.Struct, frozen=True, array_like=True):
    """One entry of a customer-devices record."""

    id: bytes
    ed: bytes
    x: bytes
    paper: bool


class CustomerDevices(msgspec.Struct, frozen=True, array_like=True):
    """The body of a `customer-devices` record n of one conversation (S4)."""

    version: Number
    kind: str
    business: bytes
    n: Number
    prev: bytes | None
    signer: bytes
    at_ms: Number
    renew_by_ms: Number
    devices: list[CustomerDevice]


def change_fault(
    before: Sequence[CustomerDevice], signer: CustomerDevice, after: Sequence[CustomerDevice]
) -> str | None:
    """[S4] Why `signer`, listed before, may not make this change to a customer's devices, in words. None when it may."""
    paper = {each.id: each.paper for each in before}
    stays = {each.id for each in after}
    gone = paper.keys() - stays
    if any(paper.get(each.id, each.paper) != each.paper for each in after):
        return "a device cannot change between paper and device"
    if signer.paper and gone:
        return "a return link may only add devices"
    if signer.id in gone:
        return "the signing device stays listed"
    took_out_a_reader = any(not paper[each] for each in gone)
    if took_out_a_reader and any(paper[each] for each in paper.keys() & stays):
        return "removing a device requires a new return link, because that device knows the old one"
    return None


class Epoch(msgspec.Struct, frozen=True, array_like=True):
    """The body of an `epoch` record n of one conversation (S6)."""

    version: Number
    kind: str
    business: bytes
    conversation: bytes
    n: Number
    prev: bytes | None
    signer: bytes
    at_ms: Number
    team_n: Number
    team_hash: bytes
    devices_n: Number
    devices_hash: bytes
    commit: bytes
    sealed_prev: bytes | None


class Header(msgspec.Struct, frozen=True, array_like=True):
    """The header of a message (S7); `encode_header` writes it. `refers` is a message id: (device, counter).

    `replaces` is the `seq` of the version that this version of a document was made from, 0 for the first (L8). It is None
    where there is no `doc`, and in versions of clients that knew no `replaces`. `blobs` are the files that the message
    brings, None where it brings none (F3).
    """

    version: Number
    business: bytes
    conversation: bytes
    epoch: Number
    epoch_hash: bytes
    device: bytes
    counter: Number
    num: Number
    prev: bytes | None
    seen_pos: Number
    seen_hash: bytes | None
    spoken: bool
    refers: tuple[bytes, Number] | None
    about: bytes | None
    doc: bytes | None
    at_ms: Number
    replaces: Number | None = None
    blobs: list[bytes] | None = None


class Signed(msgspec.Struct, frozen=True, array_like=True):
    """A record as transmitted and stored: the exact body bytes, and the signature over label and body."""

    body: bytes
    signature: bytes


class Published(Signed, frozen=True, array_like=True):
    """A record of the public chain as sent, a profile with its contents beside it: text and picture (S14)."""

    text: bytes | None = None
    picture: bytes | None = None


T = TypeVar("T")
encode = msgspec.msgpack.Encoder(enc_hook=plain).encode

UNREADABLE: Final = (msgspec.DecodeError, ValueError, RecursionError)
"""What `msgspec` raises for bytes that it cannot read, including endless nesting."""


def encode_header(header: Header) -> bytes:
    """The bytes of a header: the last two fields are there only where they say something, so a header without document and
    files ends with `at_ms` (S7)."""
    fields = msgspec.structs.astuple(header)
    if header.blobs is None:
        fields = fields[:-1] if header.replaces is not None else fields[:-2]
    return encode(fields)


def decode(data: bytes | msgspec.Raw, shape: type[T], what: str = "record") -> T:
    """Decode verified bytes. Fields beyond the known ones are ignored.

    Raises:
        Refusal: `bad_record` when the bytes do not have that shape.
    """
    try:
        return msgspec.msgpack.decode(data, type=shape)
    except UNREADABLE as error:
        raise Refusal("bad_record", f"{what}: {error}") from None


def decode_body(data: bytes, shape: type[T], what: str = "record") -> T:
    """As `decode`, for bodies of records and commands, and headers: they must be canonical, so all clients agree (S4).

    Raises:
        Refusal: `bad_record` when the bytes do not have that shape or are not canonical.
    """
    body = decode(data, shape, what)
    if not is_canonical(data):
        raise Refusal(
            "bad_record", f"{what}: not in canonical form, or holds a value that not every client can read"
        )
    return body


def read_profile(payload: bytes | msgspec.Raw) -> Profile | ProfileHashes:
    """The payload of a `profile` record: hashes, or the map of earlier versions. Raises `bad_record`."""
    first, *_ = decode(payload, list[Any], "profile") or [None]
    if isinstance(first, dict):
        return decode(payload, Profile, "profile")
    return decode(payload, ProfileHashes, "profile")


def verify(ed: bytes, purpose: str, body: bytes, signature: bytes) -> None:
    """Verify an Ed25519 signature over label and body, by the strict rule of `core.publickeys` (S2).

    Raises:
        Refusal: `bad_signature`.
    """
    if not (can_sign(ed) and is_strict_signature(signature)):
        raise Refusal(
            "bad_signature", f"the key or signature of this {purpose} has a form that is never accepted"
        )
    try:
        Ed25519PublicKey.from_public_bytes(ed).verify(signature, label(purpose) + body)
    except (InvalidSignature, ValueError):
        raise Refusal("bad_signature", f"the signature of this {purpose} does not verify") from None
