"""Automatic answers, stored in the transaction of the message that they follow, so that each is sent once (S14, A4)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from tresen.core.model import Kind
from tresen.core.shopfront.profile import BusinessProfile, profile_if_good
from tresen.core.shopfront.replies import Facts, Phase, Reply, decide, phase_at
from tresen.desk.context import Context
from tresen.store import law, profiles
from tresen.store.state import Business, Conversation
from tresen.store.tx import Tx

_encode = msgspec.msgpack.encode
WARM_AFTER_SECONDS: Final = 1.0
"""Clients that waited for the server's start are served first."""

WARMED: Final = 32
"""How many profiles are read after the start. One is enough to load the holidays for all."""

_SILENT: Final = object()
"""Cached for a business without automatic answers."""


class _Answering:
    """A business's settings and its current phase, computed once instead of once per message."""

    __slots__ = ("phase", "profile")

    def __init__(self, profile: BusinessProfile) -> None:
        self.profile = profile
        self.phase = Phase(0, 0, None, None)

    def phase_at(self, now_ms: int) -> Phase:
        """The phase at that time."""
        if not self.phase.from_ms <= now_ms < self.phase.until_ms:
            self.phase = phase_at(self.profile, now_ms)
        return self.phase


def due(tx: Tx, business: Business, conversation: Conversation) -> tuple[Reply, ...]:
    """[S14] The answers to the customer's message that is about to be stored at `tx.now_ms`. Call it before storing."""
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
    answers = decide(held.profile, held.phase_at(now), facts, now)
    return () if answers and law.is_restricted(tx, conversation.id) else answers


def append(tx: Tx, business: Business, conversation: Conversation, replies: tuple[Reply, ...]) -> None:
    """[L5, S14] Store the answers right after the message, as events without a device."""
    for reply in replies:
        # The language is nil: each client renders in its reader's own.
        body = _encode((reply.name, business.profile_rev, None, tx.now_ms, reply.next_open_ms))
        tx.append(business, Kind.AUTO, body, conversation=conversation)
        profiles.keep_words(tx, business)
        if reply.absence is not None:
            tx.set_state(conversation, told_ms=reply.absence)


async def warm(house: Context) -> None:
    """Do once the server answers, in a thread, what the writer would otherwise do at the first message: load the holidays.

    That takes a quarter of a second. Nothing is loaded when no business uses the holidays of a region.
    """
    await asyncio.sleep(WARM_AFTER_SECONDS)
    found = await house.read(lambda connection: profiles.published_texts(connection, WARMED))
    await asyncio.to_thread(_look_at, found, house.clock.now_ms())


def _look_at(texts: list[bytes], now_ms: int) -> None:
    for each in texts:
        held = _answering(each)
        if isinstance(held, _Answering):
            held.phase_at(now_ms)


def _may_answer(fields: Mapping[str, Any]) -> bool:
    greeting, away = fields.get("greeting"), fields.get("away")
    greets = isinstance(greeting, dict) and greeting.get("on") is True
    return greets or (isinstance(away, dict) and away.get("when") not in (None, "off"))


def _answering(profile: bytes | None) -> object:
    """What to cache of the text of the published profile: settings, or `_SILENT`."""
    if profile is None:
        return _SILENT
    fields = msgspec.msgpack.decode(profile, type=dict[str, Any])
    # Checked first: reading hours with a region loads the public holidays, which only a business that answers needs.
    settings = profile_if_good(fields) if _may_answer(fields) else None
    if settings is None or not (settings.greeting.on or settings.away.when != "off"):
        return _SILENT
    return _Answering(settings)
