"""Owners hold conversations, so that nothing of them goes by itself, and see in counts what does (D1, D4–D6)."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core.law.days import DAY_MS, chat_days
from tresen.core.law.requests import HOLD_REASONS
from tresen.core.law.watch import Watch, peek
from tresen.core.model import Retention
from tresen.core.policy import Action, Who, require, require_in
from tresen.core.retention import YEARS
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.guards import sender
from tresen.desk.law.watch import known
from tresen.errors import Refusal
from tresen.store import law, profiles
from tresen.store.law import Hold, Run
from tresen.store.state import Conversation
from tresen.store.tx import Tx

SOON_DAYS = 30


class Report(NamedTuple):
    """What goes by itself, in counts alone."""

    chat_days: int
    letter_years: int
    voucher_years: int
    begins_ms: int
    waits_until_ms: int | None
    held: int
    restricted: int
    due: int
    next_ms: int | None
    last: Run | None


async def hold(house: Context, who: Who, conversation: bytes, reason: str, until_ms: int | None) -> Hold:
    """[D6] Hold a conversation. Raises `bad_request`, `revoked`, `unknown_conversation`, `forbidden`."""
    if reason not in HOLD_REASONS:
        raise Refusal("bad_request", f"reason: must be one of {', '.join(HOLD_REASONS)}")

    def job(tx: Tx) -> Hold:
        held = _held(tx, who, conversation)
        if until_ms is not None and until_ms <= tx.now_ms:
            raise Refusal("bad_request", "until_ms: must lie ahead, or be null")
        law.hold(tx, who.business, held.id, reason, until_ms)
        note(tx, tx.business(who.business), "hold", person=who.person, conversation=held)
        found = law.hold_of(tx, held.id, tx.now_ms)
        if found is None:
            raise Refusal("internal")
        return found

    held = await house.write(job)
    house.to_list.set()
    return held


async def let_go(house: Context, who: Who, conversation: bytes) -> None:
    """[D6] End a hold; without one nothing changes. Raises `revoked`, `unknown_conversation`, `forbidden`."""

    def job(tx: Tx) -> None:
        held = _held(tx, who, conversation)
        if law.hold_of(tx, held.id, tx.now_ms) is not None:
            law.let_go(tx, held.id)
            note(tx, tx.business(who.business), "hold_ended", person=who.person, conversation=held)

    await house.write(job)
    house.to_list.set()


def _held(tx: Tx, who: Who, conversation: bytes) -> Conversation:
    sender(tx, who)
    held = tx.conversation_by_id(who.business, conversation)
    require_in(who, Action.RETAIN, held.business_id, held.id, held.back_room)
    return held


async def holds(house: Context, who: Who) -> list[Hold]:
    """[D6] The holds that last. Raises `forbidden`."""
    require(who, Action.RETAIN)
    now = house.clock.now_ms()
    return await house.read(lambda connection: law.holds_of(connection, who.business, now))


async def report(house: Context, who: Who) -> Report:
    """[D1] What goes by itself. Raises `forbidden`."""
    require(who, Action.RETAIN)
    now = house.clock.now_ms()
    return await house.read(lambda connection: report_of(connection, who.business, now))


def report_of(connection: Connection, business: int, now_ms: int) -> Report:
    """[D1] What goes by itself in a business."""
    watch: Watch = peek(known(connection), now_ms)
    published = profiles.published(connection, business)
    days = chat_days(None if published is None else msgspec.msgpack.decode(published[1]))
    span = days * DAY_MS
    soon = now_ms + SOON_DAYS * DAY_MS
    over = 0 if soon < watch.begins_ms else law.count_over(connection, business, soon - span, now_ms)
    oldest = law.oldest_word(connection, business, now_ms)
    waits = [] if oldest is None else [max(oldest + span, watch.begins_ms)]
    kept = law.first_kept(connection, business)
    waits += [] if kept is None else [kept]
    return Report(
        days,
        YEARS[Retention.LETTER],
        YEARS[Retention.VOUCHER],
        watch.begins_ms,
        watch.waits_until_ms,
        *law.count_kept(connection, business, now_ms),
        over,
        min(waits, default=None),
        law.run_of(connection, business),
    )
