"""Inside the transaction that stores a message: its files must be there, whole, and nobody else's (F3)."""

from __future__ import annotations

from tresen.core import files as rules
from tresen.core.records import Header
from tresen.errors import Refusal
from tresen.store import files as store
from tresen.store.files import Blob
from tresen.store.state import Conversation, Device
from tresen.store.tx import Tx


def named(tx: Tx, conversation: Conversation, device: Device, header: Header) -> list[Blob]:
    """[F3] The files that a message names; call it before the first change, and only for a header with `blobs`.

    Raises:
        Refusal: `header_mismatch`; `blob_missing` unless each is complete, was carried by this device into this
            conversation, and is named by no message yet.
    """
    rules.check_named(header)
    wanted = header.blobs or []
    found = store.find(tx, conversation, wanted)
    for blob in wanted:
        held = found.get(blob)
        if held is None or held.device != device.id or not held.complete or held.seq is not None:
            raise Refusal("blob_missing", "a file of this message is not here, or not whole")
    return list(found.values())
