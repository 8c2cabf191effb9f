"""Inside the writer's transaction: an erase command is carried out, a message gets a retention class (L7, L9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from tresen.core import erasing as rules
from tresen.core.erasing import Candidate, Cause, Erased, Expired, Kept
from tresen.core.law.watch import Watch, peek
from tresen.core.model import Retention
from tresen.core.records import Signed
from tresen.core.retention import kept_until
from tresen.desk.audit_trail import note
from tresen.desk.law.zone import time_zone
from tresen.desk.statistics.calls import take_out
from tresen.errors import Refusal
from tresen.store import calls, files, law, profiles
from tresen.store import erasing as store
from tresen.store.state import Business, Conversation, Device
from tresen.store.tx import Tx

_encode = msgspec.msgpack.encode
read_erased: Final = msgspec.msgpack.Decoder(Erased).decode
"""The body of an `erased` event."""


class Outcome(NamedTuple):
    """What a command did: position and time of its first event, the erased ranges, what is kept and until when."""

    pos: int
    at_ms: int
    erased: list[rules.Range]
    kept: list[Kept]


class Carried(NamedTuple):
    """The outcome, and the `seq` of the first event of an erasure that is not complete yet."""

    outcome: Outcome
    unfinished: int | None


class Prefetched(NamedTuple):
    """The messages of a conversation up to its head, read before the transaction so that the writer is not held up."""

    candidates: list[Candidate]
    head: int
    conversation: int


NOTHING: Final = Prefetched([], 0, 0)
AT_ONCE: Final = 100
"""So many messages are emptied together with the log's event."""


def prefetch(connection: Connection, conversation: int) -> Prefetched:
    """Read what `affected` then need not read inside the transaction."""
    candidates = [rules.candidate(*row) for row in store.headers(connection, conversation)]
    return Prefetched(candidates, store.head(connection, conversation), conversation)


def affected(
    tx: Tx,
    business: Business,
    conversation: Conversation,
    named: set[int] | None,
    before: Prefetched = NOTHING,
) -> list[Candidate]:
    """[L7] The messages erased with those at these positions, or with the conversation (None); the back room's included."""
    newer = store.headers(tx, conversation.id, before.head)
    candidates = [*before.candidates, *(rules.candidate(*row) for row in newer)]
    candidates += [
        rules.candidate(seq, None, header) for seq, header in store.headers_about(tx, conversation)
    ]
    found = rules.affected(candidates, named)
    if not before.candidates or not store.erased_since(tx, conversation, before.head):
        return found
    there = store.there(tx, business, [each.seq for each in found])
    return [each for each in found if each.seq in there]


def carry_out(
    tx: Tx,
    business: Business,
    conversation: Conversation,
    cause: Cause,
    found: Sequence[Candidate],
    *,
    whole: bool,
    by: Device | None,
    new: bool = True,
) -> Carried:
    """Erase what the law does not keep and record it in the log.

    A `new` cause is noted; not `new`: one that was noted erases more. `by` is the device that sent a command, None when
    nobody sent it now, or its device is unknown. Of a new cause that names more than `AT_ONCE` messages nothing of the
    conversation is emptied yet: see `slices.finish`.
    """
    keeps = {each.seq: each for each in store.kept(tx, conversation.id)}
    stays = _staying(tx, conversation, keeps.values(), cause.before) if keeps else set[int]()
    goes = [each for each in found if each.seq not in stays] if stays else found
    skipped = [keeps[each.seq] for each in found if each.seq in stays] if stays else []
    kept = [Kept(each.pos, each.class_, each.until_ms) for each in skipped] if new else []
    bodies = list(rules.bodies(cause, rules.ranges(each.pos for each in goes if each.pos is not None), kept))
    later = new and len(goes) > AT_ONCE
    emptied = [each for each in goes if each.pos is None] if later else goes
    seqs, outcome = _append(tx, business, conversation, cause, bodies, emptied, by)
    store.release(tx, conversation, [each.seq for each in goes if each.seq in keeps])
    store.forget_about(tx, conversation, [each.seq for each in goes if each.pos is None])
    if new:
        store.note(tx, conversation, cause.hash, seqs[0], -len(seqs) if later else len(seqs), whole=whole)
        store.asked(tx, conversation, [each.seq for each in skipped], seqs[0])
    person = by.person if by is not None and by.conversation_id is None else None
    note(tx, business, cause.word, person=person, conversation=conversation)
    if whole or conversation.erased_ms is not None:
        tx.end_conversation(conversation, gone=not store.kept(tx, conversation.id))
        files.drop_under_way(tx, conversation)
        take_out(tx, business, conversation, calls.forget(tx, conversation))
    if not later:
        tx.recall(conversation)
    return Carried(outcome, seqs[0] if later else None)


def _staying(
    tx: Tx, conversation: Conversation, keeps: Iterable[store.Keep], said: Erased | Expired | None
) -> set[int]:
    """[L9, D4, D6] What the law keeps by a clock that is believed, and everything of a kept class during a hold.

    What `said` kept stays, and what it erased goes, whatever was held since.
    """
    found = law.watch(tx)
    now = tx.now_ms if found is None else peek(Watch(*found), tx.now_ms).trusted_ms
    free = law.is_free(tx, conversation.id, tx.now_ms)
    kept = {each.pos for each in said.kept} if said is not None else set()
    gone = said.erased if said is not None else []
    return {
        each.seq
        for each in keeps
        if each.pos in kept
        or ((each.until_ms > now or not free) and not any(a <= each.pos <= b for a, b in gone))
    }


def _append(
    tx: Tx,
    business: Business,
    conversation: Conversation,
    cause: Cause,
    bodies: Sequence[Erased | Expired],
    goes: Sequence[Candidate],
    by: Device | None,
) -> tuple[list[int], Outcome]:
    """[L5, L7] Append the events, and leave a tombstone for each message that names its event."""
    stored = [
        tx.append(business, cause.kind, _encode(body), conversation=conversation, device=by)
        for body in bodies
    ]
    wanted = {each.pos for each in goes}
    where: dict[int | None, int] = {None: stored[0].pos or 0}
    for body, event in zip(bodies, stored, strict=True) if wanted - {None} else ():
        for first, last in body.erased:
            where.update((pos, event.pos or 0) for pos in range(first, last + 1) if pos in wanted)
    left = [
        (each.seq, rules.tombstone(each.hash, conversation.public_id, where[each.pos], cause.word))
        for each in goes
    ]
    store.empty(tx, business, left)
    return [each.seq for each in stored], outcome_of(stored[0].pos or 0, stored[0].at_ms, bodies)


def outcome_of(pos: int, at_ms: int, bodies: Sequence[Erased | Expired]) -> Outcome:
    """The outcome of one cause, from all of its events."""
    erased = [each for body in bodies for each in body.erased]
    return Outcome(pos, at_ms, erased, [each for body in bodies for each in body.kept])


def classify(
    tx: Tx, business: Business, conversation: Conversation, class_: str, pos: int
) -> store.Keep | None:
    """[L9] Give a message a retention class. Returns the kept message that class `chat` releases; see `release_kept`.

    Raises:
        Refusal: `not_found` unless there is a message at `pos`; `conversation_erased` for any class but `chat`.
    """
    found = store.messages_at(tx, conversation, [pos])
    if not found or found[0].header is None:
        raise Refusal("not_found", "there is no message at that position")
    seq = found[0].seq
    before = next((each for each in store.kept(tx, conversation.id) if each.seq == seq), None)
    if class_ == Retention.CHAT:
        return before
    if conversation.erased_ms is not None:
        raise Refusal("conversation_erased", "a kept message of it can only be released")
    until_ms = kept_until(Retention(class_), found[0].at_ms, time_zone(business))
    store.keep(tx, conversation, seq, class_, until_ms)
    return None


def release_kept(tx: Tx, business: Business, conversation: Conversation, keep: store.Keep) -> None:
    """[L9] Stop keeping a message. If an erase command named it meanwhile, erase it now."""
    store.release(tx, conversation, [keep.seq])
    if keep.erasure_seq is not None:
        carry_out_again(tx, business, conversation, keep.erasure_seq, {keep.pos})


def carry_out_again(
    tx: Tx, business: Business, conversation: Conversation, erasure_seq: int, positions: set[int]
) -> None:
    """[L7, D1] Erase these messages now by the same cause, with a further event."""
    said = rules.read_gone(*law.event_at(tx, business.id, erasure_seq))
    if isinstance(said, Expired):
        profiles.keep_words(tx, business)
        cause = rules.by_time(business.profile_rev, conversation.public_id)
    else:
        cause = rules.by_command(Signed(said.body, said.signature))
    found = affected(tx, business, conversation, positions)
    carry_out(tx, business, conversation, cause, found, whole=False, by=None, new=False)
