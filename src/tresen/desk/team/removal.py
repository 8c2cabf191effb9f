"""A customer's device that was removed may still read the signed records of its removal, and nothing else (S4)."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from tresen.core.conversation import read_devices
from tresen.core.records import Signed
from tresen.desk.context import Context
from tresen.errors import Refusal
from tresen.store import queries


async def removal(house: Context, conversation: bytes, device: bytes) -> list[Signed]:
    """[S4] The customer-devices records of a conversation, from 1 up to the one that no longer lists the device.

    The caller is not signed in, because a removed device cannot sign in. Only a participant knows both ids. Later records
    stay hidden.

    Raises:
        Refusal: `not_found` unless that device was removed from that conversation.
    """

    def read(connection: Connection) -> list[Signed]:
        facts = queries.find_device(connection, device)
        if (
            facts is None
            or not facts.revoked
            or facts.conversation_id is None
            or facts.conversation != conversation
        ):
            raise Refusal("not_found")
        seqs = queries.record_seqs(connection, facts.conversation_id, "customer-devices")
        events = queries.events_at(connection, facts.business_id, seqs)
        listed_before, shown = False, []
        for seq in seqs:
            signed = Signed(*msgspec.msgpack.decode(events[seq].body or b"")[:2])
            shown.append(signed)
            listed = any(each.id == device for each in read_devices(signed).devices)
            if listed_before and not listed:
                return shown
            listed_before = listed
        raise Refusal("not_found")

    return await house.read(read)
