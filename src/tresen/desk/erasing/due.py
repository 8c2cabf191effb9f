"""Messages are erased once the law no longer keeps them, if a command asked for it earlier (L7, L9)."""

from __future__ import annotations

from typing import NamedTuple

from tresen.desk.erasing.carry_out import AT_ONCE, carry_out_again
from tresen.desk.house import House
from tresen.errors import Refusal
from tresen.store import erasing as store
from tresen.store.tx import Tx
from tresen.store.writer import Job


class Sweep(NamedTuple):
    """In how many conversations something was erased, and the first failure."""

    erased: int
    failure: Refusal | None


async def erase_due(house: House) -> Sweep:
    """[L7, L9] Erase what a command named and the law no longer keeps.

    Each conversation and command has transactions of its own, so one failure does not hold up the others (I-12), and each of
    them erases at most `AT_ONCE` kept messages. A second run finds nothing. Raises `shutting_down`.
    """
    now = house.clock.now_ms()
    waiting = await house.read(lambda connection: store.due(connection, now))
    erased, failure = 0, None
    for business_id, conversation_id, erasure_seq in waiting:
        try:
            while await house.write(_slice(business_id, conversation_id, erasure_seq)):
                pass
            erased += 1
        except Refusal as refusal:
            if refusal.code == "shutting_down":
                raise
            failure = failure or refusal
    return Sweep(erased, failure)


def _slice(business: int, conversation: int, seq: int) -> Job[bool]:
    """Erases some of what is due; True when there may be more."""

    def job(tx: Tx) -> bool:
        over = [
            each.pos
            for each in store.kept(tx, conversation)
            if each.erasure_seq == seq and each.until_ms <= tx.now_ms
        ]
        if over:
            carry_out_again(
                tx, tx.business(business), tx.conversation(conversation), seq, set(over[:AT_ONCE])
            )
        return len(over) > AT_ONCE

    return job
