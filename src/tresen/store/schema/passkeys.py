"""The table of passkeys: what each opens, the key that checks its answers, and the wrap that it alone opens (S20)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import ForeignKey, Index, LargeBinary, Table

from tresen.store.datamap import Number, col, metadata

CONSENT: Final = "Art. 6(1)(a) GDPR: whoever uses the device made a passkey to come back with"
MADE: Final = (
    "until it is removed, the return link is replaced without it, the device that it opens is shut out, or the"
    " conversation is erased"
)

passkeys = Table(
    "passkeys",
    metadata,
    col("id", Number, primary_key=True, purpose="names the row", basis=CONSENT, keep=MADE),
    col(
        "device_id",
        ForeignKey("devices.id"),
        purpose="the paper device whose secret lies in the wrap: the passkey goes with it",
        basis=CONSENT,
        keep=MADE,
    ),
    col(
        "hash",
        LargeBinary,
        purpose="finds the passkey by the hash of its id; the id itself is on the person's devices only",
        basis=CONSENT,
        keep=MADE,
    ),
    col("key", LargeBinary, purpose="checks what the passkey signs", basis=CONSENT, keep=MADE),
    col("counter", Number, purpose="notices a copied passkey", basis=CONSENT, keep=MADE),
    col(
        "wrap",
        LargeBinary,
        purpose="the paper device's secret, sealed under what only the passkey computes: the server cannot open it",
        basis=CONSENT,
        keep=MADE,
    ),
    col("added_ms", Number, purpose="tells passkeys apart, and which goes first", basis=CONSENT, keep=MADE),
    Index("ix_passkeys_hash", "hash", unique=True),
    Index("ix_passkeys_device_id", "device_id"),
)
