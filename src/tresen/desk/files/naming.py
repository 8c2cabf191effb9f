"""Inside the transaction that stores a message: its files must be there, whole, and nobody else's (F3)."""

from __future__ import annotations

from tresen.core import files as rules
from tresen.core.records import Header
from tresen.errors import Refusal
from tresen.store import files as store
from tresen.store.files import Blob
from tresen.store.state import Business, Conversation, Device
from tresen.store.tx import Tx


def named(
    tx: Tx, conversation: Conversation, device: Device, header: Header, before: int | None = None
) -> list[Blob]:
    """[F3] The files that a message names; call it before the first change.

    `before` is the `seq` of the version of a document that this one replaces: it hands its files on.

    Raises:
        Refusal: `header_mismatch`; `blob_missing` unless each is complete, was carried by this device into this
            conversation, and is named by no message yet.
    """
    if header.blobs is None:
        return []
    rules.check_named(header)
    wanted = header.blobs
    found = store.find(tx, conversation, wanted)
    for blob in wanted:
        held = found.get(blob)
        handed_on = held is not None and before is not None and held.seq == before
        mine = held is not None and held.device == device.id and held.complete and not held.named
        if not handed_on and not mine:
            raise Refusal("blob_missing", "a file of this message is not here, or not whole")
    return list(found.values())


def take(tx: Tx, business: Business, brought: list[Blob], seq: int, replaced: int | None) -> None:
    """[F3, F7] These files belong to the message at `seq` now; what else the version that it replaces had is gone."""
    if brought:
        store.name(tx, business, brought, seq)
    if replaced is not None:
        store.drop_said(tx, business.id, [replaced])
