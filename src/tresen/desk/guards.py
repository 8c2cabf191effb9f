"""Checks that several use cases make inside their transaction, before they change anything."""

from __future__ import annotations

import msgspec

from tresen.core.bounds.quotas import Quotas, require_room
from tresen.core.policy import Who
from tresen.core.records import header_hash
from tresen.errors import Refusal
from tresen.store.state import Business, Conversation, Device
from tresen.store.tx import Tx


def sender(tx: Tx, who: Who) -> Device:
    """The device behind a session, unless it was revoked meanwhile."""
    device = tx.device(who.device)
    if device.revoked:
        raise Refusal("revoked", "this device was revoked")
    return device


def require_alive(conversation: Conversation) -> None:
    """[L7] An erased conversation is over. Raises `conversation_erased`."""
    if conversation.erased_ms is not None:
        raise Refusal("conversation_erased")


def require_quota(
    tx: Tx, business: Business, conversation: Conversation, quotas: Quotas, *, staff: bool
) -> None:
    """Call before the conversation grows. Raises `conversation_full`, `business_full`."""
    stored = tx.stored_bytes(business)
    require_room(quotas, conversation.bytes, stored, staff=staff, back_room=conversation.back_room)


def hash_of(header: bytes | None, tombstone_: bytes | None) -> bytes:
    """The header hash of a message, or of what is left of it."""
    if header is not None:
        return header_hash(header)
    left: bytes = msgspec.msgpack.decode(tombstone_ or b"\x95\xc0\xc0\xc0\xc0\xc4\x00")[4]
    return left
