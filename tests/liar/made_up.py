"""The keys that a lying server makes up, what it signs with them, and everything it can open with them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.liar.lie import Call
from tresen.client.connection.http import unb64, unsigned_wraps
from tresen.core import records, wire
from tresen.core.records import Signed, Team
from tresen.core.sizes import NONCE_BYTES
from tresen.errors import Refusal
from tresen.seal import box
from tresen.seal.epoch import EpochKey, open_epoch
from tresen.seal.keys import DeviceKeys, Identity, new_sheet_secret
from tresen.seal.message import Envelope, unpad
from tresen.seal.records import device_payload, sign_public
from tresen.seal.refused import Refused
from tresen.seal.team import TeamKey


def _identity() -> Identity:
    return Identity.from_secret("sheet", new_sheet_secret())


@dataclass
class MadeUp:
    """A business of the server's own: its sheet, a device on each side, a team key; `betrayed`: epoch keys told to it."""

    identity: Identity = field(default_factory=_identity)
    staff: DeviceKeys = field(default_factory=DeviceKeys.generate)
    customer: DeviceKeys = field(default_factory=DeviceKeys.generate)
    betrayed: list[EpochKey] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.team = TeamKey.first(self.identity.business)

    def business(self, profile: dict[str, Any], at_ms: int) -> list[Signed]:
        """A whole chain that verifies; only its fingerprint differs."""
        made: list[Signed] = []
        for signer, payload in (
            (self.identity, device_payload(self.identity, "sheet", 0)),
            (self.identity, device_payload(self.staff, "owner", 1)),
            (self.staff, Team(1, self.team.x, None)),
            (self.staff, records.Profile(profile)),
        ):
            prev = records.record_hash(made[-1].body) if made else None
            made.append(sign_public(signer, self.identity.business, len(made) + 1, prev, at_ms, payload))
        return made

    def opened(self, said: Iterable[Call | wire.ClientFrame]) -> list[str]:
        """The messages under a key that the server made up or was told; `wrap` for every key wrapped to such a key."""
        epochs = list(self.betrayed)
        messages: list[Envelope] = []
        found: list[str] = []
        for each in said:
            if isinstance(each, wire.Send):
                messages.append(Envelope(each.header, each.slot, each.ciphertext, each.signature))
            elif isinstance(each, Call) and each.body is not None:
                found += self._wraps(each.body, epochs)
                if "message" in each.body:
                    message = each.body["message"]
                    messages.append(Envelope(*(unb64(message[name]) for name in Envelope.__struct_fields__)))
        return found + [text for envelope in messages for text in self._texts(envelope, epochs)]

    def _wraps(self, body: dict[str, Any], epochs: list[EpochKey]) -> list[str]:
        mine = {self.identity.id, self.staff.id, self.customer.id, self.team.id}
        sealed = body.get("epoch") or (body if "wraps" in body else None)
        given = list(body.get("team_wraps", []))
        if sealed is not None:
            given += sealed["wraps"]
            self._open(sealed, epochs)
        return ["wrap" for each in given if unb64(each["to"]) in mine]

    def _open(self, sealed: dict[str, Any], epochs: list[EpochKey]) -> None:
        epoch = unsigned_wraps(sealed)
        for _, wrapped in epoch.wraps:
            for holder in (self.staff, self.customer, self.team):
                with contextlib.suppress(Refused, Refusal):
                    epochs.append(open_epoch(holder, epoch.signed.body, wrapped))

    def _texts(self, envelope: Envelope, epochs: list[EpochKey]) -> list[str]:
        found = []
        for epoch in epochs:
            with contextlib.suppress(Refused):
                found.append(_opened(envelope, epoch))
        return found


def _opened(envelope: Envelope, epoch: EpochKey) -> str:
    """The server does not care who signed: it opens with the epoch key alone."""
    lock = box.hkdf(epoch.key, records.label("slot"))
    message_key = box.unlock(lock, envelope.slot, records.header_hash(envelope.header))
    padded = AESGCM(message_key).decrypt(bytes(NONCE_BYTES), envelope.ciphertext, envelope.header)
    payload: dict[str, Any] = msgspec.msgpack.decode(unpad(padded))
    return str(payload.get("text", payload))
