"""Automatic answers in the transaction of the message that they follow: once each, whatever happens in between (S14, A4)."""

from __future__ import annotations

from typing import Final

import msgspec

from tresen.core.model import Kind
from tresen.core.profile import BusinessProfile, profile_if_good
from tresen.core.records import Profile, PublicRecord
from tresen.core.replies import Facts, Phase, Reply, decide, phase_at
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx

_encode = msgspec.msgpack.encode
_SILENT: Final = object()
"""Kept of a business that answers nothing by itself."""


class _Answering:
    """A business's settings and the phase that holds at the moment: found once, not once per message."""

    __slots__ = ("phase", "profile")

    def __init__(self, profile: BusinessProfile) -> None:
        self.profile = profile
        self.phase = Phase(0, 0, None, None)

    def phase_at(self, now_ms: int) -> Phase:
        """The phase that holds that instant."""
        if not self.phase.from_ms <= now_ms < self.phase.until_ms:
            self.phase = phase_at(self.profile, now_ms)
        return self.phase


def due(tx: Tx, business: Business, conversation: Conversation) -> tuple[Reply, ...]:
    """[S14] What follows the customer's word that is about to be stored at `tx.now_ms`. Ask before it is stored."""
    held = business.automatic
    if held is None:
        held = business.automatic = _answering(business.profile)
    if held is _SILENT:
        return ()
    now = tx.now_ms
    facts = Facts(
        conversation.customer_ms,
        conversation.team_ms,
        conversation.told_ms,
        conversation.auto_off,
        conversation.blocked,
    )
    return decide(held.profile, held.phase_at(now), facts, now)


def append(tx: Tx, business: Business, conversation: Conversation, replies: tuple[Reply, ...]) -> None:
    """[L5, S14] Store the answers right after the message, as events of nobody's device."""
    for reply in replies:
        # The language is nil: each client renders in its reader's own.
        body = _encode((reply.name, business.profile_rev, None, tx.now_ms, reply.next_open_ms))
        tx.append(business, Kind.AUTO, body, conversation=conversation)
        if reply.absence is not None:
            tx.set_state(conversation, told_ms=reply.absence)


def _answering(profile: bytes | None) -> object:
    """What to keep of the newest profile record: settings, or `_SILENT`."""
    if profile is None:
        return _SILENT
    signed = msgspec.msgpack.decode(profile)[0]
    record = msgspec.msgpack.decode(signed, type=PublicRecord)
    settings = profile_if_good(msgspec.msgpack.decode(record.payload, type=Profile).fields)
    if settings is None or not (settings.greeting.on or settings.away.when != "off"):
        return _SILENT
    return _Answering(settings)
