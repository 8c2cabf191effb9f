"""Invitations: the business writes first, to somebody of whom nothing is known yet (S21).

Everything comes from the link's secret: the id under which the server finds the sealed bytes, the key that opens them, and
the proof for which the server hands them out. The server keeps a hash of the proof, and learns neither secret nor key.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from tresen.core.canonical import is_canonical
from tresen.core.model import Number
from tresen.core.records import UNREADABLE, VERSION, Signed, decode_body, digest, encode, label, verify
from tresen.core.sizes import (
    HASH_BYTES,
    ID_BYTES,
    INVITATION_BODY_BYTES,
    INVITATION_DIGITS,
    INVITATION_MS,
    INVITATION_PADDED_BYTES,
    SECRET_BYTES,
    SIGNATURE_BYTES,
)
from tresen.errors import Refusal
from tresen.seal import box
from tresen.seal.keys import DeviceKeys
from tresen.seal.refused import Refused

KIND: Final = "invitation"
_DIGITS: Final = re.compile(rf"(?:[0-9]{{{INVITATION_DIGITS}}})?", re.ASCII)


class Invitation(msgspec.Struct, frozen=True, array_like=True):
    """The body of an invitation (S21). `reply`: it may be answered. Times are UTC milliseconds of its sender's clock."""

    version: Number
    kind: str
    business: bytes
    id: bytes
    signer: bytes
    at_ms: Number
    until_ms: Number
    reply: bool
    payload: dict[str, Any]


@dataclass(frozen=True)
class InvitationKeys:
    """What the link's secret and the digits give, at one business. `digits`: six, or "" where there are none.

    Raises:
        Refused: `malformed` for a secret or digits of another shape.
    """

    business: bytes
    secret: bytes = field(repr=False)
    digits: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES or not _DIGITS.fullmatch(self.digits):
            raise Refused("malformed", "an invitation has a secret of 16 bytes, and six digits or none")

    @classmethod
    def new(cls, business: bytes, digits: str = "") -> InvitationKeys:
        """Of a fresh secret. Each invitation has its own, so no key seals two things."""
        return cls(business, os.urandom(SECRET_BYTES), digits)

    @property
    def id(self) -> bytes:
        """Under which the server finds it. It tells nothing of the secret, and not the digits."""
        return digest("invitation", self.secret)[:ID_BYTES]

    @property
    def proof(self) -> bytes:
        """What the server asks for before it hands the sealed bytes out."""
        return box.hkdf(self._both, label("invitation-proof") + self.business)

    def take(self, conversation: bytes) -> bytes:
        """Says in a conversation's first message that its author held the link, and wrote it for this conversation."""
        return digest("invitation-take", self.secret, conversation)

    def seal(
        self, keys: DeviceKeys, at_ms: int, until_ms: int, reply: bool, payload: dict[str, Any]
    ) -> bytes:
        """The sealed bytes that the server is given.

        Raises:
            Refused: `too_large`; `malformed` for what no client would read.
        """
        invitation = Invitation(
            VERSION, KIND, self.business, self.id, keys.id, at_ms, until_ms, reply, payload
        )
        body = encode(invitation)
        if len(body) > INVITATION_BODY_BYTES:
            raise Refused("too_large", f"an invitation has at most {INVITATION_BODY_BYTES} bytes")
        if not is_canonical(body):
            raise Refused("malformed", "the invitation holds what not every client can read")
        _check_shape(invitation)
        plain = encode([body, keys.sign(KIND, body)])
        return box.lock(self._key, _pad(plain), self._place)

    def open(self, sealed: bytes) -> Signed:
        """Body and signature. Nothing of them is verified yet: `read` does that.

        Raises:
            Refused: `cannot_open`, `wrong_padding`, `malformed`.
        """
        plain = _unpad(box.unlock(self._key, sealed, self._place))
        try:
            signed = msgspec.msgpack.decode(plain, type=Signed)
        except UNREADABLE:
            raise Refused("malformed", "what was sealed is no body and signature") from None
        if not is_canonical(plain):
            raise Refused("malformed", "what was sealed is not in canonical form")
        return signed

    def read(self, signed: Signed, signers: Mapping[bytes, bytes]) -> Invitation:
        """What the business says, if one of `signers` (device id → Ed25519 key) signed it for this link.

        Raises:
            Refused: `malformed`, `wrong_version`, `wrong_place`, `wrong_sender`, `wrong_signature`.
        """
        invitation = _decode(signed)
        if (invitation.version, invitation.kind) != (VERSION, KIND):
            raise Refused("wrong_version", "not an invitation of version 1")
        _check_shape(invitation)
        if (invitation.business, invitation.id) != (self.business, self.id):
            raise Refused("wrong_place", "an invitation of another business, or of another link")
        ed = signers.get(invitation.signer)
        if ed is None:
            raise Refused("wrong_sender", "signed by a device that may not write for the business")
        try:
            verify(ed, KIND, signed.body, signed.signature)
        except Refusal:
            raise Refused("wrong_signature", "the signature of this invitation does not verify") from None
        return invitation

    @property
    def _both(self) -> bytes:
        return self.secret + self.digits.encode()

    @property
    def _key(self) -> bytes:
        return box.hkdf(self._both, label(KIND) + self.business)

    @property
    def _place(self) -> bytes:
        return label(KIND) + self.business + self.id


@dataclass(frozen=True)
class Quoted:
    """An invitation as the first message of a conversation repeats it (S21)."""

    keys: InvitationKeys
    signed: Signed
    take: bytes

    def payload(self) -> dict[str, Any]:
        """The field `invitation` of the message."""
        return {
            "k": self.keys.secret,
            "d": self.keys.digits,
            "body": self.signed.body,
            "signature": self.signed.signature,
            "take": self.take,
        }

    def read(self, conversation: bytes, signers: Mapping[bytes, bytes]) -> Invitation:
        """As `InvitationKeys.read`, and whoever wrote the message held the link.

        Raises:
            Refused: as there; `wrong_mac` when it was written for another conversation.
        """
        if self.take != self.keys.take(conversation):
            raise Refused("wrong_mac", "this message was written by somebody without the link")
        return self.keys.read(self.signed, signers)


def quoted(business: bytes, said: object) -> Quoted:
    """The invitation that the field `invitation` of a message holds. Nothing of it is verified yet.

    Raises:
        Refused: `malformed`.
    """
    parts = (
        [said.get(name) for name in ("k", "d", "body", "signature", "take")] if isinstance(said, dict) else []
    )
    match parts:
        case [bytes() as secret, str() as digits, bytes() as body, bytes() as signature, bytes() as take]:
            if len(signature) == SIGNATURE_BYTES and len(take) == HASH_BYTES:
                return Quoted(InvitationKeys(business, secret, digits), Signed(body, signature), take)
    raise Refused("malformed", "the message quotes no invitation")


def _decode(signed: Signed) -> Invitation:
    if len(signed.body) > INVITATION_BODY_BYTES or len(signed.signature) != SIGNATURE_BYTES:
        raise Refused("malformed", "body or signature of the invitation has an impossible size")
    try:
        return decode_body(signed.body, Invitation, "invitation")
    except Refusal:
        raise Refused("malformed", "an invitation that cannot be read") from None


def _check_shape(invitation: Invitation) -> None:
    if not 0 < invitation.until_ms - invitation.at_ms <= INVITATION_MS:
        raise Refused("malformed", "an invitation lies for 30 days at most")
    ids = (invitation.business, invitation.id, invitation.signer)
    if any(len(each) != ID_BYTES for each in ids):
        raise Refused("malformed", "ids have 16 bytes")


def _pad(plain: bytes) -> bytes:
    size = next(each for each in INVITATION_PADDED_BYTES if len(plain) < each)
    return plain + b"\x80" + bytes(size - len(plain) - 1)


def _unpad(padded: bytes) -> bytes:
    plain = padded.rstrip(b"\0")
    if len(padded) not in INVITATION_PADDED_BYTES or plain[-1:] != b"\x80":
        raise Refused("wrong_padding", "not padded to one of the sizes")
    return plain[:-1]
