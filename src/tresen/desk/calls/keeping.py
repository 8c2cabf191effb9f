"""What is kept of a call: a row while it goes on, then an entry in the log (C10). Each is a job of the writer."""

from __future__ import annotations

from typing import Final

import msgspec

from tresen.core.bounds.quotas import DEFAULT, Quotas
from tresen.core.calls.machine import Call
from tresen.core.model import Party
from tresen.core.policy import Action, Who, require_in
from tresen.desk.guards import require_alive, require_quota, sender
from tresen.errors import Refusal
from tresen.store import calls as store
from tresen.store.calls import Row
from tresen.store.tx import Tx
from tresen.store.writer import Job

_encode: Final = msgspec.msgpack.encode
OUTCOME_MISSED: Final = "missed"
OUTCOME_BROKEN: Final = "broken"
_NOTICED: Final = ("missed", "cancelled", "broken")
"""Outcomes by which a customer's call that nobody took waits for the team; one that was declined was noticed."""


def ring(who: Who, conversation: bytes, call: Call, quotas: Quotas = DEFAULT) -> Job[int]:
    """A call begins; returns the conversation's internal key. Its entry will need room like a message.

    Refuses with `revoked`, `unknown_conversation`, `forbidden`, `conversation_erased`, `conversation_blocked`,
    `conversation_full`, `business_full`.
    """

    def job(tx: Tx) -> int:
        sender(tx, who)
        place = tx.conversation_by_id(who.business, conversation)
        require_in(who, Action.CALL, place.business_id, place.id, place.back_room)
        require_alive(place)
        if place.blocked:
            raise Refusal("conversation_blocked")
        require_quota(tx, tx.business(place.business_id), place, quotas, staff=who.staff)
        for left in store.going_on(tx, place.id):
            _finish(tx, left, OUTCOME_BROKEN if left.answered_ms is not None else OUTCOME_MISSED, tx.now_ms)
        row = Row(
            place.id,
            place.business_id,
            call.id,
            int(call.party),
            call.video,
            call.started_ms,
            None,
            call.person,
        )
        store.begin(tx, row)
        return place.id

    return job


def taken(place: int, call: Call) -> Job[None]:
    """Somebody took it: after a crash it is known that they talked."""

    def job(tx: Tx) -> None:
        store.take(tx, place, call.id, call.answered_ms or call.phase_ms, call.person)

    return job


def over(business: int, place: int, call: Call) -> Job[None]:
    """It ended. What the call itself knows counts, not what the row says."""

    def job(tx: Tx) -> None:
        row = Row(
            place,
            business,
            call.id,
            int(call.party),
            call.video,
            call.started_ms,
            call.answered_ms,
            call.person,
        )
        _finish(tx, row, call.outcome, call.phase_ms)

    return job


def left_over(tx: Tx) -> int:
    """The server stopped while these went on: they end now. Returns how many there were."""
    rows = store.going_on(tx)
    for row in rows:
        _finish(tx, row, OUTCOME_MISSED if row.answered_ms is None else OUTCOME_BROKEN, tx.now_ms)
    return len(rows)


def _finish(tx: Tx, row: Row, outcome: str, ended_ms: int) -> None:
    business, conversation = tx.business(row.business), tx.conversation(row.conversation)
    ended = max(ended_ms, row.answered_ms or row.started_ms)
    body = _encode(
        (row.call, bool(row.video), row.party, row.started_ms, row.answered_ms, ended, outcome, row.person)
    )
    missed = row.party == Party.CUSTOMER and row.answered_ms is None and outcome in _NOTICED
    store.finish(tx, business, conversation, row.call, body, unread=missed)
