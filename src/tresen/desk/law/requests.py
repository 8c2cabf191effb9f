"""Customers ask for what the law gives them, restrict, and withdraw; owners say how far it is (D7, D8, Art. 12, 15-21)."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

from sqlalchemy import Connection

from tresen.core.law.requests import OPEN_STATES, REQUEST_KINDS, due_ms, step
from tresen.core.model import NEVER
from tresen.core.policy import Action, Who, require, require_in, require_step
from tresen.desk.audit_trail import note
from tresen.desk.context import Context
from tresen.desk.guards import sender
from tresen.desk.law.zone import time_zone
from tresen.desk.statistics.counting import count
from tresen.errors import Refusal
from tresen.store import law, queries, statistics
from tresen.store import requests as store
from tresen.store.requests import Request
from tresen.store.state import Conversation
from tresen.store.tx import Tx

Asked: TypeAlias = Request
"""A request in the register."""

PAGE: Final = 100
TOPIC: Final = "requests"
MOST: Final = 200
"""So many requests one conversation makes in all: nobody fills a register."""


class Register(NamedTuple):
    """Some requests, how many are open in all, and the `before` of the next page."""

    requests: list[Request]
    open: int
    next: int | None


async def own(house: Context, who: Who, conversation: bytes) -> list[Request]:
    """[D8] What the caller asked for, newest first. Raises `unknown_conversation`, `forbidden`."""

    def read(connection: Connection) -> list[Request]:
        found = queries.find_conversation(connection, who.business, conversation)
        if found is None:
            raise Refusal("unknown_conversation")
        require_in(who, Action.ASK, who.business, *found)
        return store.of_conversation(connection, found[0])

    return await house.read(read)


async def ask(house: Context, who: Who, conversation: bytes, kind: str) -> Request:
    """[D8] Ask for something; while one of the kind is open, that one.

    Raises:
        Refusal: `bad_request`, `revoked`, `unknown_conversation`, `forbidden`, `too_many`.
    """
    if kind not in REQUEST_KINDS:
        raise Refusal("bad_request", f"kind: must be one of {', '.join(REQUEST_KINDS)}")

    def job(tx: Tx) -> tuple[Request, bool]:
        return _ask(tx, _theirs(tx, who, conversation), kind)

    request, new = await house.write(job)
    if new:
        _changed(house, who)
    return request


def _changed(house: Context, who: Who) -> None:
    """The team hears of it, and the erasure list: a restored backup has the register as it was last (L10)."""
    house.sessions.ring(who.business, TOPIC)
    house.to_list.set()


def _theirs(tx: Tx, who: Who, conversation: bytes) -> Conversation:
    sender(tx, who)
    held = tx.conversation_by_id(who.business, conversation)
    require_in(who, Action.ASK, held.business_id, held.id, held.back_room)
    return held


def _ask(tx: Tx, held: Conversation, kind: str) -> tuple[Request, bool]:
    for each in store.of_conversation(tx, held.id):
        if each.kind == kind and each.state in OPEN_STATES:
            return each, False
    if store.count_of(tx, held.id) >= MOST:
        raise Refusal("too_many", f"at most {MOST} requests of one conversation")
    business = tx.business(held.business_id)
    due = due_ms(tx.now_ms, time_zone(business), extended=False)
    n = store.add(tx, business.id, held.id, kind, due)
    note(tx, business, "request", conversation=held)
    return _numbered(tx, business.id, n)[0], True


def _numbered(tx: Tx, business: int, n: int) -> tuple[Request, int]:
    found = store.numbered(tx, business, n)
    if found is None:
        raise Refusal("not_found", "there is no such request")
    return found


async def withdraw(house: Context, who: Who, conversation: bytes, n: int) -> Request:
    """[D8] Withdraw a request; the same again, or one that is dealt with, changes nothing. Raises as `ask`, `not_found`."""

    def job(tx: Tx) -> Request:
        held = _theirs(tx, who, conversation)
        request, key = _numbered(tx, who.business, n)
        if key != held.id:
            raise Refusal("not_found", "there is no such request")
        return _withdraw(tx, held, request)

    request = await house.write(job)
    _changed(house, who)
    return request


def _withdraw(tx: Tx, held: Conversation, request: Request) -> Request:
    if request.state not in OPEN_STATES:
        return request
    store.change(tx, held.business_id, request.n, state="withdrawn")
    note(tx, tx.business(held.business_id), "request_state", conversation=held)
    return _numbered(tx, held.business_id, request.n)[0]


async def restrict(house: Context, who: Who, conversation: bytes, on: bool) -> bool:
    """[D7] Restrict what is done with the conversation, or take that back. Returns once the figures are without it.

    Raises:
        Refusal: as `ask`; `too_many` for who switches to and fro.
    """
    require(who, Action.ASK)
    house.spending.wish(who)

    def job(tx: Tx) -> bool:
        held = _theirs(tx, who, conversation)
        before = law.restriction(tx, held.id)
        if on == (before is not None):
            return False
        business = tx.business(who.business)
        if on:
            counted = statistics.objected_upto(tx, held.id) != NEVER
            law.restrict(tx, business.id, held.id, counted=counted)
            if counted:
                statistics.object_(tx, business.id, held.id, NEVER)
            if store.count_of(tx, held.id) < MOST:  # whoever has filled the register may still restrict
                _ask(tx, held, "restrict")
        else:
            law.unrestrict(tx, held.id)
            if before:
                statistics.object_(tx, business.id, held.id, business.seq)
            for each in store.of_conversation(tx, held.id):
                if each.kind == "restrict":
                    _withdraw(tx, held, each)
        note(tx, business, "restricted" if on else "unrestricted", conversation=held)
        return True

    if await house.write(job):
        _changed(house, who)
        await count(house, looks=1)
    return on


async def register(house: Context, who: Who, state: str, before: int | None) -> Register:
    """[D8] The register. Raises `forbidden`, `bad_request`."""
    require(who, Action.REGISTER)
    if state not in ("open", "all"):
        raise Refusal("bad_request", "state: must be open or all")
    states = OPEN_STATES if state == "open" else None

    def read(connection: Connection) -> Register:
        found = store.register(connection, who.business, before, states, PAGE)
        more = found[-1].n if states is None and len(found) == PAGE else None
        return Register(found, store.count(connection, who.business, OPEN_STATES), more)

    return await house.read(read)


async def set_state(house: Context, who: Who, n: int, state: str) -> Request:
    """[D8] Say how far a request is; the same again changes nothing.

    Raises:
        Refusal: `revoked`, `forbidden`, `not_found`, `bad_request`.
    """

    def job(tx: Tx) -> Request:
        device = sender(tx, who)
        request, key = _numbered(tx, who.business, n)
        require_step(who, request.state, state)
        if not step(request.state, state) or (state == "extended" and request.extended):
            return request
        business, held = tx.business(who.business), tx.conversation(key)
        values: dict[str, object] = {"state": state}
        if state == "extended" and not request.extended:
            due = due_ms(request.at_ms, time_zone(business), extended=True)
            values |= {"extended": True, "due_ms": due}
        store.change(tx, business.id, n, **values)
        note(tx, business, "request_state", person=device.person, conversation=held)
        return _numbered(tx, business.id, n)[0]

    request = await house.write(job)
    _changed(house, who)
    return request
