"""The business writes first: an invitation is made, opened, answered once, withdrawn, and is over in time (S21).

The server holds sealed bytes under a hash of the link's secret. Whatever ends one erases them, as a command does messages.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import Connection

from tresen.core import invitations as rules
from tresen.core.bounds.quotas import require_room
from tresen.core.guests import zone_of
from tresen.core.model import InvitationState as State
from tresen.core.model import Role
from tresen.core.policy import Action, Who, require
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.files.sweep import remove_gone
from tresen.desk.guards import sender
from tresen.errors import Refusal
from tresen.store import files, profiles, queries
from tresen.store import invitations as store
from tresen.store.backup.erasure_list import BadList
from tresen.store.files import Blob
from tresen.store.invitations import Row
from tresen.store.state import Business, Conversation, Device
from tresen.store.tx import Tx
from tresen.store.writer import Job

New: TypeAlias = store.New
PAGE: Final = 256
AT_ONCE: Final = 100
"""So many end in one transaction."""


class Made(NamedTuple):
    """Until when it lies, how many were made today, and how many may be."""

    until_ms: int
    today: int
    most_today: int


class Listed(NamedTuple):
    """One as the team sees it: what became of it by now."""

    row: Row
    state: State
    tries_left: int | None


class Page(NamedTuple):
    """Some of them, the newest first, and the day's bound."""

    today: int
    most_today: int
    total: int
    rows: list[Listed]


class Looked(NamedTuple):
    """What whoever has the id learns: whether to ask for digits."""

    digits: bool
    reply: bool
    until_ms: int
    tries_left: int | None


class Opened(NamedTuple):
    """What whoever has the proof gets."""

    sealed: bytes
    until_ms: int
    reply: bool
    files: list[Blob]


class Answering(NamedTuple):
    """The invitation that a conversation answers, and the proof for it."""

    public_id: bytes
    proof: bytes


class Judged(NamedTuple):
    """Why a proof does not open one. `ended`: by that, or by time, it is over just now."""

    refusal: Refusal
    ended: bool


async def make(house: Context, who: Who, new: New, blobs: list[bytes]) -> Made:
    """[S21] Keep an invitation. The same again returns the same (A4).

    Raises:
        Refusal: `forbidden`, `bad_request`, also for the same id with other content; `blob_missing`, `invitations_full`,
            `business_full`, `storage_full`, `revoked`.
    """
    require(who, Action.WRITE_FIRST)
    house.storage.require_room(staff=True)
    rules.check(new.sealed, new.until_ms, blobs, house.clock.now_ms())

    def job(tx: Tx) -> Made:
        device = sender(tx, who)
        business = tx.business(who.business)
        known = store.find(tx, business.id, new.public_id)
        if known is not None:
            _require_same(tx, known, new)
        made = store.lately(tx, business.id, tx.now_ms)
        today = rules.made_today(made, tx.now_ms, zone_of(business.profile))
        if known is not None:
            return Made(known.until_ms, today, rules.DAY_MOST)
        count, size = store.open_bytes(tx, business.id)
        rules.require_bounds(today, count)
        stored = tx.stored_bytes(business) + size + len(new.sealed)
        require_room(house.quotas, 0, stored, staff=True, back_room=True)
        store.add(tx, business, new, _carried(tx, business, device, blobs))
        note(tx, business, "invitation_made", person=who.person)
        return Made(new.until_ms, today + 1, rules.DAY_MOST)

    return await house.write(job)


def _require_same(tx: Tx, known: Row, new: New) -> None:
    said = (known.lock, known.until_ms, known.digits, known.reply)
    sealed = store.sealed_of(tx, known.id)
    if said != (new.lock, new.until_ms, new.digits, new.reply) or sealed not in (None, new.sealed):
        raise Refusal("bad_request", "id: another invitation has it, draw a new secret")


def _carried(tx: Tx, business: Business, device: Device, wanted: list[bytes]) -> list[Blob]:
    """[F3] The files that this device carried for it. Raises `blob_missing`."""
    if not wanted or business.back_room_id is None:
        return []
    found = files.find(tx, tx.conversation(business.back_room_id), wanted)
    named = (found[each] for each in wanted if each in found)
    mine = [each for each in named if each.device == device.id and each.complete and not each.named]
    if len(mine) != len(wanted):
        raise Refusal("blob_missing", "a file of this invitation is not here, or not whole")
    return mine


async def page(house: Context, who: Who, start: int, limit: int) -> Page:
    """What became of the business's invitations, the newest first. Raises `forbidden`."""
    require(who, Action.WRITE_FIRST)
    now_ms = house.clock.now_ms()

    def read(connection: Connection) -> Page:
        total, rows = store.page(connection, who.business, start, min(limit, PAGE))
        made = store.lately(connection, who.business, now_ms)
        contents = profiles.newest_contents(connection, who.business)
        zone = zone_of(None if contents is None else contents.text)
        listed = [_listed(each, now_ms) for each in rows]
        return Page(rules.made_today(made, now_ms, zone), rules.DAY_MOST, total, listed)

    return await house.read(read)


def _listed(row: Row, now_ms: int) -> Listed:
    state = rules.state_at(row, now_ms)
    return Listed(row, state, rules.left(row))


async def sealed(house: Context, who: Who, public_id: bytes) -> bytes:
    """What was sealed, for the team, whose document has the secret. It does not count as opened.

    Raises:
        Refusal: `forbidden`, `invitation_unknown`, `invitation_over`.
    """
    require(who, Action.WRITE_FIRST)

    def read(connection: Connection) -> bytes:
        row = store.find(connection, who.business, public_id)
        if row is None:
            raise rules.unknown()
        state = rules.state_at(row, house.clock.now_ms())
        return _there(store.sealed_of(connection, row.id), state)

    return await house.read(read)


def _there(sealed_: bytes | None, state: State) -> bytes:
    """What was sealed. An open one without it: a backup brought the row alone."""
    if state != State.OPEN or sealed_ is None:
        raise rules.over(State.EXPIRED if state == State.OPEN else state)
    return sealed_


async def withdraw(house: Context, who: Who, public_id: bytes) -> State:
    """[S21, A10] It is over for whoever has the link; what was sealed is gone when this returns. Returns what it is now.

    Raises:
        Refusal: `forbidden`, `revoked`, `invitation_unknown`; `internal` (retryable): an older state is still being read.
    """
    require(who, Action.WRITE_FIRST)

    def job(tx: Tx) -> State:
        sender(tx, who)
        row = store.find(tx, who.business, public_id)
        if row is None:
            raise rules.unknown()
        state = rules.state_at(row, tx.now_ms)
        if row.state != State.OPEN:
            return state
        ends = State.WITHDRAWN if state == State.OPEN else state
        store.end(tx, row, ends)
        if ends == State.WITHDRAWN:
            note(tx, tx.business(who.business), "invitation_withdrawn", person=who.person)
        return ends

    state = await house.write(job)
    await erased(house)
    return state


async def erased(house: Context) -> None:
    """[A10] Call after one is over: its files go, it stands on the erasure list, and the write-ahead log forgets it.

    Raises:
        Refusal: `internal` (retryable).
    """
    await remove_gone(house)
    # A list that cannot be written must not keep anything from being erased; it is reported, and follows later.
    with suppress(OSError, BadList):
        await house.list_erased()
    await house.forget()


async def ended(house: Context) -> None:
    """As `erased`, for whoever must not be kept waiting: what cannot be done just now, the upkeep does soon."""
    try:
        await erased(house)
    except Refusal:
        house.to_forget.set()


async def look(house: Context, handle: str, public_id: bytes) -> Looked:
    """[S21] Whether to ask for digits. Changes nothing.

    Raises:
        Refusal: `unknown_business`, `invitation_unknown`, `invitation_over`.
    """
    row = await house.read(lambda connection: _found(connection, handle, public_id))
    state = rules.state_at(row, house.clock.now_ms())
    if state != State.OPEN:
        raise rules.over(state)
    return Looked(row.digits, row.reply, row.until_ms, rules.left(row))


def _found(connection: Connection, handle: str, public_id: bytes) -> Row:
    business = queries.find_business(connection, handle)
    if business is None:
        raise Refusal("unknown_business", "nobody has that address here")
    row = store.find(connection, business[0], public_id)
    if row is None:
        raise rules.unknown()
    return row


async def open_(house: Context, handle: str, asked: Answering) -> Opened:
    """[S21] What was sealed, for whoever has the link, and the digits. Only the first time is noted; it may be opened again.

    Raises:
        Refusal: `unknown_business`, `invitation_unknown`, `invitation_over`, `invitation_digits`.
    """
    row = await _proved(house, handle, asked)
    if row.opened_ms is None:
        await house.write(lambda tx: store.opened(tx, row.id))

    def read(connection: Connection) -> Opened:
        now = store.find(connection, row.business, row.public_id)
        state = State.EXPIRED if now is None else now.state
        there = _there(store.sealed_of(connection, row.id), state)
        return Opened(there, row.until_ms, row.reply, files.invited(connection, row.id))

    return await house.read(read)


async def file(house: Context, handle: str, asked: Answering, blob: bytes) -> tuple[Who, Blob]:
    """[S21] One of its files, and in whose name it moves. Raises as `open_`; `not_found`."""
    row = await _proved(house, handle, asked)
    found = await house.read(lambda connection: files.invited(connection, row.id))
    for each in found:
        if each.blob == blob:
            # Nobody yet: transfers of one invitation count together, among the customers'.
            return Who(row.business, -row.id, Role.CUSTOMER, 0, 0), each
    raise Refusal("not_found", "the invitation brings no such file")


async def _proved(house: Context, handle: str, asked: Answering) -> Row:
    """The invitation, if the proof is right. A guess changes nothing, except where digits are counted."""
    row = await house.read(lambda connection: _found(connection, handle, asked.public_id))
    before = rules.judge(row, asked.proof, house.clock.now_ms())
    if before.refusal is None:
        return row
    if before.tries == row.tries and not rules.is_due(row, house.clock.now_ms()):
        raise before.refusal

    def job(tx: Tx) -> Judged | None:
        now = store.find(tx, row.business, row.public_id)
        return Judged(rules.unknown(), False) if now is None else judged(tx, now, asked.proof)

    said = await house.write(job)
    if said is None:
        return row
    # Also when a wrong proof is told that there is nothing: what ended by it goes at once.
    if said.ended:
        await erased(house)
    raise said.refusal


def judged(tx: Tx, row: Row, proof: bytes) -> Judged | None:
    """[S21] Why the proof does not open it, with the try counted and, when it is over by that or by time, erased.

    The refusal is returned, so that the caller's transaction keeps what was counted.
    """
    answer = rules.judge(row, proof, tx.now_ms)
    due = rules.is_due(row, tx.now_ms)
    if due:
        store.end(tx, row, State.EXPIRED)
    elif answer.tries != row.tries:
        store.tried(tx, row.id, answer.tries)
        if answer.locked:
            store.end(tx, row, State.LOCKED)
            note(tx, tx.business(row.business), "invitation_locked")
    return None if answer.refusal is None else Judged(answer.refusal, due or answer.locked)


def answerable(tx: Tx, business: Business, asked: Answering, brings: list[bytes]) -> Row | Judged:
    """[S21] The invitation that a new conversation answers; `brings`: the files that its first message names.

    A refusal that is returned was counted; one that is raised changed nothing.

    Raises:
        Refusal: `invitation_unknown`, `forbidden` for one that is not to be answered, `blob_missing`.
    """
    row = store.find(tx, business.id, asked.public_id)
    if row is None:
        raise rules.unknown()
    said = judged(tx, row, asked.proof)
    if said is not None:
        return said
    if not row.reply:
        raise Refusal("forbidden", "this invitation is not to be answered")
    if [each.blob for each in files.invited(tx, row.id)] != brings:
        raise Refusal("blob_missing", "an answer names exactly the files of its invitation, in order")
    return row


def taken(tx: Tx, business: Business, row: Row, conversation: Conversation, seq: int) -> None:
    """[S21] It was answered by the message at `seq`: what was sealed goes, its files belong to that message."""
    if row.opened_ms is None:
        store.opened(tx, row.id)
    store.end(tx, row, State.TAKEN, answered=(conversation, seq))
    note(tx, business, "invitation_taken", conversation=conversation)


async def sweep(house: Context, now_ms: int) -> int:
    """[S21] The upkeep: erases those whose time is over, forgets those that ended long ago. Returns how many were over.

    Their files and the write-ahead log follow with the rest of the upkeep.
    """
    due = await house.read(lambda connection: store.due(connection, now_ms))
    for at in range(0, len(due), AT_ONCE):
        await house.write(_ending(due[at : at + AT_ONCE]))
    await house.write(lambda tx: store.forget_ended(tx, now_ms - rules.KNOWN_MS))
    return len(due)


def _ending(some: list[tuple[int, bytes]]) -> Job[None]:
    def job(tx: Tx) -> None:
        for business, public_id in some:
            row = store.find(tx, business, public_id)
            if row is not None and row.state == State.OPEN:
                store.end(tx, row, State.EXPIRED)

    return job
