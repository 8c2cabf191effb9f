"""The JSON of the HTTP API (protocol/wire.md, W8). Bytes are base64url without padding, read and written in one place."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated, TypeAlias

import msgspec

from tresen.core.records import Published, Signed
from tresen.core.shopfront.publication import TeamWrap
from tresen.core.sizes import ID_BYTES, KEY_BYTES, SIGNATURE_BYTES
from tresen.desk.conversations import Parts, SealedEpoch
from tresen.desk.invitations import Answering
from tresen.desk.reading import Row, Wrapped
from tresen.errors import Refusal

Bytes64: TypeAlias = Annotated[
    str, msgspec.Meta(pattern="^[A-Za-z0-9_-]*$", description="base64url without padding")
]


def b64(data: bytes) -> str:
    """Bytes as JSON carries them."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def b64_or_none(data: bytes | None) -> str | None:
    """The same for bytes that may be absent."""
    return None if data is None else b64(data)


def unb64(text: str, where: str, size: int | None = None) -> bytes:
    """Bytes from JSON. `where` names the field; `size`, if given, is the required number of bytes.

    Raises:
        Refusal: `bad_request` naming the field.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Refusal("bad_request", f"{where}: must be base64url without padding") from None
    if "=" in text or b64(data) != text:
        raise Refusal("bad_request", f"{where}: must be base64url without padding")
    if size is not None and len(data) != size:
        raise Refusal("bad_request", f"{where}: must be {size} bytes, not {len(data)}")
    return data


def id_of(text: str, where: str = "id") -> bytes:
    """A public id."""
    return unb64(text, where, ID_BYTES)


class ProofJson(msgspec.Struct, frozen=True):
    """An invitation, and the proof that its link gives (S21)."""

    id: Bytes64
    proof: Bytes64

    def read(self, where: str = "") -> Answering:
        """Both. Raises `bad_request`."""
        return Answering(id_of(self.id, f"{where}id"), unb64(self.proof, f"{where}proof", KEY_BYTES))


class SignedJson(msgspec.Struct, frozen=True):
    """A record: the exact signed bytes, and the signature (S4)."""

    body: Bytes64
    signature: Bytes64

    def read(self, where: str) -> Signed:
        """The record. Raises `bad_request`."""
        return Signed(
            unb64(self.body, f"{where}.body"), unb64(self.signature, f"{where}.signature", SIGNATURE_BYTES)
        )


class PublicRecordJson(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record of the public chain. A profile comes with its contents: `text` and `picture` (S14)."""

    body: Bytes64
    signature: Bytes64
    text: Bytes64 | None = None
    picture: Bytes64 | None = None

    def read(self, where: str) -> Signed:
        """The record, with its contents if it has any. Raises `bad_request`."""
        signed = SignedJson(self.body, self.signature).read(where)
        if self.text is None and self.picture is None:
            return signed
        text = None if self.text is None else unb64(self.text, f"{where}.text")
        picture = None if self.picture is None else unb64(self.picture, f"{where}.picture")
        return Published(signed.body, signed.signature, text, picture)


class WrapJson(msgspec.Struct, frozen=True):
    """A key wrapped to a device, or to a team key (S6)."""

    to: Bytes64
    wrap: Bytes64


class EpochJson(msgspec.Struct, frozen=True):
    """An epoch record and its wraps, which lie outside it (S6)."""

    body: Bytes64
    signature: Bytes64
    wraps: list[WrapJson]

    def read(self, where: str) -> SealedEpoch:
        """Record and wraps. Raises `bad_request`."""
        wraps = [
            (id_of(each.to, f"{where}.wraps[{at}].to"), unb64(each.wrap, f"{where}.wraps[{at}].wrap"))
            for at, each in enumerate(self.wraps)
        ]
        return SealedEpoch(SignedJson(self.body, self.signature).read(where), wraps)


class TeamWrapJson(msgspec.Struct, frozen=True):
    """Team key n wrapped to a device (S5)."""

    n: int
    to: Bytes64
    wrap: Bytes64


class MessageJson(msgspec.Struct, frozen=True):
    """A sealed message in its four parts (S7)."""

    header: Bytes64
    slot: Bytes64
    ciphertext: Bytes64
    signature: Bytes64

    def read(self, where: str) -> Parts:
        """The parts. Raises `bad_request`."""
        return Parts(*(unb64(getattr(self, name), f"{where}.{name}") for name in Parts._fields))


def read_records(records: Sequence[PublicRecordJson], where: str = "records") -> list[Signed]:
    """Public records, in order. Raises `bad_request`."""
    return [each.read(f"{where}[{at}]") for at, each in enumerate(records)]


def read_team_wraps(wraps: Sequence[TeamWrapJson]) -> list[TeamWrap]:
    """Wraps of a team key. Raises `bad_request`."""
    return [
        TeamWrap(each.n, id_of(each.to, f"team_wraps[{at}].to"), unb64(each.wrap, f"team_wraps[{at}].wrap"))
        for at, each in enumerate(wraps)
    ]


def public_json(signed: Signed) -> PublicRecordJson:
    """A record of the public chain as JSON, with the contents that come with it."""
    given = signed if isinstance(signed, Published) else Published(signed.body, signed.signature)
    contents = (None if each is None else b64(each) for each in (given.text, given.picture))
    return PublicRecordJson(b64(signed.body), b64(signed.signature), *contents)


def signed_json(signed: Signed) -> SignedJson:
    """A record as JSON."""
    return SignedJson(b64(signed.body), b64(signed.signature))


def epoch_json(epoch: Wrapped) -> EpochJson:
    """An epoch, with the wraps for the caller's side."""
    wraps = [WrapJson(b64(to), b64(wrap)) for to, wrap in epoch.wraps]
    return EpochJson(b64(epoch.body), b64(epoch.signature), wraps)


class RowJson(msgspec.Struct, frozen=True):
    """A row of the list of conversations. `marks`, `last` and `card` are MessagePack (wire.md)."""

    conversation: Bytes64
    state: str
    assigned: int | None
    created_ms: int
    last_ms: int
    head: int
    unread: int
    marks: list[Bytes64]
    last: Bytes64 | None
    card: Bytes64 | None
    epoch: EpochJson | None
    auto_off: bool
    erased_ms: int | None
    day_number: int = 0
    restricted: bool = False
    held: bool = False
    asked_ms: int | None = None
    answered_ms: int | None = None


def row_json(row: Row) -> RowJson:
    """A row as JSON."""
    return RowJson(
        b64(row.conversation),
        row.state,
        row.assigned,
        row.created_ms,
        row.last_ms,
        row.head,
        row.unread,
        [b64(mark) for mark in row.marks],
        b64_or_none(row.last),
        b64_or_none(row.card),
        None if row.epoch is None else epoch_json(row.epoch),
        row.auto_off,
        row.erased_ms,
        row.day_number,
        row.restricted,
        row.held,
        row.asked_ms,
        row.answered_ms,
    )
