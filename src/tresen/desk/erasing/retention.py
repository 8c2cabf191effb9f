"""Conversations are over by the profile's days, and what the law kept of them goes when its time is over (D1–D6)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core import erasing as rules
from tresen.core.law.days import DAY_MS, chat_days
from tresen.core.law.watch import Watch
from tresen.core.records import Header, decode
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.erasing.carry_out import AT_ONCE, affected, carry_out
from tresen.desk.erasing.slices import finish
from tresen.desk.pace import give_way
from tresen.errors import Refusal
from tresen.store import erasing as store
from tresen.store import law, profiles
from tresen.store.law import Run
from tresen.store.state import Conversation
from tresen.store.tx import Tx
from tresen.store.writer import Job

AIM_SECONDS: Final = 0.004
"""A transaction takes on no further conversation after this: messages wait behind it."""
MOST: Final = 64
"""The most conversations in one transaction."""
HOUR_MS: Final = 3_600_000


class Due(NamedTuple):
    """The conversations of a business that are over: by the profile at `rev`, last words up to `said_ms`."""

    business: int
    rev: int
    said_ms: int
    now_ms: int
    conversations: list[int]


class Went(NamedTuple):
    """How many conversations are over now, how many messages went, and the first failure."""

    conversations: int
    messages: int
    failure: Refusal | None


async def expire(house: Context, watch: Watch) -> Went:
    """[D1] End the conversations whose days are over by a clock that is believed. A second run finds nothing.

    Raises `shutting_down`; other failures of one conversation do not hold up the others (I-12).
    """
    if watch.trusted_ms < watch.begins_ms:
        return Went(0, 0, None)
    ended = messages = 0
    failure = None
    for due in await house.read(lambda connection: _due(connection, watch.trusted_ms)):
        went = await _expire(house, due)
        failure = failure or went.failure
        if went.conversations:
            await house.write(_reporting(due.business, went))
        ended, messages = ended + went.conversations, messages + went.messages
    return Went(ended, messages, failure)


def _due(connection: Connection, now_ms: int) -> list[Due]:
    found = []
    for business in law.keys(connection):
        published = profiles.published(connection, business)
        if published is None:
            continue
        rev, text = published
        said_ms = now_ms - chat_days(msgspec.msgpack.decode(text)) * DAY_MS
        over = law.over(connection, business, said_ms, now_ms)
        if over:
            found.append(Due(business, rev, said_ms, now_ms, over))
    return found


async def _expire(house: Context, due: Due) -> Went:
    """Some conversations in one transaction; one with much in it, or that fails, by itself."""
    at = ended = messages = 0
    failure = None
    while at < len(due.conversations):
        seconds = 0.0
        try:
            some = due.conversations[at : at + MOST]
            # Calls leave the counts together with their entries: nobody counts them in between.
            async with house.counting:
                done, gone, large, seconds = await house.write(_slice(due, some))
            ended, messages = ended + gone[0], messages + gone[1]
            if large is not None:
                went = await _large(house, due, large)
                ended, messages, done = ended + (went is not None), messages + (went or 0), done + 1
            at += done
        except Refusal as refusal:
            if refusal.code == "shutting_down":
                raise
            failure = failure or refusal
            at += 1
        await give_way(house, seconds)
    return Went(ended, messages, failure)


def _slice(due: Due, rest: Sequence[int]) -> Job[tuple[int, tuple[int, int], int | None, float]]:
    """Ends some: how many were looked at, how many conversations and messages went, one that is to go by itself, and for how
    many seconds it worked."""

    def job(tx: Tx) -> tuple[int, tuple[int, int], int | None, float]:
        began = time.monotonic()
        ended = messages = 0
        for looked, key in enumerate(rest):
            if looked and time.monotonic() - began > AIM_SECONDS:
                return looked, (ended, messages), None, time.monotonic() - began
            if tx.conversation(key).pos > AT_ONCE:
                return looked, (ended, messages), key, time.monotonic() - began
            went = _end(tx, due, key)
            if went is not None:
                ended, messages = ended + 1, messages + went[0]
        return len(rest), (ended, messages), None, time.monotonic() - began

    return job


async def _large(house: Context, due: Due, key: int) -> int | None:
    """[L7] End one with more messages than one transaction empties; how many went, None: it is not over any more."""
    public_id = await house.read(lambda connection: store.public_id(connection, key))
    async with house.turns.of(public_id):
        async with house.counting:
            went = await house.write(lambda tx: _end(tx, due, key))
        if went is not None and went[1] is not None:
            await finish(house, due.business, key, went[1], calm=True)
    return None if went is None else went[0]


def _end(tx: Tx, due: Due, key: int) -> tuple[int, int | None] | None:
    """How many messages go, and `seq` of what is not complete yet; None when the conversation is not over."""
    business, conversation = tx.business(due.business), tx.conversation(key)
    over = conversation.erased_ms is None and conversation.last_ms <= due.said_ms
    if not over or business.profile_rev != due.rev or not law.is_free(tx, key, due.now_ms):
        return None
    if _signed_later(tx, conversation, due.said_ms):
        return None
    profiles.keep_words(tx, business)
    found = affected(tx, business, conversation, None)
    cause = rules.by_time(due.rev, conversation.public_id)
    carried = carry_out(tx, business, conversation, cause, found, whole=True, by=None)
    gone = sum(last - first + 1 for first, last in carried.outcome.erased)
    return gone, carried.unfinished


def _signed_later(tx: Tx, conversation: Conversation, said_ms: int) -> bool:
    """[D1] A last word was signed later than it was stored, by a day at most: clients go by the later time (D3)."""
    recent = store.last_words(tx, conversation, conversation.last_ms - DAY_MS)
    return any(
        min(decode(header, Header).at_ms, stored_ms + DAY_MS) > said_ms for stored_ms, header in recent
    )


def _reporting(business: int, went: Went) -> Job[None]:
    """Letters that went in the same upkeep went at most an hour before."""

    def job(tx: Tx) -> None:
        before = law.run_of(tx, business)
        same = before is not None and not before.conversations and tx.now_ms - before.at_ms < HOUR_MS
        letters = before.letters if before is not None and same else 0
        law.put_run(tx, business, Run(tx.now_ms, went.conversations, went.messages, letters))

    return job


async def end_holds(house: Context, now_ms: int) -> None:
    """[D6] End the holds whose time is over, and write that down."""

    def job(tx: Tx) -> None:
        for business, conversation in law.ended_holds(tx, now_ms):
            law.let_go(tx, conversation)
            note(tx, tx.business(business), "hold_ended", conversation=tx.conversation(conversation))

    if await house.read(lambda connection: law.ended_holds(connection, now_ms)):
        await house.write(job)
        house.to_list.set()
