"""What was decided after a backup was made counts in the copy as well, and removed businesses stay removed (L10, S21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec
from sqlalchemy import select

from tresen.core.model import NEVER, InvitationState, Kind
from tresen.desk.context import Context
from tresen.store import businesses as hosted
from tresen.store import erasing, invitations, law, mail, requests, statistics
from tresen.store.backup.wishes import (
    ENDED,
    HELD,
    KEPT,
    LASTING,
    MAILED,
    OBJECTED,
    REQUESTED,
    RESTRICTED,
    Wish,
)
from tresen.store.schema import businesses
from tresen.store.state import Conversation
from tresen.store.tx import Tx
from tresen.store.writer import Job

MOST: Final = 200
"""So many in one transaction."""


async def keep_wishes(house: Context, decided: Mapping[Wish, bytes]) -> None:
    """[L10] Bring back what was decided last. Call it once, after the list was replayed.

    Objections are as they were (L14); an address that was taken back or replaced since is forgotten (W13). Holds,
    restrictions and the register of requests are as they were (D6-D8): nothing goes by itself which had to stay. What the
    list never heard of is as in the copy.
    """
    await _keep(house, list(decided.items()))


async def hold_first(house: Context, decided: Mapping[Wish, bytes]) -> None:
    """[D6, D7] Hold and restrict what is held and restricted now, before anything is erased again."""
    await _keep(house, [each for each in decided.items() if each[0].kind in (HELD, RESTRICTED)])


async def _keep(house: Context, wishes: list[tuple[Wish, bytes]]) -> None:
    for at in range(0, len(wishes), MOST):
        await house.write(_keeping(wishes[at : at + MOST]))


def _keeping(some: list[tuple[Wish, bytes]]) -> Job[None]:
    def job(tx: Tx) -> None:
        for wish, body in some:
            if wish.kind == ENDED:
                _end(tx, wish, msgspec.msgpack.decode(body))
                continue
            held = tx.find_conversation(wish.conversation)
            if held is not None and (held.erased_ms is None or wish.kind in LASTING):
                _KEEP[wish.kind](tx, held, wish.n, msgspec.msgpack.decode(body))

    return job


def _object(tx: Tx, held: Conversation, _: int, body: Any) -> None:
    if bool(body) != (statistics.objected_upto(tx, held.id) == NEVER):
        upto = NEVER if body else tx.business(held.business_id).seq
        statistics.object_(tx, held.business_id, held.id, upto)


def _mail(tx: Tx, held: Conversation, _: int, body: Any) -> None:
    kept = mail.find(tx, held.id)
    if kept is not None and kept.mailbox and kept.since_ms != body:
        tx.forget_mailbox(held.id)


def _hold(tx: Tx, held: Conversation, _: int, body: Any) -> None:
    law.let_go(tx, held.id)
    if body:
        reason, since_ms, until_ms = body
        law.hold(tx, held.business_id, held.id, reason, until_ms, since_ms)


def _restrict(tx: Tx, held: Conversation, _: int, body: Any) -> None:
    law.unrestrict(tx, held.id)
    if body:
        since_ms, counted = body
        law.restrict(tx, held.business_id, held.id, counted=counted, since_ms=since_ms)


def _request(tx: Tx, held: Conversation, n: int, body: Any) -> None:
    if body:
        requests.put(tx, held.business_id, n, held.id, requests.Kept(*body))


def _class(tx: Tx, held: Conversation, _: int, body: Any) -> None:
    """A mark that was taken back since stays: a message's number says nothing in another log, and keeping too long
    harms less than erasing too early."""
    if not body:
        return
    class_, until_ms, device_id, counter = body
    device = tx.device_by_id(device_id)
    found = None if device is None else tx.repeated(device, counter)
    if found is None or found[0].pos is None or found[1:] != (Kind.MESSAGE, held.id):
        return  # the message is younger than the backup
    for place in erasing.messages_at(tx, held, [found[0].pos]):
        if place.header is not None:
            erasing.keep(tx, held, place.seq, class_, until_ms)


def _end(tx: Tx, wish: Wish, body: Any) -> None:
    """[S21] An invitation that is open in the copy was over: what was sealed goes again."""
    business = invitations.business_of(tx, wish.business)
    row = None if business is None else invitations.find(tx, business, wish.conversation)
    if row is not None and row.state == InvitationState.OPEN:
        state, ended_ms = body
        invitations.end(tx, row, InvitationState(state), ended_ms=ended_ms)


_KEEP: Final[dict[int, Callable[[Tx, Conversation, int, Any], None]]] = {
    OBJECTED: _object,
    MAILED: _mail,
    HELD: _hold,
    RESTRICTED: _restrict,
    REQUESTED: _request,
    KEPT: _class,
}


def removing(public_id: bytes) -> Job[None]:
    """Deletes whatever the copy holds of a business. Nothing was read into memory yet."""

    def job(tx: Tx) -> None:
        key = tx.execute(select(businesses.c.id).where(businesses.c.public_id == public_id)).scalar()
        if key is not None:
            hosted.remove(tx, key)

    return job
