"""Devices with real keys and the records they sign, for tests of the server: what a client would send."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tresen.core import records
from tresen.core.contents import Contents
from tresen.core.records import Published, Signed

NOW_MS = 1_793_000_000_000
DAY_MS = 86_400_000


@dataclass(frozen=True)
class Keys:
    """A device: its keys come from `seed`, so the same seed is the same device."""

    seed: str
    role: str = "owner"
    person: int = 1

    @property
    def signing(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"{self.seed} ed".encode()).digest())

    @property
    def ed(self) -> bytes:
        return self.signing.public_key().public_bytes_raw()

    @property
    def x(self) -> bytes:
        secret = hashlib.sha256(f"{self.seed} x".encode()).digest()
        return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()

    @property
    def id(self) -> bytes:
        return records.device_id(self.ed, self.x)

    def sign(self, purpose: str, body: bytes) -> bytes:
        return self.signing.sign(records.label(purpose) + body)

    def signed(self, body: bytes) -> Signed:
        return Signed(body, self.sign("record", body))

    def device(self) -> list[Any]:
        return [self.id, self.role, self.person, self.ed, self.x]

    def entry(self, *, paper: bool = False) -> list[Any]:
        return [self.id, self.ed, self.x, paper]


@dataclass
class Ledger:
    """Writes a business's public chain: every call appends a record and returns it. Each record is a minute later."""

    sheet: Keys
    records: list[Signed] = field(default_factory=list)
    at_ms: int = NOW_MS

    @property
    def business(self) -> bytes:
        return records.business_id(self.sheet.ed)

    @property
    def rev(self) -> int:
        return len(self.records)

    def body(self, kind: str, signer: Keys, payload: object, /, **other: Any) -> bytes:
        """The body of the next record; `other` replaces fields to make it wrong."""
        prev = records.record_hash(self.records[-1].body) if self.records else None
        fields = {
            "version": 1,
            "kind": kind,
            "business": self.business,
            "rev": self.rev + 1,
            "prev": prev,
            "signer": signer.id,
            "at_ms": self.at_ms,
            "renew_by_ms": self.at_ms + 90 * DAY_MS,
            "payload": payload,
        }
        return records.encode(list((fields | other).values()))

    def append(self, kind: str, signer: Keys, payload: object) -> Signed:
        made = signer.signed(self.body(kind, signer, payload))
        self.records.append(made)
        self.at_ms += 60_000
        return made

    def device(self, signer: Keys, device: Keys) -> Signed:
        return self.append("device", signer, device.device())

    def revoke(self, signer: Keys, *, device: bytes | None = None, person: int | None = None) -> Signed:
        return self.append("revoke", signer, [device, person])

    def team(self, signer: Keys, n: int) -> Signed:
        return self.append("team", signer, [n, Keys(f"team {n}").x, None if n == 1 else bytes([n]) * 60])

    def profile(self, signer: Keys, **fields: Any) -> Signed:
        """A profile record of earlier versions, with the whole profile in it."""
        return self.append("profile", signer, [fields])

    def contents(self, signer: Keys, **fields: Any) -> Published:
        """A profile record with hashes, its contents beside it."""
        contents = Contents.of(fields)
        rev = self.rev
        while records.decode(self.records[rev - 1].body, records.PublicRecord).kind == "profile":
            rev -= 1
        base = records.record_hash(self.records[rev - 1].body)
        made = self.append("profile", signer, [*contents.hashes, rev, base])
        published = Published(made.body, made.signature, *contents)
        self.records[-1] = published
        return published


SHEET = Keys("the sheet", "sheet", 0)
ANNA = Keys("Anna's laptop", "owner", 1)
BEN = Keys("Ben's phone", "member", 2)
CEM = Keys("Cem's phone", "auditor", 3)
OPEN_PROFILE = {
    "name": "Bäckerei Sonnenschein",
    "imprint": "Anna Sonnenschein, Berlin",
    "privacy": "anna@example.org",
}


def opening(seed: str = "", **profile: Any) -> Ledger:
    """The records that set-up posts: the sheet, Anna as owner, team key 1 and a profile."""
    ledger = Ledger(Keys(f"the sheet{seed}", "sheet", 0))
    anna = Keys(f"{ANNA.seed}{seed}", "owner", 1)
    ledger.device(ledger.sheet, ledger.sheet)
    ledger.device(ledger.sheet, anna)
    ledger.team(anna, 1)
    ledger.profile(anna, **(profile or OPEN_PROFILE))
    return ledger
